#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/references.h"
#include "crossdock/wire/shopify/stock.h"

namespace crossdock::shopify {
namespace {

using canonical::InventoryLevel;
using canonical::LevelTombstone;
using canonical::NamedQuantity;
using json::Object;

constexpr std::array<ChildField, 3> kChildren = {{
    {"InventoryItem", "CountryHarmonizedSystemCode", "countryHarmonizedSystemCodes"},
    {"InventoryItem", "InventoryLevel", "inventoryLevels"},
    {"Location", "InventoryLevel", "inventoryLevels"},
}};

InventoryLevel read_payload(const Object& from) {
  InventoryLevel level;
  level.inventory_item_id = from.id("inventory_item_id");
  level.location_id = from.id("location_id");
  if (from.has_content("admin_graphql_api_id")) {
    gid_number(from, "admin_graphql_api_id", "InventoryLevel");
    level.gid = from.text("admin_graphql_api_id");
  }
  static_cast<void>(from.require("available", "an integer or null"));
  if (const auto available = from.optional_integer("available")) {
    level.quantities.push_back({"available", *available});
  }
  level.updated_at = from.optional_timestamp("updated_at");
  return level;
}

// Whose levels a connection holds: a level's node need not name what it stands in.
struct Owner {
  std::optional<std::int64_t> item_id;
  std::optional<std::int64_t> location_id;
};

InventoryLevel read_level_of(const Object& from, const Owner& owner) {
  InventoryLevel level;
  gid_number(from, "id", "InventoryLevel");
  level.gid = from.text("id");
  const auto item_id = owner.item_id.has_value() ? owner.item_id : inventory_item_of(*level.gid);
  level.inventory_item_id = told_or_known(from, "item", "InventoryItem", item_id);
  level.location_id = told_or_known(from, "location", "Location", owner.location_id);
  level.active = from.optional_boolean("isActive");
  level.quantities = from.objects("quantities", [](const Object& quantity) {
    return NamedQuantity{quantity.text("name"), quantity.integer("quantity")};
  });
  std::stable_sort(
      level.quantities.begin(), level.quantities.end(),
      [](const NamedQuantity& left, const NamedQuantity& right) { return left.name < right.name; });
  level.updated_at = from.timestamp("updatedAt");
  return level;
}

std::vector<InventoryLevel> read_levels_of_owner(const Object& from) {
  const std::string id = from.text("id");
  const std::optional<Gid> gid = parse_gid(id);
  Owner owner;
  if (gid.has_value() && gid->kind == "Location") {
    owner.location_id = gid->id;
  } else {
    owner.item_id = gid_number(from, "id", "InventoryItem");
  }
  return connection(from, "inventoryLevels",
                    [&owner](const Object& level) { return read_level_of(level, owner); });
}

}  // namespace

absl::StatusOr<InventoryLevel> read_inventory_level(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_payload);
}

absl::StatusOr<LevelTombstone> read_level_tombstone(std::string_view body) {
  return read_whole(body, "inventory_levels/disconnect", [](const Object& from) {
    return LevelTombstone{from.id("inventory_item_id"), from.id("location_id")};
  });
}

absl::StatusOr<InventoryLevel> read_inventory_level_node(std::string_view body) {
  return read_whole(body, "InventoryLevel node",
                    [](const Object& from) { return read_level_of(from, Owner{}); });
}

absl::StatusOr<BulkObjects<InventoryLevel>> read_inventory_levels_bulk(json::LineReader::Read read,
                                                                       const KeepGoing& keep_going) {
  BulkObjects<InventoryLevel> bulk;
  const auto take = [&bulk](std::size_t, std::string_view node) -> absl::Status {
    absl::StatusOr<std::vector<InventoryLevel>> levels =
        read_whole(node, "InventoryLevel owner", read_levels_of_owner);
    if (!levels.ok()) return levels.status();
    std::move(levels->begin(), levels->end(), std::back_inserter(bulk.objects));
    return absl::OkStatus();
  };
  absl::StatusOr<BulkReport> report = read_bulk_nodes(std::move(read), kChildren, take, keep_going);
  if (!report.ok()) return report.status();
  bulk.report = *std::move(report);
  return bulk;
}

}  // namespace crossdock::shopify
