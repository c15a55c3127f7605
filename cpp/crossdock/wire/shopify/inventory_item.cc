#include <algorithm>
#include <array>
#include <utility>

#include "crossdock/wire/shopify/catalogue_parts.h"
#include "crossdock/wire/shopify/references.h"
#include "crossdock/wire/shopify/stock.h"

namespace crossdock::shopify {
namespace {

using canonical::InventoryItem;
using json::Object;

constexpr std::array<ChildField, 2> kChildren = {{
    {"InventoryItem", "CountryHarmonizedSystemCode", "countryHarmonizedSystemCodes"},
    {"InventoryItem", "InventoryLevel", "inventoryLevels"},
}};

InventoryItem read_payload(const Object& from) {
  InventoryItem item;
  item.id = from.id("id");
  item.sku = from.optional_text("sku");
  item.tracked = from.boolean("tracked");
  item.requires_shipping = from.boolean("requires_shipping");
  item.unit_cost = from.optional_decimal("cost");
  item.country_code_of_origin = from.optional_text("country_code_of_origin");
  item.province_code_of_origin = from.optional_text("province_code_of_origin");
  item.harmonized_system_code = customs_code(from, "harmonized_system_code");
  item.country_harmonized_system_codes =
      from.optional_objects("country_harmonized_system_codes", [](const Object& code) {
        return std::pair(code.text("country_code"),
                         customs_code(code, "harmonized_system_code").value_or(std::string()));
      });
  std::sort(item.country_harmonized_system_codes.begin(), item.country_harmonized_system_codes.end());
  item.weight = read_weight(from, "weight_value", "weight_unit");
  item.created_at = from.optional_timestamp("created_at");
  item.updated_at = from.optional_timestamp("updated_at");
  return item;
}

InventoryItem read_node(const Object& from) {
  InventoryItem item = read_item_facts(from);
  item.tracked = from.boolean("tracked");
  item.requires_shipping = from.boolean("requiresShipping");
  item.sku = from.optional_text("sku");
  item.created_at = from.timestamp("createdAt");
  item.updated_at = from.timestamp("updatedAt");
  return item;
}

}  // namespace

absl::StatusOr<InventoryItem> read_inventory_item(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_payload);
}

absl::StatusOr<InventoryItem> read_inventory_item_node(std::string_view body) {
  return read_whole(body, "InventoryItem node", read_node);
}

absl::StatusOr<BulkObjects<InventoryItem>> read_inventory_items_bulk(json::LineReader::Read read,
                                                                     const KeepGoing& keep_going) {
  return read_bulk<InventoryItem>(std::move(read), kChildren, read_inventory_item_node, keep_going);
}

}  // namespace crossdock::shopify
