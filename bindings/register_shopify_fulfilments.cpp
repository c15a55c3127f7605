#include <pybind11/stl.h>

#include "crossdock/wire/shopify/app.h"
#include "crossdock/wire/shopify/fulfilment.h"
#include "crossdock/wire/shopify/return.h"
#include "crossdock/wire/shopify/tombstone.h"
#include "register.h"
#include "shopify_bulk.h"
#include "shopify_values.h"

namespace crossdock::bindings {
namespace {

void register_fulfilment_values(py::module_& room) {
  using canonical::DeliveryMethod;
  using canonical::Fulfilment;
  using canonical::FulfilmentEvent;
  using canonical::FulfilmentHold;
  using canonical::FulfilmentLine;
  using canonical::FulfilmentOrderLine;
  using canonical::TrackingNumber;
  value_class<TrackingNumber>(room, "TrackingNumber")
      .def_readonly("company", &TrackingNumber::company)
      .def_readonly("number", &TrackingNumber::number)
      .def_readonly("url", &TrackingNumber::url);
  value_class<FulfilmentLine>(room, "FulfilmentLine")
      .def_readonly("id", &FulfilmentLine::id)
      .def_readonly("line_item_id", &FulfilmentLine::line_item_id)
      .def_readonly("quantity", &FulfilmentLine::quantity);
  value_class<FulfilmentEvent>(room, "FulfilmentEvent")
      .def_readonly("id", &FulfilmentEvent::id)
      .def_readonly("fulfilment_id", &FulfilmentEvent::fulfilment_id)
      .def_readonly("order_id", &FulfilmentEvent::order_id)
      .def_readonly("status", &FulfilmentEvent::status)
      .def_readonly("happened_at", &FulfilmentEvent::happened_at)
      .def_readonly("estimated_delivery_at", &FulfilmentEvent::estimated_delivery_at)
      .def_readonly("message", &FulfilmentEvent::message)
      .def_readonly("city", &FulfilmentEvent::city)
      .def_readonly("province", &FulfilmentEvent::province)
      .def_readonly("country", &FulfilmentEvent::country)
      .def_readonly("zip", &FulfilmentEvent::zip);
  value_class<Fulfilment>(room, "Fulfilment")
      .def_readonly("id", &Fulfilment::id)
      .def_readonly("order_id", &Fulfilment::order_id)
      .def_readonly("name", &Fulfilment::name)
      .def_readonly("status", &Fulfilment::status)
      .def_readonly("shipment_status", &Fulfilment::shipment_status)
      .def_readonly("service", &Fulfilment::service)
      .def_readonly("location_id", &Fulfilment::location_id)
      .def_readonly("created_at", &Fulfilment::created_at)
      .def_readonly("updated_at", &Fulfilment::updated_at)
      .def_readonly("tracking", &Fulfilment::tracking)
      .def_readonly("lines", &Fulfilment::lines)
      .def_readonly("events", &Fulfilment::events);
  value_class<FulfilmentHold>(room, "FulfilmentHold")
      .def_readonly("id", &FulfilmentHold::id)
      .def_readonly("reason", &FulfilmentHold::reason)
      .def_readonly("reason_notes", &FulfilmentHold::reason_notes)
      .def_readonly("handle", &FulfilmentHold::handle)
      .def_readonly("held_by_app_id", &FulfilmentHold::held_by_app_id)
      .def_readonly("held_by_requesting_app", &FulfilmentHold::held_by_requesting_app);
  value_class<DeliveryMethod>(room, "DeliveryMethod")
      .def_readonly("type", &DeliveryMethod::type)
      .def_readonly("presented_name", &DeliveryMethod::presented_name)
      .def_readonly("service_code", &DeliveryMethod::service_code)
      .def_readonly("earliest_at", &DeliveryMethod::earliest_at)
      .def_readonly("latest_at", &DeliveryMethod::latest_at);
  value_class<FulfilmentOrderLine>(room, "FulfilmentOrderLine")
      .def_readonly("id", &FulfilmentOrderLine::id)
      .def_readonly("line_item_id", &FulfilmentOrderLine::line_item_id)
      .def_readonly("variant_id", &FulfilmentOrderLine::variant_id)
      .def_readonly("inventory_item_id", &FulfilmentOrderLine::inventory_item_id)
      .def_readonly("sku", &FulfilmentOrderLine::sku)
      .def_readonly("total_quantity", &FulfilmentOrderLine::total_quantity)
      .def_readonly("remaining_quantity", &FulfilmentOrderLine::remaining_quantity)
      .def_readonly("requires_shipping", &FulfilmentOrderLine::requires_shipping);
}

void register_fulfilment_changes(py::module_& room) {
  using canonical::FulfilmentOrder;
  using canonical::FulfilmentOrderChange;
  using canonical::FulfilmentOrderQuantity;
  value_class<FulfilmentOrder>(room, "FulfilmentOrder")
      .def_readonly("id", &FulfilmentOrder::id)
      .def_readonly("order_id", &FulfilmentOrder::order_id)
      .def_readonly("status", &FulfilmentOrder::status)
      .def_readonly("request_status", &FulfilmentOrder::request_status)
      .def_readonly("assigned_location_id", &FulfilmentOrder::assigned_location_id)
      .def_readonly("assigned_location_name", &FulfilmentOrder::assigned_location_name)
      .def_readonly("fulfil_at", &FulfilmentOrder::fulfil_at)
      .def_readonly("fulfil_by", &FulfilmentOrder::fulfil_by)
      .def_readonly("created_at", &FulfilmentOrder::created_at)
      .def_readonly("updated_at", &FulfilmentOrder::updated_at)
      .def_readonly("delivery_method", &FulfilmentOrder::delivery_method)
      .def_readonly("destination", &FulfilmentOrder::destination)
      .def_readonly("destination_email", &FulfilmentOrder::destination_email)
      .def_readonly("holds", &FulfilmentOrder::holds)
      .def_readonly("lines", &FulfilmentOrder::lines)
      .def_readonly("fulfilments", &FulfilmentOrder::fulfilments);
  value_class<FulfilmentOrderQuantity>(room, "FulfilmentOrderQuantity")
      .def_readonly("fulfilment_order_id", &FulfilmentOrderQuantity::fulfilment_order_id)
      .def_readonly("line_id", &FulfilmentOrderQuantity::line_id)
      .def_readonly("quantity", &FulfilmentOrderQuantity::quantity);
  value_class<FulfilmentOrderChange>(room, "FulfilmentOrderChange")
      .def_readonly("kind", &FulfilmentOrderChange::kind)
      .def_readonly("fulfilment_order", &FulfilmentOrderChange::fulfilment_order)
      .def_readonly("remaining", &FulfilmentOrderChange::remaining)
      .def_readonly("replacement", &FulfilmentOrderChange::replacement)
      .def_readonly("moved", &FulfilmentOrderChange::moved)
      .def_readonly("submitted", &FulfilmentOrderChange::submitted)
      .def_readonly("hold", &FulfilmentOrderChange::hold)
      .def_readonly("lines", &FulfilmentOrderChange::lines)
      .def_readonly("message", &FulfilmentOrderChange::message)
      .def_readonly("initial_status", &FulfilmentOrderChange::initial_status)
      .def_readonly("source_location_id", &FulfilmentOrderChange::source_location_id)
      .def_readonly("destination_location_id", &FulfilmentOrderChange::destination_location_id);
}

void register_fulfilments(py::module_& room) {
  register_fulfilment_values(room);
  register_fulfilment_changes(room);
  topic_reader(room, "read_fulfilment", shopify::read_fulfilment, py::arg("topic") = "fulfillments/update");
  reader(room, "read_fulfilment_node", shopify::read_fulfilment_node);
  topic_reader(room, "read_fulfilment_event", shopify::read_fulfilment_event,
               py::arg("topic") = "fulfillment_events/create");
  reader(room, "read_fulfilment_order_node", shopify::read_fulfilment_order_node);
  topic_reader(room, "read_fulfilment_order_change", shopify::read_fulfilment_order_change, py::arg("topic"));
  register_bulk<canonical::FulfilmentOrder>(room, "BulkFulfilmentOrders", "read_fulfilment_orders_jsonl",
                                            shopify::read_fulfilment_orders_bulk);
}

void register_return_parts(py::module_& room) {
  using canonical::Disposition;
  using canonical::ExchangeLine;
  using canonical::ReturnDecline;
  using canonical::ReturnFee;
  using canonical::ReturnLine;
  using canonical::ReverseDelivery;
  using canonical::ReverseDeliveryLine;
  using canonical::ReverseFulfilmentLine;
  value_class<ReturnFee>(room, "ReturnFee")
      .def_readonly("id", &ReturnFee::id)
      .def_readonly("amount", &ReturnFee::amount)
      .def_readonly("currency", &ReturnFee::currency)
      .def_readonly("presentment_amount", &ReturnFee::presentment_amount)
      .def_readonly("presentment_currency", &ReturnFee::presentment_currency)
      .def_readonly("percentage", &ReturnFee::percentage);
  value_class<ReturnLine>(room, "ReturnLine")
      .def_readonly("id", &ReturnLine::id)
      .def_readonly("verified", &ReturnLine::verified)
      .def_readonly("fulfilment_line_id", &ReturnLine::fulfilment_line_id)
      .def_readonly("line_item_id", &ReturnLine::line_item_id)
      .def_readonly("quantity", &ReturnLine::quantity)
      .def_readonly("reason", &ReturnLine::reason)
      .def_readonly("reason_handle", &ReturnLine::reason_handle)
      .def_readonly("reason_name", &ReturnLine::reason_name)
      .def_readonly("reason_note", &ReturnLine::reason_note)
      .def_readonly("customer_note", &ReturnLine::customer_note)
      .def_readonly("processed_quantity", &ReturnLine::processed_quantity)
      .def_readonly("refundable_quantity", &ReturnLine::refundable_quantity)
      .def_readonly("refunded_quantity", &ReturnLine::refunded_quantity)
      .def_readonly("restocking_fee", &ReturnLine::restocking_fee);
  value_class<ExchangeLine>(room, "ExchangeLine")
      .def_readonly("id", &ExchangeLine::id)
      .def_readonly("line_item_ids", &ExchangeLine::line_item_ids)
      .def_readonly("variant_id", &ExchangeLine::variant_id)
      .def_readonly("quantity", &ExchangeLine::quantity)
      .def_readonly("processed_quantity", &ExchangeLine::processed_quantity);
  value_class<ReturnDecline>(room, "ReturnDecline")
      .def_readonly("reason", &ReturnDecline::reason)
      .def_readonly("note", &ReturnDecline::note);
  value_class<Disposition>(room, "Disposition")
      .def_readonly("type", &Disposition::type)
      .def_readonly("quantity", &Disposition::quantity)
      .def_readonly("location_id", &Disposition::location_id)
      .def_readonly("line_id", &Disposition::line_id);
  value_class<ReverseFulfilmentLine>(room, "ReverseFulfilmentLine")
      .def_readonly("id", &ReverseFulfilmentLine::id)
      .def_readonly("fulfilment_line_id", &ReverseFulfilmentLine::fulfilment_line_id)
      .def_readonly("line_item_id", &ReverseFulfilmentLine::line_item_id)
      .def_readonly("total_quantity", &ReverseFulfilmentLine::total_quantity)
      .def_readonly("dispositions", &ReverseFulfilmentLine::dispositions);
  value_class<ReverseDeliveryLine>(room, "ReverseDeliveryLine")
      .def_readonly("id", &ReverseDeliveryLine::id)
      .def_readonly("reverse_line_id", &ReverseDeliveryLine::reverse_line_id)
      .def_readonly("quantity", &ReverseDeliveryLine::quantity);
  value_class<ReverseDelivery>(room, "ReverseDelivery")
      .def_readonly("id", &ReverseDelivery::id)
      .def_readonly("return_id", &ReverseDelivery::return_id)
      .def_readonly("tracking", &ReverseDelivery::tracking)
      .def_readonly("label_url", &ReverseDelivery::label_url)
      .def_readonly("lines", &ReverseDelivery::lines);
}

void register_return_values(py::module_& room) {
  using canonical::Return;
  using canonical::ReturnLineRemoval;
  using canonical::ReturnUpdate;
  using canonical::ReverseFulfilmentOrder;
  value_class<ReverseFulfilmentOrder>(room, "ReverseFulfilmentOrder")
      .def_readonly("id", &ReverseFulfilmentOrder::id)
      .def_readonly("order_id", &ReverseFulfilmentOrder::order_id)
      .def_readonly("status", &ReverseFulfilmentOrder::status)
      .def_readonly("dispositions", &ReverseFulfilmentOrder::dispositions)
      .def_readonly("lines", &ReverseFulfilmentOrder::lines)
      .def_readonly("deliveries", &ReverseFulfilmentOrder::deliveries);
  value_class<Return>(room, "Return")
      .def_readonly("id", &Return::id)
      .def_readonly("order_id", &Return::order_id)
      .def_readonly("name", &Return::name)
      .def_readonly("status", &Return::status)
      .def_readonly("created_at", &Return::created_at)
      .def_readonly("approved_at", &Return::approved_at)
      .def_readonly("closed_at", &Return::closed_at)
      .def_readonly("decline", &Return::decline)
      .def_readonly("lines", &Return::lines)
      .def_readonly("exchange_lines", &Return::exchange_lines)
      .def_readonly("shipping_fees", &Return::shipping_fees)
      .def_readonly("reverse_fulfilment_orders", &Return::reverse_fulfilment_orders);
  value_class<ReturnLineRemoval>(room, "ReturnLineRemoval")
      .def_readonly("line_id", &ReturnLineRemoval::line_id)
      .def_readonly("quantity", &ReturnLineRemoval::quantity);
  value_class<ReturnUpdate>(room, "ReturnUpdate")
      .def_readonly("return_id", &ReturnUpdate::return_id)
      .def_readonly("removed_lines", &ReturnUpdate::removed_lines)
      .def_readonly("removed_fee_ids", &ReturnUpdate::removed_fee_ids)
      .def_readonly("updated_fee_ids", &ReturnUpdate::updated_fee_ids);
}

void register_returns(py::module_& room) {
  register_return_parts(room);
  register_return_values(room);
  topic_reader(room, "read_return", shopify::read_return, py::arg("topic") = "returns/request");
  reader(room, "read_return_node", shopify::read_return_node);
  reader(room, "read_return_update", shopify::read_return_update);
  reader(room, "read_dispositions", shopify::read_dispositions);
  reader(room, "read_reverse_delivery", shopify::read_reverse_delivery);
  register_bulk<canonical::Return>(room, "BulkReturns", "read_returns_jsonl", shopify::read_returns_bulk);
}

void register_app_values(py::module_& room) {
  using canonical::AppUninstalled;
  using canonical::ScopesUpdate;
  using canonical::Tombstone;
  value_class<AppUninstalled>(room, "AppUninstalled")
      .def_readonly("shop_id", &AppUninstalled::shop_id)
      .def_readonly("shop_name", &AppUninstalled::shop_name)
      .def_readonly("myshopify_domain", &AppUninstalled::myshopify_domain);
  value_class<ScopesUpdate>(room, "ScopesUpdate")
      .def_readonly("shop_id", &ScopesUpdate::shop_id)
      .def_readonly("current", &ScopesUpdate::current)
      .def_readonly("previous", &ScopesUpdate::previous)
      .def_readonly("updated_at", &ScopesUpdate::updated_at);
  value_class<Tombstone>(room, "Tombstone")
      .def_readonly("kind", &Tombstone::kind)
      .def_readonly("id", &Tombstone::id);
}

void register_app_messages(py::module_& room) {
  register_app_values(room);
  reader(room, "read_app_uninstalled", shopify::read_app_uninstalled);
  reader(room, "read_scopes_update", shopify::read_scopes_update);
  topic_reader(room, "read_tombstone", shopify::read_tombstone, py::arg("topic"));
}

}  // namespace

void register_shopify_fulfilments(py::module_& module) {
  py::module_ room = module.attr("shopify");
  register_fulfilments(room);
  register_returns(room);
  register_app_messages(room);
}

}  // namespace crossdock::bindings
