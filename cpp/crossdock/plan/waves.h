#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/plan/coalesce.h"
#include "crossdock/plan/operations.h"

// In which wave each operation can be sent, or on what it waits; a part of plan.cc.
namespace crossdock::plan {

struct Placement {
  std::uint32_t wave = 0;         // Where it waits on nothing.
  std::uint32_t blocker = kNone;  // The row in flight, or refused, that it waits on: the oldest of several.
};

// One for each survivor. `is_refused` says of each whether it can not be sent at all; it is then its own
// blocker. Fails with InvalidArgument when operations wait for each other in a circle.
absl::StatusOr<std::vector<Placement>> place_in_waves(const Operations& operations,
                                                      const Coalescence& coalescence,
                                                      const std::vector<bool>& is_refused);

}  // namespace crossdock::plan
