#pragma once

#include <cstdint>
#include <optional>

#include "crossdock/canonical/fulfilment.h"
#include "crossdock/wire/json/decoding.h"

// A fulfilment within another object.
namespace crossdock::shopify {

// As webhooks of fulfilments and of orders write it.
[[nodiscard]] canonical::Fulfilment read_fulfilment_payload(const json::Object& from);

// A node. `order_id` is the order's where the node around is known to belong to one; the node then needs not
// name it.
[[nodiscard]] canonical::Fulfilment read_fulfilment_within(const json::Object& from,
                                                           const std::optional<std::int64_t>& order_id);

}  // namespace crossdock::shopify
