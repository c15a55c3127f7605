#include "crossdock/plan/coalesce.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace crossdock::plan {
namespace {

using Row = Operations::Row;

bool is_in_flight(const Row& row) {
  return row.progress == Progress::kSent || row.progress == Progress::kUnknown;
}

// The row that stands for states of one object and kind, given from the oldest to the newest.
std::uint32_t survivor_of(const Operations& operations, std::span<const std::uint32_t> states) {
  const std::uint32_t newest = states.back();
  if (operations.rows()[newest].progress == Progress::kUnsent) return newest;
  const auto same = std::find_if(states.rbegin(), states.rend(), [&](std::uint32_t row) {
    const Row& one = operations.rows()[row];
    return one.progress == Progress::kUnsent && one.content == operations.rows()[newest].content;
  });
  return same == states.rend() ? newest : *same;
}

}  // namespace

Coalescence coalesce(const Operations& operations) {
  const std::span<const Row> rows = operations.rows();
  Coalescence result;
  result.in_flight_of.assign(operations.text_count(), kNone);
  std::vector<std::uint32_t> sorted;
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    if (!is_in_flight(rows[row])) {
      sorted.push_back(row);
      continue;
    }
    std::uint32_t& oldest = result.in_flight_of[rows[row].object];
    if (oldest == kNone || rows[row].id < rows[oldest].id) oldest = row;
  }
  const auto place_of = [&](std::uint32_t row) {
    const Row& one = rows[row];
    return std::tuple(one.object, operations.kinds()[one.kind].step, one.kind, one.id);
  };
  std::sort(sorted.begin(), sorted.end(),
            [&](std::uint32_t left, std::uint32_t right) { return place_of(left) < place_of(right); });

  for (std::size_t begin = 0; begin < sorted.size();) {
    const Row& first = rows[sorted[begin]];
    std::size_t end = begin + 1;
    if (operations.kinds()[first.kind].nature == Nature::kState)
      while (end < sorted.size() && rows[sorted[end]].object == first.object &&
             rows[sorted[end]].kind == first.kind)
        ++end;
    const std::span<const std::uint32_t> states(sorted.data() + begin, end - begin);
    const std::uint32_t survivor = survivor_of(operations, states);
    result.survivors.push_back({survivor, states.back()});
    for (const std::uint32_t row : states)
      if (row != survivor) result.dropped.emplace_back(row, survivor);
    begin = end;
  }
  return result;
}

}  // namespace crossdock::plan
