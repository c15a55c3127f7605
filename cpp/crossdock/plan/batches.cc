#include "crossdock/plan/batches.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crossdock/diff/level_order.h"

namespace crossdock::plan {
namespace {

// The position after the last level of the item that stands at `begin`.
std::size_t end_of_item(const diff::LevelOrder& order, std::size_t begin) {
  const std::int64_t item = order.key(begin).inventory_item_id;
  std::size_t end = begin + 1;
  while (end < order.size() && order.key(end).inventory_item_id == item) ++end;
  return end;
}

void append_row(const canonical::LevelChanges& changes, std::size_t row, canonical::LevelChanges& target) {
  std::optional<std::int64_t> from;
  if (changes.has_change_from[row] != 0) from = changes.change_from[row];
  target.append(changes.inventory_item_ids[row], changes.location_ids[row], from, changes.quantities[row]);
}

}  // namespace

absl::StatusOr<std::vector<canonical::LevelChanges>> make_batches(const canonical::LevelChanges& changes,
                                                                  std::size_t rows_max) {
  if (rows_max == 0)
    return absl::InvalidArgumentError("A batch must be allowed to hold at least one change.");
  const diff::LevelOrder order(changes.inventory_item_ids, changes.location_ids);
  if (const auto duplicate = order.find_duplicate()) {
    return absl::InvalidArgumentError(absl::StrCat("The changes name inventory item ",
                                                   duplicate->inventory_item_id, " at location ",
                                                   duplicate->location_id, " more than once."));
  }

  std::vector<canonical::LevelChanges> batches;
  std::size_t position = 0;
  while (position < order.size()) {
    const std::size_t end = end_of_item(order, position);
    const bool fits = !batches.empty() && batches.back().size() + (end - position) <= rows_max;
    if (!fits) batches.emplace_back().reserve(std::min(rows_max, order.size() - position));
    for (; position < end; ++position) {
      if (batches.back().size() == rows_max) batches.emplace_back();
      append_row(changes, order.row(position), batches.back());
    }
  }
  return batches;
}

}  // namespace crossdock::plan
