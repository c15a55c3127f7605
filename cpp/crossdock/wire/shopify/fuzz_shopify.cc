#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/wire/shopify/catalogue.h"
#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/graphql.h"
#include "crossdock/wire/shopify/identify.h"
#include "crossdock/wire/shopify/inventory.h"
#include "crossdock/wire/shopify/match_variants.h"
#include "crossdock/wire/shopify/order.h"

namespace {

namespace shopify = crossdock::shopify;
using crossdock::fuzz::is_value;
using crossdock::fuzz::require;

void read_orders(std::string_view bytes) {
  const auto order = shopify::read_order(bytes, "orders/create");
  if (is_value(order)) {
    require(*order == *shopify::read_order(bytes, "orders/create"));
    require(shopify::identify("orders/create", bytes)->object_key == "order:" + std::to_string(order->id));
  }
  const auto node = shopify::read_order_node(bytes);
  if (is_value(node)) require(shopify::parse_gid(node->gid)->id == node->id);
  const auto nodes = shopify::read_nodes(bytes);
  if (is_value(nodes)) {
    for (const auto& one : *nodes) is_value(shopify::read_order_node(one.value_or("")));
  }
  const auto page = shopify::read_orders_page(bytes);
  if (is_value(page)) {
    for (const shopify::OrderOnPage& one : page->orders) is_value(shopify::read_order_node(one.node));
  }
}

void read_catalogue(std::string_view bytes) {
  std::string_view rest = bytes;
  const auto catalogue = shopify::read_variants(
      [&rest](char* buffer, std::size_t size) {
        // Small pieces, so that lines are put together from several.
        const std::size_t count = rest.copy(buffer, std::min<std::size_t>(size, 7));
        rest.remove_prefix(count);
        return count;
      },
      [] { return true; });
  require(catalogue.ok());
  const auto linked =
      shopify::match_variants(catalogue->columns.variants, {{1, "A-1", "400"}, {2, "B-2", std::nullopt}});
  require(linked.matched.size() + linked.only_remote.size() <= catalogue->columns.variants.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_orders(bytes);
  for (const char* topic :
       {"orders/edited", "orders/risk_assessment_changed", "inventory_levels/update",
        "bulk_operations/finish", "customers/redact", "app/uninstalled", "themes/create"}) {
    is_value(shopify::identify(topic, bytes));
  }
  is_value(shopify::read_bulk_finish(bytes));
  is_value(shopify::read_levels(bytes));
  is_value(shopify::read_user_errors(bytes, "inventorySetQuantities"));
  const auto response = shopify::read_response(bytes);
  if (is_value(response) && response->data.has_value()) is_value(shopify::read_levels(*response->data));
  const auto request = shopify::write_request("query { shop { id } }", bytes);
  if (is_value(request)) is_value(shopify::read_response(*request));
  read_catalogue(bytes);
  return 0;
}
