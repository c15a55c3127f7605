#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/base/timestamp.h"

// Which object a webhook speaks of, so that events about one object are one piece of work.
namespace crossdock::shopify {

struct Identity {
  std::string object_key;                  // "order:123", "level:<item>:<location>", "bulk:<gid>", "shop".
  std::optional<base::Timestamp> version;  // `updated_at` of the object, where the payload tells.

  bool operator==(const Identity&) const = default;
};

// Validates the whole document. Topics about a part of an order (refunds, transactions, fulfilments, edits,
// risks) give the order's key; those about fulfilment orders, which name no order, the fulfilment order's;
// those about a return and its parcels the return's. A topic unknown here gives "<resource>:<id>" when it has
// an id; a DecodeError says that no object is named otherwise.
[[nodiscard]] absl::StatusOr<Identity> identify(const std::string& topic, std::string_view body);

}  // namespace crossdock::shopify
