#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crossdock/canonical/order.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading orders, from a webhook's payload and from a GraphQL node. The same order gives an equal value both
// ways in all that both tell (canonical/order.h says what only one tells).
//
// Where the two differ in what they say, the value holds what both can say: states in lower case, fulfilment
// in the webhook's words (none, "partial", "fulfilled", "restocked"), tags sorted, empty texts as none, money
// by value. Rules: Shopify's Admin API, objects Order and webhook topics orders/*, versions 2023-07 to
// 2026-10.
namespace crossdock::shopify {

// The payload of orders/create, orders/updated and the other topics that carry a whole order.
[[nodiscard]] absl::StatusOr<canonical::Order> read_order(std::string_view body, const std::string& topic);
// The same into a new order where it is to stay: orders are large, and moving one takes its time. What a
// failure leaves in it means nothing.
[[nodiscard]] absl::Status read_order_into(canonical::Order& order, std::string_view body,
                                           const std::string& topic);

// An Order node as odoo_addon/crossdock/sync/shopify/graphql/order_fragment.graphql selects it. What costs
// more (duties, fees, transactions, refunds, fulfilments, returns, the buyer's currency on every amount) is
// read where it was asked for. A connection that says it has more pages makes the node incomplete, which is
// an error.
[[nodiscard]] absl::StatusOr<canonical::Order> read_order_node(std::string_view body);

// The file of a bulk query of orders with the same selection; discountApplications ask for `__typename`.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::Order>> read_orders_bulk(json::LineReader::Read read,
                                                                             const KeepGoing& keep_going);

}  // namespace crossdock::shopify
