#include <array>
#include <utility>

#include "crossdock/wire/shopify/fulfilment.h"
#include "crossdock/wire/shopify/fulfilment_parts.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::Address;
using canonical::DeliveryMethod;
using canonical::FulfilmentHold;
using canonical::FulfilmentOrder;
using canonical::FulfilmentOrderChange;
using canonical::FulfilmentOrderLine;
using canonical::FulfilmentOrderQuantity;
using json::Object;

constexpr std::array<ChildField, 4> kChildren = {{
    {"FulfillmentOrder", "FulfillmentOrderLineItem", "lineItems"},
    {"FulfillmentOrder", "Fulfillment", "fulfillments"},
    {"Fulfillment", "FulfillmentLineItem", "fulfillmentLineItems"},
    {"Fulfillment", "FulfillmentEvent", "events"},
}};

// Shopify's own example of fulfillment_orders/moved names a location 0, which is none.
constexpr std::string_view kNoLocation = "gid://shopify/Location/0";

std::optional<std::int64_t> optional_location(const Object& from, std::string_view key) {
  if (const json::Value value = from.find(key);
      value.is(json::Type::kString) && value.text() == kNoLocation) {
    return std::nullopt;
  }
  return optional_gid(from, key, "Location");
}

FulfilmentHold read_hold(const Object& from) {
  FulfilmentHold hold;
  hold.id = optional_gid(from, "id", "FulfillmentHold");
  hold.reason = lower_case(from.text("reason"));
  hold.reason_notes = from.optional_text("reason_notes");
  hold.handle = from.optional_text("handle");
  hold.held_by_app_id = optional_reference(from, "held_by_app", "App");
  hold.held_by_requesting_app = from.optional_boolean("held_by_requesting_app");
  return hold;
}

FulfilmentOrder read_order(const Object& from) {
  FulfilmentOrder order;
  order.id = gid_number(from, "id", "FulfillmentOrder");
  order.status = state(from, "status");
  order.request_status = state(from, "request_status");
  order.assigned_location_id = optional_location(from, "assigned_location_id");
  order.fulfil_at = from.optional_timestamp("fulfill_at");
  if (const auto method = from.optional_object("delivery_method")) {
    order.delivery_method = DeliveryMethod{};
    order.delivery_method->type = lower_case(method->text("method_type"));
  }
  order.holds = from.optional_objects("fulfillment_holds", read_hold);
  return order;
}

FulfilmentOrderQuantity read_quantity(const Object& from) {
  return {0, gid_number(from, "id", "FulfillmentOrderLineItem"), from.integer("quantity")};
}

// What a merge takes from each fulfilment order, told by numbers where all else is told by global ids.
std::vector<FulfilmentOrderQuantity> read_merge_intents(const Object& from) {
  std::vector<FulfilmentOrderQuantity> quantities;
  const auto intents = from.objects("merge_intents", [](const Object& intent) {
    const std::int64_t order_id = intent.id("fulfillment_order_id");
    return intent.objects("fulfillment_order_line_items", [order_id](const Object& line) {
      return FulfilmentOrderQuantity{order_id, line.id("id"), line.integer("quantity")};
    });
  });
  for (const auto& lines : intents) quantities.insert(quantities.end(), lines.begin(), lines.end());
  return quantities;
}

void read_what_was_said(const Object& from, FulfilmentOrderChange& change) {
  change.message = from.optional_text("message");
  if (const auto request = from.optional_object("fulfillment_order_merchant_request")) {
    change.message = request->optional_text("message");
  }
  if (const auto report = from.optional_object("progress_report")) {
    change.message = report->optional_text("reason_notes");
  }
  change.initial_status = state(from, "initial_status");
}

FulfilmentOrderChange read_change(const Object& from, const std::string& topic) {
  FulfilmentOrderChange change;
  change.kind = topic.substr(topic.find('/') + 1);
  if (topic == "fulfillment_orders/merged") {
    change.fulfilment_order = read_order(from.object("fulfillment_order_merges").object("fulfillment_order"));
    change.lines = read_merge_intents(from);
    return change;
  }
  if (topic == "fulfillment_orders/moved") {
    change.fulfilment_order = read_order(from.object("original_fulfillment_order"));
    change.moved = read_order(from.object("moved_fulfillment_order"));
    change.lines = from.optional_objects("fulfillment_order_line_items_requested", read_quantity);
    change.destination_location_id = optional_location(from, "destination_location_id");
    if (const auto source = from.optional_object("source_location")) {
      change.source_location_id = optional_location(*source, "id");
    }
    return change;
  }
  if (topic == "fulfillment_orders/fulfillment_request_submitted") {
    change.fulfilment_order = read_order(from.object("original_fulfillment_order"));
    change.submitted = read_order(from.object("submitted_fulfillment_order"));
  } else {
    change.fulfilment_order = read_order(from.object("fulfillment_order"));
  }
  change.remaining = optional_part(from, "remaining_fulfillment_order", read_order);
  change.replacement = optional_part(from, "replacement_fulfillment_order", read_order);
  const bool of_hold = topic.starts_with("fulfillment_holds/");
  change.hold = optional_part(from, of_hold ? "fulfillment_hold" : "created_fulfillment_hold", read_hold);
  const bool split = topic == "fulfillment_orders/split";
  change.lines =
      from.optional_objects(split ? "split_line_items" : "held_fulfillment_order_line_items", read_quantity);
  read_what_was_said(from, change);
  return change;
}

FulfilmentHold read_hold_node(const Object& from) {
  FulfilmentHold hold;
  hold.id = gid_number(from, "id", "FulfillmentHold");
  hold.reason = lower_case(from.text("reason"));
  hold.reason_notes = from.optional_text("reasonNotes");
  hold.handle = from.optional_text("handle");
  hold.held_by_app_id = optional_reference(from, "heldByApp", "App");
  hold.held_by_requesting_app = from.optional_boolean("heldByRequestingApp");
  return hold;
}

DeliveryMethod read_method_node(const Object& from) {
  DeliveryMethod method;
  method.type = lower_case(from.text("methodType"));
  method.presented_name = from.optional_text("presentedName");
  method.service_code = from.optional_text("serviceCode");
  method.earliest_at = from.optional_timestamp("minDeliveryDateTime");
  method.latest_at = from.optional_timestamp("maxDeliveryDateTime");
  return method;
}

Address read_destination_node(const Object& from) {
  Address address;
  address.first_name = from.optional_text("firstName");
  address.last_name = from.optional_text("lastName");
  address.company = from.optional_text("company");
  address.address1 = from.optional_text("address1");
  address.address2 = from.optional_text("address2");
  address.city = from.optional_text("city");
  address.zip = from.optional_text("zip");
  address.province = from.optional_text("province");
  address.country_code = from.optional_text("countryCode");
  address.phone = from.optional_text("phone");
  return address;
}

FulfilmentOrderLine read_line_node(const Object& from) {
  FulfilmentOrderLine line;
  line.id = gid_number(from, "id", "FulfillmentOrderLineItem");
  line.line_item_id = reference(from, "lineItem", "LineItem");
  line.variant_id = optional_reference(from, "variant", "ProductVariant");
  line.inventory_item_id = optional_gid(from, "inventoryItemId", "InventoryItem");
  line.sku = from.optional_text("sku");
  line.total_quantity = from.integer("totalQuantity");
  line.remaining_quantity = from.integer("remainingQuantity");
  line.requires_shipping = from.boolean("requiresShipping");
  return line;
}

FulfilmentOrder read_node(const Object& from) {
  FulfilmentOrder order;
  order.id = gid_number(from, "id", "FulfillmentOrder");
  order.order_id = gid_number(from, "orderId", "Order");
  order.status = lower_case(from.text("status"));
  order.request_status = lower_case(from.text("requestStatus"));
  const Object assigned = from.object("assignedLocation");
  // The name is kept when the location itself was deleted.
  order.assigned_location_name = assigned.text("name");
  order.assigned_location_id = optional_reference(assigned, "location", "Location");
  order.fulfil_at = from.optional_timestamp("fulfillAt");
  order.fulfil_by = from.optional_timestamp("fulfillBy");
  order.created_at = from.timestamp("createdAt");
  order.updated_at = from.timestamp("updatedAt");
  order.delivery_method = optional_part(from, "deliveryMethod", read_method_node);
  if (const auto destination = from.optional_object("destination")) {
    order.destination = read_destination_node(*destination);
    order.destination_email = destination->optional_text("email");
  }
  order.holds = from.objects("fulfillmentHolds", read_hold_node);
  order.lines = connection(from, "lineItems", read_line_node);
  order.fulfilments = optional_connection(from, "fulfillments", [&order](const Object& node) {
    return read_fulfilment_within(node, order.order_id);
  });
  return order;
}

}  // namespace

absl::StatusOr<FulfilmentOrder> read_fulfilment_order_node(std::string_view body) {
  return read_whole(body, "FulfillmentOrder node", read_node);
}

absl::StatusOr<BulkObjects<FulfilmentOrder>> read_fulfilment_orders_bulk(json::LineReader::Read read,
                                                                         const KeepGoing& keep_going) {
  return read_bulk<FulfilmentOrder>(std::move(read), kChildren, read_fulfilment_order_node, keep_going);
}

absl::StatusOr<FulfilmentOrderChange> read_fulfilment_order_change(std::string_view body,
                                                                   const std::string& topic) {
  return read_whole(body, topic, [&topic](const Object& from) { return read_change(from, topic); });
}

}  // namespace crossdock::shopify
