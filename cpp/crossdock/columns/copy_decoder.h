#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crossdock/columns/copy_numeric.h"
#include "crossdock/columns/table.h"

// Reads the answer of PostgreSQL's `COPY ... TO STDOUT (FORMAT binary)` into a table (layout in
// copy_format.h), at once or as its bytes come:
//
//   CopyDecoder decoder(schema, "levels");
//   for (each chunk of any size) {
//     if (status = decoder.feed(chunk); !status.ok()) ...
//     if (decoder.rows() > enough) use(decoder.take());
//   }
//   if (status = decoder.finish(); !status.ok()) ...
//   use(decoder.take());
//
// Everything is checked: a cut answer, the number of fields, each field's length and range, texts in UTF-8, a
// NULL where none may be, bytes after the trailer. The first fault ends the reading with a DecodeError of
// system "postgresql" that names row ("$[12].price", rows count from 0), column and byte offset. Memory is
// the rows decoded and not taken, and one unfinished row of at most kCopyRowBytesMax.
namespace crossdock::columns {

class CopyDecoder {
 public:
  // `topic` says in errors what is being read. A schema that check_schema() refuses fails the first feed().
  CopyDecoder(std::vector<Field> schema, std::string topic);

  // Decodes all whole rows of what has come so far. After a fault, the same fault again.
  absl::Status feed(std::span<const std::byte> chunk);

  // Whether the answer was whole: its trailer has come.
  absl::Status finish();

  // Rows decoded and not taken.
  [[nodiscard]] std::size_t rows() const { return table_.size(); }
  [[nodiscard]] const std::vector<Field>& schema() const { return table_.schema(); }

  // The rows decoded since the last time.
  Table take();

 private:
  struct Target;
  struct Cursor;
  enum class Step : std::uint8_t { kDone, kShort, kFault };

  std::size_t decode(std::span<const std::byte> bytes);
  Step decode_header(Cursor& cursor);
  Step decode_rows(Cursor& cursor);
  Step decode_row(Cursor& cursor, std::vector<Target>& targets, std::size_t row);
  Step decode_field(Cursor& cursor, Target& target, std::size_t row, std::uint32_t bytes);
  template <typename Unsigned>
  Step decode_fixed(Cursor& cursor, const Target& target, std::size_t row, std::uint32_t bytes);
  Step decode_float(Cursor& cursor, const Target& target, std::size_t row, std::uint32_t bytes);
  Step decode_bool(Cursor& cursor, const Target& target, std::size_t row, std::uint32_t bytes);
  Step decode_date(Cursor& cursor, const Target& target, std::size_t row, std::uint32_t bytes);
  Step decode_timestamp(Cursor& cursor, const Target& target, std::size_t row, std::uint32_t bytes);
  Step decode_numeric(Cursor& cursor, const Target& target, std::size_t row, std::uint32_t bytes);
  Step decode_text(Cursor& cursor, Target& target, std::size_t row, std::uint32_t bytes);
  Step decode_uuid(Cursor& cursor, Target& target, std::size_t row, std::uint32_t bytes);
  Step lacks(const Cursor& cursor, std::size_t bytes);
  Step refuse_length(const Cursor& cursor, std::uint32_t bytes, std::size_t bytes_expected);
  Step refuse_field(const Cursor& cursor, std::string_view expected, std::string found);
  Step refuse_numeric(const Cursor& cursor, NumericFault fault, std::string_view within);
  Step refuse(std::int64_t offset, std::string path, std::string_view expected, std::string found);
  [[nodiscard]] std::string path_of_field() const;

  [[nodiscard]] std::vector<Target> targets();
  void resize(std::size_t rows);
  void reserve(std::size_t rows);

  Table table_;
  std::string topic_;
  std::size_t row_bytes_min_ = 0;
  absl::Status fault_;
  std::string pending_;            // The beginning of a row, or of the header, that is not whole yet.
  std::size_t pending_needs_ = 0;  // Bytes that `pending_` must have before anything more can be decoded.
  std::int64_t offset_ = 0;        // Of the first byte that belongs to no row decoded.
  std::int64_t short_offset_ = 0;  // Of the field at which the last piece broke off.
  std::int64_t rows_before_ = 0;   // Rows taken earlier.
  std::size_t column_ = 0;         // The field that is being read.
  bool in_row_ = false;            // Whether the last piece broke off inside a row.
  bool has_header_ = false;
  bool has_trailer_ = false;
};

// A whole answer at once.
absl::StatusOr<Table> read_table_copy(std::vector<Field> schema, std::string topic,
                                      std::span<const std::byte> data);

}  // namespace crossdock::columns
