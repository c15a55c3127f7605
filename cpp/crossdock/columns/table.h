#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/canonical/texts.h"
#include "crossdock/canonical/variant_columns.h"

// A table as typed columns: what a query of PostgreSQL gives, or what is to be written back, without an
// object a row.
//
//   schema    id int8 not null | price numeric  | sku text
//   values    7, 8, 9          | 19990e-3, 0, 5 | offsets 0 2 2 5, bytes "A1B-2"
//   valid     1, 1, 1          | 1, 0, 1        | 1, 0, 1
//
// Every column holds one value and one byte of validity a row; where the byte is 0 the value is NULL and the
// number that stands in its place is 0, the text empty.
namespace crossdock::columns {

enum class ColumnType : std::uint8_t {
  kSmallint,   // int2: int16.
  kInteger,    // int4: int32.
  kBigint,     // int8: int64.
  kReal,       // float4: float, not-a-number and the infinities included.
  kDouble,     // float8: double, likewise.
  kNumeric,    // numeric: an exact decimal of int64 coefficient and scale.
  kText,       // text, varchar, bpchar: UTF-8.
  kBytes,      // bytea.
  kBoolean,    // bool: 0 or 1.
  kDate,       // date: int32 days since 1970-01-01, years 1 to 9999.
  kTimestamp,  // timestamp: int64 microseconds since 1970-01-01T00:00:00 of no stated zone, years 1 to 9999.
  kTimestampTz,  // timestamptz: int64 microseconds since 1970-01-01T00:00:00 UTC, years 1 to 9999.
  kUuid,         // uuid: text of 36 lower-case characters.
  kJson,         // json: text, as written.
  kJsonb,        // jsonb: text, as PostgreSQL writes it.
};

struct Field {
  std::string name;
  ColumnType type = ColumnType::kBigint;
  bool nullable = true;
  bool finite = false;  // Of float4 and float8: not-a-number and the infinities are faults.
  // Of float8, when read: what comes is a numeric, and the double nearest to it is meant, as PostgreSQL's own
  // cast has it. The server casts by way of a text, which costs it more than all the rest of a row.
  bool from_numeric = false;

  bool operator==(const Field&) const = default;
};

// The type of one of PostgreSQL's names, with "not null" behind it where it may not be NULL: "int8 not null",
// "varchar", "timestamptz". Fails with InvalidArgument for other texts.
absl::StatusOr<Field> parse_field(std::string_view name, std::string_view type);

// The name of a type as parse_field reads it.
[[nodiscard]] std::string_view type_name(ColumnType type);

// Exact decimals: value = coefficient / 10^scale.
struct Decimals {
  std::vector<std::int64_t> coefficients;
  std::vector<std::uint8_t> scales;  // 0 to 18.

  bool operator==(const Decimals&) const = default;
};

using canonical::Texts;

struct Column {
  using Values =
      std::variant<std::vector<std::int16_t>, std::vector<std::int32_t>, std::vector<std::int64_t>,
                   std::vector<float>, std::vector<double>, std::vector<std::uint8_t>, Decimals, Texts>;

  Values values;                    // Of the alternative that values_of_type() gives for the field's type.
  std::vector<std::uint8_t> valid;  // 1 where there is a value, 0 for NULL.
};

// Empty values of the alternative that holds a type.
[[nodiscard]] Column::Values values_of_type(ColumnType type);

class Table {
 public:
  Table() = default;
  // No rows yet.
  explicit Table(std::vector<Field> schema);

  [[nodiscard]] std::size_t size() const { return rows_; }
  [[nodiscard]] const std::vector<Field>& schema() const { return schema_; }
  [[nodiscard]] const Column& column(std::size_t index) const { return columns_[index]; }
  // Where a column of that name stands.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

  // The values of a column whose alternative is `Values`.
  template <typename Values>
  [[nodiscard]] const Values& values(std::size_t index) const {
    return std::get<Values>(columns_[index].values);
  }

  // Whether two cells of the same type hold the same: NULL is the same as NULL only, decimals compare by
  // value whatever their scales, not-a-number is the same as itself, and 0.0 as -0.0 (as PostgreSQL's = has
  // it).
  [[nodiscard]] static bool same(const Table& left, std::size_t left_column, std::size_t left_row,
                                 const Table& right, std::size_t right_column, std::size_t right_row);

  // The named rows in the order given, each below size().
  [[nodiscard]] Table take(std::span<const std::uint32_t> rows) const;

  // Columns of a schema that were filled elsewhere. Fails with InvalidArgument unless all have as many rows,
  // their values are what the schema says (texts in UTF-8, scales and dates within their ranges), no cell is
  // NULL where none may be, and the table is within kTableRowsMax and kTableColumnsMax (LimitError).
  static absl::StatusOr<Table> make(std::vector<Field> schema, std::vector<Column> columns);

  // The columns, moved out; the table is empty afterwards.
  std::vector<Column> release();

  // Same schema, same rows in the same order, cell by cell as same() has it.
  friend bool operator==(const Table& left, const Table& right);

 private:
  // Whose columns hold what their schema says, because every value was looked at when it was read.
  friend class CopyDecoder;
  friend Table variants_table(canonical::VariantColumns variants);
  friend Table levels_table(canonical::LevelColumns levels);

  std::vector<Field> schema_;
  std::vector<Column> columns_;
  std::size_t rows_ = 0;
};

// A schema with columns of different names within kTableColumnsMax; LimitError or InvalidArgument otherwise.
absl::Status check_schema(std::span<const Field> schema);

}  // namespace crossdock::columns
