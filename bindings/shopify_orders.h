#pragma once

#include <pybind11/operators.h>
#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "casters.h"
#include "crossdock/canonical/order.h"
#include "crossdock/wire/shopify/order.h"
#include "read_bytes.h"
#include "shopify_bulk.h"

// The classes of an order and the functions that read one; a part of register_shopify.cpp, which alone
// includes it.
namespace crossdock::bindings {

// Orders hold personal data, which must not reach a log through a repr: it names ids and counts only.
inline std::string order_repr(const canonical::Order& order) {
  return "Order(id=" + std::to_string(order.id) + ", lines=" + std::to_string(order.lines.size()) + ")";
}

inline void register_order_money(py::module_& room) {
  using canonical::DiscountAllocation;
  using canonical::DiscountApplication;
  using canonical::TaxLine;
  py::class_<TaxLine>(room, "TaxLine")
      .def(py::self == py::self)
      .def_readonly("title", &TaxLine::title)
      .def_readonly("rate", &TaxLine::rate)
      .def_readonly("price", &TaxLine::price)
      .def_readonly("channel_liable", &TaxLine::channel_liable);
  py::class_<DiscountAllocation>(room, "DiscountAllocation")
      .def(py::self == py::self)
      .def_readonly("amount", &DiscountAllocation::amount)
      .def_readonly("application_index", &DiscountAllocation::application_index);
  py::class_<DiscountApplication>(room, "DiscountApplication")
      .def(py::self == py::self)
      .def_readonly("title", &DiscountApplication::title)
      .def_readonly("code", &DiscountApplication::code)
      .def_readonly("kind", &DiscountApplication::kind)
      .def_readonly("value", &DiscountApplication::value)
      .def_readonly("value_type", &DiscountApplication::value_type)
      .def_readonly("target_type", &DiscountApplication::target_type)
      .def_readonly("allocation_method", &DiscountApplication::allocation_method);
}

inline void register_order_lines(py::module_& room) {
  using canonical::OrderLine;
  using canonical::ShippingLine;
  py::class_<OrderLine>(room, "OrderLine")
      .def(py::self == py::self)
      .def_readonly("id", &OrderLine::id)
      .def_readonly("variant_id", &OrderLine::variant_id)
      .def_readonly("product_id", &OrderLine::product_id)
      .def_readonly("sku", &OrderLine::sku)
      .def_readonly("title", &OrderLine::title)
      .def_readonly("variant_title", &OrderLine::variant_title)
      .def_readonly("name", &OrderLine::name)
      .def_readonly("quantity", &OrderLine::quantity)
      .def_readonly("current_quantity", &OrderLine::current_quantity)
      .def_readonly("price", &OrderLine::price)
      .def_readonly("discount_allocations", &OrderLine::discount_allocations)
      .def_readonly("total_discount", &OrderLine::total_discount)
      .def_readonly("tax_lines", &OrderLine::tax_lines)
      .def_readonly("requires_shipping", &OrderLine::requires_shipping)
      .def_readonly("taxable", &OrderLine::taxable)
      .def_readonly("gift_card", &OrderLine::gift_card)
      .def_readonly("properties", &OrderLine::properties);
  py::class_<ShippingLine>(room, "ShippingLine")
      .def(py::self == py::self)
      .def_readonly("id", &ShippingLine::id)
      .def_readonly("title", &ShippingLine::title)
      .def_readonly("code", &ShippingLine::code)
      .def_readonly("source", &ShippingLine::source)
      .def_readonly("carrier_identifier", &ShippingLine::carrier_identifier)
      .def_readonly("price", &ShippingLine::price)
      .def_readonly("discount_allocations", &ShippingLine::discount_allocations)
      .def_readonly("tax_lines", &ShippingLine::tax_lines)
      .def_readonly("is_removed", &ShippingLine::is_removed);
}

inline void register_order_class(py::module_& room) {
  using canonical::Order;
  py::class_<Order>(room, "Order")
      .def(py::self == py::self)
      .def("__repr__", &order_repr)
      .def_readonly("id", &Order::id)
      .def_readonly("gid", &Order::gid)
      .def_readonly("name", &Order::name)
      .def_readonly("order_number", &Order::order_number)
      .def_readonly("created_at", &Order::created_at)
      .def_readonly("updated_at", &Order::updated_at)
      .def_readonly("processed_at", &Order::processed_at)
      .def_readonly("cancelled_at", &Order::cancelled_at)
      .def_readonly("closed_at", &Order::closed_at)
      .def_readonly("cancel_reason", &Order::cancel_reason)
      .def_readonly("currency", &Order::currency)
      .def_readonly("presentment_currency", &Order::presentment_currency)
      .def_readonly("taxes_included", &Order::taxes_included)
      .def_readonly("test", &Order::test)
      .def_readonly("financial_status", &Order::financial_status)
      .def_readonly("fulfillment_status", &Order::fulfillment_status)
      .def_readonly("email", &Order::email)
      .def_readonly("phone", &Order::phone)
      .def_readonly("note", &Order::note)
      .def_readonly("source_name", &Order::source_name)
      .def_readonly("tags", &Order::tags)
      .def_readonly("attributes", &Order::attributes)
      .def_readonly("discount_codes", &Order::discount_codes)
      .def_readonly("payment_gateway_names", &Order::payment_gateway_names)
      .def_readonly("customer", &Order::customer)
      .def_readonly("billing_address", &Order::billing_address)
      .def_readonly("shipping_address", &Order::shipping_address)
      .def_readonly("lines", &Order::lines)
      .def_readonly("shipping_lines", &Order::shipping_lines)
      .def_readonly("tax_lines", &Order::tax_lines)
      .def_readonly("discount_applications", &Order::discount_applications)
      .def_readonly("total", &Order::total)
      .def_readonly("subtotal", &Order::subtotal)
      .def_readonly("total_tax", &Order::total_tax)
      .def_readonly("total_discounts", &Order::total_discounts)
      .def_readonly("total_shipping", &Order::total_shipping)
      .def_readonly("total_tip", &Order::total_tip)
      .def_readonly("total_duties", &Order::total_duties)
      .def_readonly("total_additional_fees", &Order::total_additional_fees)
      .def_readonly("total_cash_rounding", &Order::total_cash_rounding)
      .def_readonly("current_total", &Order::current_total)
      .def_readonly("presentment_total", &Order::presentment_total);
}

inline void register_orders(py::module_& room) {
  register_order_money(room);
  register_order_lines(room);
  register_order_class(room);
  room.def(
      "read_order",
      [](const py::buffer& body, const std::string& topic) {
        return read_bytes(body, [&](std::string_view bytes) { return shopify::read_order(bytes, topic); });
      },
      py::arg("body"), py::arg("topic") = "orders/create");
  room.def(
      "read_order_node", [](const py::buffer& body) { return read_bytes(body, shopify::read_order_node); },
      py::arg("body"));
  register_bulk<canonical::Order>(room, "BulkOrders", "read_orders_jsonl", shopify::read_orders_bulk);
}

}  // namespace crossdock::bindings
