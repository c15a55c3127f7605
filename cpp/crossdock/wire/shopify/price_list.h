#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/price.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading price lists. Rules: Shopify's Admin API, object PriceList in versions 2026-01 to 2026-10. No
// webhook tells of them.
namespace crossdock::shopify {

// A PriceList node. It must hold id, name, currency and prices { variant { id } price compareAtPrice
// originType }, whose amounts must be in the list's currency; catalog { id } and parent { adjustment { type
// value } } are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::PriceList> read_price_list_node(std::string_view body);

// The file of a bulk query of priceLists with such a selection, prices with __typename.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::PriceList>> read_price_lists_bulk(
    json::LineReader::Read read, const KeepGoing& keep_going);

}  // namespace crossdock::shopify
