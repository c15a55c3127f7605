#include "crossdock/diff/three_way.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "crossdock/diff/tables.h"

namespace crossdock::diff {
namespace {

using columns::Table;

// Where each compared field stands in the three tables.
struct Field {
  std::size_t desired = 0;
  std::size_t observed = 0;
  std::size_t agreed = 0;
};

struct Tables {
  const Table& desired;
  const Table& observed;
  const Table& agreed;
  std::vector<Field> fields;
};

absl::StatusOr<std::vector<Field>> place_fields(const Table& desired, const Table& observed,
                                                const Table& agreed, std::span<const std::string> names) {
  const auto with_observed = pair_columns(desired, observed, names);
  if (!with_observed.ok()) return with_observed.status();
  const auto with_agreed = pair_columns(desired, agreed, names);
  if (!with_agreed.ok()) return with_agreed.status();
  std::vector<Field> fields;
  fields.reserve(names.size());
  for (std::size_t index = 0; index < names.size(); ++index)
    fields.push_back(
        {(*with_observed)[index].left, (*with_observed)[index].right, (*with_agreed)[index].right});
  return fields;
}

// Whose the row is when its fields are known; a mixture without conflict is nobody's.
Whose whose_row(const RowDifference& row) {
  if (row.conflicts != 0) return Whose::kConflict;
  const int kinds = (row.ours != 0 ? 1 : 0) + (row.theirs != 0 ? 1 : 0) + (row.both != 0 ? 1 : 0);
  if (kinds != 1) return Whose::kNobody;
  if (row.ours != 0) return Whose::kOurs;
  return row.theirs != 0 ? Whose::kTheirs : Whose::kBoth;
}

void note(RowDifference& row, Whose whose, std::uint64_t bit) {
  if (whose == Whose::kOurs) row.ours |= bit;
  if (whose == Whose::kTheirs) row.theirs |= bit;
  if (whose == Whose::kBoth) row.both |= bit;
  if (whose == Whose::kConflict) row.conflicts |= bit;
}

// A row that all three have; whether anything differs.
bool compare_all(const Tables& tables, RowDifference& row) {
  for (std::size_t index = 0; index < tables.fields.size(); ++index) {
    const Field& field = tables.fields[index];
    const bool desired_is_agreed =
        Table::same(tables.desired, field.desired, row.desired, tables.agreed, field.agreed, row.agreed);
    const bool observed_is_agreed =
        Table::same(tables.observed, field.observed, row.observed, tables.agreed, field.agreed, row.agreed);
    const bool desired_is_observed = Table::same(tables.desired, field.desired, row.desired, tables.observed,
                                                 field.observed, row.observed);
    note(row, whose_change(desired_is_agreed, observed_is_agreed, desired_is_observed),
         std::uint64_t{1} << index);
  }
  row.whose = whose_row(row);
  return (row.ours | row.theirs | row.both | row.conflicts) != 0;
}

// A row that was added on both sides.
void compare_added(const Tables& tables, RowDifference& row) {
  row.kind = RowKind::kAdded;
  for (std::size_t index = 0; index < tables.fields.size(); ++index) {
    const Field& field = tables.fields[index];
    const bool is_same = Table::same(tables.desired, field.desired, row.desired, tables.observed,
                                     field.observed, row.observed);
    note(row, is_same ? Whose::kBoth : Whose::kConflict, std::uint64_t{1} << index);
  }
  row.whose = row.conflicts != 0 ? Whose::kConflict : Whose::kBoth;
}

// A row that one side has removed: a conflict where the other one changed it.
void compare_removed(const Tables& tables, RowDifference& row) {
  row.kind = RowKind::kRemoved;
  const bool is_ours = row.desired == kNoRow;
  std::uint64_t changed = 0;
  for (std::size_t index = 0; index < tables.fields.size(); ++index) {
    const Field& field = tables.fields[index];
    const bool is_same = is_ours ? Table::same(tables.observed, field.observed, row.observed, tables.agreed,
                                               field.agreed, row.agreed)
                                 : Table::same(tables.desired, field.desired, row.desired, tables.agreed,
                                               field.agreed, row.agreed);
    if (!is_same) changed |= std::uint64_t{1} << index;
  }
  (is_ours ? row.theirs : row.ours) = changed;
  if (changed != 0) {
    row.whose = Whose::kConflict;
  } else {
    row.whose = is_ours ? Whose::kOurs : Whose::kTheirs;
  }
}

struct Matches {
  RowMatch observed_of_desired;
  RowMatch agreed_of_desired;
  RowMatch agreed_of_observed;
};

absl::StatusOr<Matches> match_all(const Tables& tables, std::span<const std::string> key,
                                  std::size_t work_bytes_max) {
  Matches matches;
  const auto match = [&](const Table& left, const Table& right, RowMatch& result) -> absl::Status {
    const auto pairs = pair_columns(left, right, key);
    if (!pairs.ok()) return pairs.status();
    absl::StatusOr<RowMatch> found = match_rows(left, right, *pairs, work_bytes_max);
    if (!found.ok()) return found.status();
    result = *std::move(found);
    return absl::OkStatus();
  };
  if (absl::Status status = match(tables.desired, tables.observed, matches.observed_of_desired); !status.ok())
    return status;
  if (absl::Status status = match(tables.desired, tables.agreed, matches.agreed_of_desired); !status.ok())
    return status;
  if (absl::Status status = match(tables.observed, tables.agreed, matches.agreed_of_observed); !status.ok())
    return status;
  return matches;
}

void append_of_desired(const Tables& tables, const Matches& matches, std::vector<RowDifference>& rows) {
  for (std::uint32_t desired = 0; desired < tables.desired.size(); ++desired) {
    RowDifference row{.desired = desired,
                      .observed = matches.observed_of_desired.right_of_left[desired],
                      .agreed = matches.agreed_of_desired.right_of_left[desired]};
    if (row.observed != kNoRow && row.agreed != kNoRow) {
      if (!compare_all(tables, row)) continue;
    } else if (row.observed != kNoRow) {
      compare_added(tables, row);
    } else if (row.agreed != kNoRow) {
      compare_removed(tables, row);
    } else {
      row.kind = RowKind::kAdded;
      row.whose = Whose::kOurs;
    }
    rows.push_back(row);
  }
}

void append_of_others(const Tables& tables, const Matches& matches, std::vector<RowDifference>& rows) {
  for (const std::uint32_t observed : matches.observed_of_desired.right_alone) {
    RowDifference row{.observed = observed, .agreed = matches.agreed_of_observed.right_of_left[observed]};
    if (row.agreed != kNoRow) {
      compare_removed(tables, row);
    } else {
      row.kind = RowKind::kAdded;
      row.whose = Whose::kTheirs;
    }
    rows.push_back(row);
  }
  std::vector<std::uint32_t> alone;
  std::set_intersection(matches.agreed_of_desired.right_alone.begin(),
                        matches.agreed_of_desired.right_alone.end(),
                        matches.agreed_of_observed.right_alone.begin(),
                        matches.agreed_of_observed.right_alone.end(), std::back_inserter(alone));
  for (const std::uint32_t agreed : alone)
    rows.push_back({.kind = RowKind::kRemoved, .whose = Whose::kBoth, .agreed = agreed});
}

}  // namespace

std::string_view name_of(RowKind kind) {
  switch (kind) {
    case RowKind::kChanged:
      return "changed";
    case RowKind::kAdded:
      return "added";
    case RowKind::kRemoved:
      return "removed";
  }
  return "";
}

absl::StatusOr<ThreeWayDiff> diff_three_ways(const Table& desired, const Table& observed, const Table& agreed,
                                             std::span<const std::string> key,
                                             std::span<const std::string> fields,
                                             std::size_t work_bytes_max) {
  ThreeWayDiff result;
  const std::array<const Table*, 3> all{&desired, &observed, &agreed};
  result.fields.assign(fields.begin(), fields.end());
  if (result.fields.empty()) result.fields = common_fields(all, key);
  if (absl::Status status = check_fields(result.fields); !status.ok()) return status;
  absl::StatusOr<std::vector<Field>> placed = place_fields(desired, observed, agreed, result.fields);
  if (!placed.ok()) return placed.status();
  const Tables tables{desired, observed, agreed, *std::move(placed)};
  const absl::StatusOr<Matches> matches = match_all(tables, key, work_bytes_max);
  if (!matches.ok()) return matches.status();
  append_of_desired(tables, *matches, result.rows);
  append_of_others(tables, *matches, result.rows);
  return result;
}

}  // namespace crossdock::diff
