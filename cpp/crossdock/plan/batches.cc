#include "crossdock/plan/batches.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crossdock/diff/level_order.h"
#include "crossdock/plan/cut.h"

namespace crossdock::plan {
namespace {

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

  const Bounds bounds{.count_max = static_cast<std::int64_t>(std::min(rows_max, order.size()))};
  const std::vector<std::size_t> ends = batch_ends(
      0, order.size(), bounds, false, [](std::size_t) { return Load{.count = 1}; },
      [&order](std::size_t one, std::size_t next) {
        return order.key(one).inventory_item_id == order.key(next).inventory_item_id;
      });
  std::vector<canonical::LevelChanges> batches;
  batches.reserve(ends.size());
  std::size_t position = 0;
  for (const std::size_t end : ends) {
    batches.emplace_back().reserve(end - position);
    for (; position < end; ++position) append_row(changes, order.row(position), batches.back());
  }
  return batches;
}

}  // namespace crossdock::plan
