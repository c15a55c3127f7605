#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"

// A named bound of limits.h that something from outside, or a caller, has passed.
//
// Inside the core it travels as an absl::Status of code OutOfRange that carries this struct as payload.
namespace crossdock::base {

struct LimitError {
  std::string name;         // The bound, unit last: "json_depth_max".
  std::int64_t limit = 0;   // Its value.
  std::int64_t actual = 0;  // What was met; where counting stopped at the bound, the first value beyond it.

  // The whole as one sentence for people.
  [[nodiscard]] std::string sentence() const;

  bool operator==(const LimitError&) const = default;
};

[[nodiscard]] absl::Status to_status(const LimitError& error);
[[nodiscard]] std::optional<LimitError> limit_error_of(const absl::Status& status);

}  // namespace crossdock::base
