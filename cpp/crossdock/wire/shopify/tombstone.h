#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/tombstone.h"

// Reading what webhooks say of deleted objects, which is little more than their id.
namespace crossdock::shopify {

// The payload of customers/delete, products/delete and every other topic `<resource>/delete` whose object has
// a number; `kind` is the one of the object's key.
[[nodiscard]] absl::StatusOr<canonical::Tombstone> read_tombstone(std::string_view body,
                                                                  const std::string& topic);

}  // namespace crossdock::shopify
