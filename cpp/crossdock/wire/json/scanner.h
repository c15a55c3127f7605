#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crossdock/base/limit_error.h"
#include "crossdock/wire/json/nodes.h"
#include "crossdock/wire/json/text.h"

// Finds the nodes of a JSON text and everything simdjson's DOM does not tell: where each value stands,
// numbers as they were written, keys that repeat, halves of surrogate pairs, depth and number of values.
//
// It checks the whole grammar of RFC 8259 and the range of numbers itself and is safe on any bytes, UTF-8
// excepted, which it does not look at. It accepts what simdjson's DOM accepts, save what is named here: its
// fuzz target holds the two against each other.
namespace crossdock::json {

struct ScanFault {
  std::string path;
  std::string_view expected;
  std::string_view found;
  std::size_t offset = 0;
  std::optional<base::LimitError> limit;  // Set where a bound was passed; the rest is then of no interest.
};

// How many bytes of zero must stand behind a document: a word may be read at its last byte, and a zero, which
// JSON knows nowhere, ends every loop.
inline constexpr std::size_t kPaddingBytes = kStopPaddingBytes;

// Fills `list`; a document beyond 4 GB is for the caller to refuse before.
[[nodiscard]] std::optional<ScanFault> scan(std::string_view document, NodeList& list);

}  // namespace crossdock::json
