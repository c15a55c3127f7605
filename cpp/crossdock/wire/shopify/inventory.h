#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/canonical/level_columns.h"

// Stock levels of a Shopify store as columns: the answer to a question for many, and the request that sets
// them. News of one level are read in stock.h.
namespace crossdock::shopify {

// Levels that were asked for by global id. `gids` runs parallel to the rows of `levels`.
//
// Rows are not marked raisable: a read alone does not know whether every order up to its moment has been
// captured.
struct LevelAnswer {
  canonical::LevelColumns levels;
  std::vector<std::string> gids;
};

// `data` of {nodes(ids:) {... on InventoryLevel {id item{id} location{id} updatedAt quantities(names:
// "available") {name quantity}}}}. Nodes that are null (unknown ids) are skipped; a level without the
// quantity "available" is a row whose quantity is not known.
[[nodiscard]] absl::StatusOr<LevelAnswer> read_levels(std::string_view data);

// What goes into inventorySetQuantities beside the levels themselves.
struct SetQuantitiesOptions {
  std::string idempotency_key;  // Not blank; stored with the operation and sent again unchanged.
  std::string reason;           // One of Shopify's reasons, such as "correction".
  std::string reference_uri;    // "gid://<app>/<kind>/<id>": what in our system caused it.
};

// The whole request body: {"query": document, "variables": {"input": {...}, "idempotencyKey": ...}}. Always
// says changeFromQuantity, null where the former quantity is not known: Shopify demands it from 2026-04 on.
//
// LimitError beyond kInventoryQuantitiesMax levels or kInventoryQuantityMax units; InvalidArgument for no
// level at all, a blank key, ids of zero or less, and a level that stands twice.
[[nodiscard]] absl::StatusOr<std::string> write_inventory_set_quantities(
    std::string_view document, const canonical::LevelChanges& changes, const SetQuantitiesOptions& options);

// An item that a location does not stock yet.
struct ActivateOptions {
  std::int64_t inventory_item_id = 0;
  std::int64_t location_id = 0;
  std::optional<std::int64_t> available;  // Units to begin with; zero without.
  std::string idempotency_key;            // As above.
};

// The request of inventoryActivate, which makes an item stocked at a location: variables inventoryItemId,
// locationId, idempotencyKey, and available where it is given. Fails as above.
[[nodiscard]] absl::StatusOr<std::string> write_inventory_activate(std::string_view document,
                                                                   const ActivateOptions& options);

}  // namespace crossdock::shopify
