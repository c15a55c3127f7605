#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/columns/table.h"
#include "crossdock/diff/judge.h"
#include "crossdock/diff/match_rows.h"

// The three-way comparison of tables, row by row and field by field: desired (ours), observed (theirs) and
// the last agreed state; judge.h has the table of what is whose. Rows that are everywhere the same are left
// out.
namespace crossdock::diff {

// "changed", "added" or "removed".
[[nodiscard]] std::string_view name_of(RowKind kind);

struct RowDifference {
  RowKind kind = RowKind::kChanged;
  Whose whose = Whose::kNobody;    // Of the row: kConflict where any field is, the one where all are one's.
  std::uint32_t desired = kNoRow;  // Its row in each table, or kNoRow.
  std::uint32_t observed = kNoRow;
  std::uint32_t agreed = kNoRow;
  FieldOwners fields{};  // Bit i is fields[i] of the comparison.

  bool operator==(const RowDifference&) const = default;
};

struct ThreeWayDiff {
  std::vector<std::string> fields;
  // First by rows of the desired table, then of the observed one, then of the agreed one, in the order they
  // lie in.
  std::vector<RowDifference> rows;
};

// Arguments, cost and errors as diff_tables(), thrice. A row in which some fields are ours and others theirs,
// without conflict, is kNobody's: each field says for itself.
absl::StatusOr<ThreeWayDiff> diff_three_ways(const columns::Table& desired, const columns::Table& observed,
                                             const columns::Table& agreed, std::span<const std::string> key,
                                             std::span<const std::string> fields,
                                             std::size_t work_bytes_max = base::kDiffWorkBytesMax);

}  // namespace crossdock::diff
