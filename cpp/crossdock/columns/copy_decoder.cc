#include "crossdock/columns/copy_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crossdock/base/decode_error.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/columns/cell_rules.h"
#include "crossdock/columns/copy_format.h"

namespace crossdock::columns {
namespace {

// Rows for which room is made at a time.
constexpr std::size_t kBlockRows = 4096;

std::string_view type_in_words(ColumnType type) {
  switch (type) {
    case ColumnType::kSmallint:
      return "an int2";
    case ColumnType::kInteger:
      return "an int4";
    case ColumnType::kBigint:
      return "an int8";
    case ColumnType::kReal:
      return "a float4";
    case ColumnType::kDouble:
      return "a float8";
    case ColumnType::kNumeric:
      return "a numeric";
    case ColumnType::kText:
      return "a text";
    case ColumnType::kBytes:
      return "a bytea";
    case ColumnType::kBoolean:
      return "a bool";
    case ColumnType::kDate:
      return "a date";
    case ColumnType::kTimestamp:
      return "a timestamp";
    case ColumnType::kTimestampTz:
      return "a timestamptz";
    case ColumnType::kUuid:
      return "a uuid";
    case ColumnType::kJson:
      return "a json";
    case ColumnType::kJsonb:
      return "a jsonb";
  }
  return "a value";
}

absl::Status beyond(const char* name, std::size_t limit, std::size_t actual) {
  return base::to_status(base::LimitError{
      .name = name, .limit = static_cast<std::int64_t>(limit), .actual = static_cast<std::int64_t>(actual)});
}

void append_uuid(const std::byte* bytes, std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (std::size_t index = 0; index < kUuidBytes; ++index) {
    if (index == 4 || index == 6 || index == 8 || index == 10) text += '-';
    const auto byte = std::to_integer<unsigned>(bytes[index]);
    text += digits[byte >> 4];
    text += digits[byte & 0xF];
  }
}

}  // namespace

// One column as the inner loop writes it: places for the rows of one block. They are zero, as a NULL wants
// them.
struct CopyDecoder::Target {
  ColumnType type;
  bool nullable;
  bool finite;
  bool from_numeric;
  std::uint8_t* valid = nullptr;
  void* values = nullptr;  // Of texts, the offset that ends row 0.
  std::uint8_t* scales = nullptr;
  std::string* bytes = nullptr;

  [[nodiscard]] ColumnType wire_type() const { return from_numeric ? ColumnType::kNumeric : type; }

  template <typename Value>
  void set(std::size_t row, Value value) const {
    static_cast<Value*>(values)[row] = value;
    valid[row] = 1;
  }
};

// Where the reading of a piece of bytes stands; `at` is behind the length of the field that is being read.
struct CopyDecoder::Cursor {
  const std::byte* begin;
  const std::byte* at;
  const std::byte* end;
  std::int64_t offset;  // Of `begin` in the whole answer.

  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end - at); }
  [[nodiscard]] std::int64_t offset_at() const { return offset + (at - begin); }
};

CopyDecoder::CopyDecoder(std::vector<Field> schema, std::string topic) : topic_(std::move(topic)) {
  fault_ = check_schema(schema);
  row_bytes_min_ = 2 + 4 * schema.size();
  table_ = Table(std::move(schema));
}

absl::Status CopyDecoder::feed(std::span<const std::byte> chunk) {
  if (!fault_.ok() || chunk.empty()) return fault_;
  if (has_trailer_) {
    refuse(offset_, "$", "the end of the data after the trailer", absl::StrCat(chunk.size(), " more bytes"));
    return fault_;
  }
  if (pending_.empty()) {
    const std::size_t consumed = decode(chunk);
    pending_.assign(reinterpret_cast<const char*>(chunk.data()) + consumed, chunk.size() - consumed);
    return fault_;
  }
  pending_.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
  if (pending_.size() < pending_needs_) return fault_;
  pending_.erase(0, decode(std::as_bytes(std::span(pending_))));
  return fault_;
}

absl::Status CopyDecoder::finish() {
  if (!fault_.ok() || has_trailer_) return fault_;
  if (!has_header_) {
    refuse(offset_, "$", "the header of a binary COPY", absl::StrCat(pending_.size(), " bytes in all"));
  } else if (in_row_) {
    refuse(short_offset_, path_of_field(), type_in_words(table_.schema()[column_].type),
           "the end of the data");
  } else {
    refuse(offset_, "$", "another row or the trailer", "the end of the data");
  }
  return fault_;
}

Table CopyDecoder::take() {
  rows_before_ += static_cast<std::int64_t>(table_.size());
  Table empty(table_.schema());
  return std::exchange(table_, std::move(empty));
}

// Decodes what is whole in `bytes`; how many bytes that were.
std::size_t CopyDecoder::decode(std::span<const std::byte> bytes) {
  Cursor cursor{bytes.data(), bytes.data(), bytes.data() + bytes.size(), offset_};
  in_row_ = false;
  const Step step = has_header_ ? Step::kDone : decode_header(cursor);
  if (step == Step::kDone) decode_rows(cursor);
  const auto consumed = static_cast<std::size_t>(offset_ - cursor.offset);
  if (fault_.ok() && pending_needs_ > base::kCopyRowBytesMax) {
    fault_ = beyond("copy_row_bytes_max", base::kCopyRowBytesMax, pending_needs_);
  }
  return consumed;
}

CopyDecoder::Step CopyDecoder::decode_header(Cursor& cursor) {
  if (cursor.left() < kCopyHeaderBytes) return lacks(cursor, kCopyHeaderBytes);
  if (std::memcmp(cursor.begin, kCopySignature.data(), kCopySignature.size()) != 0)
    return refuse(0, "$", "the signature of a binary COPY", "other bytes");
  const std::byte* flags = cursor.begin + kCopySignature.size();
  if ((load_big<std::uint32_t>(flags) & kCopyCriticalFlags) != 0)
    return refuse(static_cast<std::int64_t>(kCopySignature.size()), "$", "a header without critical flags",
                  "a flag of another format");
  const std::size_t extension_bytes = load_big<std::uint32_t>(flags + 4);
  if (cursor.left() - kCopyHeaderBytes < extension_bytes)
    return lacks(cursor, kCopyHeaderBytes + extension_bytes);
  cursor.at += kCopyHeaderBytes + extension_bytes;
  offset_ = cursor.offset_at();
  has_header_ = true;
  return Step::kDone;
}

CopyDecoder::Step CopyDecoder::decode_rows(Cursor& cursor) {
  const std::byte* const first_row = cursor.at;
  const std::size_t rows_first = table_.size();
  Step step = Step::kDone;
  while (step == Step::kDone && !has_trailer_) {
    const std::size_t rows_begin = table_.size();
    const std::size_t rows_max = std::min(kBlockRows, cursor.left() / row_bytes_min_ + 1);
    if (rows_begin > base::kTableRowsMax) {
      fault_ = beyond("table_rows_max", base::kTableRowsMax, rows_begin);
      return Step::kFault;
    }
    if (rows_begin > rows_first) {
      // What the first rows were long says how many are still to come.
      const auto bytes_read = static_cast<std::size_t>(cursor.at - first_row);
      reserve(rows_begin + cursor.left() / (bytes_read / (rows_begin - rows_first)) + kBlockRows);
    }
    resize(rows_begin + rows_max);
    std::vector<Target> block = targets();
    std::size_t row = rows_begin;
    while (row < rows_begin + rows_max) {
      step = decode_row(cursor, block, row);
      if (step != Step::kDone || has_trailer_) break;
      ++row;
      offset_ = cursor.offset_at();
    }
    resize(row);
  }
  return step;
}

CopyDecoder::Step CopyDecoder::decode_row(Cursor& cursor, std::vector<Target>& targets, std::size_t row) {
  if (cursor.left() < 2) return lacks(cursor, 2);
  const auto fields = load_big<std::uint16_t>(cursor.at);
  table_.rows_ = row;
  if (fields == kCopyTrailer) {
    cursor.at += 2;
    offset_ = cursor.offset_at();
    has_trailer_ = true;
    if (cursor.left() == 0) return Step::kDone;
    return refuse(offset_, "$", "the end of the data after the trailer",
                  absl::StrCat(cursor.left(), " more bytes"));
  }
  if (fields != targets.size()) {
    return refuse(cursor.offset_at(), absl::StrCat("$[", rows_before_ + static_cast<std::int64_t>(row), "]"),
                  absl::StrCat(targets.size(), " fields"), absl::StrCat(fields, " fields"));
  }
  cursor.at += 2;
  for (column_ = 0; column_ < targets.size(); ++column_) {
    Target& target = targets[column_];
    in_row_ = true;
    if (cursor.left() < 4) return lacks(cursor, 4);
    const auto bytes = load_big<std::uint32_t>(cursor.at);
    cursor.at += 4;
    if (bytes == kCopyNullBytes) {
      if (!target.nullable) return refuse_field(cursor, type_in_words(target.wire_type()), "NULL");
      if (target.bytes != nullptr)
        static_cast<std::int64_t*>(target.values)[row] = static_cast<std::int64_t>(target.bytes->size());
      continue;
    }
    if (const Step step = decode_field(cursor, target, row, bytes); step != Step::kDone) return step;
  }
  in_row_ = false;
  return Step::kDone;
}

CopyDecoder::Step CopyDecoder::decode_field(Cursor& cursor, Target& target, std::size_t row,
                                            std::uint32_t bytes) {
  switch (target.wire_type()) {
    case ColumnType::kSmallint:
      return decode_fixed<std::uint16_t>(cursor, target, row, bytes);
    case ColumnType::kInteger:
      return decode_fixed<std::uint32_t>(cursor, target, row, bytes);
    case ColumnType::kBigint:
      return decode_fixed<std::uint64_t>(cursor, target, row, bytes);
    case ColumnType::kReal:
    case ColumnType::kDouble:
      return decode_float(cursor, target, row, bytes);
    case ColumnType::kNumeric:
      return decode_numeric(cursor, target, row, bytes);
    case ColumnType::kBoolean:
      return decode_bool(cursor, target, row, bytes);
    case ColumnType::kDate:
      return decode_date(cursor, target, row, bytes);
    case ColumnType::kTimestamp:
    case ColumnType::kTimestampTz:
      return decode_timestamp(cursor, target, row, bytes);
    case ColumnType::kUuid:
      return decode_uuid(cursor, target, row, bytes);
    case ColumnType::kText:
    case ColumnType::kBytes:
    case ColumnType::kJson:
    case ColumnType::kJsonb:
      return decode_text(cursor, target, row, bytes);
  }
  return Step::kFault;
}

template <typename Unsigned>
CopyDecoder::Step CopyDecoder::decode_fixed(Cursor& cursor, const Target& target, std::size_t row,
                                            std::uint32_t bytes) {
  if (bytes != sizeof(Unsigned)) return refuse_length(cursor, bytes, sizeof(Unsigned));
  if (cursor.left() < sizeof(Unsigned)) return lacks(cursor, sizeof(Unsigned));
  target.set(row, std::bit_cast<std::make_signed_t<Unsigned>>(load_big<Unsigned>(cursor.at)));
  cursor.at += sizeof(Unsigned);
  return Step::kDone;
}

CopyDecoder::Step CopyDecoder::decode_float(Cursor& cursor, const Target& target, std::size_t row,
                                            std::uint32_t bytes) {
  const std::size_t bytes_expected = target.type == ColumnType::kReal ? sizeof(float) : sizeof(double);
  if (bytes != bytes_expected) return refuse_length(cursor, bytes, bytes_expected);
  if (cursor.left() < bytes_expected) return lacks(cursor, bytes_expected);
  double number = 0;
  if (target.type == ColumnType::kReal) {
    const auto value = std::bit_cast<float>(load_big<std::uint32_t>(cursor.at));
    target.set(row, value);
    number = value;
  } else {
    number = std::bit_cast<double>(load_big<std::uint64_t>(cursor.at));
    target.set(row, number);
  }
  if (target.finite && !std::isfinite(number)) {
    return refuse_field(cursor, target.type == ColumnType::kReal ? "a finite float4" : "a finite float8",
                        std::isnan(number) ? "NaN" : "an infinity");
  }
  cursor.at += bytes_expected;
  return Step::kDone;
}

CopyDecoder::Step CopyDecoder::decode_bool(Cursor& cursor, const Target& target, std::size_t row,
                                           std::uint32_t bytes) {
  if (bytes != 1) return refuse_length(cursor, bytes, 1);
  if (cursor.left() < 1) return lacks(cursor, 1);
  const auto value = std::to_integer<std::uint8_t>(*cursor.at);
  if (value > 1) return refuse_field(cursor, "a bool of 0 or 1", "another byte");
  target.set(row, value);
  cursor.at += 1;
  return Step::kDone;
}

CopyDecoder::Step CopyDecoder::decode_date(Cursor& cursor, const Target& target, std::size_t row,
                                           std::uint32_t bytes) {
  if (bytes != sizeof(std::int32_t)) return refuse_length(cursor, bytes, sizeof(std::int32_t));
  if (cursor.left() < sizeof(std::int32_t)) return lacks(cursor, sizeof(std::int32_t));
  const auto days = std::bit_cast<std::int32_t>(load_big<std::uint32_t>(cursor.at));
  if (days < kDateMin - kCopyEpochDays || days > kDateMax - kCopyEpochDays)
    return refuse_field(cursor, "a date of the years 1 to 9999", "another date or an infinity");
  target.set(row, days + kCopyEpochDays);
  cursor.at += sizeof(std::int32_t);
  return Step::kDone;
}

CopyDecoder::Step CopyDecoder::decode_timestamp(Cursor& cursor, const Target& target, std::size_t row,
                                                std::uint32_t bytes) {
  if (bytes != sizeof(std::int64_t)) return refuse_length(cursor, bytes, sizeof(std::int64_t));
  if (cursor.left() < sizeof(std::int64_t)) return lacks(cursor, sizeof(std::int64_t));
  const auto microseconds = std::bit_cast<std::int64_t>(load_big<std::uint64_t>(cursor.at));
  if (microseconds < kTimestampUsMin - kCopyEpochUs || microseconds > kTimestampUsMax - kCopyEpochUs)
    return refuse_field(cursor, "a time of the years 1 to 9999", "another time or an infinity");
  target.set(row, microseconds + kCopyEpochUs);
  cursor.at += sizeof(std::int64_t);
  return Step::kDone;
}

CopyDecoder::Step CopyDecoder::decode_numeric(Cursor& cursor, const Target& target, std::size_t row,
                                              std::uint32_t bytes) {
  if (bytes > base::kCopyRowBytesMax) return refuse_field(cursor, "a numeric", "a field of no such length");
  if (cursor.left() < bytes) return lacks(cursor, bytes);
  const std::span<const std::byte> field(cursor.at, bytes);
  if (target.from_numeric) {
    const ReadNumericDouble read = read_numeric_double(field);
    if (read.fault) return refuse_numeric(cursor, *read.fault, "a numeric within the range of a double");
    target.set(row, read.value);
  } else {
    const ReadNumeric read = read_numeric(field);
    if (read.fault)
      return refuse_numeric(cursor, *read.fault, "a numeric that is exact in 64 bits and 18 places");
    target.set(row, read.value.coefficient());
    target.scales[row] = static_cast<std::uint8_t>(read.value.scale());
  }
  cursor.at += bytes;
  return Step::kDone;
}

CopyDecoder::Step CopyDecoder::decode_text(Cursor& cursor, Target& target, std::size_t row,
                                           std::uint32_t bytes) {
  if (bytes > static_cast<std::uint32_t>(INT32_MAX))
    return refuse_field(cursor, type_in_words(target.type), "a field of negative length");
  if (bytes > base::kCopyRowBytesMax) {
    fault_ = beyond("copy_row_bytes_max", base::kCopyRowBytesMax, bytes);
    return Step::kFault;
  }
  if (cursor.left() < bytes) return lacks(cursor, bytes);
  std::string_view text(reinterpret_cast<const char*>(cursor.at), bytes);
  if (target.type == ColumnType::kJsonb) {
    if (text.empty() || text.front() != kJsonbVersion)
      return refuse_field(cursor, "a jsonb of version 1", "another");
    text.remove_prefix(kJsonbVersionBytes);
  }
  if (target.type != ColumnType::kBytes && !is_text(text))
    return refuse_field(cursor, "text in UTF-8 without NUL", "other bytes");
  target.bytes->append(text);
  target.set(row, static_cast<std::int64_t>(target.bytes->size()));
  cursor.at += bytes;
  return Step::kDone;
}

CopyDecoder::Step CopyDecoder::decode_uuid(Cursor& cursor, Target& target, std::size_t row,
                                           std::uint32_t bytes) {
  if (bytes != kUuidBytes) return refuse_length(cursor, bytes, kUuidBytes);
  if (cursor.left() < kUuidBytes) return lacks(cursor, kUuidBytes);
  append_uuid(cursor.at, *target.bytes);
  target.set(row, static_cast<std::int64_t>(target.bytes->size()));
  cursor.at += kUuidBytes;
  return Step::kDone;
}

// More bytes are needed: so many from the cursor on.
CopyDecoder::Step CopyDecoder::lacks(const Cursor& cursor, std::size_t bytes) {
  short_offset_ = cursor.offset_at();
  pending_needs_ = static_cast<std::size_t>(short_offset_ - offset_) + bytes;
  return Step::kShort;
}

CopyDecoder::Step CopyDecoder::refuse_length(const Cursor& cursor, std::uint32_t bytes,
                                             std::size_t bytes_expected) {
  const std::string_view type = type_in_words(table_.schema()[column_].type);
  return refuse_field(cursor, absl::StrCat(std::string(type), " of ", bytes_expected, " bytes"),
                      absl::StrCat("a field of ", static_cast<std::int32_t>(bytes), " bytes"));
}

// The field whose length the cursor has just passed.
CopyDecoder::Step CopyDecoder::refuse_field(const Cursor& cursor, std::string_view expected,
                                            std::string found) {
  return refuse(cursor.offset_at() - 4, path_of_field(), expected, std::move(found));
}

// `within` is what a number that is too large or too fine was expected to be.
CopyDecoder::Step CopyDecoder::refuse_numeric(const Cursor& cursor, NumericFault fault,
                                              std::string_view within) {
  switch (fault) {
    case NumericFault::kNotFinite:
      return refuse_field(cursor, "a finite numeric", "NaN or an infinity");
    case NumericFault::kOverflow:
      return refuse_field(cursor, within, "a larger or finer one");
    case NumericFault::kMalformed:
      break;
  }
  return refuse_field(cursor, "a numeric", "other bytes");
}

CopyDecoder::Step CopyDecoder::refuse(std::int64_t offset, std::string path, std::string_view expected,
                                      std::string found) {
  fault_ = base::to_status(base::DecodeError{.system = "postgresql",
                                             .topic = topic_,
                                             .path = std::move(path),
                                             .expected = std::string(expected),
                                             .found = std::move(found),
                                             .offset = offset});
  return Step::kFault;
}

std::string CopyDecoder::path_of_field() const {
  return absl::StrCat("$[", rows_before_ + static_cast<std::int64_t>(table_.size()), "].",
                      table_.schema()[column_].name);
}

std::vector<CopyDecoder::Target> CopyDecoder::targets() {
  std::vector<Target> made;
  made.reserve(table_.columns_.size());
  for (std::size_t index = 0; index < table_.columns_.size(); ++index) {
    const Field& field = table_.schema_[index];
    Column& column = table_.columns_[index];
    Target target{.type = field.type,
                  .nullable = field.nullable,
                  .finite = field.finite,
                  .from_numeric = field.from_numeric,
                  .valid = column.valid.data()};
    if (auto* decimals = std::get_if<Decimals>(&column.values)) {
      target.values = decimals->coefficients.data();
      target.scales = decimals->scales.data();
    } else if (auto* texts = std::get_if<Texts>(&column.values)) {
      target.values = texts->offsets.data() + 1;
      target.bytes = &texts->bytes;
    } else {
      std::visit(
          [&target](auto& values) {
            if constexpr (requires { values.data(); }) target.values = values.data();
          },
          column.values);
    }
    made.push_back(target);
  }
  return made;
}

void CopyDecoder::resize(std::size_t rows) {
  for (Column& column : table_.columns_) {
    column.valid.resize(rows);
    if (auto* decimals = std::get_if<Decimals>(&column.values)) {
      decimals->coefficients.resize(rows);
      decimals->scales.resize(rows);
    } else if (auto* texts = std::get_if<Texts>(&column.values)) {
      const bool shrinks = rows + 1 < texts->offsets.size();
      texts->offsets.resize(rows + 1);
      // A row that broke off leaves no bytes behind.
      if (shrinks) texts->bytes.resize(static_cast<std::size_t>(texts->offsets.back()));
    } else {
      std::visit(
          [rows](auto& values) {
            if constexpr (requires { values.resize(rows); }) values.resize(rows);
          },
          column.values);
    }
  }
  table_.rows_ = rows;
}

void CopyDecoder::reserve(std::size_t rows) {
  // At least twice what there is, so that many small pieces do not copy the table each time.
  const auto grow = [rows](auto& values) {
    if (rows > values.capacity()) values.reserve(std::max(rows, 2 * values.capacity()));
  };
  for (Column& column : table_.columns_) {
    grow(column.valid);
    if (auto* decimals = std::get_if<Decimals>(&column.values)) {
      grow(decimals->coefficients);
      grow(decimals->scales);
    } else if (auto* texts = std::get_if<Texts>(&column.values)) {
      grow(texts->offsets);
    } else {
      std::visit(
          [&grow](auto& values) {
            if constexpr (requires { values.capacity(); }) grow(values);
          },
          column.values);
    }
  }
}

absl::StatusOr<Table> read_table_copy(std::vector<Field> schema, std::string topic,
                                      std::span<const std::byte> data) {
  CopyDecoder decoder(std::move(schema), std::move(topic));
  if (absl::Status status = decoder.feed(data); !status.ok()) return status;
  if (absl::Status status = decoder.finish(); !status.ok()) return status;
  return decoder.take();
}

}  // namespace crossdock::columns
