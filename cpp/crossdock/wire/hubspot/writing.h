#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "crossdock/wire/hubspot/associations.h"
#include "crossdock/wire/json/writer.h"

// What the writers of this room share. Only its sources use it.
namespace crossdock::hubspot {

[[nodiscard]] bool is_blank(std::string_view text);

// Whether a batch has at least one input and at most the bound of this name allows.
[[nodiscard]] absl::Status check_count(std::size_t count, const char* bound, std::size_t most);

// "types": [{"associationCategory", "associationTypeId"}].
void write_types(json::Writer& writer, const std::vector<AssociationType>& types);

}  // namespace crossdock::hubspot
