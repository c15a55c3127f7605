#include "crossdock/columns/copy_encoder.h"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <vector>

#include "crossdock/columns/cell_rules.h"
#include "crossdock/columns/copy_format.h"
#include "crossdock/columns/copy_numeric.h"

namespace crossdock::columns {
namespace {

// Rows that are encoded between two looks at how much has been written.
constexpr std::size_t kBlockRows = 1024;

// Bytes of the field's value at most where no text decides about it, without its length of 4.
std::size_t value_bytes_max(ColumnType type) {
  switch (type) {
    case ColumnType::kBoolean:
      return 1;
    case ColumnType::kSmallint:
      return 2;
    case ColumnType::kInteger:
    case ColumnType::kReal:
    case ColumnType::kDate:
      return 4;
    case ColumnType::kBigint:
    case ColumnType::kDouble:
    case ColumnType::kTimestamp:
    case ColumnType::kTimestampTz:
      return 8;
    case ColumnType::kNumeric:
      return kNumericBytesMax;
    case ColumnType::kUuid:
      return kUuidBytes;
    case ColumnType::kText:
    case ColumnType::kBytes:
    case ColumnType::kJson:
      return 0;
    case ColumnType::kJsonb:
      return kJsonbVersionBytes;
  }
  return 0;
}

// More than the rows [begin, end) can take.
std::size_t block_bytes_max(const Table& table, std::size_t begin, std::size_t end) {
  std::size_t row_bytes = 2;
  std::size_t text_bytes = 0;
  for (std::size_t index = 0; index < table.schema().size(); ++index) {
    row_bytes += 4 + value_bytes_max(table.schema()[index].type);
    if (const auto* texts = std::get_if<Texts>(&table.column(index).values))
      text_bytes += static_cast<std::size_t>(texts->offsets[end] - texts->offsets[begin]);
  }
  return row_bytes * (end - begin) + text_bytes;
}

template <typename Value>
Value value_at(const Column& column, std::size_t row) {
  return (*std::get_if<std::vector<Value>>(&column.values))[row];
}

template <typename Unsigned, typename Value>
char* write_fixed(char* target, Value value) {
  target = store_big(target, static_cast<std::uint32_t>(sizeof(Unsigned)));
  return store_big(target, std::bit_cast<Unsigned>(value));
}

char* write_bytes(char* target, std::string_view bytes) {
  if (!bytes.empty()) std::memcpy(target, bytes.data(), bytes.size());
  return target + bytes.size();
}

unsigned nibble(char digit) { return static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10); }

char* write_uuid(char* target, std::string_view text) {
  target = store_big(target, static_cast<std::uint32_t>(kUuidBytes));
  for (std::size_t position = 0; position + 1 < text.size(); position += 2) {
    if (text[position] == '-') ++position;
    *target++ = static_cast<char>(nibble(text[position]) << 4 | nibble(text[position + 1]));
  }
  return target;
}

char* write_decimal(char* target, const Column& column, std::size_t row) {
  const auto& decimals = *std::get_if<Decimals>(&column.values);
  char* const value = target + 4;
  char* const end = write_numeric(value, decimals.coefficients[row], decimals.scales[row]);
  store_big(target, static_cast<std::uint32_t>(end - value));
  return end;
}

char* write_text(char* target, ColumnType type, std::string_view text) {
  const std::size_t version_bytes = type == ColumnType::kJsonb ? kJsonbVersionBytes : 0;
  target = store_big(target, static_cast<std::uint32_t>(text.size() + version_bytes));
  if (version_bytes != 0) *target++ = kJsonbVersion;
  return write_bytes(target, text);
}

char* write_field(char* target, ColumnType type, const Column& column, std::size_t row) {
  if (column.valid[row] == 0) return store_big(target, kCopyNullBytes);
  switch (type) {
    case ColumnType::kSmallint:
      return write_fixed<std::uint16_t>(target, value_at<std::int16_t>(column, row));
    case ColumnType::kInteger:
      return write_fixed<std::uint32_t>(target, value_at<std::int32_t>(column, row));
    case ColumnType::kBigint:
      return write_fixed<std::uint64_t>(target, value_at<std::int64_t>(column, row));
    case ColumnType::kReal:
      return write_fixed<std::uint32_t>(target, value_at<float>(column, row));
    case ColumnType::kDouble:
      return write_fixed<std::uint64_t>(target, value_at<double>(column, row));
    case ColumnType::kNumeric:
      return write_decimal(target, column, row);
    case ColumnType::kBoolean:
      target = store_big(target, std::uint32_t{1});
      *target = static_cast<char>(value_at<std::uint8_t>(column, row));
      return target + 1;
    case ColumnType::kDate:
      return write_fixed<std::uint32_t>(target, value_at<std::int32_t>(column, row) - kCopyEpochDays);
    case ColumnType::kTimestamp:
    case ColumnType::kTimestampTz:
      return write_fixed<std::uint64_t>(target, value_at<std::int64_t>(column, row) - kCopyEpochUs);
    case ColumnType::kUuid:
      return write_uuid(target, std::get_if<Texts>(&column.values)->at(row));
    case ColumnType::kText:
    case ColumnType::kBytes:
    case ColumnType::kJson:
    case ColumnType::kJsonb:
      return write_text(target, type, std::get_if<Texts>(&column.values)->at(row));
  }
  return target;
}

void append_rows(const Table& table, std::size_t begin, std::size_t end, std::string& chunk) {
  const std::size_t bytes_before = chunk.size();
  chunk.resize(bytes_before + block_bytes_max(table, begin, end));
  char* target = chunk.data() + bytes_before;
  const std::size_t columns = table.schema().size();
  for (std::size_t row = begin; row < end; ++row) {
    target = store_big(target, static_cast<std::uint16_t>(columns));
    for (std::size_t index = 0; index < columns; ++index)
      target = write_field(target, table.schema()[index].type, table.column(index), row);
  }
  chunk.resize(static_cast<std::size_t>(target - chunk.data()));
}

// The block is cut short where its texts alone would pass what is wanted by far.
std::size_t block_end(const Table& table, std::size_t begin, std::size_t bytes_wanted) {
  std::size_t end = std::min(table.size(), begin + kBlockRows);
  while (end - begin > 1 && block_bytes_max(table, begin, end) > 2 * bytes_wanted)
    end = begin + (end - begin) / 2;
  return end;
}

}  // namespace

bool CopyEncoder::append_to(std::string& chunk, std::size_t bytes_wanted) {
  if (has_trailer_) return false;
  const std::size_t bytes_before = chunk.size();
  if (!has_header_) {
    chunk.append(kCopySignature);
    chunk.append(kCopyHeaderBytes - kCopySignature.size(), '\0');
    has_header_ = true;
  }
  while (row_ < table_.size() && chunk.size() - bytes_before < bytes_wanted) {
    const std::size_t end = block_end(table_, row_, bytes_wanted);
    append_rows(table_, row_, end, chunk);
    row_ = end;
  }
  if (row_ == table_.size() && chunk.size() - bytes_before < bytes_wanted) {
    chunk.append(2, static_cast<char>(kCopyTrailer & 0xFF));
    has_trailer_ = true;
  }
  return true;
}

}  // namespace crossdock::columns
