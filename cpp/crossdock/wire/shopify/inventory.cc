#include "crossdock/wire/shopify/inventory.h"

#include <algorithm>
#include <set>
#include <utility>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/json/writer.h"
#include "crossdock/wire/shopify/fields.h"
#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/levels.h"

namespace crossdock::shopify {
namespace {

using json::Object;

absl::Status limit(std::string name, std::int64_t bound, std::int64_t actual) {
  return to_status(base::LimitError{std::move(name), bound, actual});
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool is_quantity(std::int64_t quantity) {
  return quantity >= -base::kInventoryQuantityMax && quantity <= base::kInventoryQuantityMax;
}

absl::Status check_row(const canonical::LevelChanges& changes, std::size_t row) {
  if (changes.inventory_item_ids[row] <= 0 || changes.location_ids[row] <= 0) {
    return absl::InvalidArgumentError(
        "Each level to set needs an inventory item and a location with ids above zero.");
  }
  for (const std::int64_t quantity : {changes.quantities[row], changes.change_from[row]}) {
    if (!is_quantity(quantity)) return limit("inventory_quantity_max", base::kInventoryQuantityMax, quantity);
  }
  return absl::OkStatus();
}

absl::Status check_changes(const canonical::LevelChanges& changes) {
  if (changes.size() == 0) return absl::InvalidArgumentError("There is no level to set.");
  if (changes.size() > base::kInventoryQuantitiesMax) {
    return limit("inventory_quantities_max", static_cast<std::int64_t>(base::kInventoryQuantitiesMax),
                 static_cast<std::int64_t>(changes.size()));
  }
  std::set<std::pair<std::int64_t, std::int64_t>> seen;
  for (std::size_t row = 0; row < changes.size(); ++row) {
    if (absl::Status status = check_row(changes, row); !status.ok()) return status;
    if (!seen.emplace(changes.inventory_item_ids[row], changes.location_ids[row]).second) {
      return absl::InvalidArgumentError("A level stands twice among those to set.");
    }
  }
  return absl::OkStatus();
}

void write_quantity(json::Writer& writer, const canonical::LevelChanges& changes, std::size_t row) {
  writer.begin_object();
  writer.key("inventoryItemId").text(make_gid("InventoryItem", changes.inventory_item_ids[row]));
  writer.key("locationId").text(make_gid("Location", changes.location_ids[row]));
  writer.key("quantity").integer(changes.quantities[row]);
  writer.key("changeFromQuantity");
  if (changes.has_change_from[row] != 0) {
    writer.integer(changes.change_from[row]);
  } else {
    writer.null();
  }
  writer.end_object();
}

}  // namespace

std::optional<std::int64_t> available_quantity(const Object& level) {
  std::optional<std::int64_t> available;
  for (const json::Value& value : level.decoding().array(level.require("quantities", "an array"))) {
    const Object quantity = level.decoding().object(value);
    if (quantity.text("name") == "available") available = quantity.integer("quantity");
    if (level.decoding().failed()) break;
  }
  return available;
}

absl::StatusOr<LevelAnswer> read_levels(std::string_view data) {
  const json::Source source{kSystem, "inventory levels"};
  json::Document document;
  if (const absl::Status status = document.parse(data, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  const Object root = decoding.root();
  LevelAnswer answer;
  for (const json::Value& value : decoding.array(root.require("nodes", "an array"))) {
    if (value.is_null()) continue;
    const Object node = decoding.object(value);
    gid_number(node, "id", "InventoryLevel");
    const std::int64_t item = gid_number(node.object("item"), "id", "InventoryItem");
    const std::int64_t location = gid_number(node.object("location"), "id", "Location");
    const base::Timestamp updated_at = node.timestamp("updatedAt");
    answer.levels.append(item, location, available_quantity(node), false, updated_at.utc_us);
    answer.gids.push_back(node.text("id"));
    if (decoding.failed()) break;
  }
  return decoding.finish(std::move(answer));
}

absl::StatusOr<std::string> write_inventory_set_quantities(std::string_view document,
                                                           const canonical::LevelChanges& changes,
                                                           const SetQuantitiesOptions& options) {
  if (is_blank(options.idempotency_key)) return absl::InvalidArgumentError("The idempotency key is blank.");
  if (const absl::Status status = check_changes(changes); !status.ok()) return status;
  json::Writer writer;
  writer.begin_object().key("query").text(document).key("variables").begin_object();
  writer.key("input").begin_object().key("name").text("available").key("reason").text(options.reason);
  writer.key("referenceDocumentUri").text(options.reference_uri).key("quantities").begin_array();
  for (std::size_t row = 0; row < changes.size(); ++row) write_quantity(writer, changes, row);
  writer.end_array().end_object();
  writer.key("idempotencyKey").text(options.idempotency_key).end_object().end_object();
  return writer.take();
}

}  // namespace crossdock::shopify
