#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// Cuts a sequence into batches that keep to bounds. Every batching of this room is done here.
namespace crossdock::plan {

// What one operation weighs, or several together.
struct Load {
  std::int64_t count = 0;
  std::int64_t bytes = 0;
  std::int64_t cost = 0;  // Points of the remote system's budget.

  Load& operator+=(const Load& other) {
    count += other.count;
    bytes += other.bytes;
    cost += other.cost;
    return *this;
  }
  bool operator==(const Load&) const = default;
};

// The most that one batch may weigh.
struct Bounds {
  std::int64_t count_max = 1;
  std::int64_t bytes_max = 0;
  std::int64_t cost_max = 0;

  [[nodiscard]] bool hold(const Load& load) const {
    return load.count <= count_max && load.bytes <= bytes_max && load.cost <= cost_max;
  }
  bool operator==(const Bounds&) const = default;
};

// Where each batch ends, for elements [begin, end) in their order. `load_at` is (index) -> Load, each of
// which the bounds hold. `is_same_group` is (index, next index) -> bool: neighbours of one group stay in one
// batch, unless the group alone is more than the bounds hold; where `is_group_alone`, no batch holds two
// groups.
template <typename LoadAt, typename IsSameGroup>
[[nodiscard]] std::vector<std::size_t> batch_ends(std::size_t begin, std::size_t end, const Bounds& bounds,
                                                  bool is_group_alone, const LoadAt& load_at,
                                                  const IsSameGroup& is_same_group) {
  const auto sum = [](Load left, const Load& right) { return left += right; };
  std::vector<std::size_t> ends;
  Load batch;
  std::size_t batch_begin = begin;
  const auto close_at = [&](std::size_t index) {
    if (index == batch_begin) return;
    ends.push_back(index);
    batch_begin = index;
    batch = {};
  };
  for (std::size_t group_begin = begin; group_begin < end;) {
    Load group = load_at(group_begin);
    std::size_t group_end = group_begin + 1;
    for (; group_end < end && is_same_group(group_end - 1, group_end); ++group_end)
      group += load_at(group_end);
    if (is_group_alone || !bounds.hold(sum(batch, group))) close_at(group_begin);
    for (std::size_t index = group_begin; index < group_end; ++index) {
      if (!bounds.hold(sum(batch, load_at(index)))) close_at(index);
      batch += load_at(index);
    }
    group_begin = group_end;
  }
  close_at(end);
  return ends;
}

}  // namespace crossdock::plan
