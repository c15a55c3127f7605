#pragma once

#include <cstdint>
#include <optional>

#include "crossdock/wire/json/decoding.h"

// How GraphQL shows the stock of one level, in answers and in bulk files alike.
namespace crossdock::shopify {

// The quantity named "available" of the `quantities` of a level; none where it is not among them.
[[nodiscard]] std::optional<std::int64_t> available_quantity(const json::Object& level);

}  // namespace crossdock::shopify
