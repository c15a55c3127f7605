#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/columns/table.h"
#include "crossdock/diff/match_rows.h"
#include "crossdock/diff/whose.h"

// The three-way comparison of tables, row by row and field by field: desired (ours), observed (theirs) and
// the last agreed state.
//
//   agreed | desired | observed   kind      whose
//   -------+---------+---------   ------- ------------------------------------------------------------------
//   yes    | yes     | yes        changed   of each field, as whose.h says; of the row: the fields' together
//   no     | yes     | no         added     ours
//   no     | no      | yes        added     theirs
//   no     | yes     | yes        added     both if all fields are the same, otherwise conflict in those that
//   differ yes    | no      | yes        removed   ours, or conflict where they changed the row meanwhile yes
//   | yes     | no         removed   theirs, or conflict where we changed the row meanwhile yes    | no | no
//   removed   both
//
// Rows that are everywhere the same are left out.
namespace crossdock::diff {

enum class RowKind : std::uint8_t { kChanged, kAdded, kRemoved };

// "changed", "added" or "removed".
[[nodiscard]] std::string_view name_of(RowKind kind);

struct RowDifference {
  RowKind kind = RowKind::kChanged;
  Whose whose = Whose::kNobody;    // Of the row: kConflict where any field is, the one where all are one's.
  std::uint32_t desired = kNoRow;  // Its row in each table, or kNoRow.
  std::uint32_t observed = kNoRow;
  std::uint32_t agreed = kNoRow;
  std::uint64_t ours = 0;  // Fields by whose change they are; bit i is fields[i].
  std::uint64_t theirs = 0;
  std::uint64_t both = 0;
  std::uint64_t conflicts = 0;

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
