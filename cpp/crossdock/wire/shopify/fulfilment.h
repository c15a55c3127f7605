#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/fulfilment.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading fulfilments and fulfilment orders. Rules: Shopify's Admin API, objects Fulfillment and
// FulfillmentOrder in versions 2026-01 to 2026-10 and webhook topics fulfillments/*, fulfillment_events/*,
// fulfillment_orders/* and fulfillment_holds/* in 2023-07 to 2026-07.
namespace crossdock::shopify {

// The payload of fulfillments/create and fulfillments/update.
[[nodiscard]] absl::StatusOr<canonical::Fulfilment> read_fulfilment(std::string_view body,
                                                                    const std::string& topic);

// A Fulfillment node. It must hold id, order { id }, name, status, createdAt, updatedAt, trackingInfo and
// fulfillmentLineItems; displayStatus, service, location and events are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::Fulfilment> read_fulfilment_node(std::string_view body);

// The payload of fulfillment_events/create and fulfillment_events/delete.
[[nodiscard]] absl::StatusOr<canonical::FulfilmentEvent> read_fulfilment_event(std::string_view body,
                                                                               const std::string& topic);

// A FulfillmentOrder node. It must hold id, orderId, status, requestStatus, assignedLocation, createdAt,
// updatedAt, fulfillmentHolds and lineItems; fulfillments are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::FulfilmentOrder> read_fulfilment_order_node(std::string_view body);

// The file of a bulk query of fulfillmentOrders with such a selection.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::FulfilmentOrder>> read_fulfilment_orders_bulk(
    json::LineReader::Read read, const KeepGoing& keep_going);

// The payload of any topic fulfillment_orders/* and fulfillment_holds/*; the topic tells the kind of change.
[[nodiscard]] absl::StatusOr<canonical::FulfilmentOrderChange> read_fulfilment_order_change(
    std::string_view body, const std::string& topic);

}  // namespace crossdock::shopify
