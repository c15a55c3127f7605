#include <pybind11/stl.h>

#include <memory>
#include <string>
#include <utility>

#include "crossdock/wire/shopify/order.h"
#include "crossdock/wire/shopify/order_events.h"
#include "register.h"
#include "shopify_bulk.h"
#include "shopify_values.h"

namespace crossdock::bindings {
namespace {

// Orders hold personal data, which must not reach a log through a repr: it names ids and counts only.
std::string order_repr(const canonical::Order& order) {
  return "Order(id=" + std::to_string(order.id) + ", lines=" + std::to_string(order.lines.size()) + ")";
}

void register_order_money(py::module_& room) {
  using canonical::AdditionalFee;
  using canonical::DiscountAllocation;
  using canonical::DiscountApplication;
  using canonical::Duty;
  using canonical::TaxLine;
  value_class<TaxLine>(room, "TaxLine")
      .def_readonly("title", &TaxLine::title)
      .def_readonly("rate", &TaxLine::rate)
      .def_readonly("price", &TaxLine::price)
      .def_readonly("presentment_price", &TaxLine::presentment_price)
      .def_readonly("channel_liable", &TaxLine::channel_liable)
      .def_readonly("source", &TaxLine::source);
  value_class<DiscountAllocation>(room, "DiscountAllocation")
      .def_readonly("amount", &DiscountAllocation::amount)
      .def_readonly("presentment_amount", &DiscountAllocation::presentment_amount)
      .def_readonly("application_index", &DiscountAllocation::application_index);
  value_class<DiscountApplication>(room, "DiscountApplication")
      .def_readonly("title", &DiscountApplication::title)
      .def_readonly("code", &DiscountApplication::code)
      .def_readonly("kind", &DiscountApplication::kind)
      .def_readonly("value", &DiscountApplication::value)
      .def_readonly("value_type", &DiscountApplication::value_type)
      .def_readonly("target_type", &DiscountApplication::target_type)
      .def_readonly("target_selection", &DiscountApplication::target_selection)
      .def_readonly("allocation_method", &DiscountApplication::allocation_method);
  value_class<Duty>(room, "Duty")
      .def_readonly("id", &Duty::id)
      .def_readonly("harmonized_system_code", &Duty::harmonized_system_code)
      .def_readonly("country_of_origin", &Duty::country_of_origin)
      .def_readonly("price", &Duty::price)
      .def_readonly("presentment_price", &Duty::presentment_price)
      .def_readonly("tax_lines", &Duty::tax_lines);
  value_class<AdditionalFee>(room, "AdditionalFee")
      .def_readonly("id", &AdditionalFee::id)
      .def_readonly("name", &AdditionalFee::name)
      .def_readonly("price", &AdditionalFee::price)
      .def_readonly("presentment_price", &AdditionalFee::presentment_price)
      .def_readonly("tax_lines", &AdditionalFee::tax_lines);
}

void register_order_lines(py::module_& room) {
  using canonical::LineGroup;
  using canonical::OrderLine;
  using canonical::ShippingLine;
  value_class<LineGroup>(room, "LineGroup")
      .def_readonly("id", &LineGroup::id)
      .def_readonly("title", &LineGroup::title)
      .def_readonly("quantity", &LineGroup::quantity)
      .def_readonly("variant_id", &LineGroup::variant_id)
      .def_readonly("product_id", &LineGroup::product_id)
      .def_readonly("sku", &LineGroup::sku)
      .def_readonly("properties", &LineGroup::properties);
  value_class<OrderLine>(room, "OrderLine")
      .def_readonly("id", &OrderLine::id)
      .def_readonly("variant_id", &OrderLine::variant_id)
      .def_readonly("product_id", &OrderLine::product_id)
      .def_readonly("sku", &OrderLine::sku)
      .def_readonly("title", &OrderLine::title)
      .def_readonly("variant_title", &OrderLine::variant_title)
      .def_readonly("name", &OrderLine::name)
      .def_readonly("quantity", &OrderLine::quantity)
      .def_readonly("current_quantity", &OrderLine::current_quantity)
      .def_readonly("fulfillable_quantity", &OrderLine::fulfillable_quantity)
      .def_readonly("price", &OrderLine::price)
      .def_readonly("presentment_price", &OrderLine::presentment_price)
      .def_readonly("discount_allocations", &OrderLine::discount_allocations)
      .def_readonly("total_discount", &OrderLine::total_discount)
      .def_readonly("presentment_total_discount", &OrderLine::presentment_total_discount)
      .def_readonly("tax_lines", &OrderLine::tax_lines)
      .def_readonly("requires_shipping", &OrderLine::requires_shipping)
      .def_readonly("taxable", &OrderLine::taxable)
      .def_readonly("gift_card", &OrderLine::gift_card)
      .def_readonly("properties", &OrderLine::properties)
      .def_readonly("group_id", &OrderLine::group_id)
      .def_readonly("duties", &OrderLine::duties)
      .def_readonly("tip_payment_gateway", &OrderLine::tip_payment_gateway)
      .def_readonly("tip_payment_method", &OrderLine::tip_payment_method)
      .def_property_readonly("is_custom", &OrderLine::is_custom);
  value_class<ShippingLine>(room, "ShippingLine")
      .def_readonly("id", &ShippingLine::id)
      .def_readonly("title", &ShippingLine::title)
      .def_readonly("code", &ShippingLine::code)
      .def_readonly("source", &ShippingLine::source)
      .def_readonly("carrier_identifier", &ShippingLine::carrier_identifier)
      .def_readonly("price", &ShippingLine::price)
      .def_readonly("presentment_price", &ShippingLine::presentment_price)
      .def_readonly("discount_allocations", &ShippingLine::discount_allocations)
      .def_readonly("tax_lines", &ShippingLine::tax_lines)
      .def_readonly("is_removed", &ShippingLine::is_removed);
}

void register_order_parts(py::module_& room) {
  using canonical::OrderCompany;
  using canonical::OrderPaymentTerms;
  using canonical::OrderRisk;
  using canonical::PaymentSchedule;
  using canonical::RiskAssessment;
  using canonical::RiskFact;
  value_class<RiskFact>(room, "RiskFact")
      .def_readonly("description", &RiskFact::description)
      .def_readonly("sentiment", &RiskFact::sentiment);
  value_class<RiskAssessment>(room, "RiskAssessment")
      .def_readonly("level", &RiskAssessment::level)
      .def_readonly("provider_app_id", &RiskAssessment::provider_app_id)
      .def_readonly("facts", &RiskAssessment::facts);
  value_class<OrderRisk>(room, "OrderRisk")
      .def_readonly("recommendation", &OrderRisk::recommendation)
      .def_readonly("assessments", &OrderRisk::assessments);
  value_class<OrderCompany>(room, "OrderCompany")
      .def_readonly("company_id", &OrderCompany::company_id)
      .def_readonly("location_id", &OrderCompany::location_id)
      .def_readonly("contact_id", &OrderCompany::contact_id);
  value_class<PaymentSchedule>(room, "PaymentSchedule")
      .def_readonly("id", &PaymentSchedule::id)
      .def_readonly("amount", &PaymentSchedule::amount)
      .def_readonly("balance", &PaymentSchedule::balance)
      .def_readonly("currency", &PaymentSchedule::currency)
      .def_readonly("issued_at", &PaymentSchedule::issued_at)
      .def_readonly("due_at", &PaymentSchedule::due_at)
      .def_readonly("completed_at", &PaymentSchedule::completed_at);
  value_class<OrderPaymentTerms>(room, "OrderPaymentTerms")
      .def_readonly("id", &OrderPaymentTerms::id)
      .def_readonly("name", &OrderPaymentTerms::name)
      .def_readonly("type", &OrderPaymentTerms::type)
      .def_readonly("due_in_days", &OrderPaymentTerms::due_in_days)
      .def_readonly("schedules", &OrderPaymentTerms::schedules);
}

void register_order_head(py::class_<canonical::Order>& order) {
  using canonical::Order;
  order.def(py::self == py::self)
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
      .def_readonly("confirmed", &Order::confirmed)
      .def_readonly("confirmation_number", &Order::confirmation_number)
      .def_readonly("duties_included", &Order::duties_included)
      .def_readonly("estimated_taxes", &Order::estimated_taxes)
      .def_readonly("tax_exempt", &Order::tax_exempt)
      .def_readonly("financial_status", &Order::financial_status)
      .def_readonly("fulfillment_status", &Order::fulfillment_status)
      .def_readonly("email", &Order::email)
      .def_readonly("phone", &Order::phone)
      .def_readonly("note", &Order::note)
      .def_readonly("po_number", &Order::po_number)
      .def_readonly("source_name", &Order::source_name)
      .def_readonly("source_identifier", &Order::source_identifier)
      .def_readonly("app_id", &Order::app_id)
      .def_readonly("merchant_of_record_app_id", &Order::merchant_of_record_app_id)
      .def_readonly("location_id", &Order::location_id)
      .def_readonly("customer_locale", &Order::customer_locale)
      .def_readonly("accepts_marketing", &Order::accepts_marketing);
}

void register_order_content(py::class_<canonical::Order>& order) {
  using canonical::Order;
  order.def_readonly("tags", &Order::tags)
      .def_readonly("attributes", &Order::attributes)
      .def_readonly("discount_codes", &Order::discount_codes)
      .def_readonly("payment_gateway_names", &Order::payment_gateway_names)
      .def_readonly("customer", &Order::customer)
      .def_readonly("company", &Order::company)
      .def_readonly("payment_terms", &Order::payment_terms)
      .def_readonly("billing_address", &Order::billing_address)
      .def_readonly("shipping_address", &Order::shipping_address)
      .def_readonly("lines", &Order::lines)
      .def_readonly("line_groups", &Order::line_groups)
      .def_readonly("shipping_lines", &Order::shipping_lines)
      .def_readonly("tax_lines", &Order::tax_lines)
      .def_readonly("discount_applications", &Order::discount_applications)
      .def_readonly("additional_fees", &Order::additional_fees);
}

void register_order_totals(py::class_<canonical::Order>& order) {
  using canonical::Order;
  order.def_readonly("total", &Order::total)
      .def_readonly("presentment_total", &Order::presentment_total)
      .def_readonly("subtotal", &Order::subtotal)
      .def_readonly("presentment_subtotal", &Order::presentment_subtotal)
      .def_readonly("total_tax", &Order::total_tax)
      .def_readonly("presentment_total_tax", &Order::presentment_total_tax)
      .def_readonly("total_discounts", &Order::total_discounts)
      .def_readonly("presentment_total_discounts", &Order::presentment_total_discounts)
      .def_readonly("total_shipping", &Order::total_shipping)
      .def_readonly("presentment_total_shipping", &Order::presentment_total_shipping)
      .def_readonly("total_tip", &Order::total_tip)
      .def_readonly("total_duties", &Order::total_duties)
      .def_readonly("total_additional_fees", &Order::total_additional_fees)
      .def_readonly("total_cash_rounding", &Order::total_cash_rounding)
      .def_readonly("total_cash_rounding_refund", &Order::total_cash_rounding_refund)
      .def_readonly("current_total", &Order::current_total)
      .def_readonly("current_subtotal", &Order::current_subtotal)
      .def_readonly("current_total_tax", &Order::current_total_tax)
      .def_readonly("current_total_discounts", &Order::current_total_discounts)
      .def_readonly("current_total_shipping", &Order::current_total_shipping)
      .def_readonly("current_total_duties", &Order::current_total_duties)
      .def_readonly("current_total_additional_fees", &Order::current_total_additional_fees)
      .def_readonly("total_outstanding", &Order::total_outstanding)
      .def_readonly("total_refund_discrepancy", &Order::total_refund_discrepancy)
      .def_readonly("risk", &Order::risk)
      .def_readonly("transactions", &Order::transactions)
      .def_readonly("refunds", &Order::refunds)
      .def_readonly("fulfilments", &Order::fulfilments)
      .def_readonly("return_ids", &Order::return_ids);
}

void register_order_event_values(py::module_& room) {
  using canonical::OrderEdit;
  using canonical::OrderLineDelta;
  using canonical::OrderProtectionChange;
  using canonical::RiskAssessmentChange;
  value_class<OrderLineDelta>(room, "OrderLineDelta")
      .def_readonly("line_id", &OrderLineDelta::line_id)
      .def_readonly("quantity", &OrderLineDelta::quantity);
  value_class<OrderEdit>(room, "OrderEdit")
      .def_readonly("id", &OrderEdit::id)
      .def_readonly("order_id", &OrderEdit::order_id)
      .def_readonly("app_id", &OrderEdit::app_id)
      .def_readonly("user_id", &OrderEdit::user_id)
      .def_readonly("created_at", &OrderEdit::created_at)
      .def_readonly("committed_at", &OrderEdit::committed_at)
      .def_readonly("notify_customer", &OrderEdit::notify_customer)
      .def_readonly("staff_note", &OrderEdit::staff_note)
      .def_readonly("added_lines", &OrderEdit::added_lines)
      .def_readonly("removed_lines", &OrderEdit::removed_lines)
      .def_readonly("discounts_changed", &OrderEdit::discounts_changed)
      .def_readonly("shipping_changed", &OrderEdit::shipping_changed);
  value_class<RiskAssessmentChange>(room, "RiskAssessmentChange")
      .def_readonly("order_id", &RiskAssessmentChange::order_id)
      .def_readonly("level", &RiskAssessmentChange::level)
      .def_readonly("provider_id", &RiskAssessmentChange::provider_id)
      .def_readonly("provider_title", &RiskAssessmentChange::provider_title)
      .def_readonly("created_at", &RiskAssessmentChange::created_at);
  value_class<OrderProtectionChange>(room, "OrderProtectionChange")
      .def_readonly("order_id", &OrderProtectionChange::order_id)
      .def_readonly("status", &OrderProtectionChange::status)
      .def_readonly("eligibility", &OrderProtectionChange::eligibility);
}

// An order is large, and Python reads many of them: it is read to where it stays.
std::unique_ptr<canonical::Order> read_order(const py::buffer& body, const std::string& topic) {
  const InputBytes bytes(body);
  auto order = std::make_unique<canonical::Order>();
  absl::Status status;
  {
    const GilReleasedFor released(bytes.text().size());
    status = shopify::read_order_into(*order, bytes.text(), topic);
  }
  throw_unless_ok(status);
  return order;
}

}  // namespace

void register_shopify_orders(py::module_& module) {
  py::module_ room = module.attr("shopify");
  register_order_money(room);
  register_order_lines(room);
  register_order_parts(room);
  py::class_<canonical::Order> order(room, "Order");
  register_order_head(order);
  register_order_content(order);
  register_order_totals(order);
  register_order_event_values(room);
  room.def("read_order", &read_order, py::arg("body"), py::arg("topic") = "orders/create");
  reader(room, "read_order_node", shopify::read_order_node);
  register_bulk<canonical::Order>(room, "BulkOrders", "read_orders_jsonl", shopify::read_orders_bulk);
  reader(room, "read_order_edit", shopify::read_order_edit);
  reader(room, "read_risk_assessment_change", shopify::read_risk_assessment_change);
  reader(room, "read_order_protection_change", shopify::read_order_protection_change);
}

}  // namespace crossdock::bindings
