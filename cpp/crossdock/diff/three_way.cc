#include "crossdock/diff/three_way.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
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

// Appends what the row differs in, if it does. Rows are kNoRow in tables that lack it.
void append(const Tables& tables, RowDifference row, std::vector<RowDifference>& rows) {
  const auto same = [&](State left, State right, std::size_t index) {
    const Field& field = tables.fields[index];
    const auto place = [&](State state) {
      if (state == State::kDesired) return std::tuple(&tables.desired, field.desired, row.desired);
      if (state == State::kObserved) return std::tuple(&tables.observed, field.observed, row.observed);
      return std::tuple(&tables.agreed, field.agreed, row.agreed);
    };
    const auto [left_table, left_column, left_row] = place(left);
    const auto [right_table, right_column, right_row] = place(right);
    return Table::same(*left_table, left_column, left_row, *right_table, right_column, right_row);
  };
  const Presence presence{row.desired != kNoRow, row.observed != kNoRow, row.agreed != kNoRow};
  const auto judgement = judge(presence, tables.fields.size(), same);
  if (!judgement) return;
  row.kind = judgement->kind;
  row.whose = judgement->whose;
  row.fields = judgement->fields;
  rows.push_back(row);
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
    absl::StatusOr<RowMatch> found = match_rows(left, right, *pairs, {}, work_bytes_max);
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
    append(tables,
           {.desired = desired,
            .observed = matches.observed_of_desired.right_of_left[desired],
            .agreed = matches.agreed_of_desired.right_of_left[desired]},
           rows);
  }
}

void append_of_others(const Tables& tables, const Matches& matches, std::vector<RowDifference>& rows) {
  for (const std::uint32_t observed : matches.observed_of_desired.right_alone)
    append(tables, {.observed = observed, .agreed = matches.agreed_of_observed.right_of_left[observed]},
           rows);
  std::vector<std::uint32_t> alone;
  std::set_intersection(matches.agreed_of_desired.right_alone.begin(),
                        matches.agreed_of_desired.right_alone.end(),
                        matches.agreed_of_observed.right_alone.begin(),
                        matches.agreed_of_observed.right_alone.end(), std::back_inserter(alone));
  for (const std::uint32_t agreed : alone) append(tables, {.agreed = agreed}, rows);
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
