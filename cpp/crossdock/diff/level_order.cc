#include "crossdock/diff/level_order.h"

#include <algorithm>
#include <numeric>

namespace crossdock::diff {

LevelOrder::LevelOrder(std::span<const std::int64_t> inventory_item_ids,
                       std::span<const std::int64_t> location_ids)
    : inventory_item_ids_(inventory_item_ids), location_ids_(location_ids) {
  for (std::size_t row = 1; row < size(); ++row) {
    if (key_of_row(row) < key_of_row(row - 1)) {
      rows_.resize(size());
      std::iota(rows_.begin(), rows_.end(), std::size_t{0});
      std::sort(rows_.begin(), rows_.end(),
                [this](std::size_t left, std::size_t right) { return key_of_row(left) < key_of_row(right); });
      return;
    }
  }
}

std::optional<LevelKey> LevelOrder::find_duplicate() const {
  for (std::size_t position = 1; position < size(); ++position) {
    const LevelKey current = key(position);
    if (current == key(position - 1)) return current;
  }
  return std::nullopt;
}

}  // namespace crossdock::diff
