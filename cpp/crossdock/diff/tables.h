#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/columns/table.h"
#include "crossdock/diff/match_rows.h"

// What differs between two tables: which rows only one of them has, and which rows both have with other
// values.
//
//   TableDiff difference = *diff_tables(desired, observed, {"item_id", "location_id"}, {});
//   Table to_create = desired.take(difference.added);
namespace crossdock::diff {

// Fields of one comparison: each is a bit.
inline constexpr std::size_t kDiffFieldsMax = 64;

struct TableDiff {
  std::vector<std::string> fields;            // The columns compared.
  std::vector<std::uint32_t> added;           // Rows of the desired table whose key the observed one has not.
  std::vector<std::uint32_t> removed;         // Rows of the observed table whose key the desired one has not.
  std::vector<std::uint32_t> changed;         // Rows of the desired table that differ from the observed
  std::vector<std::uint32_t> changed_from;    // rows that stand beside them here,
  std::vector<std::uint64_t> changed_fields;  // in these fields: bit i is fields[i].
  std::size_t work_bytes = 0;                 // The most memory in use beside the tables and this result.
};

// Compares by the key columns, in any order of rows; the results are in the order in which the rows lie.
// `fields` are the columns to compare; without any, all that both tables have and that are no key. Cells
// compare as Table::same() has it: NULL equals NULL only, decimals compare by value.
//
// Rows are first compared by digests (match_rows() says how sure they are), and those that differ cell by
// cell.
//
// Cost: each column is read once from its beginning to its end, and the cells of rows that differ. Memory as
// match_rows() says. Fails as match_rows() and
// pair_columns() do, and with LimitError (diff_fields_max) for too many fields.
absl::StatusOr<TableDiff> diff_tables(const columns::Table& desired, const columns::Table& observed,
                                      std::span<const std::string> key, std::span<const std::string> fields,
                                      std::size_t work_bytes_max = base::kDiffWorkBytesMax);

// The columns to compare where the caller names none: those of all tables that are no key, in the first one's
// order.
[[nodiscard]] std::vector<std::string> common_fields(std::span<const columns::Table* const> tables,
                                                     std::span<const std::string> key);

// Fails with LimitError where a comparison has more fields than it has bits.
absl::Status check_fields(std::span<const std::string> fields);

}  // namespace crossdock::diff
