#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crossdock/wire/hubspot/refusals.h"
#include "crossdock/wire/json/document.h"

// Reading what HubSpot says is optional in every field (see refusals.h). Only this room's sources use it.
namespace crossdock::hubspot {

// The text of a string that is not empty; none for anything else.
[[nodiscard]] std::optional<std::string> lenient_text(const json::Value& value);

// The strings of an array, or a string alone; numbers by their digits.
[[nodiscard]] std::vector<std::string> lenient_texts(const json::Value& value);

// One element of the `errors` of a batch answer.
[[nodiscard]] BatchError read_batch_error(const json::Value& from);

}  // namespace crossdock::hubspot
