#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/order_parts.h"
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
using canonical::ReturnLineRemoval;
using canonical::ReturnUpdate;
using canonical::ReverseDelivery;
using canonical::ReverseFulfilmentOrder;
using canonical::TrackingNumber;
using json::Object;

constexpr std::string_view kGid = "admin_graphql_api_id";

// Every published example has an empty list of lines; their shape is the one stores were seen to send.
ReturnLine read_line(const Object& from) {
  ReturnLine line;
  line.id = from.id("id");
  if (const auto sent = from.optional_object("fulfillment_line_item")) {
    line.fulfilment_line_id = sent->id("id");
    line.line_item_id = optional_numeric_reference(*sent, "line_item");
  }
  line.verified = line.fulfilment_line_id.has_value();
  line.quantity = from.integer("quantity");
  line.reason = state(from, "return_reason");
  line.reason_note = from.optional_text("return_reason_note");
  line.customer_note = from.optional_text("customer_note");
  return line;
}

ExchangeLine read_exchange_line(const Object& from) {
  ExchangeLine line;
  line.id = from.id("id");
  // Null until the line was added to the order.
  if (const auto id = optional_numeric_reference(from, "line_item")) line.line_item_ids.push_back(*id);
  return line;
}

ReturnFee read_fee(const Object& from) {
  ReturnFee fee;
  fee.id = from.id("id");
  read_fee_amounts(from.object("price"), kWebhookMoney, fee);
  return fee;
}

Return read_payload(const Object& from) {
  Return result;
  result.id = from.id("id");
  // Topics that tell the whole return name the order in an object, the others by its number.
  result.order_id = optional_numeric_reference(from, "order");
  if (!result.order_id.has_value()) result.order_id = from.optional_id("order_id");
  result.name = from.optional_text("name");
  result.status = lower_case(from.text("status"));
  if (const auto decline = from.optional_object("decline")) {
    result.decline = ReturnDecline{lower_case(decline->text("reason")), decline->optional_text("note")};
  }
  result.lines = from.optional_objects("return_line_items", read_line);
  result.exchange_lines = from.optional_objects("exchange_line_items", read_exchange_line);
  result.shipping_fees = from.optional_objects("return_shipping_fees", read_fee);
  return result;
}

std::int64_t any_gid(const Object& from) {
  const std::optional<Gid> gid = parse_gid(from.text(kGid));
  if (!gid.has_value()) from.decoding().fail(from.find(kGid), "a global id", "a string of another form");
  return gid.has_value() ? gid->id : 0;
}

void read_fee_changes(const Object& from, std::string_view key, ReturnUpdate& update) {
  const std::optional<Object> changes = from.optional_object(key);
  if (!changes.has_value()) return;
  for (const std::int64_t id : changes->optional_objects("removals", any_gid)) {
    update.removed_fee_ids.push_back(id);
  }
  for (const std::int64_t id : changes->optional_objects("updates", any_gid)) {
    update.updated_fee_ids.push_back(id);
  }
}

Disposition read_disposition(const Object& from) {
  Disposition disposition;
  disposition.type = lower_case(from.text("type"));
  disposition.quantity = from.integer("quantity");
  disposition.location_id = optional_numeric_reference(from, "location");
  disposition.line_id = from.object("reverse_fulfillment_order_line_item").id("id");
  return disposition;
}

TrackingNumber read_tracking(const Object& from) {
  return {from.optional_text("carrier_name"), from.optional_text("tracking_number"),
          from.optional_text("tracking_url")};
}

}  // namespace

absl::StatusOr<Return> read_return(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_payload);
}

absl::StatusOr<ReturnUpdate> read_return_update(std::string_view body) {
  return read_whole(body, "returns/update", [](const Object& from) {
    ReturnUpdate update;
    update.return_id = gid_number(from, kGid, "Return");
    if (const auto lines = from.optional_object("return_line_items")) {
      update.removed_lines = lines->optional_objects("removals", [](const Object& line) {
        return ReturnLineRemoval{gid_number(line, kGid, "ReturnLineItem"), line.integer("delta")};
      });
    }
    read_fee_changes(from, "restocking_fees", update);
    read_fee_changes(from, "return_shipping_fees", update);
    return update;
  });
}

absl::StatusOr<ReverseFulfilmentOrder> read_dispositions(std::string_view body) {
  return read_whole(body, "reverse_fulfillment_orders/dispose", [](const Object& from) {
    ReverseFulfilmentOrder order;
    order.id = from.id("id");
    order.dispositions = from.objects("dispositions", read_disposition);
    return order;
  });
}

absl::StatusOr<ReverseDelivery> read_reverse_delivery(std::string_view body) {
  return read_whole(body, "reverse_deliveries/attach_deliverable", [](const Object& from) {
    ReverseDelivery delivery;
    delivery.id = from.id("id");
    delivery.return_id = optional_numeric_reference(from, "return");
    if (const auto deliverable = from.optional_object("shipping_deliverable")) {
      delivery.tracking = optional_part(*deliverable, "tracking", read_tracking);
      if (const auto label = deliverable->optional_object("label")) {
        delivery.label_url = label->optional_text("public_file_url");
      }
    }
    return delivery;
  });
}

}  // namespace crossdock::shopify
