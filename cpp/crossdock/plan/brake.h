#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "crossdock/canonical/level_columns.h"

// The brake on mass change (invariant I14): a push that would change, or set to zero, more than a set share
// of a store's levels waits for a person, the first push included. A wrong location mapping, a half imported
// warehouse or a restored database look exactly like a very busy minute, and empty a shop within it.
namespace crossdock::plan {

struct BrakeLimits {
  double share_max = 0;       // Share of the known levels that may change without a person, 0 to 1.
  double zero_share_max = 0;  // Share of the known levels that may be set to zero without a person, 0 to 1.
  std::int64_t changes_min = 0;  // Fewer changes than this, recent ones included, never wait.
};

// The reason in words why `changes` must wait, or nothing. `known_count` is the number of levels linked with
// the store; `recent_changes_count` is what was pushed lately, so that many small pushes are not a way around
// the brake.
//
// Fails with InvalidArgument when a count is negative or a share is not a number from 0 up.
absl::StatusOr<std::optional<std::string>> brake_reason(std::int64_t known_count,
                                                        const canonical::LevelChanges& changes,
                                                        std::int64_t recent_changes_count,
                                                        const BrakeLimits& limits);

}  // namespace crossdock::plan
