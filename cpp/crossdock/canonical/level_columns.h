#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

// Stock levels and changes of stock levels as columns: parallel vectors, one entry a row.
//
// Sets of levels are large (millions) and mostly uninteresting (equal to what the store already holds), so
// they stay columns from the byte they were read from to the byte they are written to; only the rows a caller
// asks for become objects. A row is one inventory item at one location of the remote system; quantities are
// whole units.
//
// Every vector of a set has the same length. The append functions are the only place where that is
// established, so code that fills the vectors itself must keep it too.
namespace crossdock::canonical {

// The value of LevelColumns::updated_at_us where no time is known.
inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

// A set of levels, either desired (computed from Odoo) or observed (last read from the remote system).
struct LevelColumns {
  std::vector<std::int64_t> inventory_item_ids;
  std::vector<std::int64_t> location_ids;
  std::vector<std::int64_t> quantities;  // Units; 0 where `known` is 0.
  std::vector<std::uint8_t> known;       // 1 where the quantity has been read, 0 where it must be read first.
  std::vector<std::uint8_t> raisable;    // 1 where the observation is fresh enough to raise the level.
  std::vector<std::int64_t> updated_at_us;  // Remote time of change, microseconds since 1970 UTC, or kNoTime.

  [[nodiscard]] std::size_t size() const { return inventory_item_ids.size(); }

  void reserve(std::size_t rows) {
    inventory_item_ids.reserve(rows);
    location_ids.reserve(rows);
    quantities.reserve(rows);
    known.reserve(rows);
    raisable.reserve(rows);
    updated_at_us.reserve(rows);
  }

  void append(std::int64_t inventory_item_id, std::int64_t location_id, std::optional<std::int64_t> quantity,
              bool is_raisable = true, std::int64_t changed_at_us = kNoTime) {
    inventory_item_ids.push_back(inventory_item_id);
    location_ids.push_back(location_id);
    quantities.push_back(quantity.value_or(0));
    known.push_back(quantity.has_value() ? 1 : 0);
    raisable.push_back(is_raisable ? 1 : 0);
    updated_at_us.push_back(changed_at_us);
  }

  bool operator==(const LevelColumns&) const = default;
};

// A set of changes: set the level of an item at a location to `quantities`, provided that it still is
// `change_from`.
struct LevelChanges {
  std::vector<std::int64_t> inventory_item_ids;
  std::vector<std::int64_t> location_ids;
  std::vector<std::int64_t> change_from;  // Units the remote system holds; 0 where `has_change_from` is 0.
  std::vector<std::uint8_t>
      has_change_from;  // 0 where the remote quantity is not known (sent as an explicit null).
  std::vector<std::int64_t> quantities;  // Units wanted.

  [[nodiscard]] std::size_t size() const { return inventory_item_ids.size(); }

  void reserve(std::size_t rows) {
    inventory_item_ids.reserve(rows);
    location_ids.reserve(rows);
    change_from.reserve(rows);
    has_change_from.reserve(rows);
    quantities.reserve(rows);
  }

  void append(std::int64_t inventory_item_id, std::int64_t location_id, std::optional<std::int64_t> from,
              std::int64_t quantity) {
    inventory_item_ids.push_back(inventory_item_id);
    location_ids.push_back(location_id);
    change_from.push_back(from.value_or(0));
    has_change_from.push_back(from.has_value() ? 1 : 0);
    quantities.push_back(quantity);
  }

  bool operator==(const LevelChanges&) const = default;
};

}  // namespace crossdock::canonical
