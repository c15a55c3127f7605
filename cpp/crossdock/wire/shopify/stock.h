#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/inventory.h"
#include "crossdock/canonical/location.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading inventory items, levels and locations, one object at a time. Rules: Shopify's Admin API, objects
// InventoryItem, InventoryLevel and Location in versions 2026-01 to 2026-10 and webhook topics
// inventory_items/*, inventory_levels/* and locations/* in 2023-07 to 2026-07.
//
// Large sets of levels become columns: see inventory.h and catalogue.h. The payloads of
// inventory_items/delete and locations/delete are read as tombstones: see tombstone.h.
namespace crossdock::shopify {

// The payload of inventory_items/create and inventory_items/update.
[[nodiscard]] absl::StatusOr<canonical::InventoryItem> read_inventory_item(std::string_view body,
                                                                           const std::string& topic);

// An InventoryItem node. It must hold id, tracked, requiresShipping, createdAt and updatedAt; sku, unitCost,
// origin, customs codes and measurement { weight } are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::InventoryItem> read_inventory_item_node(std::string_view body);

// The file of a bulk query of inventoryItems with such a selection, countryHarmonizedSystemCodes with
// __typename. Levels in it are left to read_inventory_levels_bulk.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::InventoryItem>> read_inventory_items_bulk(
    json::LineReader::Read read, const KeepGoing& keep_going);

// The payload of inventory_levels/connect and inventory_levels/update: what is available, and nothing else.
[[nodiscard]] absl::StatusOr<canonical::InventoryLevel> read_inventory_level(std::string_view body,
                                                                             const std::string& topic);

// The payload of inventory_levels/disconnect.
[[nodiscard]] absl::StatusOr<canonical::LevelTombstone> read_level_tombstone(std::string_view body);

// An InventoryLevel node. It must hold id, location { id }, updatedAt and quantities(names:) { name quantity
// }; item { id }, which the level's own id names as well, and isActive are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::InventoryLevel> read_inventory_level_node(std::string_view body);

// The file of a bulk query of inventoryItems { id inventoryLevels { ... } }, or of locations { id
// inventoryLevels { ... } }, whose levels need not name what they stand in. A line of an item or a location
// that is bad costs all of its levels.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::InventoryLevel>> read_inventory_levels_bulk(
    json::LineReader::Read read, const KeepGoing& keep_going);

// The payload of locations/create, update, activate and deactivate.
[[nodiscard]] absl::StatusOr<canonical::Location> read_location(std::string_view body,
                                                                const std::string& topic);

// A Location node. It must hold id, name, address, isActive and isFulfillmentService; fulfillsOnlineOrders,
// createdAt and updatedAt are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::Location> read_location_node(std::string_view body);

// The file of a bulk query of locations with such a selection.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::Location>> read_locations_bulk(
    json::LineReader::Read read, const KeepGoing& keep_going);

}  // namespace crossdock::shopify
