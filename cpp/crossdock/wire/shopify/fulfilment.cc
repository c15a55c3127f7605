#include "crossdock/wire/shopify/fulfilment.h"

#include <algorithm>
#include <array>

#include "crossdock/wire/shopify/fulfilment_parts.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::Fulfilment;
using canonical::FulfilmentEvent;
using canonical::FulfilmentLine;
using canonical::OptionalText;
using canonical::TrackingNumber;
using json::Object;

// Display statuses that tell of the fulfilment and not of its way (enum FulfillmentDisplayStatus); a
// webhook's shipment_status is null then.
constexpr std::array<std::string_view, 5> kNothingOnTheWay = {"fulfilled", "marked_as_fulfilled", "submitted",
                                                              "canceled", "not_delivered"};

OptionalText shipment_status(const OptionalText& display_status) {
  if (!display_status.has_value()) return std::nullopt;
  const auto* const found = std::find(kNothingOnTheWay.begin(), kNothingOnTheWay.end(), *display_status);
  return found == kNothingOnTheWay.end() ? display_status : std::nullopt;
}

OptionalText nth(const std::vector<std::string>& texts, std::size_t index) {
  return index < texts.size() && !texts[index].empty() ? OptionalText(texts[index]) : std::nullopt;
}

// A webhook lists numbers and addresses side by side, all of one carrier.
std::vector<TrackingNumber> read_tracking(const Object& from) {
  const OptionalText company = from.optional_text("tracking_company");
  const std::vector<std::string> numbers = from.texts("tracking_numbers");
  const std::vector<std::string> urls = from.texts("tracking_urls");
  std::vector<TrackingNumber> tracking;
  for (std::size_t index = 0; index < std::max(numbers.size(), urls.size()); ++index) {
    tracking.push_back({company, nth(numbers, index), nth(urls, index)});
  }
  return tracking;
}

FulfilmentEvent read_event_payload(const Object& from) {
  FulfilmentEvent event;
  event.id = from.id("id");
  event.fulfilment_id = from.id("fulfillment_id");
  event.order_id = from.id("order_id");
  event.status = lower_case(from.text("status"));
  event.happened_at = from.timestamp("happened_at");
  event.estimated_delivery_at = from.optional_timestamp("estimated_delivery_at");
  from.copy_optional_text("message", event.message);
  from.copy_optional_text("city", event.city);
  from.copy_optional_text("province", event.province);
  from.copy_optional_text("country", event.country);
  from.copy_optional_text("zip", event.zip);
  return event;
}

FulfilmentEvent read_event_node(const Object& from) {
  FulfilmentEvent event;
  event.id = gid_number(from, "id", "FulfillmentEvent");
  event.status = lower_case(from.text("status"));
  event.happened_at = from.timestamp("happenedAt");
  event.estimated_delivery_at = from.optional_timestamp("estimatedDeliveryAt");
  from.copy_optional_text("message", event.message);
  from.copy_optional_text("city", event.city);
  from.copy_optional_text("province", event.province);
  from.copy_optional_text("country", event.country);
  from.copy_optional_text("zip", event.zip);
  return event;
}

FulfilmentLine read_line_node(const Object& from) {
  FulfilmentLine line;
  line.id = gid_number(from, "id", "FulfillmentLineItem");
  line.line_item_id = reference(from, "lineItem", "LineItem");
  // The schema lets it be null; nothing was sent of such a line.
  line.quantity = from.optional_integer("quantity").value_or(0);
  return line;
}

TrackingNumber read_tracking_node(const Object& from) {
  return {from.optional_text("company"), from.optional_text("number"), from.optional_text("url")};
}

Fulfilment read_node(const Object& from) { return read_fulfilment_within(from, std::nullopt); }

}  // namespace

Fulfilment read_fulfilment_payload(const Object& from) {
  Fulfilment fulfilment;
  fulfilment.id = from.id("id");
  fulfilment.order_id = from.id("order_id");
  from.copy_text("name", fulfilment.name);
  fulfilment.status = lower_case(from.text("status"));
  fulfilment.shipment_status = state(from, "shipment_status");
  from.copy_optional_text("service", fulfilment.service);
  fulfilment.location_id = from.optional_id("location_id");
  fulfilment.created_at = from.timestamp("created_at");
  fulfilment.updated_at = from.timestamp("updated_at");
  fulfilment.tracking = read_tracking(from);
  fulfilment.lines = from.objects("line_items", [](const Object& line) {
    return FulfilmentLine{std::nullopt, line.id("id"), line.integer("quantity")};
  });
  return fulfilment;
}

Fulfilment read_fulfilment_within(const Object& from, const std::optional<std::int64_t>& order_id) {
  Fulfilment fulfilment;
  fulfilment.id = gid_number(from, "id", "Fulfillment");
  fulfilment.order_id = told_or_known(from, "order", "Order", order_id);
  from.copy_text("name", fulfilment.name);
  fulfilment.status = lower_case(from.text("status"));
  fulfilment.shipment_status = shipment_status(state(from, "displayStatus"));
  if (const auto service = from.optional_object("service")) fulfilment.service = service->text("handle");
  fulfilment.location_id = optional_reference(from, "location", "Location");
  fulfilment.created_at = from.timestamp("createdAt");
  fulfilment.updated_at = from.timestamp("updatedAt");
  fulfilment.tracking = from.objects("trackingInfo", read_tracking_node);
  fulfilment.lines = connection(from, "fulfillmentLineItems", read_line_node);
  fulfilment.events = optional_connection(from, "events", [&fulfilment](const Object& node) {
    FulfilmentEvent event = read_event_node(node);
    event.fulfilment_id = fulfilment.id;
    event.order_id = fulfilment.order_id;
    return event;
  });
  return fulfilment;
}

absl::StatusOr<Fulfilment> read_fulfilment(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_fulfilment_payload);
}

absl::StatusOr<Fulfilment> read_fulfilment_node(std::string_view body) {
  return read_whole(body, "Fulfillment node", read_node);
}

absl::StatusOr<FulfilmentEvent> read_fulfilment_event(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_event_payload);
}

}  // namespace crossdock::shopify
