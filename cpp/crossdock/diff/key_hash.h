#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "crossdock/columns/table.h"

// Hashes of rows by the cells of some columns, a block of rows at a time, so that each column is read in one
// stretch.
namespace crossdock::diff {

inline constexpr std::size_t kHashBlockRows = 1024;

class KeyHash {
 public:
  // `is_exact` promises what keys_are_exact() said of the columns of all tables that are hashed together.
  KeyHash(const columns::Table& table, std::span<const std::size_t> key, bool is_exact)
      : table_(table), key_(key), is_exact_(is_exact) {}

  // The hashes of rows [begin, end), at most kHashBlockRows of them.
  void hash_block(std::size_t begin, std::size_t end,
                  std::array<std::uint64_t, kHashBlockRows>& hashes) const;

 private:
  const columns::Table& table_;
  std::span<const std::size_t> key_;
  bool is_exact_;
};

// Whether the key of every row fits into 64 bits, so that rows have the same hash only if they have the same
// key: whole numbers, dates and times of 64 bits together, and no NULL.
[[nodiscard]] bool keys_are_exact(const columns::Table& table, std::span<const std::size_t> key);

// Whether a column holds a NULL.
[[nodiscard]] bool has_null(const columns::Column& column);

}  // namespace crossdock::diff
