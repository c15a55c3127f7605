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
using crossdock::fuzz::read_by_length;
using crossdock::fuzz::reads;
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

void read_product(std::string_view bytes) {
  const auto product = shopify::read_product(bytes, "products/update");
  if (!is_value(product)) return;
  require(*product == *shopify::read_product(bytes, "products/update"));
  require_in_order(*product);
}

void read_product_node(std::string_view bytes) {
  const auto node = shopify::read_product_node(bytes);
  if (!is_value(node)) return;
  require(node->unlisted_variant_ids.empty());
  require_in_order(*node);
}

void read_variant(std::string_view bytes) { is_value(shopify::read_variant(bytes, "variants/in_stock")); }

void read_collection(std::string_view bytes) {
  is_value(shopify::read_collection(bytes, "collections/update"));
}

void read_publication_changes(std::string_view bytes) {
  is_value(shopify::read_publication_change(bytes, "product_publications/update"));
  is_value(shopify::read_publication_change(bytes, "collection_publications/create"));
}

void read_inventory_item(std::string_view bytes) {
  is_value(shopify::read_inventory_item(bytes, "inventory_items/update"));
}

void read_inventory_level_node(std::string_view bytes) {
  const auto level = shopify::read_inventory_level_node(bytes);
  if (!is_value(level)) return;
  require(level->inventory_item_id > 0 && level->location_id > 0);
  require(std::is_sorted(level->quantities.begin(), level->quantities.end(),
                         [](const auto& left, const auto& right) { return left.name < right.name; }));
}

void read_level_webhooks(std::string_view bytes) {
  is_value(shopify::read_inventory_level(bytes, "inventory_levels/update"));
  is_value(shopify::read_level_tombstone(bytes));
}

void read_location(std::string_view bytes) { is_value(shopify::read_location(bytes, "locations/update")); }

bool always() { return true; }

// Reads the bytes as a bulk file.
template <typename... Sections>
void read_file(std::string_view bytes, const auto& read_bulk, const Sections&... sections) {
  std::string_view rest = bytes;
  const auto read = [&rest](char* buffer, std::size_t size) {
    const std::size_t count = rest.copy(buffer, size);
    rest.remove_prefix(count);
    return count;
  };
  const auto result = read_bulk(read, sections..., always);
  if (is_value(result)) require(result->report.errors.size() <= result->report.error_count);
}

void read_products_bulk(std::string_view bytes) {
  read_file(bytes, shopify::read_products_bulk, shopify::ProductSections{true, true, true, true, true});
}

void read_collections_bulk(std::string_view bytes) {
  read_file(bytes, shopify::read_collections_bulk, shopify::CollectionSections{true, true, true});
}

template <auto read_bulk>
void reads_file(std::string_view bytes) {
  read_file(bytes, read_bulk);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_by_length({reinterpret_cast<const char*>(data), size},
                 {read_product,
                  read_product_node,
                  read_variant,
                  reads<shopify::read_variant_node>,
                  read_collection,
                  reads<shopify::read_collection_node>,
                  read_publication_changes,
                  reads<shopify::read_price_list_node>,
                  read_inventory_item,
                  reads<shopify::read_inventory_item_node>,
                  read_inventory_level_node,
                  read_level_webhooks,
                  read_location,
                  reads<shopify::read_location_node>,
                  read_products_bulk,
                  read_collections_bulk,
                  reads_file<shopify::read_inventory_items_bulk>,
                  reads_file<shopify::read_inventory_levels_bulk>,
                  reads_file<shopify::read_locations_bulk>,
                  reads_file<shopify::read_price_lists_bulk>});
  return 0;
}
