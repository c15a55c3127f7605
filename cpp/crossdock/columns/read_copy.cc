#include "crossdock/columns/read_copy.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "crossdock/base/limits.h"
#include "crossdock/columns/copy_decoder.h"

namespace crossdock::columns {
namespace {

template <typename Value>
std::vector<Value> values_of(Column& column) {
  return std::get<std::vector<Value>>(std::move(column.values));
}

absl::StatusOr<std::vector<Column>> read_columns(std::vector<Field> schema, std::string topic,
                                                 std::span<const std::byte> data) {
  absl::StatusOr<Table> table = read_table_copy(std::move(schema), std::move(topic), data);
  if (!table.ok()) return table.status();
  return table->release();
}

Field required(std::string name, ColumnType type) {
  return {.name = std::move(name), .type = type, .nullable = false, .finite = true};
}

// A numeric column of Odoo's that is reckoned with as a double, as Odoo does.
Field quantity(std::string name) {
  Field field = required(std::move(name), ColumnType::kDouble);
  field.from_numeric = true;
  return field;
}

}  // namespace

absl::StatusOr<canonical::LevelColumns> read_levels_copy(std::span<const std::byte> data) {
  auto columns = read_columns({required("inventory_item_id", ColumnType::kBigint),
                               required("location_id", ColumnType::kBigint),
                               {.name = "quantity", .type = ColumnType::kBigint},
                               required("raisable", ColumnType::kBoolean)},
                              "levels", data);
  if (!columns.ok()) return columns.status();
  canonical::LevelColumns levels;
  levels.inventory_item_ids = values_of<std::int64_t>((*columns)[0]);
  levels.location_ids = values_of<std::int64_t>((*columns)[1]);
  levels.quantities = values_of<std::int64_t>((*columns)[2]);
  levels.known = std::move((*columns)[2].valid);
  levels.raisable = values_of<std::uint8_t>((*columns)[3]);
  levels.updated_at_us.assign(levels.size(), canonical::kNoTime);
  return levels;
}

absl::StatusOr<StockRows> read_stock_copy(std::span<const std::byte> data) {
  auto columns =
      read_columns({required("product_id", ColumnType::kInteger),
                    required("location_id", ColumnType::kInteger), quantity("plus"), quantity("minus")},
                   "stock", data);
  if (!columns.ok()) return columns.status();
  return StockRows{.product_ids = values_of<std::int32_t>((*columns)[0]),
                   .location_ids = values_of<std::int32_t>((*columns)[1]),
                   .plus = values_of<double>((*columns)[2]),
                   .minus = values_of<double>((*columns)[3])};
}

absl::StatusOr<ItemMap> read_items_copy(std::span<const std::byte> data) {
  auto columns = read_columns(
      {required("product_id", ColumnType::kInteger), required("inventory_item_id", ColumnType::kBigint)},
      "items", data);
  if (!columns.ok()) return columns.status();
  return ItemMap{.product_ids = values_of<std::int32_t>((*columns)[0]),
                 .inventory_item_ids = values_of<std::int64_t>((*columns)[1])};
}

absl::StatusOr<SalePolicies> read_policies_copy(std::span<const std::byte> data) {
  auto columns = read_columns({required("product_id", ColumnType::kInteger),
                               required("withheld", ColumnType::kDouble),
                               required("share", ColumnType::kDouble),
                               {.name = "maximum", .type = ColumnType::kBigint}},
                              "policies", data);
  if (!columns.ok()) return columns.status();
  SalePolicies policies{.product_ids = values_of<std::int32_t>((*columns)[0]),
                        .withheld = values_of<double>((*columns)[1]),
                        .shares = values_of<double>((*columns)[2]),
                        .maxima = values_of<std::int64_t>((*columns)[3])};
  const std::vector<std::uint8_t>& has_maximum = (*columns)[3].valid;
  for (std::size_t row = 0; row < policies.size(); ++row) {
    if (has_maximum[row] == 0) policies.maxima[row] = base::kInventoryQuantityMax;
  }
  return policies;
}

}  // namespace crossdock::columns
