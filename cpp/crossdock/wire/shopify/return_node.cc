#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/references.h"
#include "crossdock/wire/shopify/return.h"
#include "crossdock/wire/shopify/return_parts.h"

namespace crossdock::shopify {
namespace {

using canonical::Disposition;
using canonical::ExchangeLine;
using canonical::Return;
using canonical::ReturnDecline;
using canonical::ReturnFee;
using canonical::ReturnLine;
using canonical::ReverseDelivery;
using canonical::ReverseDeliveryLine;
using canonical::ReverseFulfilmentLine;
using canonical::ReverseFulfilmentOrder;
using canonical::TrackingNumber;
using json::Object;

constexpr std::array<ChildField, 8> kChildren = {{
    {"Order", "Return", "returns"},
    {"Return", "ReturnLineItem", "returnLineItems"},
    {"Return", "UnverifiedReturnLineItem", "returnLineItems"},
    {"Return", "ExchangeLineItem", "exchangeLineItems"},
    {"Return", "ReverseFulfillmentOrder", "reverseFulfillmentOrders"},
    {"ReverseFulfillmentOrder", "ReverseFulfillmentOrderLineItem", "lineItems"},
    {"ReverseFulfillmentOrder", "ReverseDelivery", "reverseDeliveries"},
    {"ReverseDelivery", "ReverseDeliveryLineItem", "reverseDeliveryLineItems"},
}};

ReturnFee read_shipping_fee(const Object& from) {
  ReturnFee fee;
  fee.id = gid_number(from, "id", "ReturnShippingFee");
  read_fee_amounts(from.object("amountSet"), kNodeMoney, fee);
  return fee;
}

ReturnFee read_restocking_fee(const Object& from) {
  ReturnFee fee;
  fee.id = gid_number(from, "id", "RestockingFee");
  read_fee_amounts(from.object("amountSet"), kNodeMoney, fee);
  fee.percentage = from.decimal("percentage");
  return fee;
}

// A line is a ReturnLineItem or an UnverifiedReturnLineItem; its own global id tells which.
ReturnLine read_line(const Object& from) {
  ReturnLine line;
  const std::string id = from.text("id");
  const std::optional<Gid> gid = parse_gid(id);
  line.verified = !gid.has_value() || gid->kind != "UnverifiedReturnLineItem";
  line.id = gid_number(from, "id", line.verified ? "ReturnLineItem" : "UnverifiedReturnLineItem");
  if (const auto sent = from.optional_object("fulfillmentLineItem")) {
    line.fulfilment_line_id = gid_number(*sent, "id", "FulfillmentLineItem");
    line.line_item_id = optional_reference(*sent, "lineItem", "LineItem");
  }
  line.quantity = from.integer("quantity");
  line.reason = state(from, "returnReason");
  if (const auto definition = from.optional_object("returnReasonDefinition")) {
    line.reason_handle = definition->optional_text("handle");
    line.reason_name = definition->optional_text("name");
  }
  line.reason_note = from.optional_text("returnReasonNote");
  line.customer_note = from.optional_text("customerNote");
  line.processed_quantity = from.optional_integer("processedQuantity");
  line.refundable_quantity = from.optional_integer("refundableQuantity");
  line.refunded_quantity = from.optional_integer("refundedQuantity");
  line.restocking_fee = optional_part(from, "restockingFee", read_restocking_fee);
  return line;
}

ExchangeLine read_exchange_line(const Object& from) {
  ExchangeLine line;
  line.id = gid_number(from, "id", "ExchangeLineItem");
  line.line_item_ids = from.optional_objects(
      "lineItems", [](const Object& item) { return gid_number(item, "id", "LineItem"); });
  line.variant_id = optional_gid(from, "variantId", "ProductVariant");
  line.quantity = from.optional_integer("quantity");
  line.processed_quantity = from.optional_integer("processedQuantity");
  return line;
}

ReverseFulfilmentLine read_reverse_line(const Object& from) {
  ReverseFulfilmentLine line;
  line.id = gid_number(from, "id", "ReverseFulfillmentOrderLineItem");
  if (const auto sent = from.optional_object("fulfillmentLineItem")) {
    line.fulfilment_line_id = gid_number(*sent, "id", "FulfillmentLineItem");
    line.line_item_id = optional_reference(*sent, "lineItem", "LineItem");
  }
  line.total_quantity = from.integer("totalQuantity");
  line.dispositions = from.optional_objects("dispositions", [&line](const Object& part) {
    Disposition disposition;
    disposition.type = lower_case(part.text("type"));
    disposition.quantity = part.integer("quantity");
    disposition.location_id = optional_reference(part, "location", "Location");
    disposition.line_id = line.id;
    return disposition;
  });
  return line;
}

TrackingNumber read_tracking(const Object& from) {
  return {from.optional_text("carrierName"), from.optional_text("number"), from.optional_text("url")};
}

ReverseDelivery read_delivery(const Object& from) {
  ReverseDelivery delivery;
  delivery.id = gid_number(from, "id", "ReverseDelivery");
  if (const auto deliverable = from.optional_object("deliverable")) {
    delivery.tracking = optional_part(*deliverable, "tracking", read_tracking);
    if (const auto label = deliverable->optional_object("label")) {
      delivery.label_url = label->optional_text("publicFileUrl");
    }
  }
  delivery.lines = optional_connection(from, "reverseDeliveryLineItems", [](const Object& part) {
    ReverseDeliveryLine line;
    line.id = gid_number(part, "id", "ReverseDeliveryLineItem");
    line.reverse_line_id =
        reference(part, "reverseFulfillmentOrderLineItem", "ReverseFulfillmentOrderLineItem");
    line.quantity = part.integer("quantity");
    return line;
  });
  return delivery;
}

ReverseFulfilmentOrder read_reverse_order(const Object& from, const Return& result) {
  ReverseFulfilmentOrder order;
  order.id = gid_number(from, "id", "ReverseFulfillmentOrder");
  order.order_id = result.order_id;
  order.status = lower_case(from.text("status"));
  order.lines = optional_connection(from, "lineItems", read_reverse_line);
  for (const ReverseFulfilmentLine& line : order.lines) {
    order.dispositions.insert(order.dispositions.end(), line.dispositions.begin(), line.dispositions.end());
  }
  order.deliveries = optional_connection(from, "reverseDeliveries", [&result](const Object& node) {
    ReverseDelivery delivery = read_delivery(node);
    delivery.return_id = result.id;
    return delivery;
  });
  return order;
}

Return read_return_of(const Object& from, const std::optional<std::int64_t>& order_id) {
  Return result;
  result.id = gid_number(from, "id", "Return");
  result.order_id = told_or_known(from, "order", "Order", order_id);
  result.name = from.text("name");
  result.status = lower_case(from.text("status"));
  result.created_at = from.timestamp("createdAt");
  result.approved_at = from.optional_timestamp("requestApprovedAt");
  result.closed_at = from.optional_timestamp("closedAt");
  if (const auto decline = from.optional_object("decline")) {
    result.decline = ReturnDecline{lower_case(decline->text("reason")), decline->optional_text("note")};
  }
  result.lines = optional_connection(from, "returnLineItems", read_line);
  result.exchange_lines = optional_connection(from, "exchangeLineItems", read_exchange_line);
  result.shipping_fees = from.optional_objects("returnShippingFees", read_shipping_fee);
  result.reverse_fulfilment_orders =
      optional_connection(from, "reverseFulfillmentOrders",
                          [&result](const Object& order) { return read_reverse_order(order, result); });
  return result;
}

std::vector<Return> read_returns_of_order(const Object& from) {
  const std::int64_t order_id = gid_number(from, "id", "Order");
  return connection(from, "returns",
                    [order_id](const Object& node) { return read_return_of(node, order_id); });
}

}  // namespace

absl::StatusOr<Return> read_return_node(std::string_view body) {
  return read_whole(body, "Return node",
                    [](const Object& from) { return read_return_of(from, std::nullopt); });
}

absl::StatusOr<BulkObjects<Return>> read_returns_bulk(json::LineReader::Read read,
                                                      const KeepGoing& keep_going) {
  BulkObjects<Return> bulk;
  const auto take = [&bulk](std::size_t, std::string_view node) -> absl::Status {
    absl::StatusOr<std::vector<Return>> returns = read_whole(node, "Order node", read_returns_of_order);
    if (!returns.ok()) return returns.status();
    std::move(returns->begin(), returns->end(), std::back_inserter(bulk.objects));
    return absl::OkStatus();
  };
  absl::StatusOr<BulkReport> report = read_bulk_nodes(std::move(read), kChildren, take, keep_going);
  if (!report.ok()) return report.status();
  bulk.report = *std::move(report);
  return bulk;
}

}  // namespace crossdock::shopify
