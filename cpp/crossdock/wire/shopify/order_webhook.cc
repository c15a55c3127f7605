#include <algorithm>
#include <utility>

#include "crossdock/wire/json/document.h"
#include "crossdock/wire/shopify/address.h"
#include "crossdock/wire/shopify/customer_parts.h"
#include "crossdock/wire/shopify/fulfilment_parts.h"
#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/order.h"
#include "crossdock/wire/shopify/order_parts.h"
#include "crossdock/wire/shopify/references.h"
#include "crossdock/wire/shopify/refund_parts.h"

namespace crossdock::shopify {
namespace {

using base::Decimal;
using canonical::Customer;
using canonical::DiscountAllocation;
using canonical::DiscountApplication;
using canonical::Duty;
using canonical::LineGroup;
using canonical::Order;
using canonical::OrderCompany;
using canonical::OrderLine;
using canonical::OrderPaymentTerms;
using canonical::PaymentSchedule;
using canonical::ShippingLine;
using canonical::TaxLine;
using json::Object;

void read_customer(const Object& from, Customer& customer) {
  customer.id = from.id("id");
  from.copy_optional_text("email", customer.email);
  from.copy_optional_text("first_name", customer.first_name);
  from.copy_optional_text("last_name", customer.last_name);
  from.copy_optional_text("phone", customer.phone);
  customer.tags = split_tags(from.text_or_empty("tags"));
  customer.tax_exempt = from.optional_boolean("tax_exempt").value_or(false);
  customer.updated_at = from.optional_timestamp("updated_at");
  read_part(from, "default_address", customer.default_address, read_address);
  // Versions before 2025-01 tell consent here; since then it has topics of its own.
  read_part(from, "email_marketing_consent", customer.email_consent, read_consent_payload);
  read_part(from, "sms_marketing_consent", customer.sms_consent, read_consent_payload);
}

std::pair<std::string, std::string> read_property(const Object& from) {
  return {scalar_text(from, "name"), scalar_text(from, "value")};
}

// Reads the lines of one order, which share its currencies.
class LineReader {
 public:
  explicit LineReader(MoneyReader& money) : money_(money) {}

  [[nodiscard]] std::vector<TaxLine> taxes(const Object& owner) {
    return owner.optional_objects("tax_lines", [this](const Object& from) {
      TaxLine tax;
      from.copy_text_or_empty("title", tax.title);
      tax.rate = from.optional_decimal("rate");
      money_.plain_or_bag(from, "price", "price_set", tax.price, tax.presentment_price);
      tax.channel_liable = from.optional_boolean("channel_liable");
      from.copy_optional_text("source", tax.source);
      return tax;
    });
  }

  [[nodiscard]] OrderLine line(const Object& from) {
    OrderLine line;
    line.id = from.id("id");
    line.variant_id = from.optional_id("variant_id");
    line.product_id = from.optional_id("product_id");
    from.copy_optional_text("sku", line.sku);
    from.copy_text_or_empty("title", line.title);
    from.copy_optional_text("variant_title", line.variant_title);
    from.copy_text_or_empty("name", line.name);
    line.quantity = from.integer("quantity");
    // Versions before 2024-01 do not tell; there the ordered quantity is all that is known.
    line.current_quantity = from.optional_integer("current_quantity").value_or(line.quantity);
    line.fulfillable_quantity = from.optional_integer("fulfillable_quantity");
    money_.plain_or_bag(from, "price", "price_set", line.price, line.presentment_price);
    line.discount_allocations = allocations(from);
    money_.plain_or_bag(from, "total_discount", "total_discount_set", line.total_discount,
                        line.presentment_total_discount);
    line.tax_lines = taxes(from);
    line.requires_shipping = from.boolean("requires_shipping");
    line.taxable = from.boolean("taxable");
    line.gift_card = from.boolean("gift_card");
    line.properties = from.optional_objects("properties", read_property);
    line.group_id = from.optional_id("sales_line_item_group_id");
    line.duties = told_objects(from, "duties", [this](const Object& part) { return duty(part); });
    from.copy_optional_text("tip_payment_gateway", line.tip_payment_gateway);
    from.copy_optional_text("tip_payment_method", line.tip_payment_method);
    return line;
  }

  [[nodiscard]] ShippingLine shipping(const Object& from) {
    ShippingLine line;
    line.id = from.optional_id("id");
    from.copy_text_or_empty("title", line.title);
    from.copy_optional_text("code", line.code);
    from.copy_optional_text("source", line.source);
    from.copy_optional_text("carrier_identifier", line.carrier_identifier);
    money_.plain_or_bag(from, "price", "price_set", line.price, line.presentment_price);
    line.discount_allocations = allocations(from);
    line.tax_lines = taxes(from);
    line.is_removed = from.optional_boolean("is_removed").value_or(false);
    return line;
  }

 private:
  [[nodiscard]] std::vector<DiscountAllocation> allocations(const Object& owner) {
    return owner.optional_objects("discount_allocations", [this](const Object& from) {
      DiscountAllocation allocation;
      money_.plain_or_bag(from, "amount", "amount_set", allocation.amount, allocation.presentment_amount);
      allocation.application_index = from.optional_integer("discount_application_index");
      return allocation;
    });
  }

  // A duty is a money bag itself, with more in it.
  [[nodiscard]] Duty duty(const Object& from) {
    Duty duty;
    duty.id = loose_id(from, "id");
    from.copy_optional_text("harmonized_system_code", duty.harmonized_system_code);
    from.copy_optional_text("country_code_of_origin", duty.country_of_origin);
    money_.bag_itself(from, duty.price, duty.presentment_price);
    duty.tax_lines = taxes(from);
    return duty;
  }

  MoneyReader& money_;
};

DiscountApplication read_discount_application(const Object& from) {
  DiscountApplication discount;
  discount.kind = lower_case(from.text("type"));
  from.copy_optional_text("code", discount.code);
  // A code has no title of its own, and a manual discount may have a description in its place.
  discount.title = discount.code.has_value() ? *discount.code : from.text_or_empty("title");
  if (discount.title.empty()) from.copy_text_or_empty("description", discount.title);
  discount.value = from.decimal("value");
  discount.value_type = lower_case(from.text("value_type"));
  discount.target_type = lower_case(from.text("target_type"));
  discount.target_selection = state(from, "target_selection");
  discount.allocation_method = lower_case(from.text("allocation_method"));
  return discount;
}

// Shopify publishes no example of a group, so what has another form than a query's is left out, lest an order
// be refused for the name of its bundle.
LineGroup read_group(const Object& from) {
  const auto text = [&from](const json::Key& key) {
    const json::Value value = from.find(key);
    return value.is(json::Type::kString) ? from.optional_text(key) : std::nullopt;
  };
  const auto number = [&from](const json::Key& key) {
    const json::Value value = from.find(key);
    return value.is(json::Type::kNumber) ? from.optional_integer(key) : std::nullopt;
  };
  LineGroup group;
  group.id = number("id").value_or(0);
  group.title = text("title");
  group.quantity = number("quantity");
  group.variant_id = number("variant_id");
  group.product_id = number("product_id");
  group.sku = text("variant_sku");
  if (from.find("properties").is(json::Type::kArray)) {
    group.properties = from.objects("properties", read_property);
  }
  return group;
}

OrderCompany read_company(const Object& from) {
  return {from.id("id"), from.optional_id("location_id"), std::nullopt};
}

PaymentSchedule read_payment_schedule(const Object& from) {
  PaymentSchedule schedule;
  schedule.id = from.optional_id("id");
  schedule.amount = from.optional_decimal("amount");
  schedule.balance = from.optional_decimal("balance_due");
  from.copy_optional_text("currency", schedule.currency);
  schedule.issued_at = from.optional_timestamp("issued_at");
  schedule.due_at = from.optional_timestamp("due_at");
  schedule.completed_at = from.optional_timestamp("completed_at");
  return schedule;
}

OrderPaymentTerms read_payment_terms(const Object& from) {
  OrderPaymentTerms terms;
  terms.id = from.optional_id("id");
  from.copy_optional_text("payment_terms_name", terms.name);
  terms.type = state(from, "payment_terms_type");
  terms.due_in_days = from.optional_integer("due_in_days");
  terms.schedules = told_objects(from, "payment_schedules", read_payment_schedule);
  return terms;
}

void read_head(const Object& from, Order& order) {
  order.id = from.id("id");
  order.gid = from.optional_text("admin_graphql_api_id").value_or(make_gid("Order", order.id));
  from.copy_text("name", order.name);
  order.order_number = from.optional_integer("order_number");
  order.created_at = from.timestamp("created_at");
  order.updated_at = from.timestamp("updated_at");
  order.processed_at = from.optional_timestamp("processed_at");
  order.cancelled_at = from.optional_timestamp("cancelled_at");
  order.closed_at = from.optional_timestamp("closed_at");
  order.cancel_reason = state(from, "cancel_reason");
  from.copy_text("currency", order.currency);
  order.presentment_currency = from.optional_text("presentment_currency").value_or(order.currency);
  order.taxes_included = from.boolean("taxes_included");
  order.test = from.optional_boolean("test").value_or(false);
  order.confirmed = from.optional_boolean("confirmed");
  from.copy_optional_text("confirmation_number", order.confirmation_number);
  order.duties_included = from.optional_boolean("duties_included");
  order.estimated_taxes = from.optional_boolean("estimated_taxes");
  order.tax_exempt = from.optional_boolean("tax_exempt");
  order.financial_status = state(from, "financial_status");
  order.fulfillment_status = normal_fulfillment_status(state(from, "fulfillment_status"));
  from.copy_optional_text("email", order.email);
  from.copy_optional_text("phone", order.phone);
  from.copy_optional_text("note", order.note);
  from.copy_optional_text("po_number", order.po_number);
}

// Where the order came from, and what the buyer said with it.
void read_origin(const Object& from, Order& order) {
  from.copy_optional_text("source_name", order.source_name);
  from.copy_optional_text("source_identifier", order.source_identifier);
  order.app_id = from.optional_id("app_id");
  order.merchant_of_record_app_id = from.optional_id("merchant_of_record_app_id");
  order.location_id = from.optional_id("location_id");
  from.copy_optional_text("customer_locale", order.customer_locale);
  order.accepts_marketing = from.optional_boolean("buyer_accepts_marketing");
  order.tags = split_tags(from.text_or_empty("tags"));
  order.attributes = from.optional_objects("note_attributes", read_property);
  order.discount_codes =
      from.optional_objects("discount_codes", [](const Object& code) { return code.text("code"); });
  if (from.has_content("payment_gateway_names"))
    order.payment_gateway_names = from.texts("payment_gateway_names");
}

void read_buyer(const Object& from, Order& order) {
  if (const auto customer = from.optional_object("customer")) {
    read_customer(*customer, order.customer.emplace());
  }
  read_part(from, "company", order.company, read_company);
  read_part(from, "payment_terms", order.payment_terms, read_payment_terms);
  read_part(from, "billing_address", order.billing_address, read_address);
  read_part(from, "shipping_address", order.shipping_address, read_address);
}

void read_totals(const Object& from, MoneyReader& money, Order& order) {
  // The total is told in both currencies whatever they are.
  const Object total = from.object("total_price_set");
  std::optional<Decimal> presentment;
  money.bag_with_plain(total, from.find("total_price"), "total_price_set", order.total, presentment);
  order.presentment_total =
      presentment.has_value() ? *presentment : total.object(kWebhookMoney.presentment).decimal("amount");
  money.plain_or_bag(from, "subtotal_price", "subtotal_price_set", order.subtotal,
                     order.presentment_subtotal);
  money.plain_or_bag(from, "total_tax", "total_tax_set", order.total_tax, order.presentment_total_tax);
  money.plain_or_bag(from, "total_discounts", "total_discounts_set", order.total_discounts,
                     order.presentment_total_discounts);
  money.bag(from, "total_shipping_price_set", order.total_shipping, order.presentment_total_shipping);
  order.total_tip = from.optional_decimal("total_tip_received").value_or(Decimal());
  order.total_duties = money.optional_shop(from, "original_total_duties_set").value_or(Decimal());
  order.total_additional_fees =
      money.optional_shop(from, "original_total_additional_fees_set").value_or(Decimal());
  order.total_cash_rounding =
      money.optional_shop(from, "total_cash_rounding_payment_adjustment_set").value_or(Decimal());
  order.total_cash_rounding_refund = money.optional_shop(from, "total_cash_rounding_refund_adjustment_set");
}

void read_current_totals(const Object& from, MoneyReader& money, Order& order) {
  std::optional<Decimal> presentment;
  money.plain_or_bag(from, "current_total_price", "current_total_price_set", order.current_total,
                     presentment);
  const auto current = [&](const json::Key& plain, const json::Key& bag, std::optional<Decimal>& amount) {
    money.optional_plain_or_bag(from, plain, bag, amount, presentment);
  };
  current("current_subtotal_price", "current_subtotal_price_set", order.current_subtotal);
  current("current_total_tax", "current_total_tax_set", order.current_total_tax);
  current("current_total_discounts", "current_total_discounts_set", order.current_total_discounts);
  order.current_total_shipping = money.optional_shop(from, "current_shipping_price_set");
  order.current_total_duties = money.optional_shop(from, "current_total_duties_set");
  order.current_total_additional_fees = money.optional_shop(from, "current_total_additional_fees_set");
  order.total_outstanding = from.optional_decimal("total_outstanding");
}

// What happened to the order since it was placed.
void read_aftermath(const Object& from, const MoneyReader& money, Order& order) {
  order.refunds = told_objects(from, "refunds", [&](const Object& refund) {
    return read_refund_payload(refund, MoneyReader(kWebhookMoney, money.currencies()));
  });
  order.fulfilments = told_objects(from, "fulfillments", read_fulfilment_payload);
  // Of the form of these Shopify publishes nothing but that it is a list of objects.
  const auto returns = told_objects(from, "returns", [](const Object& part) {
    return part.find("id").is(json::Type::kNumber) ? part.optional_integer("id") : std::nullopt;
  });
  if (!returns.has_value()) return;
  order.return_ids.emplace();
  for (const std::optional<std::int64_t>& id : *returns) {
    if (id.has_value()) order.return_ids->push_back(*id);
  }
  std::sort(order.return_ids->begin(), order.return_ids->end());
}

void read_payload(const Object& from, Order& order) {
  read_head(from, order);
  read_origin(from, order);
  MoneyReader money(kWebhookMoney, {order.currency, order.presentment_currency});
  LineReader lines(money);
  read_buyer(from, order);
  order.lines = from.objects("line_items", [&lines](const Object& line) { return lines.line(line); });
  if (auto groups = told_objects(from, "line_item_groups", read_group)) {
    std::erase_if(*groups, [](const LineGroup& group) { return group.id <= 0; });
    order.line_groups = normal_groups(*std::move(groups));
  }
  order.shipping_lines =
      from.objects("shipping_lines", [&lines](const Object& line) { return lines.shipping(line); });
  order.tax_lines = lines.taxes(from);
  order.discount_applications = from.optional_objects("discount_applications", read_discount_application);
  read_totals(from, money, order);
  read_current_totals(from, money, order);
  read_aftermath(from, money, order);
}

}  // namespace

absl::Status read_order_into(Order& order, std::string_view body, const std::string& topic) {
  const json::Source source{kSystem, topic};
  json::Document document;
  if (absl::Status status = document.parse(body, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  read_payload(decoding.root(), order);
  return decoding.finish(true).status();
}

absl::StatusOr<Order> read_order(std::string_view body, const std::string& topic) {
  absl::StatusOr<Order> order(absl::in_place);
  if (absl::Status status = read_order_into(*order, body, topic); !status.ok()) order = std::move(status);
  return order;
}

}  // namespace crossdock::shopify
