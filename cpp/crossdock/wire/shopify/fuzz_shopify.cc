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
using crossdock::fuzz::piece_bytes_of;
using crossdock::fuzz::read_by_length;
using crossdock::fuzz::reads;
using crossdock::fuzz::require;

void read_order(std::string_view bytes) {
  const auto order = shopify::read_order(bytes, "orders/create");
  if (!is_value(order)) return;
  require(*order == *shopify::read_order(bytes, "orders/create"));
  require(shopify::identify("orders/create", bytes)->object_key == "order:" + std::to_string(order->id));
}

void read_order_node(std::string_view bytes) {
  const auto node = shopify::read_order_node(bytes);
  if (is_value(node)) require(shopify::parse_gid(node->gid)->id == node->id);
}

void read_nodes(std::string_view bytes) {
  const auto nodes = shopify::read_nodes(bytes);
  if (!is_value(nodes)) return;
  for (const auto& one : *nodes) is_value(shopify::read_order_node(one.value_or("")));
}

void read_orders_page(std::string_view bytes) {
  const auto page = shopify::read_orders_page(bytes);
  if (!is_value(page)) return;
  for (const shopify::OrderOnPage& one : page->orders) is_value(shopify::read_order_node(one.node));
}

void identify(std::string_view bytes) {
  for (const char* topic :
       {"orders/edited", "orders/risk_assessment_changed", "inventory_levels/update",
        "bulk_operations/finish", "customers/redact", "app/uninstalled", "themes/create"}) {
    is_value(shopify::identify(topic, bytes));
  }
}

void read_user_errors(std::string_view bytes) {
  is_value(shopify::read_user_errors(bytes, "inventorySetQuantities"));
}

void read_response(std::string_view bytes) {
  const auto response = shopify::read_response(bytes);
  if (is_value(response) && response->data.has_value()) is_value(shopify::read_levels(*response->data));
}

void write_request(std::string_view bytes) {
  const auto request = shopify::write_request("query { shop { id } }", bytes);
  if (is_value(request)) is_value(shopify::read_response(*request));
}

void read_catalogue(std::string_view bytes) {
  std::string_view rest = bytes;
  const auto catalogue = shopify::read_variants(
      [&rest, piece = piece_bytes_of(bytes)](char* buffer, std::size_t size) {
        const std::size_t count = rest.copy(buffer, std::min(size, piece));
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
  read_by_length(
      {reinterpret_cast<const char*>(data), size},
      {read_order, read_order_node, read_nodes, read_orders_page, identify, reads<shopify::read_bulk_finish>,
       reads<shopify::read_levels>, read_user_errors, read_response, write_request, read_catalogue});
  return 0;
}
