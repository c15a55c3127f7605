#include "crossdock/wire/shopify/inventory.h"

#include <utility>

#include "crossdock/base/limits.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/json/writer.h"
#include "crossdock/wire/shopify/fields.h"
#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/levels.h"
#include "crossdock/wire/shopify/quantities.h"
#include "crossdock/wire/shopify/writing.h"

namespace crossdock::shopify {

using json::Object;

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
  if (const absl::Status status =
          check_count(changes.size(), "inventory_quantities_max", base::kInventoryQuantitiesMax);
      !status.ok()) {
    return status;
  }
  if (const absl::Status status = check_quantities(changes); !status.ok()) return status;
  if (const absl::Status status = check_distinct(changes); !status.ok()) return status;
  std::string variables;
  QuantitiesWriter(options.reason, options.reference_uri)
      .append(changes, 0, changes.size(), options.idempotency_key, variables);
  json::Writer writer;
  writer.begin_object().key("query").text(document).key("variables").raw(variables).end_object();
  return writer.take();
}

absl::StatusOr<std::string> write_inventory_activate(std::string_view document,
                                                     const ActivateOptions& options) {
  if (is_blank(options.idempotency_key)) return absl::InvalidArgumentError("The idempotency key is blank.");
  canonical::LevelChanges level;
  level.append(options.inventory_item_id, options.location_id, std::nullopt, options.available.value_or(0));
  if (const absl::Status status = check_quantities(level); !status.ok()) return status;
  return request(document, [&](json::Writer& writer) {
    writer.key("inventoryItemId");
    write_gid(writer, "InventoryItem", options.inventory_item_id);
    writer.key("locationId");
    write_gid(writer, "Location", options.location_id);
    if (options.available.has_value()) writer.key("available").integer(*options.available);
    writer.key("idempotencyKey").text(options.idempotency_key);
  });
}

}  // namespace crossdock::shopify
