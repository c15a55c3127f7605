#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/wire/shopify/collection.h"
#include "crossdock/wire/shopify/price_list.h"
#include "crossdock/wire/shopify/product.h"
#include "crossdock/wire/shopify/stock.h"

// The readers of products, collections, price lists, inventory items, levels and locations: a value that is
// the same when it is read again, or one of the two errors; lists in the order that is promised.
namespace {

namespace canonical = crossdock::canonical;
namespace shopify = crossdock::shopify;
using crossdock::fuzz::is_value;
using crossdock::fuzz::require;

void require_in_order(const canonical::Product& product) {
  const auto by_position = [](const auto& left, const auto& right) { return left.position < right.position; };
  require(std::is_sorted(product.options.begin(), product.options.end(), by_position));
  require(std::is_sorted(product.variants.begin(), product.variants.end(), by_position));
  for (std::size_t index = 0; index < product.media.size(); ++index) {
    require(product.media[index].position == static_cast<std::int64_t>(index) + 1);
  }
  require(std::is_sorted(product.tags.begin(), product.tags.end()));
  const auto& unlisted = product.unlisted_variant_ids;
  require(std::is_sorted(unlisted.begin(), unlisted.end()));
  for (const canonical::ProductVariant& variant : product.variants) {
    require(!std::binary_search(unlisted.begin(), unlisted.end(), variant.id));
  }
}

void read_products(std::string_view bytes) {
  const auto product = shopify::read_product(bytes, "products/update");
  if (is_value(product)) {
    require(*product == *shopify::read_product(bytes, "products/update"));
    require_in_order(*product);
  }
  const auto node = shopify::read_product_node(bytes);
  if (is_value(node)) {
    require(node->unlisted_variant_ids.empty());
    require_in_order(*node);
  }
  is_value(shopify::read_variant(bytes, "variants/in_stock"));
  is_value(shopify::read_variant_node(bytes));
}

void read_collections(std::string_view bytes) {
  is_value(shopify::read_collection(bytes, "collections/update"));
  is_value(shopify::read_collection_node(bytes));
  is_value(shopify::read_publication_change(bytes, "product_publications/update"));
  is_value(shopify::read_publication_change(bytes, "collection_publications/create"));
  is_value(shopify::read_price_list_node(bytes));
}

void read_stock(std::string_view bytes) {
  is_value(shopify::read_inventory_item(bytes, "inventory_items/update"));
  is_value(shopify::read_inventory_item_node(bytes));
  const auto level = shopify::read_inventory_level_node(bytes);
  if (is_value(level)) {
    require(level->inventory_item_id > 0 && level->location_id > 0);
    require(std::is_sorted(level->quantities.begin(), level->quantities.end(),
                           [](const auto& left, const auto& right) { return left.name < right.name; }));
  }
  is_value(shopify::read_inventory_level(bytes, "inventory_levels/update"));
  is_value(shopify::read_level_tombstone(bytes));
  is_value(shopify::read_location(bytes, "locations/update"));
  is_value(shopify::read_location_node(bytes));
}

bool always() { return true; }

template <typename Result>
void require_accounted(const Result& result) {
  if (is_value(result)) require(result->report.errors.size() <= result->report.error_count);
}

// One of the readers of bulk files, by the length: each of them takes memory for a whole chunk.
void read_files(std::string_view bytes) {
  std::string_view rest = bytes;
  const auto read = [&rest](char* buffer, std::size_t size) {
    const std::size_t count = rest.copy(buffer, size);
    rest.remove_prefix(count);
    return count;
  };
  switch (bytes.size() % 6) {
    case 0:
      return require_accounted(shopify::read_products_bulk(read, {true, true, true, true, true}, always));
    case 1:
      return require_accounted(shopify::read_collections_bulk(read, {true, true, true}, always));
    case 2:
      return require_accounted(shopify::read_inventory_items_bulk(read, always));
    case 3:
      return require_accounted(shopify::read_inventory_levels_bulk(read, always));
    case 4:
      return require_accounted(shopify::read_locations_bulk(read, always));
    default:
      return require_accounted(shopify::read_price_lists_bulk(read, always));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_products(bytes);
  read_collections(bytes);
  read_stock(bytes);
  read_files(bytes);
  return 0;
}
