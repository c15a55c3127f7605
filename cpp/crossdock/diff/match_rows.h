#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/base/limits.h"
#include "crossdock/columns/table.h"

// Which rows of two tables have the same key, whatever order they lie in.
namespace crossdock::diff {

inline constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();

// Columns of two tables that stand for each other: their places in the left and in the right one.
struct ColumnPair {
  std::size_t left = 0;
  std::size_t right = 0;
};

// The pairs of columns of these names. Fails with InvalidArgument where a table lacks one, or holds it as
// another type.
absl::StatusOr<std::vector<ColumnPair>> pair_columns(const columns::Table& left, const columns::Table& right,
                                                     std::span<const std::string> names);

struct RowMatch {
  std::vector<std::uint32_t> right_of_left;  // The right row with the left row's key, or kNoRow.
  std::vector<std::uint32_t> right_alone;    // Right rows whose key no left row has, ascending.
  std::vector<std::uint32_t> unlike;  // Left rows that differ from their partner in `fields`, ascending.
  std::size_t work_bytes = 0;         // The most memory that was in use beside this result.
};

// Finds partners by key; a NULL in a key equals a NULL, and all other cells as Table::same() has it.
//
// Rows are spread by a hash of their key over parts that fit the processor's cache. Where all parts together
// would take more than `work_bytes_max` (about 24 bytes for a row of either table), the tables are gone
// through several times, a range of parts at a time: memory is bounded by that and, for the result, by 4
// bytes a left row, 4 a row that differs and 1 byte a right row, whatever the number of rows. Tables in one
// order by their key cost the same as others.
//
// Partners are compared in `fields` by digests of their rows. Of the rows that differ, one in 2^64 may be
// missing from `unlike`, another one in each comparison (docs/decisions/0009).
//
// Fails with InvalidArgument when two rows of one table have the same key, and with LimitError
// (diff_work_bytes_max) when one part alone, an 1/4096 of the rows or a few thousand, does not fit.
absl::StatusOr<RowMatch> match_rows(const columns::Table& left, const columns::Table& right,
                                    std::span<const ColumnPair> key, std::span<const ColumnPair> fields,
                                    std::size_t work_bytes_max = base::kDiffWorkBytesMax);

}  // namespace crossdock::diff
