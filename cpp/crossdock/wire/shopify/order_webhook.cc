#include <utility>

#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/fields.h"
#include "crossdock/wire/shopify/gid.h"
#include "crossdock/wire/shopify/order.h"
#include "crossdock/wire/shopify/order_parts.h"

namespace crossdock::shopify {
namespace {

using base::Decimal;
using canonical::Address;
using canonical::Customer;
using canonical::DiscountAllocation;
using canonical::DiscountApplication;
using canonical::Order;
using canonical::OrderLine;
using canonical::ShippingLine;
using canonical::TaxLine;
using json::Object;

Address read_address(const Object& from) {
  Address address;
  address.first_name = from.optional_text("first_name");
  address.last_name = from.optional_text("last_name");
  address.name = from.optional_text("name");
  address.company = from.optional_text("company");
  address.address1 = from.optional_text("address1");
  address.address2 = from.optional_text("address2");
  address.city = from.optional_text("city");
  address.zip = from.optional_text("zip");
  address.province = from.optional_text("province");
  address.province_code = from.optional_text("province_code");
  address.country = from.optional_text("country");
  address.country_code = from.optional_text("country_code");
  address.phone = from.optional_text("phone");
  return address;
}

std::optional<Address> read_optional_address(const Object& owner, std::string_view key) {
  const std::optional<Object> from = owner.optional_object(key);
  if (!from.has_value()) return std::nullopt;
  return read_address(*from);
}

Customer read_customer(const Object& from) {
  Customer customer;
  customer.id = from.id("id");
  customer.email = from.optional_text("email");
  customer.first_name = from.optional_text("first_name");
  customer.last_name = from.optional_text("last_name");
  customer.phone = from.optional_text("phone");
  customer.tags = split_tags(from.text_or_empty("tags"));
  customer.tax_exempt = from.optional_boolean("tax_exempt").value_or(false);
  customer.updated_at = from.optional_timestamp("updated_at");
  customer.default_address = read_optional_address(from, "default_address");
  return customer;
}

std::pair<std::string, std::string> read_property(const Object& from) {
  return {scalar_text(from, "name"), scalar_text(from, "value")};
}

// Reads the lines of one order, which share its currency.
class LineReader {
 public:
  explicit LineReader(const MoneyReader& money) : money_(money) {}

  [[nodiscard]] TaxLine tax(const Object& from) const {
    TaxLine tax;
    tax.title = from.text_or_empty("title");
    tax.rate = from.optional_decimal("rate");
    tax.price = money_.plain_or_bag(from, "price", "price_set");
    tax.channel_liable = from.optional_boolean("channel_liable");
    return tax;
  }

  [[nodiscard]] std::vector<TaxLine> taxes(const Object& owner) const {
    return owner.optional_objects("tax_lines", [this](const Object& from) { return tax(from); });
  }

  [[nodiscard]] OrderLine line(const Object& from) const {
    OrderLine line;
    line.id = from.id("id");
    line.variant_id = from.optional_id("variant_id");
    line.product_id = from.optional_id("product_id");
    line.sku = from.optional_text("sku");
    line.title = from.text_or_empty("title");
    line.variant_title = from.optional_text("variant_title");
    line.name = from.text_or_empty("name");
    line.quantity = from.integer("quantity");
    // Versions before 2024-01 do not tell; there the ordered quantity is all that is known.
    line.current_quantity = from.optional_integer("current_quantity").value_or(line.quantity);
    line.price = money_.plain_or_bag(from, "price", "price_set");
    line.discount_allocations = allocations(from);
    line.total_discount = money_.plain_or_bag(from, "total_discount", "total_discount_set");
    line.tax_lines = taxes(from);
    line.requires_shipping = from.boolean("requires_shipping");
    line.taxable = from.boolean("taxable");
    line.gift_card = from.boolean("gift_card");
    line.properties = from.optional_objects("properties", read_property);
    return line;
  }

  [[nodiscard]] ShippingLine shipping(const Object& from) const {
    ShippingLine line;
    line.id = from.optional_id("id");
    line.title = from.text_or_empty("title");
    line.code = from.optional_text("code");
    line.source = from.optional_text("source");
    line.carrier_identifier = from.optional_text("carrier_identifier");
    line.price = money_.plain_or_bag(from, "price", "price_set");
    line.discount_allocations = allocations(from);
    line.tax_lines = taxes(from);
    line.is_removed = from.optional_boolean("is_removed").value_or(false);
    return line;
  }

 private:
  [[nodiscard]] std::vector<DiscountAllocation> allocations(const Object& owner) const {
    return owner.optional_objects("discount_allocations", [this](const Object& from) {
      DiscountAllocation allocation;
      allocation.amount = money_.plain_or_bag(from, "amount", "amount_set");
      allocation.application_index = from.optional_integer("discount_application_index");
      return allocation;
    });
  }

  const MoneyReader& money_;
};

DiscountApplication read_discount_application(const Object& from) {
  DiscountApplication discount;
  discount.kind = lower_case(from.text("type"));
  discount.code = from.optional_text("code");
  // A code has no title of its own, and a manual discount may have a description in its place.
  discount.title = discount.code.has_value() ? *discount.code : from.text_or_empty("title");
  if (discount.title.empty()) discount.title = from.text_or_empty("description");
  discount.value = from.decimal("value");
  discount.value_type = lower_case(from.text("value_type"));
  discount.target_type = lower_case(from.text("target_type"));
  discount.allocation_method = lower_case(from.text("allocation_method"));
  return discount;
}

void read_head(const Object& from, Order& order) {
  order.id = from.id("id");
  order.gid = from.optional_text("admin_graphql_api_id").value_or(make_gid("Order", order.id));
  order.name = from.text("name");
  order.order_number = from.optional_integer("order_number");
  order.created_at = from.timestamp("created_at");
  order.updated_at = from.timestamp("updated_at");
  order.processed_at = from.optional_timestamp("processed_at");
  order.cancelled_at = from.optional_timestamp("cancelled_at");
  order.closed_at = from.optional_timestamp("closed_at");
  order.cancel_reason = state(from, "cancel_reason");
  order.currency = from.text("currency");
  order.presentment_currency = from.optional_text("presentment_currency").value_or(order.currency);
  order.taxes_included = from.boolean("taxes_included");
  order.test = from.optional_boolean("test").value_or(false);
  order.financial_status = state(from, "financial_status");
  order.fulfillment_status = normal_fulfillment_status(state(from, "fulfillment_status"));
  order.email = from.optional_text("email");
  order.phone = from.optional_text("phone");
  order.note = from.optional_text("note");
  order.source_name = from.optional_text("source_name");
  order.tags = split_tags(from.text_or_empty("tags"));
  order.attributes = from.optional_objects("note_attributes", read_property);
  order.discount_codes =
      from.optional_objects("discount_codes", [](const Object& code) { return code.text("code"); });
  if (from.has_content("payment_gateway_names"))
    order.payment_gateway_names = from.texts("payment_gateway_names");
}

void read_totals(const Object& from, const MoneyReader& money, Order& order) {
  order.total = money.plain_or_bag(from, "total_price", "total_price_set");
  order.subtotal = money.plain_or_bag(from, "subtotal_price", "subtotal_price_set");
  order.total_tax = money.plain_or_bag(from, "total_tax", "total_tax_set");
  order.total_discounts = money.plain_or_bag(from, "total_discounts", "total_discounts_set");
  order.total_shipping = money.shop(from, "total_shipping_price_set");
  order.total_tip = from.optional_decimal("total_tip_received").value_or(Decimal());
  order.total_duties = money.optional_shop(from, "original_total_duties_set").value_or(Decimal());
  order.total_additional_fees =
      money.optional_shop(from, "original_total_additional_fees_set").value_or(Decimal());
  order.total_cash_rounding =
      money.optional_shop(from, "total_cash_rounding_payment_adjustment_set").value_or(Decimal());
  order.current_total = money.plain_or_bag(from, "current_total_price", "current_total_price_set");
  order.presentment_total = money.presentment(from, "total_price_set");
}

}  // namespace

absl::StatusOr<Order> read_order(std::string_view body, const std::string& topic) {
  const json::Source source{kSystem, topic};
  json::Document document;
  if (const absl::Status status = document.parse(body, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  const Object from = decoding.root();

  Order order;
  read_head(from, order);
  const MoneyReader money(kWebhookMoney, order.currency, order.presentment_currency);
  const LineReader lines(money);
  if (from.has_content("customer")) order.customer = read_customer(from.object("customer"));
  order.billing_address = read_optional_address(from, "billing_address");
  order.shipping_address = read_optional_address(from, "shipping_address");
  order.lines = from.objects("line_items", [&lines](const Object& line) { return lines.line(line); });
  order.shipping_lines =
      from.objects("shipping_lines", [&lines](const Object& line) { return lines.shipping(line); });
  order.tax_lines = lines.taxes(from);
  order.discount_applications = from.optional_objects("discount_applications", read_discount_application);
  read_totals(from, money, order);
  return decoding.finish(std::move(order));
}

}  // namespace crossdock::shopify
