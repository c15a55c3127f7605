#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"

// Why bytes from outside could not be read.
//
// The fields say where and of what shape, never which value: payloads hold personal data, and errors end in
// logs, chatter and tickets. `expected` and `found` therefore speak of JSON types and shapes ("a string",
// "null").
//
// Inside the core the error travels as an absl::Status of code InvalidArgument that carries this struct as
// payload; decode_error_of() gives it back. A Status without the payload is not a decode error.
namespace crossdock::base {

struct DecodeError {
  std::string system;                  // Who sent the bytes: "shopify", "hubspot".
  std::string topic;                   // What they were read as: a webhook topic or the name of the reader.
  std::string path;                    // Where, as JSON path: "$.line_items[2].price".
  std::string expected;                // What the contract promises there.
  std::string found;                   // The shape that was there instead.
  std::optional<std::int64_t> offset;  // Byte offset of the value in the document, where known.

  // The whole as one sentence for people.
  [[nodiscard]] std::string sentence() const;

  bool operator==(const DecodeError&) const = default;
};

[[nodiscard]] absl::Status to_status(const DecodeError& error);
[[nodiscard]] std::optional<DecodeError> decode_error_of(const absl::Status& status);

}  // namespace crossdock::base
