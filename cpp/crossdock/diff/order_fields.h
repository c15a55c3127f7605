#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "crossdock/canonical/order.h"
#include "crossdock/diff/states.h"

// The fields by which two states of an order are compared, part by part.
//
// Both states were told by the store, perhaps by sources that tell different things (a webhook no
// transactions, a query no gateway of a tip). A fact that one of them does not tell has therefore not
// changed; only where none means "nothing", as for the day of a cancellation, is it a value. Lists whose
// order means nothing compare as sets; amounts in the buyer's currency follow those in the store's and are
// left out.
namespace crossdock::diff {

using canonical::AdditionalFee;
using canonical::Address;
using canonical::Customer;
using canonical::Fulfilment;
using canonical::LineGroup;
using canonical::Order;
using canonical::OrderLine;
using canonical::OrderRisk;
using canonical::Refund;
using canonical::ShippingLine;
using canonical::Transaction;

template <typename Object>
bool is_told(const Object& /*object*/) {
  return true;
}

// A field that has changed only where both states tell it.
template <auto kMember, typename Object = typename internal::MemberOf<decltype(kMember)>::Class>
constexpr Field<Object> field_of_both(std::string_view name) {
  return {name,
          [](const Object& left, const Object& right) {
            return !(left.*kMember).has_value() || !(right.*kMember).has_value() ||
                   left.*kMember == right.*kMember;
          },
          is_told<Object>};
}

template <typename Element, typename KeyOf>
bool same_set(const std::vector<Element>& left, const std::vector<Element>& right, const KeyOf& key_of) {
  if (left.size() != right.size()) return false;
  const auto sorted = [&](const std::vector<Element>& list) {
    std::vector<std::decay_t<decltype(key_of(list[0]))>> keys;
    keys.reserve(list.size());
    for (const Element& element : list) keys.push_back(key_of(element));
    std::sort(keys.begin(), keys.end());
    return keys;
  };
  return sorted(left) == sorted(right);
}

// What of each element of a list has a meaning for the comparison.
struct Meaning {
  template <typename Element>
  auto operator()(const Element& one) const {
    if constexpr (std::is_same_v<Element, canonical::TaxLine>) {
      return std::tuple(std::string_view(one.title), one.rate, one.price);
    } else if constexpr (std::is_same_v<Element, canonical::DiscountAllocation>) {
      return std::tuple(one.application_index, one.amount);
    } else if constexpr (std::is_same_v<Element, canonical::Duty>) {
      return std::tuple(one.id, one.harmonized_system_code, one.price);
    } else if constexpr (std::is_same_v<Element, canonical::RefundLine>) {
      return std::tuple(one.line_item_id, one.quantity, std::string_view(one.restock_type), one.subtotal,
                        one.total_tax);
    } else if constexpr (std::is_same_v<Element, canonical::RefundShippingLine>) {
      return std::tuple(one.shipping_line_id, one.subtotal, one.tax);
    } else if constexpr (std::is_same_v<Element, canonical::RefundAdjustment>) {
      return std::tuple(one.amount, one.tax);
    } else if constexpr (std::is_same_v<Element, canonical::RefundDuty>) {
      return std::tuple(one.duty_id, one.amount);
    } else if constexpr (std::is_same_v<Element, canonical::RiskAssessment>) {
      return std::tuple(std::string_view(one.level), one.provider_app_id);
    } else if constexpr (std::is_same_v<Element, canonical::PaymentSchedule>) {
      return std::tuple(one.due_at, one.completed_at, one.amount);
    } else if constexpr (std::is_same_v<Element, Transaction>) {
      return one.id;
    } else if constexpr (std::is_same_v<Element, canonical::FulfilmentLine>) {
      return std::tuple(one.line_item_id, one.quantity);
    } else {
      return one;
    }
  }
};

// A list whose order means nothing; an optional one where both states tell it.
template <auto kMember, typename Object = typename internal::MemberOf<decltype(kMember)>::Class>
constexpr Field<Object> set_field(std::string_view name) {
  return {name,
          [](const Object& left, const Object& right) {
            if constexpr (requires { (left.*kMember).has_value(); }) {
              return !(left.*kMember) || !(right.*kMember) ||
                     same_set(*(left.*kMember), *(right.*kMember), Meaning());
            } else {
              return same_set(left.*kMember, right.*kMember, Meaning());
            }
          },
          is_told<Object>};
}

// Who discounts, and how: lines name these by their places, so that their order has a meaning.
inline bool same_applications(const Order& left, const Order& right) {
  const auto meaning = [](const canonical::DiscountApplication& one) {
    return std::tie(one.title, one.code, one.kind, one.value, one.value_type, one.target_type,
                    one.allocation_method);
  };
  return std::equal(left.discount_applications.begin(), left.discount_applications.end(),
                    right.discount_applications.begin(), right.discount_applications.end(),
                    [&](const auto& one, const auto& other) { return meaning(one) == meaning(other); });
}

inline bool same_terms(const Order& left, const Order& right) {
  if (!left.payment_terms || !right.payment_terms) return true;
  const canonical::OrderPaymentTerms& one = *left.payment_terms;
  const canonical::OrderPaymentTerms& other = *right.payment_terms;
  return std::tie(one.name, one.type, one.due_in_days) ==
             std::tie(other.name, other.type, other.due_in_days) &&
         (!one.schedules || !other.schedules || same_set(*one.schedules, *other.schedules, Meaning()));
}

inline bool same_company(const Order& left, const Order& right) {
  if (!left.company || !right.company) return true;
  return left.company->company_id == right.company->company_id &&
         left.company->location_id == right.company->location_id;
}

inline constexpr std::array kOrderFields{
    field<&Order::name>("name"),
    field<&Order::processed_at>("processed_at"),
    field<&Order::currency>("currency"),
    field<&Order::presentment_currency>("presentment_currency"),
    field<&Order::taxes_included>("taxes_included"),
    field<&Order::test>("test"),
    field_of_both<&Order::duties_included>("duties_included"),
    field_of_both<&Order::estimated_taxes>("estimated_taxes"),
    field_of_both<&Order::tax_exempt>("tax_exempt"),
    field<&Order::email>("email"),
    field<&Order::phone>("phone"),
    field<&Order::note>("note"),
    field<&Order::po_number>("po_number"),
    field_of_both<&Order::source_name>("source_name"),
    field_of_both<&Order::source_identifier>("source_identifier"),
    field_of_both<&Order::location_id>("location_id"),
    field_of_both<&Order::customer_locale>("customer_locale"),
    set_field<&Order::attributes>("attributes"),
    set_field<&Order::discount_codes>("discount_codes"),
    set_field<&Order::payment_gateway_names>("payment_gateway_names"),
    set_field<&Order::tax_lines>("tax_lines"),
    Field<Order>{"discount_applications", same_applications, is_told<Order>},
    Field<Order>{"company", same_company, is_told<Order>},
    Field<Order>{"payment_terms", same_terms, is_told<Order>},
};

inline constexpr std::array kOrderStateFields{
    field<&Order::financial_status>("financial_status"),
    field<&Order::fulfillment_status>("fulfillment_status"),
    field_of_both<&Order::confirmed>("confirmed"),
    field<&Order::closed_at>("closed_at"),
};

inline constexpr std::array kCancellationFields{
    field<&Order::cancelled_at>("cancelled_at"),
    field<&Order::cancel_reason>("cancel_reason"),
};

inline constexpr std::array kTotalFields{
    field<&Order::total>("total"),
    field<&Order::subtotal>("subtotal"),
    field<&Order::total_tax>("total_tax"),
    field<&Order::total_discounts>("total_discounts"),
    field<&Order::total_shipping>("total_shipping"),
    field<&Order::total_tip>("total_tip"),
    field<&Order::total_duties>("total_duties"),
    field<&Order::total_additional_fees>("total_additional_fees"),
    field<&Order::total_cash_rounding>("total_cash_rounding"),
    field_of_both<&Order::total_cash_rounding_refund>("total_cash_rounding_refund"),
    field<&Order::current_total>("current_total"),
    field_of_both<&Order::current_subtotal>("current_subtotal"),
    field_of_both<&Order::current_total_tax>("current_total_tax"),
    field_of_both<&Order::current_total_discounts>("current_total_discounts"),
    field_of_both<&Order::current_total_shipping>("current_total_shipping"),
    field_of_both<&Order::current_total_duties>("current_total_duties"),
    field_of_both<&Order::current_total_additional_fees>("current_total_additional_fees"),
    field_of_both<&Order::total_outstanding>("total_outstanding"),
    field_of_both<&Order::total_refund_discrepancy>("total_refund_discrepancy"),
};

// The buyer as the order names them; what else a store tells of a customer is no news about the order.
inline constexpr std::array kCustomerFields{
    field<&Customer::id>("id"),
    field<&Customer::email>("email"),
    field<&Customer::first_name>("first_name"),
    field<&Customer::last_name>("last_name"),
    field<&Customer::phone>("phone"),
    field<&Customer::tax_exempt>("tax_exempt"),
};

inline constexpr std::array kAddressFields{
    field<&Address::first_name>("first_name"),
    field<&Address::last_name>("last_name"),
    field<&Address::name>("name"),
    field<&Address::company>("company"),
    field<&Address::address1>("address1"),
    field<&Address::address2>("address2"),
    field<&Address::city>("city"),
    field<&Address::zip>("zip"),
    field<&Address::province>("province"),
    field<&Address::province_code>("province_code"),
    field<&Address::country>("country"),
    field<&Address::country_code>("country_code"),
    field<&Address::phone>("phone"),
};

inline constexpr std::array kLineFields{
    field<&OrderLine::variant_id>("variant_id"),
    field<&OrderLine::product_id>("product_id"),
    field<&OrderLine::sku>("sku"),
    field<&OrderLine::title>("title"),
    field<&OrderLine::variant_title>("variant_title"),
    field<&OrderLine::name>("name"),
    field<&OrderLine::quantity>("quantity"),
    field<&OrderLine::current_quantity>("current_quantity"),
    field_of_both<&OrderLine::fulfillable_quantity>("fulfillable_quantity"),
    field<&OrderLine::price>("price"),
    set_field<&OrderLine::discount_allocations>("discount_allocations"),
    field<&OrderLine::total_discount>("total_discount"),
    set_field<&OrderLine::tax_lines>("tax_lines"),
    field<&OrderLine::requires_shipping>("requires_shipping"),
    field<&OrderLine::taxable>("taxable"),
    field<&OrderLine::gift_card>("gift_card"),
    set_field<&OrderLine::properties>("properties"),
    field_of_both<&OrderLine::group_id>("group_id"),
    set_field<&OrderLine::duties>("duties"),
};

inline constexpr std::array kLineGroupFields{
    field<&LineGroup::title>("title"),
    field_of_both<&LineGroup::quantity>("quantity"),
    field_of_both<&LineGroup::variant_id>("variant_id"),
    field_of_both<&LineGroup::sku>("sku"),
    set_field<&LineGroup::properties>("properties"),
};

inline constexpr std::array kShippingLineFields{
    field<&ShippingLine::title>("title"),
    field<&ShippingLine::code>("code"),
    field<&ShippingLine::source>("source"),
    field<&ShippingLine::carrier_identifier>("carrier_identifier"),
    field<&ShippingLine::price>("price"),
    set_field<&ShippingLine::discount_allocations>("discount_allocations"),
    set_field<&ShippingLine::tax_lines>("tax_lines"),
    field<&ShippingLine::is_removed>("is_removed"),
};

inline constexpr std::array kAdditionalFeeFields{
    field<&AdditionalFee::name>("name"),
    field<&AdditionalFee::price>("price"),
    set_field<&AdditionalFee::tax_lines>("tax_lines"),
};

inline constexpr std::array kRiskFields{
    field<&OrderRisk::recommendation>("recommendation"),
    set_field<&OrderRisk::assessments>("assessments"),
};

inline constexpr std::array kTransactionFields{
    field_of_both<&Transaction::parent_id>("parent_id"),
    field<&Transaction::kind>("kind"),
    field<&Transaction::status>("status"),
    field_of_both<&Transaction::gateway>("gateway"),
    field<&Transaction::amount>("amount"),
    field_of_both<&Transaction::shop_amount>("shop_amount"),
    field_of_both<&Transaction::rounding>("rounding"),
    field_of_both<&Transaction::unsettled>("unsettled"),
    field_of_both<&Transaction::error_code>("error_code"),
};

inline constexpr std::array kRefundFields{
    field<&Refund::note>("note"),
    field_of_both<&Refund::processed_at>("processed_at"),
    field_of_both<&Refund::return_id>("return_id"),
    set_field<&Refund::lines>("lines"),
    set_field<&Refund::shipping_lines>("shipping_lines"),
    set_field<&Refund::adjustments>("adjustments"),
    set_field<&Refund::duties>("duties"),
    set_field<&Refund::transactions>("transactions"),
    field_of_both<&Refund::total>("total"),
};

inline constexpr std::array kFulfilmentFields{
    field<&Fulfilment::status>("status"),
    field_of_both<&Fulfilment::shipment_status>("shipment_status"),
    field_of_both<&Fulfilment::location_id>("location_id"),
    Field<Fulfilment>{
        "tracking",
        [](const Fulfilment& left, const Fulfilment& right) { return left.tracking == right.tracking; },
        is_told<Fulfilment>},
    set_field<&Fulfilment::lines>("lines"),
};

}  // namespace crossdock::diff
