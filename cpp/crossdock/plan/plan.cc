#include "crossdock/plan/plan.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crossdock/plan/coalesce.h"
#include "crossdock/plan/cut.h"
#include "crossdock/plan/waves.h"

namespace crossdock::plan {
namespace {

using Row = Operations::Row;

absl::Status check_ids(std::span<const Row> rows) {
  std::vector<std::int64_t> ids;
  ids.reserve(rows.size());
  for (const Row& row : rows) ids.push_back(row.id);
  std::sort(ids.begin(), ids.end());
  const auto twice = std::adjacent_find(ids.begin(), ids.end());
  if (twice == ids.end()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("Two operations have the id ", *twice, "."));
}

// Why not even a batch of its own holds an operation.
std::optional<base::LimitError> excess_of(const Load& load, const Bounds& bounds) {
  if (load.bytes > bounds.bytes_max)
    return base::LimitError{"plan_batch_bytes_max", bounds.bytes_max, load.bytes};
  if (load.cost > bounds.cost_max) return base::LimitError{"plan_batch_cost_max", bounds.cost_max, load.cost};
  return std::nullopt;
}

struct Placed {
  std::uint32_t row = 0;
  std::uint32_t wave = 0;
};

// Sorts by wave, step and kind; then scopes by the oldest operation that they have in the plan, and
// operations by age.
void sort_for_batches(const Operations& operations, std::vector<Placed>& placed) {
  const std::span<const Row> rows = operations.rows();
  std::vector<std::uint32_t> oldest_of_scope(operations.text_count(), kNone);
  for (const Placed& one : placed) {
    std::uint32_t& oldest = oldest_of_scope[rows[one.row].scope];
    if (oldest == kNone || rows[one.row].id < rows[oldest].id) oldest = one.row;
  }
  const auto place_of = [&](const Placed& one) {
    const Row& row = rows[one.row];
    return std::tuple(one.wave, operations.kinds()[row.kind].step, row.kind,
                      rows[oldest_of_scope[row.scope]].id, row.id);
  };
  std::sort(placed.begin(), placed.end(),
            [&](const Placed& left, const Placed& right) { return place_of(left) < place_of(right); });
}

void append_batches(const Operations& operations, const std::vector<Placed>& placed, Plan& plan) {
  const std::span<const Row> rows = operations.rows();
  const auto row_at = [&](std::size_t place) -> const Row& { return rows[placed[place].row]; };
  for (std::size_t begin = 0; begin < placed.size();) {
    const std::uint32_t wave = placed[begin].wave;
    const std::uint32_t kind = row_at(begin).kind;
    std::size_t end = begin + 1;
    while (end < placed.size() && placed[end].wave == wave && row_at(end).kind == kind) ++end;
    const Kind& rules = operations.kinds()[kind];
    const std::vector<std::size_t> ends = batch_ends(
        begin, end, rules.bounds, rules.is_scope_alone, [&](std::size_t place) { return row_at(place).load; },
        [&](std::size_t one, std::size_t next) { return row_at(one).scope == row_at(next).scope; });
    for (const std::size_t batch_end : ends) {
      Batch batch{.wave = wave,
                  .kind = kind,
                  .load = {},
                  .begin = static_cast<std::uint32_t>(begin),
                  .end = static_cast<std::uint32_t>(batch_end)};
      for (; begin < batch_end; ++begin) {
        batch.load += row_at(begin).load;
        plan.order.push_back(row_at(begin).id);
      }
      plan.batches.push_back(batch);
    }
  }
}

}  // namespace

absl::StatusOr<Plan> make_plan(const Operations& operations) {
  const std::span<const Row> rows = operations.rows();
  if (absl::Status status = check_ids(rows); !status.ok()) return status;
  const Coalescence coalescence = coalesce(operations);
  Plan plan;
  std::vector<bool> is_refused(coalescence.survivors.size(), false);
  for (std::size_t one = 0; one < coalescence.survivors.size(); ++one) {
    const Row& row = rows[coalescence.survivors[one].row];
    auto excess = excess_of(row.load, operations.kinds()[row.kind].bounds);
    if (!excess) continue;
    is_refused[one] = true;
    plan.refused.push_back({row.id, *std::move(excess)});
  }
  const auto placements = place_in_waves(operations, coalescence, is_refused);
  if (!placements.ok()) return placements.status();

  std::vector<Placed> placed;
  for (std::size_t one = 0; one < placements->size(); ++one) {
    const std::uint32_t row = coalescence.survivors[one].row;
    const auto [wave, blocker] = (*placements)[one];
    if (is_refused[one]) continue;
    if (blocker == kNone) {
      placed.push_back({row, wave});
    } else {
      plan.waiting.push_back({rows[row].id, rows[blocker].id});
    }
  }
  sort_for_batches(operations, placed);
  append_batches(operations, placed, plan);
  for (const auto& [row, into] : coalescence.dropped) plan.coalesced.push_back({rows[row].id, rows[into].id});
  for (const Row& row : rows)
    if (row.progress == Progress::kSent || row.progress == Progress::kUnknown)
      plan.in_flight.push_back(row.id);

  const auto by_id = [](const auto& left, const auto& right) { return left.id < right.id; };
  std::sort(plan.coalesced.begin(), plan.coalesced.end(), by_id);
  std::sort(plan.waiting.begin(), plan.waiting.end(), by_id);
  std::sort(plan.refused.begin(), plan.refused.end(), by_id);
  std::sort(plan.in_flight.begin(), plan.in_flight.end());
  return plan;
}

}  // namespace crossdock::plan
