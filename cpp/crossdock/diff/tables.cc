#include "crossdock/diff/tables.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "crossdock/base/decimal.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/diff/key_hash.h"
#include "crossdock/diff/work_memory.h"

namespace crossdock::diff {
namespace {

using columns::Column;
using columns::Decimals;
using columns::Table;
using columns::Texts;

// Rows whose differences are noted at a time, a column after the other: as many as possible, so that what is
// fetched of the observed column stays in the last cache until the next of its neighbours is wanted, which no
// other column drives out meanwhile. 32 bytes of memory each.
constexpr std::size_t kBlockRows = std::size_t{1} << 20;
// Rows that are put in order by where their partners lie: so few that their own cells, and the notes, stay in
// the second-level cache while the order goes through the observed column from its beginning to its end.
constexpr std::size_t kOrderedRows = 32'768;
// Ranges of the observed rows that the order tells apart.
constexpr unsigned kRangeBits = 11;
// Texts that are asked for before they are needed, in rows.
constexpr std::size_t kRowsAhead = 16;

using Masks = WorkMemory<std::uint64_t>;

// A row of the desired table, and the observed row with its key.
struct Partners {
  std::uint32_t row;
  std::uint32_t partner;
};

// A pair that differs, and in which fields.
struct Changed {
  Partners rows;
  std::uint64_t mask;
};

// Rows that are compared with their partners at a time.
class Block {
 public:
  Block(std::size_t rows_max, std::size_t observed_rows)
      : memory_(rows_max),
        shift_(std::max(static_cast<unsigned>(std::bit_width(observed_rows)), kRangeBits) - kRangeBits) {}

  void fill(std::span<const std::uint32_t> rows, std::span<const std::uint32_t> partner_of) {
    count_ = 0;
    for (std::size_t first = 0; first < rows.size(); first += kOrderedRows)
      add_ordered(rows.subspan(first, std::min(kOrderedRows, rows.size() - first)), partner_of);
  }

  [[nodiscard]] std::span<const Partners> pairs() const { return {memory_.data(), count_}; }

 private:
  void add_ordered(std::span<const std::uint32_t> rows, std::span<const std::uint32_t> partner_of) {
    ends_.fill(0);
    for (const std::uint32_t row : rows) ++ends_[partner_of[row] >> shift_];
    auto end = static_cast<std::uint32_t>(count_);
    for (std::uint32_t& range : ends_) end += std::exchange(range, end);
    count_ = end;
    for (const std::uint32_t row : rows) memory_[ends_[partner_of[row] >> shift_]++] = {row, partner_of[row]};
  }

  WorkMemory<Partners> memory_;
  std::size_t count_ = 0;
  unsigned shift_;
  std::array<std::uint32_t, (std::size_t{1} << kRangeBits) + 1> ends_{};
};

// One column of both tables.
struct Compared {
  const Column& desired;
  const Column& observed;
  bool has_null;
  std::uint64_t bit;
};

// Sets the column's bit for each pair of a block whose rows hold something else. `differs` is asked about
// NULLs too, so that the loop has no branch; what it says of them is passed over.
template <typename Differs>
void mark(const Compared& column, const Block& block, Masks& masks, Differs differs) {
  const std::uint8_t* const desired_valid = column.desired.valid.data();
  const std::uint8_t* const observed_valid = column.observed.valid.data();
  std::uint64_t* mask = masks.data();
  for (const auto& [row, partner] : block.pairs()) {
    bool is_different = differs(row, partner);
    if (column.has_null) {
      const bool both = (desired_valid[row] & observed_valid[partner]) != 0;
      is_different = (is_different && both) || desired_valid[row] != observed_valid[partner];
    }
    *mask++ |= column.bit & (std::uint64_t{0} - static_cast<std::uint64_t>(is_different));
  }
}

// Most texts are short, and a call for each would cost more than looking at two words of it.
bool same_text(std::string_view left, std::string_view right) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  if (left.size() != right.size()) return false;
  if (left.size() < kWord || left.size() > 2 * kWord) return left == right;
  const auto word = [](const char* from) {
    std::uint64_t value = 0;
    std::memcpy(&value, from, kWord);
    return value;
  };
  const std::size_t last = left.size() - kWord;
  const std::uint64_t first_differs = word(left.data()) ^ word(right.data());
  return (first_differs | (word(left.data() + last) ^ word(right.data() + last))) == 0;
}

// A NULL's text is empty. Offsets and bytes both lie apart: either is asked for ahead.
void mark_texts(const Compared& column, const Texts& ours, const Texts& theirs, const Block& block,
                Masks& masks) {
  const std::span<const Partners> pairs = block.pairs();
  std::size_t ahead = 0;
  mark(column, block, masks, [&](std::size_t row, std::size_t partner) {
    if (ahead + 2 * kRowsAhead < pairs.size()) {
      __builtin_prefetch(&theirs.offsets[pairs[ahead + 2 * kRowsAhead].partner]);
      __builtin_prefetch(theirs.bytes.data() + theirs.offsets[pairs[ahead + kRowsAhead].partner]);
    }
    ++ahead;
    return !same_text(ours.at(row), theirs.at(partner));
  });
}

void compare_block(const Table& desired, const Table& observed, const ColumnPair& pair,
                   const Compared& column, const Block& block, Masks& masks) {
  std::visit(
      [&](const auto& values) {
        using Values = std::decay_t<decltype(values)>;
        const auto& others = *std::get_if<Values>(&column.observed.values);
        if constexpr (std::is_same_v<Values, Texts>) {
          mark_texts(column, values, others, block, masks);
        } else if constexpr (std::is_same_v<Values, Decimals>) {
          mark(column, block, masks, [&values, &others](std::size_t row, std::size_t partner) {
            if (values.scales[row] == others.scales[partner])
              return values.coefficients[row] != others.coefficients[partner];
            return base::Decimal(values.coefficients[row], values.scales[row]) !=
                   base::Decimal(others.coefficients[partner], others.scales[partner]);
          });
        } else if constexpr (std::is_integral_v<typename Values::value_type>) {
          mark(column, block, masks,
               [ours = values.data(), theirs = others.data()](std::size_t row, std::size_t partner) {
                 return ours[row] != theirs[partner];
               });
        } else {
          mark(column, block, masks, [&](std::size_t row, std::size_t partner) {
            return !Table::same(desired, pair.left, row, observed, pair.right, partner);
          });
        }
      },
      column.desired.values);
}

// The rows of a block that differ, in the order in which they lie.
void note_differences(const Block& block, Masks& masks, TableDiff& result) {
  std::vector<Changed> changed;
  const std::span<const Partners> pairs = block.pairs();
  changed.reserve(pairs.size());
  for (std::size_t place = 0; place < pairs.size(); ++place) {
    if (masks[place] != 0) changed.push_back({pairs[place], masks[place]});
  }
  std::sort(changed.begin(), changed.end(),
            [](const Changed& left, const Changed& right) { return left.rows.row < right.rows.row; });
  for (const Changed& one : changed) {
    result.changed.push_back(one.rows.row);
    result.changed_from.push_back(one.rows.partner);
    result.changed_fields.push_back(one.mask);
  }
}

void compare_rows(const Table& desired, const Table& observed, std::span<const ColumnPair> pairs,
                  const RowMatch& match, std::size_t rows_max, TableDiff& result) {
  std::vector<Compared> compared;
  compared.reserve(pairs.size());
  for (std::size_t index = 0; index < pairs.size(); ++index) {
    const Column& ours = desired.column(pairs[index].left);
    const Column& theirs = observed.column(pairs[index].right);
    compared.push_back({ours, theirs, has_null(ours) || has_null(theirs), std::uint64_t{1} << index});
  }
  Block block(rows_max, observed.size());
  Masks masks(rows_max);
  const std::span<const std::uint32_t> unlike = match.unlike;
  for (std::size_t begin = 0; begin < unlike.size(); begin += rows_max) {
    block.fill(unlike.subspan(begin, std::min(rows_max, unlike.size() - begin)), match.right_of_left);
    std::fill_n(masks.data(), block.pairs().size(), std::uint64_t{0});
    for (std::size_t index = 0; index < pairs.size(); ++index)
      compare_block(desired, observed, pairs[index], compared[index], block, masks);
    note_differences(block, masks, result);
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

  absl::StatusOr<RowMatch> match = match_rows(desired, observed, *key_pairs, *field_pairs, work_bytes_max);
  if (!match.ok()) return match.status();
  for (std::uint32_t row = 0; row < desired.size(); ++row) {
    if (match->right_of_left[row] == kNoRow) result.added.push_back(row);
  }
  // What matching took is gone before the rows are compared, in no more memory than that was allowed.
  constexpr std::size_t kBytes = sizeof(Partners) + sizeof(std::uint64_t) + sizeof(Changed);
  const std::size_t rows_max = std::clamp<std::size_t>(
      work_bytes_max / kBytes, 1, std::clamp<std::size_t>(match->unlike.size(), 1, kBlockRows));
  compare_rows(desired, observed, *field_pairs, *match, rows_max, result);
  result.work_bytes = std::max(match->work_bytes, rows_max * kBytes) +
                      sizeof(std::uint32_t) * (match->right_of_left.size() + match->unlike.size());
  result.removed = std::move(match->right_alone);
  return result;
}

}  // namespace crossdock::diff
