#include "crossdock/columns/table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "crossdock/base/decimal.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/columns/cell_rules.h"

namespace crossdock::columns {
namespace {

struct TypeName {
  std::string_view name;
  ColumnType type;
};

// The first name of a type is the one it is called by.
constexpr std::array<TypeName, 26> kTypeNames{
    {{"int2", ColumnType::kSmallint},       {"int4", ColumnType::kInteger},
     {"int8", ColumnType::kBigint},         {"float4", ColumnType::kReal},
     {"float8", ColumnType::kDouble},       {"numeric", ColumnType::kNumeric},
     {"text", ColumnType::kText},           {"bytea", ColumnType::kBytes},
     {"bool", ColumnType::kBoolean},        {"date", ColumnType::kDate},
     {"timestamp", ColumnType::kTimestamp}, {"timestamptz", ColumnType::kTimestampTz},
     {"uuid", ColumnType::kUuid},           {"json", ColumnType::kJson},
     {"jsonb", ColumnType::kJsonb},         {"smallint", ColumnType::kSmallint},
     {"integer", ColumnType::kInteger},     {"bigint", ColumnType::kBigint},
     {"real", ColumnType::kReal},           {"double precision", ColumnType::kDouble},
     {"decimal", ColumnType::kNumeric},     {"varchar", ColumnType::kText},
     {"bpchar", ColumnType::kText},         {"boolean", ColumnType::kBoolean},
     {"int", ColumnType::kInteger},         {"character varying", ColumnType::kText}}};
constexpr std::string_view kNotNull = " not null";

template <typename Values>
std::size_t size_of(const Values& values) {
  if constexpr (std::is_same_v<Values, Decimals>) {
    return values.coefficients.size();
  } else if constexpr (std::is_same_v<Values, Texts>) {
    return values.offsets.empty() ? 0 : values.offsets.size() - 1;
  } else {
    return values.size();
  }
}

template <typename Values>
void append_taken(const Values& from, std::span<const std::uint32_t> rows, Values& to) {
  if constexpr (std::is_same_v<Values, Decimals>) {
    append_taken(from.coefficients, rows, to.coefficients);
    append_taken(from.scales, rows, to.scales);
  } else if constexpr (std::is_same_v<Values, Texts>) {
    to.offsets.reserve(rows.size() + 1);
    for (const std::uint32_t row : rows) {
      to.bytes += from.at(row);
      to.offsets.push_back(static_cast<std::int64_t>(to.bytes.size()));
    }
  } else {
    to.reserve(rows.size());
    for (const std::uint32_t row : rows) to.push_back(from[row]);
  }
}

template <typename Float>
bool same_float(Float left, Float right) {
  return left == right || (std::isnan(left) && std::isnan(right));
}

template <typename Values>
bool same_value(const Values& left, std::size_t left_row, const Values& right, std::size_t right_row) {
  if constexpr (std::is_same_v<Values, Decimals>) {
    return base::Decimal(left.coefficients[left_row], left.scales[left_row]) ==
           base::Decimal(right.coefficients[right_row], right.scales[right_row]);
  } else if constexpr (std::is_same_v<Values, Texts>) {
    return left.at(left_row) == right.at(right_row);
  } else if constexpr (std::is_floating_point_v<typename Values::value_type>) {
    return same_float(left[left_row], right[right_row]);
  } else {
    return left[left_row] == right[right_row];
  }
}

absl::Status wrong_cell(const Field& field, std::size_t row, std::string_view expected) {
  return absl::InvalidArgumentError(
      absl::StrCat("Row ", row, " of column ", field.name, " is not ", std::string(expected), "."));
}

absl::Status check_numbers(const Field& field, const Column& column) {
  const auto within = [&](const auto& values, auto low, auto high, std::string_view what) {
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (values[row] < low || values[row] > high) return wrong_cell(field, row, what);
    }
    return absl::OkStatus();
  };
  switch (field.type) {
    case ColumnType::kBoolean:
      return within(std::get<std::vector<std::uint8_t>>(column.values), 0, 1, "0 or 1");
    case ColumnType::kNumeric:
      return within(std::get<Decimals>(column.values).scales, 0, base::kDecimalScaleMax,
                    "of a scale of 0 to 18");
    case ColumnType::kDate:
      return within(std::get<std::vector<std::int32_t>>(column.values), kDateMin, kDateMax,
                    "a date of the years 1 to 9999");
    case ColumnType::kTimestamp:
    case ColumnType::kTimestampTz:
      return within(std::get<std::vector<std::int64_t>>(column.values), kTimestampUsMin, kTimestampUsMax,
                    "a time of the years 1 to 9999");
    default:
      return absl::OkStatus();
  }
}

absl::Status check_finite(const Field& field, const Column& column) {
  if (!field.finite) return absl::OkStatus();
  const auto all_finite = [&field](const auto& values) {
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (!std::isfinite(values[row])) return wrong_cell(field, row, "finite");
    }
    return absl::OkStatus();
  };
  if (field.type == ColumnType::kReal) return all_finite(std::get<std::vector<float>>(column.values));
  if (field.type == ColumnType::kDouble) return all_finite(std::get<std::vector<double>>(column.values));
  return absl::OkStatus();
}

absl::Status check_offsets(const Field& field, const Texts& texts) {
  std::int64_t last = 0;
  for (const std::int64_t offset : texts.offsets) {
    if (offset < last)
      return absl::InvalidArgumentError(absl::StrCat("The offsets of column ", field.name, " fall."));
    last = offset;
  }
  if (texts.offsets.empty() || texts.offsets.front() != 0 ||
      static_cast<std::size_t>(last) != texts.bytes.size())
    return absl::InvalidArgumentError(
        absl::StrCat("The offsets of column ", field.name, " do not run from 0 to the end of its bytes."));
  return absl::OkStatus();
}

absl::Status check_texts(const Field& field, const Column& column) {
  const auto* texts = std::get_if<Texts>(&column.values);
  if (texts == nullptr) return absl::OkStatus();
  if (absl::Status status = check_offsets(field, *texts); !status.ok()) return status;
  if (field.type == ColumnType::kBytes) return absl::OkStatus();
  for (std::size_t row = 0; row + 1 < texts->offsets.size(); ++row) {
    if (column.valid[row] == 0) continue;
    const bool is_right = field.type == ColumnType::kUuid ? is_uuid(texts->at(row)) : is_text(texts->at(row));
    if (!is_right)
      return wrong_cell(
          field, row, field.type == ColumnType::kUuid ? "a UUID in lower case" : "text in UTF-8 without NUL");
  }
  return absl::OkStatus();
}

absl::Status check_column(const Field& field, const Column& column, std::size_t rows) {
  if (column.values.index() != values_of_type(field.type).index())
    return absl::InvalidArgumentError(
        absl::StrCat("The values of column ", field.name, " are of another type."));
  const std::size_t values = std::visit([](const auto& given) { return size_of(given); }, column.values);
  const auto* decimals = std::get_if<Decimals>(&column.values);
  if (values != rows || column.valid.size() != rows ||
      (decimals != nullptr && decimals->scales.size() != rows))
    return absl::InvalidArgumentError(
        absl::StrCat("Column ", field.name, " has not as many rows as the first."));
  for (std::size_t row = 0; row < rows; ++row) {
    if (column.valid[row] > 1) return wrong_cell(field, row, "marked as valid by 0 or 1");
    if (column.valid[row] == 0 && !field.nullable)
      return wrong_cell(field, row, "a value, and the column has no NULL");
  }
  if (absl::Status status = check_texts(field, column); !status.ok()) return status;
  if (absl::Status status = check_finite(field, column); !status.ok()) return status;
  return check_numbers(field, column);
}

}  // namespace

absl::StatusOr<Field> parse_field(std::string_view name, std::string_view type) {
  Field field{.name = std::string(name)};
  if (name.empty()) return absl::InvalidArgumentError("A column needs a name.");
  if (type.ends_with(kNotNull)) {
    field.nullable = false;
    type.remove_suffix(kNotNull.size());
  }
  for (const TypeName& known : kTypeNames) {
    if (known.name != type) continue;
    field.type = known.type;
    return field;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("The type of column ", field.name, " is not one that is known."));
}

std::string_view type_name(ColumnType type) {
  for (const TypeName& known : kTypeNames) {
    if (known.type == type) return known.name;
  }
  return "";
}

Column::Values values_of_type(ColumnType type) {
  switch (type) {
    case ColumnType::kSmallint:
      return std::vector<std::int16_t>();
    case ColumnType::kInteger:
    case ColumnType::kDate:
      return std::vector<std::int32_t>();
    case ColumnType::kBigint:
    case ColumnType::kTimestamp:
    case ColumnType::kTimestampTz:
      return std::vector<std::int64_t>();
    case ColumnType::kReal:
      return std::vector<float>();
    case ColumnType::kDouble:
      return std::vector<double>();
    case ColumnType::kBoolean:
      return std::vector<std::uint8_t>();
    case ColumnType::kNumeric:
      return Decimals();
    case ColumnType::kText:
    case ColumnType::kBytes:
    case ColumnType::kUuid:
    case ColumnType::kJson:
    case ColumnType::kJsonb:
      return Texts();
  }
  return Texts();
}

absl::Status check_schema(std::span<const Field> schema) {
  if (schema.size() > base::kTableColumnsMax) {
    return base::to_status(base::LimitError{.name = "table_columns_max",
                                            .limit = base::kTableColumnsMax,
                                            .actual = static_cast<std::int64_t>(schema.size())});
  }
  if (schema.empty()) return absl::InvalidArgumentError("A table needs a column.");
  std::set<std::string_view> names;
  for (const Field& field : schema) {
    if (!names.insert(field.name).second)
      return absl::InvalidArgumentError(absl::StrCat("The table names column ", field.name, " twice."));
  }
  return absl::OkStatus();
}

Table::Table(std::vector<Field> schema) : schema_(std::move(schema)) {
  columns_.reserve(schema_.size());
  for (const Field& field : schema_) columns_.push_back({values_of_type(field.type), {}});
}

std::optional<std::size_t> Table::find(std::string_view name) const {
  for (std::size_t index = 0; index < schema_.size(); ++index) {
    if (schema_[index].name == name) return index;
  }
  return std::nullopt;
}

bool Table::same(const Table& left, std::size_t left_column, std::size_t left_row, const Table& right,
                 std::size_t right_column, std::size_t right_row) {
  const Column& ours = left.columns_[left_column];
  const Column& theirs = right.columns_[right_column];
  if (ours.valid[left_row] != theirs.valid[right_row]) return false;
  if (ours.valid[left_row] == 0) return true;
  return std::visit(
      [&](const auto& values) {
        return same_value(values, left_row, std::get<std::decay_t<decltype(values)>>(theirs.values),
                          right_row);
      },
      ours.values);
}

Table Table::take(std::span<const std::uint32_t> rows) const {
  Table taken(schema_);
  for (std::size_t index = 0; index < columns_.size(); ++index) {
    Column& to = taken.columns_[index];
    std::visit(
        [&](const auto& from) {
          append_taken(from, rows, std::get<std::decay_t<decltype(from)>>(to.values));
        },
        columns_[index].values);
    append_taken(columns_[index].valid, rows, to.valid);
  }
  taken.rows_ = rows.size();
  return taken;
}

absl::StatusOr<Table> Table::make(std::vector<Field> schema, std::vector<Column> columns) {
  if (absl::Status status = check_schema(schema); !status.ok()) return status;
  if (schema.size() != columns.size())
    return absl::InvalidArgumentError(
        absl::StrCat("The schema has ", schema.size(), " columns, given are ", columns.size(), "."));
  const std::size_t rows = columns.front().valid.size();
  if (rows > base::kTableRowsMax) {
    return base::to_status(base::LimitError{
        .name = "table_rows_max", .limit = base::kTableRowsMax, .actual = static_cast<std::int64_t>(rows)});
  }
  for (std::size_t index = 0; index < schema.size(); ++index) {
    if (absl::Status status = check_column(schema[index], columns[index], rows); !status.ok()) return status;
  }
  Table table;
  table.schema_ = std::move(schema);
  table.columns_ = std::move(columns);
  table.rows_ = rows;
  return table;
}

std::vector<Column> Table::release() {
  std::vector<Column> released = std::move(columns_);
  *this = Table(std::move(schema_));
  return released;
}

bool operator==(const Table& left, const Table& right) {
  if (left.schema_ != right.schema_ || left.rows_ != right.rows_) return false;
  for (std::size_t column = 0; column < left.schema_.size(); ++column) {
    for (std::size_t row = 0; row < left.rows_; ++row) {
      if (!Table::same(left, column, row, right, column, row)) return false;
    }
  }
  return true;
}

}  // namespace crossdock::columns
