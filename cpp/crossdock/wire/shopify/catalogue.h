#pragma once

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/canonical/catalogue.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/wire/json/lines.h"
#include "crossdock/wire/shopify/line_error.h"

// The file of a bulk operation that lists a store's variants and their stock, one JSON object a line.
//
//   {"id":"gid://shopify/ProductVariant/1","sku":"A","barcode":null,"title":"Blue","product":{"id":"gid://shopify/
//    Product/2","title":"Shirt"},"inventoryItem":{"id":"gid://shopify/InventoryItem/3","tracked":true}}
//   {"id":"gid://shopify/InventoryLevel/4?inventory_item_id=3","__parentId":"gid://shopify/ProductVariant/1",
//    "location":{"id":"gid://shopify/Location/5"},"updatedAt":"...","quantities":[{"name":"available","quantity":7}]}
//
// (Each is one line in the file.) Children may come before their parents: since 2026-01 lines are not
// grouped. A bad line costs itself alone and is named with its number.
namespace crossdock::shopify {

struct VariantCatalogue {
  std::vector<canonical::Variant> variants;  // In the order of the file.
  canonical::LevelColumns levels;            // In the order of the file; none is marked raisable.
  std::vector<LineError> errors;             // The first kJsonlErrorsMax, by line.
  std::size_t error_count = 0;               // All of them.
  bool truncated = false;                    // The last line is cut off in its middle.
};

[[nodiscard]] absl::StatusOr<VariantCatalogue> read_variants(json::LineReader::Read read,
                                                             const KeepGoing& keep_going);

}  // namespace crossdock::shopify
