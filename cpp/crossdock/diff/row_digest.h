#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crossdock/columns/table.h"
#include "crossdock/diff/key_hash.h"

// Digests of what rows hold, by which two rows that hold the same are known without a look at either: columns
// are read from their beginning to their end, while the cells of partners lie anywhere.
namespace crossdock::diff {

// The secrets of one column, drawn anew for each comparison.
struct DigestKey {
  std::uint64_t factor = 0;
  std::uint64_t null = 0;  // Stands for a NULL.
  std::uint64_t text = 0;
};

// Keys for so many columns, from the system's randomness.
[[nodiscard]] std::vector<DigestKey> random_digest_keys(std::size_t columns);

class RowDigest {
 public:
  // `keys` has one for each of the columns; both tables of a comparison take the same.
  RowDigest(const columns::Table& table, std::span<const std::size_t> columns,
            std::span<const DigestKey> keys)
      : table_(table), columns_(columns), keys_(keys) {}

  // The digests of rows [begin, end), at most kHashBlockRows of them. Rows that hold the same in all columns
  // (Table::same) have the same one. Other rows have it too once in 2^64 times, whoever chose their cells.
  void digest_block(std::size_t begin, std::size_t end,
                    std::array<std::uint64_t, kHashBlockRows>& digests) const;

 private:
  const columns::Table& table_;
  std::span<const std::size_t> columns_;
  std::span<const DigestKey> keys_;
};

}  // namespace crossdock::diff
