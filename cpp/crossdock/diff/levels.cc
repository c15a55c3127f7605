#include "crossdock/diff/levels.h"

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crossdock/diff/level_order.h"

namespace crossdock::diff {
namespace {

absl::Status check_unique(const LevelOrder& order, const char* set_name) {
  const std::optional<LevelKey> duplicate = order.find_duplicate();
  if (!duplicate) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("The ", set_name, " levels name inventory item ",
                                                 duplicate->inventory_item_id, " at location ",
                                                 duplicate->location_id, " more than once."));
}

bool is_settled(std::int64_t desired, std::int64_t observed) {
  return desired == observed || (desired == 0 && observed < 0);
}

// Puts one known desired quantity where it belongs, given the observed row of the same level.
void place(LevelKey key, std::int64_t desired, const canonical::LevelColumns& observed,
           std::size_t observed_row, LevelDiff& result) {
  const std::int64_t from = observed.quantities[observed_row];
  if (is_settled(desired, from)) return;
  const bool may_send = desired < from || observed.raisable[observed_row] != 0;
  canonical::LevelChanges& target = may_send ? result.changes : result.blocked;
  target.append(key.inventory_item_id, key.location_id, from, desired);
}

}  // namespace

absl::StatusOr<LevelDiff> diff_levels(const canonical::LevelColumns& desired,
                                      const canonical::LevelColumns& observed) {
  const LevelOrder desired_order(desired.inventory_item_ids, desired.location_ids);
  const LevelOrder observed_order(observed.inventory_item_ids, observed.location_ids);
  if (absl::Status status = check_unique(desired_order, "desired"); !status.ok()) return status;
  if (absl::Status status = check_unique(observed_order, "observed"); !status.ok()) return status;

  LevelDiff result;
  std::size_t observed_position = 0;
  for (std::size_t position = 0; position < desired_order.size(); ++position) {
    const std::size_t desired_row = desired_order.row(position);
    if (desired.known[desired_row] == 0) continue;
    const LevelKey key = desired_order.key(position);
    while (observed_position < observed_order.size() && observed_order.key(observed_position) < key) {
      ++observed_position;
    }
    const std::int64_t quantity = desired.quantities[desired_row];
    const bool has_row =
        observed_position < observed_order.size() && observed_order.key(observed_position) == key;
    const std::size_t observed_row = has_row ? observed_order.row(observed_position) : 0;
    if (has_row && observed.known[observed_row] != 0) {
      place(key, quantity, observed, observed_row, result);
    } else {
      result.unknown.append(key.inventory_item_id, key.location_id, std::nullopt, quantity);
    }
  }
  return result;
}

}  // namespace crossdock::diff
