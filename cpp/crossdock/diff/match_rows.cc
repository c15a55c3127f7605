#include "crossdock/diff/match_rows.h"

#include <algorithm>
#include <array>
#include <bit>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/diff/key_hash.h"
#include "crossdock/diff/row_digest.h"
#include "crossdock/diff/work_memory.h"

namespace crossdock::diff {
namespace {

using columns::Table;

// Rows of a part for which its slots and entries stay in the second-level cache of any processor of today.
constexpr std::size_t kPartRows = 2048;
constexpr unsigned kPartBitsMax = 12;

struct Entry {
  std::uint64_t hash;
  std::uint64_t digest;
  std::uint32_t row;
  bool has_partner;
};

// A place of a part's hash table: which entry is there, counted from 1 through the left ones and on through
// the right ones, and half of its hash, so that most others are told apart without a look at their entries.
struct Slot {
  std::uint32_t hash_low;
  std::uint32_t entry;  // 0 in an empty slot.
};

// Never full, and less than half full where every row has a partner.
std::size_t slots_for(std::size_t rows) { return std::bit_ceil(rows + rows / 4 + 1); }

// One table with what its rows are found by, and how its rows spread over the parts.
struct Side {
  const Table& table;
  KeyHash hash;
  RowDigest digest;
  std::vector<std::size_t> part_rows;
  WorkMemory<Entry> entries;           // Of the present range of parts, part by part.
  std::vector<std::size_t> part_ends;  // Where each part of the range ends among the entries.
};

class Matcher {
 public:
  Matcher(const Table& left, const Table& right, std::span<const ColumnPair> key,
          std::span<const ColumnPair> fields, std::size_t work_bytes_max);
  absl::StatusOr<RowMatch> match();

 private:
  [[nodiscard]] std::size_t part_of(std::uint64_t hash) const {
    return part_bits_ == 0 ? 0 : hash >> (64 - part_bits_);
  }
  void count_parts(Side& side) const;
  void collect(Side& side, std::size_t part_begin, std::size_t part_end) const;
  absl::StatusOr<std::size_t> end_of_range(std::size_t part_begin) const;
  absl::Status match_range(std::size_t part_begin, std::size_t part_end);
  absl::Status match_part(std::span<Entry> lefts, std::span<Entry> rights);
  template <typename IsSame>
  Slot& find(std::uint64_t hash, IsSame is_same);
  [[nodiscard]] bool same_key(const Table& one, std::size_t ColumnPair::*one_side, std::uint32_t one_row,
                              const Table& other, std::size_t ColumnPair::*other_side,
                              std::uint32_t other_row) const;

  std::span<const ColumnPair> key_;
  std::vector<std::size_t> left_key_;
  std::vector<std::size_t> right_key_;
  std::vector<std::size_t> left_fields_;
  std::vector<std::size_t> right_fields_;
  std::vector<DigestKey> digest_keys_;
  bool is_exact_;
  unsigned part_bits_;
  std::size_t work_bytes_max_;
  Side left_;
  Side right_;
  std::vector<Slot> slots_;
  RowMatch result_;
};

std::vector<std::size_t> places(std::span<const ColumnPair> key, std::size_t ColumnPair::*side) {
  std::vector<std::size_t> result;
  result.reserve(key.size());
  for (const ColumnPair& pair : key) result.push_back(pair.*side);
  return result;
}

absl::Status twice(std::string_view table, std::uint32_t first, std::uint32_t second) {
  const auto [low, high] = std::minmax(first, second);
  return absl::InvalidArgumentError(
      absl::StrCat("Rows ", low, " and ", high, " of the ", std::string(table), " table have the same key."));
}

Matcher::Matcher(const Table& left, const Table& right, std::span<const ColumnPair> key,
                 std::span<const ColumnPair> fields, std::size_t work_bytes_max)
    : key_(key),
      left_key_(places(key, &ColumnPair::left)),
      right_key_(places(key, &ColumnPair::right)),
      left_fields_(places(fields, &ColumnPair::left)),
      right_fields_(places(fields, &ColumnPair::right)),
      digest_keys_(random_digest_keys(fields.size())),
      is_exact_(keys_are_exact(left, left_key_) && keys_are_exact(right, right_key_)),
      part_bits_(std::min(kPartBitsMax, static_cast<unsigned>(std::bit_width(
                                            std::max(left.size(), right.size()) / kPartRows)))),
      work_bytes_max_(work_bytes_max),
      left_{left, KeyHash(left, left_key_, is_exact_), RowDigest(left, left_fields_, digest_keys_), {}, {},
            {}},
      right_{
          right, KeyHash(right, right_key_, is_exact_), RowDigest(right, right_fields_, digest_keys_), {}, {},
          {}} {}

absl::StatusOr<RowMatch> Matcher::match() {
  result_.right_of_left.assign(left_.table.size(), kNoRow);
  count_parts(left_);
  count_parts(right_);
  const std::size_t parts = std::size_t{1} << part_bits_;
  for (std::size_t part = 0; part < parts;) {
    const absl::StatusOr<std::size_t> end = end_of_range(part);
    if (!end.ok()) return end.status();
    if (absl::Status status = match_range(part, *end); !status.ok()) return status;
    part = *end;
  }
  std::sort(result_.right_alone.begin(), result_.right_alone.end());
  std::sort(result_.unlike.begin(), result_.unlike.end());
  return std::move(result_);
}

void Matcher::count_parts(Side& side) const {
  side.part_rows.assign(std::size_t{1} << part_bits_, 0);
  std::array<std::uint64_t, kHashBlockRows> hashes{};
  for (std::size_t begin = 0; begin < side.table.size(); begin += kHashBlockRows) {
    const std::size_t end = std::min(begin + kHashBlockRows, side.table.size());
    side.hash.hash_block(begin, end, hashes);
    for (std::size_t index = 0; index < end - begin; ++index) ++side.part_rows[part_of(hashes[index])];
  }
}

// Where the range of parts ends that begins here and still fits the memory allowed.
absl::StatusOr<std::size_t> Matcher::end_of_range(std::size_t part_begin) const {
  std::size_t entries = 0;
  std::size_t slots = 0;
  std::size_t part = part_begin;
  for (; part < left_.part_rows.size(); ++part) {
    const std::size_t rows = left_.part_rows[part] + right_.part_rows[part];
    slots = std::max(slots, slots_for(rows));
    entries += rows;
    const std::size_t bytes = entries * sizeof(Entry) + slots * sizeof(Slot);
    if (bytes <= work_bytes_max_) continue;
    if (part > part_begin) return part;
    return base::to_status(base::LimitError{.name = "diff_work_bytes_max",
                                            .limit = static_cast<std::int64_t>(work_bytes_max_),
                                            .actual = static_cast<std::int64_t>(bytes)});
  }
  return part;
}

// The entries of a range of parts, those of a part behind each other.
void Matcher::collect(Side& side, std::size_t part_begin, std::size_t part_end) const {
  std::vector<std::size_t>& next = side.part_ends;
  next.assign(part_end - part_begin, 0);
  std::size_t rows = 0;
  for (std::size_t part = part_begin; part < part_end; ++part) {
    next[part - part_begin] = rows;
    rows += side.part_rows[part];
  }
  // What is too small goes before its successor comes: never are both there.
  if (rows > side.entries.size()) {
    side.entries = WorkMemory<Entry>();
    side.entries = WorkMemory<Entry>(rows);
  }
  const std::size_t width = part_end - part_begin;
  std::array<std::uint64_t, kHashBlockRows> hashes{};
  std::array<std::uint64_t, kHashBlockRows> digests{};
  for (std::size_t begin = 0; begin < side.table.size(); begin += kHashBlockRows) {
    const std::size_t end = std::min(begin + kHashBlockRows, side.table.size());
    side.hash.hash_block(begin, end, hashes);
    side.digest.digest_block(begin, end, digests);
    for (std::size_t row = begin; row < end; ++row) {
      const std::uint64_t hash = hashes[row - begin];
      const std::size_t part = part_of(hash) - part_begin;
      // Parts before the range wrap round to large numbers.
      if (part < width)
        side.entries[next[part]++] = {hash, digests[row - begin], static_cast<std::uint32_t>(row), false};
    }
  }
}

absl::Status Matcher::match_range(std::size_t part_begin, std::size_t part_end) {
  collect(left_, part_begin, part_end);
  collect(right_, part_begin, part_end);
  std::size_t left_begin = 0;
  std::size_t right_begin = 0;
  for (std::size_t part = 0; part < part_end - part_begin; ++part) {
    const auto lefts = std::span(left_.entries.data() + left_begin, left_.part_ends[part] - left_begin);
    const auto rights = std::span(right_.entries.data() + right_begin, right_.part_ends[part] - right_begin);
    if (absl::Status status = match_part(lefts, rights); !status.ok()) return status;
    left_begin = left_.part_ends[part];
    right_begin = right_.part_ends[part];
  }
  result_.work_bytes = std::max(
      result_.work_bytes, left_.entries.bytes() + right_.entries.bytes() + slots_.capacity() * sizeof(Slot));
  return absl::OkStatus();
}

absl::Status Matcher::match_part(std::span<Entry> lefts, std::span<Entry> rights) {
  const std::size_t slots = slots_for(lefts.size() + rights.size());
  if (slots > slots_.capacity()) slots_ = {};
  slots_.assign(slots, Slot{0, 0});
  constexpr auto kLeft = &ColumnPair::left;
  constexpr auto kRight = &ColumnPair::right;
  for (std::size_t index = 0; index < lefts.size(); ++index) {
    const Entry& entry = lefts[index];
    Slot& slot = find(entry.hash, [&](std::size_t other) {
      return lefts[other].hash == entry.hash &&
             (is_exact_ || same_key(left_.table, kLeft, lefts[other].row, left_.table, kLeft, entry.row));
    });
    if (slot.entry != 0) return twice("first", lefts[slot.entry - 1].row, entry.row);
    slot = {static_cast<std::uint32_t>(entry.hash), static_cast<std::uint32_t>(index + 1)};
  }
  for (std::size_t index = 0; index < rights.size(); ++index) {
    const Entry& entry = rights[index];
    Slot& slot = find(entry.hash, [&](std::size_t other) {
      if (other >= lefts.size()) {
        const Entry& right = rights[other - lefts.size()];
        return right.hash == entry.hash &&
               (is_exact_ || same_key(right_.table, kRight, right.row, right_.table, kRight, entry.row));
      }
      return lefts[other].hash == entry.hash &&
             (is_exact_ || same_key(left_.table, kLeft, lefts[other].row, right_.table, kRight, entry.row));
    });
    if (slot.entry == 0) {
      slot = {static_cast<std::uint32_t>(entry.hash), static_cast<std::uint32_t>(lefts.size() + index + 1)};
      result_.right_alone.push_back(entry.row);
      continue;
    }
    if (slot.entry > lefts.size())
      return twice("second", rights[slot.entry - 1 - lefts.size()].row, entry.row);
    Entry& left = lefts[slot.entry - 1];
    if (left.has_partner) return twice("second", result_.right_of_left[left.row], entry.row);
    left.has_partner = true;
    if (left.digest != entry.digest) result_.unlike.push_back(left.row);
    result_.right_of_left[left.row] = entry.row;
  }
  return absl::OkStatus();
}

// The slot whose entry has the hash and is the same, or the empty one where such an entry belongs.
template <typename IsSame>
Slot& Matcher::find(std::uint64_t hash, IsSame is_same) {
  const std::size_t mask = slots_.size() - 1;
  const auto hash_low = static_cast<std::uint32_t>(hash);
  std::size_t position = hash & mask;
  while (slots_[position].entry != 0 &&
         (slots_[position].hash_low != hash_low || !is_same(slots_[position].entry - 1))) {
    position = (position + 1) & mask;
  }
  return slots_[position];
}

// Whether rows of equal hashes have the same key.
bool Matcher::same_key(const Table& one, std::size_t ColumnPair::*one_side, std::uint32_t one_row,
                       const Table& other, std::size_t ColumnPair::*other_side,
                       std::uint32_t other_row) const {
  return std::all_of(key_.begin(), key_.end(), [&](const ColumnPair& pair) {
    return Table::same(one, pair.*one_side, one_row, other, pair.*other_side, other_row);
  });
}

}  // namespace

absl::StatusOr<std::vector<ColumnPair>> pair_columns(const Table& left, const Table& right,
                                                     std::span<const std::string> names) {
  std::vector<ColumnPair> pairs;
  pairs.reserve(names.size());
  for (const std::string& name : names) {
    const auto left_column = left.find(name);
    const auto right_column = right.find(name);
    if (!left_column || !right_column)
      return absl::InvalidArgumentError(absl::StrCat("Not all tables have a column ", name, "."));
    if (left.schema()[*left_column].type != right.schema()[*right_column].type)
      return absl::InvalidArgumentError(absl::StrCat("Column ", name, " is of different types."));
    pairs.push_back({*left_column, *right_column});
  }
  return pairs;
}

absl::StatusOr<RowMatch> match_rows(const Table& left, const Table& right, std::span<const ColumnPair> key,
                                    std::span<const ColumnPair> fields, std::size_t work_bytes_max) {
  if (key.empty()) return absl::InvalidArgumentError("Rows are matched by one column at least.");
  return Matcher(left, right, key, fields, work_bytes_max).match();
}

}  // namespace crossdock::diff
