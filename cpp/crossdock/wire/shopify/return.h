#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/return.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading returns and what comes back with them. Rules: Shopify's Admin API, objects Return,
// ReverseFulfillmentOrder and ReverseDelivery in versions 2026-01 to 2026-10 and webhook topics returns/*,
// reverse_fulfillment_orders/dispose and reverse_deliveries/attach_deliverable in 2024-01 to 2026-07.
namespace crossdock::shopify {

// The payload of returns/request, approve, decline, cancel, close and reopen.
[[nodiscard]] absl::StatusOr<canonical::Return> read_return(std::string_view body, const std::string& topic);

// A Return node. It must hold id, order { id }, name, status and createdAt; decline, returnLineItems,
// exchangeLineItems, returnShippingFees and reverseFulfillmentOrders are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::Return> read_return_node(std::string_view body);

// The file of a bulk query of orders { id returns { ... } }, for returns are asked for through their orders;
// the returns need no `order`. An order's line that is bad costs all of its returns.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::Return>> read_returns_bulk(json::LineReader::Read read,
                                                                               const KeepGoing& keep_going);

// The payload of returns/update.
[[nodiscard]] absl::StatusOr<canonical::ReturnUpdate> read_return_update(std::string_view body);

// The payload of reverse_fulfillment_orders/dispose: the new dispositions alone.
[[nodiscard]] absl::StatusOr<canonical::ReverseFulfilmentOrder> read_dispositions(std::string_view body);

// The payload of reverse_deliveries/attach_deliverable.
[[nodiscard]] absl::StatusOr<canonical::ReverseDelivery> read_reverse_delivery(std::string_view body);

}  // namespace crossdock::shopify
