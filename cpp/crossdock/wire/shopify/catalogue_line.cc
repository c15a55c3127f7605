#include "crossdock/wire/shopify/catalogue_line.h"

#include <type_traits>

#include "crossdock/base/timestamp.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/fields.h"
#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/levels.h"

namespace crossdock::shopify {
namespace {

using canonical::OptionalText;
using json::Object;

constexpr int kYearMin = 1;
constexpr int kYearMax = 9999;

// No text of PostgreSQL may hold the character NUL: found here, it costs its line; found there, the whole
// file.
template <typename Text>
Text storable(const Object& from, std::string_view key, Text text) {
  const std::string_view content = [&text] {
    if constexpr (std::is_same_v<Text, OptionalText>) {
      return text.has_value() ? std::string_view(*text) : std::string_view();
    } else {
      return std::string_view(text);
    }
  }();
  if (content.find('\0') != std::string_view::npos)
    from.decoding().fail(from.find(key), "text without the character NUL", "a string that holds it");
  return text;
}

canonical::Variant read_variant(const Object& from) {
  canonical::Variant variant;
  variant.variant_id = gid_number(from, "id", "ProductVariant");
  variant.sku = storable(from, "sku", from.optional_text("sku"));
  variant.barcode = storable(from, "barcode", from.optional_text("barcode"));
  variant.title = storable(from, "title", from.text_or_empty("title"));
  const Object product = from.object("product");
  variant.product_id = gid_number(product, "id", "Product");
  variant.product_title = storable(product, "title", product.text_or_empty("title"));
  const Object item = from.object("inventoryItem");
  variant.inventory_item_id = gid_number(item, "id", "InventoryItem");
  variant.tracked = item.boolean("tracked");
  return variant;
}

// A moment whose instant is within the years that columns hold, whatever its offset.
std::int64_t moment_us(const Object& from, std::string_view key) {
  const std::optional<base::Timestamp> moment = from.optional_timestamp(key);
  if (!moment.has_value()) return canonical::kNoTime;
  if (moment->offset_minutes != 0) {
    const int year = base::civil_time({moment->utc_us, 0}).year;
    if (year < kYearMin || year > kYearMax)
      from.decoding().fail(from.find(key), "a time within the years 1 to 9999", "one that is beyond in UTC");
  }
  return moment->utc_us;
}

LevelLine read_level(const Object& from) {
  LevelLine level;
  gid_number(from, "id", "InventoryLevel");
  // The level's own global id names its item, so that a level survives the loss of its parent's line.
  level.inventory_item_id = inventory_item_of(from.text("id")).value_or(0);
  const std::string parent = from.text("__parentId");
  const std::optional<Gid> gid = parse_gid(parent);
  if (gid.has_value() && gid->kind == "ProductVariant") {
    level.variant_id = gid->id;
  } else if (gid.has_value() && gid->kind == "InventoryItem") {
    level.inventory_item_id = gid->id;
  } else {
    from.decoding().fail(from.find("__parentId"), "the global id of a variant or an inventory item",
                         "a string of another form");
  }
  level.location_id = gid_number(from.object("location"), "id", "Location");
  level.quantity = available_quantity(from);
  level.updated_at_us = moment_us(from, "updatedAt");
  return level;
}

}  // namespace

json::Source CatalogueLineReader::source() { return {kSystem, "bulk variants"}; }

absl::Status CatalogueLineReader::read(std::string_view text, CatalogueLine& line) {
  absl::Status status = document_.parse(text, source_);
  is_whole_ = status.ok();
  if (!is_whole_) return status;
  json::Decoding decoding(document_, source_);
  const Object root = decoding.root();
  line.is_level = root.has_content("__parentId");
  if (line.is_level) {
    line.level = read_level(root);
  } else {
    kept_ = read_variant(root);
    line.variant = canonical::view_of(kept_);
  }
  return decoding.finish(true).status();
}

}  // namespace crossdock::shopify
