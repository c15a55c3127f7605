#include "crossdock/diff/tables.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/diff/key_hash.h"

namespace crossdock::diff {
namespace {

using columns::Column;
using columns::Table;

// Rows whose differences are noted at a time: the partners of so many rows touch each page of a column often
// enough that finding the page costs little.
constexpr std::size_t kBlockRows = 32'768;
using Masks = std::vector<std::uint64_t>;

// One column of both tables.
struct Compared {
  const Column& desired;
  const Column& observed;
  bool has_null;
  std::uint64_t bit;
};

// Sets the column's bit for each row of a block whose partner holds something else. Rows without a partner
// are compared with row 0, so that the loop has no branch, and left out of the result.
template <typename Differs>
void mark(const Compared& column, std::span<const std::uint32_t> partners, std::size_t begin, Masks& masks,
          Differs differs) {
  const std::uint8_t* const desired_valid = column.desired.valid.data() + begin;
  const std::uint8_t* const observed_valid = column.observed.valid.data();
  for (std::size_t index = 0; index < partners.size(); ++index) {
    const bool has_partner = partners[index] != kNoRow;
    const std::size_t partner = has_partner ? partners[index] : 0;
    bool is_different = differs(begin + index, partner);
    if (column.has_null) {
      const bool both = (desired_valid[index] & observed_valid[partner]) != 0;
      is_different = (is_different && both) || desired_valid[index] != observed_valid[partner];
    }
    masks[index] |= is_different && has_partner ? column.bit : 0;
  }
}

void compare_block(const Table& desired, const Table& observed, const ColumnPair& pair,
                   const Compared& column, std::span<const std::uint32_t> partners, std::size_t begin,
                   Masks& masks) {
  std::visit(
      [&](const auto& values) {
        using Values = std::decay_t<decltype(values)>;
        const auto& others = *std::get_if<Values>(&column.observed.values);
        if constexpr (requires { values.data(); }) {
          if constexpr (std::is_integral_v<typename Values::value_type>) {
            mark(column, partners, begin, masks,
                 [ours = values.data(), theirs = others.data()](std::size_t row, std::size_t partner) {
                   return ours[row] != theirs[partner];
                 });
            return;
          }
        }
        for (std::size_t index = 0; index < partners.size(); ++index) {
          if (partners[index] != kNoRow &&
              !Table::same(desired, pair.left, begin + index, observed, pair.right, partners[index])) {
            masks[index] |= column.bit;
          }
        }
      },
      column.desired.values);
}

void compare_rows(const Table& desired, const Table& observed, std::span<const ColumnPair> pairs,
                  std::span<const std::uint32_t> partners, TableDiff& result) {
  std::vector<Compared> compared;
  compared.reserve(pairs.size());
  for (std::size_t index = 0; index < pairs.size(); ++index) {
    const Column& ours = desired.column(pairs[index].left);
    const Column& theirs = observed.column(pairs[index].right);
    compared.push_back({ours, theirs, has_null(ours) || has_null(theirs), std::uint64_t{1} << index});
  }
  Masks masks(std::min(kBlockRows, desired.size()));
  for (std::size_t begin = 0; begin < desired.size(); begin += kBlockRows) {
    const auto block = partners.subspan(begin, std::min(kBlockRows, desired.size() - begin));
    std::fill(masks.begin(), masks.end(), std::uint64_t{0});
    for (std::size_t index = 0; index < pairs.size() && observed.size() > 0; ++index)
      compare_block(desired, observed, pairs[index], compared[index], block, begin, masks);
    for (std::size_t index = 0; index < block.size(); ++index) {
      const auto row = static_cast<std::uint32_t>(begin + index);
      if (block[index] == kNoRow) {
        result.added.push_back(row);
      } else if (masks[index] != 0) {
        result.changed.push_back(row);
        result.changed_from.push_back(block[index]);
        result.changed_fields.push_back(masks[index]);
      }
    }
  }
}

}  // namespace

std::vector<std::string> common_fields(std::span<const Table* const> tables,
                                       std::span<const std::string> key) {
  std::vector<std::string> fields;
  for (const columns::Field& field : tables.front()->schema()) {
    const bool is_key = std::find(key.begin(), key.end(), field.name) != key.end();
    const bool is_common = std::all_of(tables.begin(), tables.end(), [&field](const Table* table) {
      return table->find(field.name).has_value();
    });
    if (!is_key && is_common) fields.push_back(field.name);
  }
  return fields;
}

absl::Status check_fields(std::span<const std::string> fields) {
  if (fields.size() <= kDiffFieldsMax) return absl::OkStatus();
  return base::to_status(base::LimitError{.name = "diff_fields_max",
                                          .limit = kDiffFieldsMax,
                                          .actual = static_cast<std::int64_t>(fields.size())});
}

absl::StatusOr<TableDiff> diff_tables(const Table& desired, const Table& observed,
                                      std::span<const std::string> key, std::span<const std::string> fields,
                                      std::size_t work_bytes_max) {
  TableDiff result;
  const std::array<const Table*, 2> tables{&desired, &observed};
  result.fields.assign(fields.begin(), fields.end());
  if (result.fields.empty()) result.fields = common_fields(tables, key);
  if (absl::Status status = check_fields(result.fields); !status.ok()) return status;
  const auto key_pairs = pair_columns(desired, observed, key);
  if (!key_pairs.ok()) return key_pairs.status();
  const auto field_pairs = pair_columns(desired, observed, result.fields);
  if (!field_pairs.ok()) return field_pairs.status();

  absl::StatusOr<RowMatch> match = match_rows(desired, observed, *key_pairs, work_bytes_max);
  if (!match.ok()) return match.status();
  compare_rows(desired, observed, *field_pairs, match->right_of_left, result);
  result.work_bytes = match->work_bytes + sizeof(std::uint32_t) * match->right_of_left.size();
  result.removed = std::move(match->right_alone);
  return result;
}

}  // namespace crossdock::diff
