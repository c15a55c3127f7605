#include "crossdock/columns/catalogue_tables.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace crossdock::columns {
namespace {

Field required(const char* name, ColumnType type) { return {.name = name, .type = type, .nullable = false}; }

std::vector<Field> variant_fields() {
  return {required("variant_id", ColumnType::kBigint),        required("product_id", ColumnType::kBigint),
          required("inventory_item_id", ColumnType::kBigint), {.name = "sku", .type = ColumnType::kText},
          {.name = "barcode", .type = ColumnType::kText},     required("title", ColumnType::kText),
          required("product_title", ColumnType::kText),       required("tracked", ColumnType::kBoolean)};
}

std::vector<Field> level_fields() {
  return {required("inventory_item_id", ColumnType::kBigint),
          required("location_id", ColumnType::kBigint),
          {.name = "available", .type = ColumnType::kBigint},
          {.name = "updated_at", .type = ColumnType::kTimestampTz}};
}

template <typename Values>
Column all_known(Values values, std::size_t rows) {
  return {std::move(values), std::vector<std::uint8_t>(rows, 1)};
}

}  // namespace

Table variants_table(canonical::VariantColumns variants) {
  const std::size_t rows = variants.size();
  Table table;
  table.schema_ = variant_fields();
  table.columns_.reserve(table.schema_.size());
  table.columns_.push_back(all_known(std::move(variants.variant_ids), rows));
  table.columns_.push_back(all_known(std::move(variants.product_ids), rows));
  table.columns_.push_back(all_known(std::move(variants.inventory_item_ids), rows));
  table.columns_.push_back({std::move(variants.skus.texts), std::move(variants.skus.known)});
  table.columns_.push_back({std::move(variants.barcodes.texts), std::move(variants.barcodes.known)});
  table.columns_.push_back(all_known(std::move(variants.titles), rows));
  table.columns_.push_back(all_known(std::move(variants.product_titles), rows));
  table.columns_.push_back(all_known(std::move(variants.tracked), rows));
  table.rows_ = rows;
  return table;
}

Table levels_table(canonical::LevelColumns levels) {
  const std::size_t rows = levels.size();
  std::vector<std::uint8_t> has_time(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    has_time[row] = levels.updated_at_us[row] == canonical::kNoTime ? 0 : 1;
    if (has_time[row] == 0) levels.updated_at_us[row] = 0;
  }
  Table table;
  table.schema_ = level_fields();
  table.columns_.reserve(table.schema_.size());
  table.columns_.push_back(all_known(std::move(levels.inventory_item_ids), rows));
  table.columns_.push_back(all_known(std::move(levels.location_ids), rows));
  table.columns_.push_back({std::move(levels.quantities), std::move(levels.known)});
  table.columns_.push_back({std::move(levels.updated_at_us), std::move(has_time)});
  table.rows_ = rows;
  return table;
}

}  // namespace crossdock::columns
