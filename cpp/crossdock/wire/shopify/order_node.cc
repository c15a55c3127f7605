#include <array>
#include <utility>

#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/fields.h"
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
  address.first_name = from.optional_text("firstName");
  address.last_name = from.optional_text("lastName");
  address.name = from.optional_text("name");
  address.company = from.optional_text("company");
  address.address1 = from.optional_text("address1");
  address.address2 = from.optional_text("address2");
  address.city = from.optional_text("city");
  address.zip = from.optional_text("zip");
  address.province = from.optional_text("province");
  address.province_code = from.optional_text("provinceCode");
  address.country = from.optional_text("country");
  address.country_code = from.optional_text("countryCodeV2");
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
  customer.id = gid_number(from, "id", "Customer");
  if (const std::optional<Object> email = from.optional_object("defaultEmailAddress"); email.has_value()) {
    customer.email = email->optional_text("emailAddress");
  }
  if (const std::optional<Object> phone = from.optional_object("defaultPhoneNumber"); phone.has_value()) {
    customer.phone = phone->optional_text("phoneNumber");
  }
  customer.first_name = from.optional_text("firstName");
  customer.last_name = from.optional_text("lastName");
  if (from.has_content("tags")) customer.tags = normal_tags(from.texts("tags"));
  customer.tax_exempt = from.optional_boolean("taxExempt").value_or(false);
  customer.updated_at = from.optional_timestamp("updatedAt");
  customer.default_address = read_optional_address(from, "defaultAddress");
  return customer;
}

std::pair<std::string, std::string> read_attribute(const Object& from) {
  return {scalar_text(from, "key"), scalar_text(from, "value")};
}

std::optional<std::int64_t> optional_reference(const Object& owner, std::string_view key,
                                               std::string_view kind) {
  const std::optional<Object> reference = owner.optional_object(key);
  if (!reference.has_value()) return std::nullopt;
  return gid_number(*reference, "id", kind);
}

// Reads the lines of one order, which share its currency.
class LineReader {
 public:
  explicit LineReader(const MoneyReader& money) : money_(money) {}

  [[nodiscard]] std::vector<TaxLine> taxes(const Object& owner) const {
    return owner.objects("taxLines", [this](const Object& from) {
      TaxLine tax;
      tax.title = from.text_or_empty("title");
      tax.rate = from.optional_decimal("rate");
      tax.price = money_.shop(from, "priceSet");
      tax.channel_liable = from.optional_boolean("channelLiable");
      return tax;
    });
  }

  [[nodiscard]] OrderLine line(const Object& from) const {
    OrderLine line;
    line.id = gid_number(from, "id", "LineItem");
    line.variant_id = optional_reference(from, "variant", "ProductVariant");
    line.product_id = optional_reference(from, "product", "Product");
    line.sku = from.optional_text("sku");
    line.title = from.text_or_empty("title");
    line.variant_title = from.optional_text("variantTitle");
    line.name = from.text_or_empty("name");
    line.quantity = from.integer("quantity");
    line.current_quantity = from.integer("currentQuantity");
    line.price = money_.shop(from, "originalUnitPriceSet");
    line.discount_allocations = allocations(from);
    line.total_discount = money_.shop(from, "totalDiscountSet");
    line.tax_lines = taxes(from);
    line.requires_shipping = from.boolean("requiresShipping");
    line.taxable = from.boolean("taxable");
    line.gift_card = from.boolean("isGiftCard");
    line.properties = from.objects("customAttributes", read_attribute);
    return line;
  }

  [[nodiscard]] ShippingLine shipping(const Object& from) const {
    ShippingLine line;
    if (from.has_content("id")) line.id = gid_number(from, "id", "ShippingLine");
    line.title = from.text_or_empty("title");
    line.code = from.optional_text("code");
    line.source = from.optional_text("source");
    line.carrier_identifier = from.optional_text("carrierIdentifier");
    line.price = money_.shop(from, "originalPriceSet");
    line.discount_allocations = allocations(from);
    line.tax_lines = taxes(from);
    line.is_removed = from.optional_boolean("isRemoved").value_or(false);
    return line;
  }

 private:
  [[nodiscard]] std::vector<DiscountAllocation> allocations(const Object& owner) const {
    return owner.objects("discountAllocations", [this](const Object& from) {
      DiscountAllocation allocation;
      allocation.amount = money_.shop(from, "allocatedAmountSet");
      if (const std::optional<Object> application = from.optional_object("discountApplication")) {
        allocation.application_index = application->optional_integer("index");
      }
      return allocation;
    });
  }

  const MoneyReader& money_;
};

// The webhook's word for the type of a discount application; the name itself for types unknown today.
std::string discount_kind(const std::string& type_name) {
  if (type_name == "DiscountCodeApplication") return "discount_code";
  if (type_name == "ManualDiscountApplication") return "manual";
  if (type_name == "AutomaticDiscountApplication") return "automatic";
  if (type_name == "ScriptDiscountApplication") return "script";
  return lower_case(type_name);
}

DiscountApplication read_discount_application(const Object& from) {
  DiscountApplication discount;
  discount.kind = discount_kind(from.text("__typename"));
  discount.code = from.optional_text("code");
  discount.title = discount.code.has_value() ? *discount.code : from.text_or_empty("title");
  if (discount.title.empty()) discount.title = from.text_or_empty("description");
  const Object value = from.object("value");
  const bool is_percentage = value.has_content("percentage");
  discount.value = value.decimal(is_percentage ? "percentage" : "amount");
  discount.value_type = is_percentage ? "percentage" : "fixed_amount";
  discount.target_type = lower_case(from.text("targetType"));
  discount.allocation_method = lower_case(from.text("allocationMethod"));
  return discount;
}

void read_head(const Object& from, Order& order) {
  order.id = gid_number(from, "id", "Order");
  order.gid = from.text("id");
  order.name = from.text("name");
  order.order_number = from.optional_integer("number");
  order.created_at = from.timestamp("createdAt");
  order.updated_at = from.timestamp("updatedAt");
  order.processed_at = from.optional_timestamp("processedAt");
  order.cancelled_at = from.optional_timestamp("cancelledAt");
  order.closed_at = from.optional_timestamp("closedAt");
  order.cancel_reason = state(from, "cancelReason");
  order.currency = from.text("currencyCode");
  order.presentment_currency = from.text("presentmentCurrencyCode");
  order.taxes_included = from.boolean("taxesIncluded");
  order.test = from.boolean("test");
  order.financial_status = state(from, "displayFinancialStatus");
  order.fulfillment_status = normal_fulfillment_status(state(from, "displayFulfillmentStatus"));
  order.email = from.optional_text("email");
  order.phone = from.optional_text("phone");
  order.note = from.optional_text("note");
  order.source_name = from.optional_text("sourceName");
  order.tags = normal_tags(from.texts("tags"));
  order.attributes = from.objects("customAttributes", read_attribute);
  order.discount_codes = from.texts("discountCodes");
  order.payment_gateway_names = from.texts("paymentGatewayNames");
}

void read_totals(const Object& from, const MoneyReader& money, Order& order) {
  order.total = money.shop(from, "totalPriceSet");
  order.subtotal = money.shop(from, "subtotalPriceSet");
  // The schema lets these two be null, on orders that have no tax or no discount.
  order.total_tax = money.optional_shop(from, "totalTaxSet").value_or(Decimal());
  order.total_discounts = money.optional_shop(from, "totalDiscountsSet").value_or(Decimal());
  order.total_shipping = money.shop(from, "totalShippingPriceSet");
  order.total_tip = money.shop(from, "totalTipReceivedSet");
  order.total_duties = money.optional_shop(from, "originalTotalDutiesSet").value_or(Decimal());
  order.total_additional_fees =
      money.optional_shop(from, "originalTotalAdditionalFeesSet").value_or(Decimal());
  order.total_cash_rounding = money.shop(from.object("totalCashRoundingAdjustment"), "paymentSet");
  order.current_total = money.shop(from, "currentTotalPriceSet");
  order.presentment_total = money.presentment(from, "totalPriceSet");
}

constexpr std::array<ChildField, 6> kOrderChildren = {{
    {"Order", "LineItem", "lineItems"},
    {"Order", "ShippingLine", "shippingLines"},
    {"Order", "DiscountCodeApplication", "discountApplications"},
    {"Order", "ManualDiscountApplication", "discountApplications"},
    {"Order", "AutomaticDiscountApplication", "discountApplications"},
    {"Order", "ScriptDiscountApplication", "discountApplications"},
}};

Order read_node(const Object& from) {
  Order order;
  read_head(from, order);
  const MoneyReader money(kNodeMoney, order.currency, order.presentment_currency);
  const LineReader lines(money);
  if (from.has_content("customer")) order.customer = read_customer(from.object("customer"));
  order.billing_address = read_optional_address(from, "billingAddress");
  order.shipping_address = read_optional_address(from, "shippingAddress");
  order.lines = connection(from, "lineItems", [&lines](const Object& line) { return lines.line(line); });
  order.shipping_lines =
      connection(from, "shippingLines", [&lines](const Object& line) { return lines.shipping(line); });
  order.tax_lines = lines.taxes(from);
  order.discount_applications = connection(from, "discountApplications", read_discount_application);
  read_totals(from, money, order);
  return order;
}

}  // namespace

absl::StatusOr<Order> read_order_node(std::string_view body) {
  const json::Source source{kSystem, "Order node"};
  json::Document document;
  if (const absl::Status status = document.parse(body, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  return decoding.finish(read_node(decoding.root()));
}

absl::StatusOr<BulkObjects<Order>> read_orders_bulk(json::LineReader::Read read,
                                                    const KeepGoing& keep_going) {
  return read_bulk<Order>(std::move(read), kOrderChildren, read_order_node, keep_going);
}

}  // namespace crossdock::shopify
