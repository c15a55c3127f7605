#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// The order of stock levels: by inventory item, then by location. Every room that walks two sets side by
// side, or cuts one into batches, walks them in this order.
namespace crossdock::diff {

// What identifies a level at the store.
struct LevelKey {
  std::int64_t inventory_item_id = 0;
  std::int64_t location_id = 0;

  auto operator<=>(const LevelKey&) const = default;
};

// A set of levels visited in order, whatever order its rows lie in. Rows that are sorted already, as a query
// with ORDER BY gives them, cost one pass and no memory; others cost a permutation of 8 bytes a row.
class LevelOrder {
 public:
  // Both spans have the same length and outlive the object.
  LevelOrder(std::span<const std::int64_t> inventory_item_ids, std::span<const std::int64_t> location_ids);

  [[nodiscard]] std::size_t size() const { return inventory_item_ids_.size(); }

  // The row that comes at `position`.
  [[nodiscard]] std::size_t row(std::size_t position) const {
    return rows_.empty() ? position : rows_[position];
  }

  // The key of the row that comes at `position`.
  [[nodiscard]] LevelKey key(std::size_t position) const { return key_of_row(row(position)); }

  // The first key that names more than one row, if any does.
  [[nodiscard]] std::optional<LevelKey> find_duplicate() const;

 private:
  [[nodiscard]] LevelKey key_of_row(std::size_t row) const {
    return {inventory_item_ids_[row], location_ids_[row]};
  }

  std::span<const std::int64_t> inventory_item_ids_;
  std::span<const std::int64_t> location_ids_;
  std::vector<std::size_t> rows_;  // Empty where the rows lie in order.
};

}  // namespace crossdock::diff
