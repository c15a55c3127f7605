#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "crossdock/plan/operations.h"

// Which operations stand for which others; a part of plan.cc.
namespace crossdock::plan {

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// An operation that remains.
struct Survivor {
  std::uint32_t row = 0;
  std::uint32_t newest = 0;  // The row that says what it comes after: the newest it stands for.
};

struct Coalescence {
  // Operations that were not sent, by object, then by step, kind and id.
  std::vector<Survivor> survivors;
  // Rows that are not needed, and those that stand for them.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> dropped;
  // By object: the oldest operation in flight, or kNone.
  std::vector<std::uint32_t> in_flight_of;
};

[[nodiscard]] Coalescence coalesce(const Operations& operations);

}  // namespace crossdock::plan
