#include <array>
#include <utility>

#include "crossdock/wire/shopify/address.h"
#include "crossdock/wire/shopify/customer_parts.h"
#include "crossdock/wire/shopify/fulfilment_parts.h"
#include "crossdock/wire/shopify/order.h"
#include "crossdock/wire/shopify/order_parts.h"
#include "crossdock/wire/shopify/references.h"
#include "crossdock/wire/shopify/refund_parts.h"
#include "crossdock/wire/shopify/transaction_parts.h"

namespace crossdock::shopify {
namespace {

using base::Decimal;
using canonical::AdditionalFee;
using canonical::Customer;
using canonical::DiscountAllocation;
using canonical::DiscountApplication;
using canonical::Duty;
using canonical::LineGroup;
using canonical::Order;
using canonical::OrderCompany;
using canonical::OrderLine;
using canonical::OrderPaymentTerms;
using canonical::OrderRisk;
using canonical::PaymentSchedule;
using canonical::RiskAssessment;
using canonical::RiskFact;
using canonical::ShippingLine;
using canonical::TaxLine;
using json::Object;

Customer read_customer(const Object& from) {
  Customer customer;
  customer.id = gid_number(from, "id", "Customer");
  if (const auto email = from.optional_object("defaultEmailAddress")) {
    customer.email = email->optional_text("emailAddress");
    customer.email_consent = read_consent_of_contact(*email);
  }
  if (const auto phone = from.optional_object("defaultPhoneNumber")) {
    customer.phone = phone->optional_text("phoneNumber");
    customer.sms_consent = read_consent_of_contact(*phone);
  }
  customer.first_name = from.optional_text("firstName");
  customer.last_name = from.optional_text("lastName");
  if (from.has_content("tags")) customer.tags = normal_tags(from.texts("tags"));
  customer.tax_exempt = from.optional_boolean("taxExempt").value_or(false);
  customer.updated_at = from.optional_timestamp("updatedAt");
  customer.default_address = optional_part(from, "defaultAddress", read_address_node);
  return customer;
}

std::pair<std::string, std::string> read_attribute(const Object& from) {
  return {scalar_text(from, "key"), scalar_text(from, "value")};
}

LineGroup read_group(const Object& from) {
  LineGroup group;
  group.id = gid_number(from, "id", "LineItemGroup");
  group.title = from.optional_text("title");
  group.quantity = from.optional_integer("quantity");
  group.variant_id = optional_gid(from, "variantId", "ProductVariant");
  group.product_id = optional_gid(from, "productId", "Product");
  group.sku = from.optional_text("variantSku");
  group.properties = from.optional_objects("customAttributes", read_attribute);
  return group;
}

// Reads the lines of one order, which share its currencies, and collects the groups they name.
class LineReader {
 public:
  explicit LineReader(MoneyReader& money) : money_(money) {}

  [[nodiscard]] std::vector<TaxLine> taxes(const Object& owner) {
    return owner.objects("taxLines", [this](const Object& from) {
      TaxLine tax;
      tax.title = from.text_or_empty("title");
      tax.rate = from.optional_decimal("rate");
      money_.bag(from, "priceSet", tax.price, tax.presentment_price);
      tax.channel_liable = from.optional_boolean("channelLiable");
      tax.source = from.optional_text("source");
      return tax;
    });
  }

  [[nodiscard]] OrderLine line(const Object& from) {
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
    line.fulfillable_quantity = from.optional_integer("unfulfilledQuantity");
    money_.bag(from, "originalUnitPriceSet", line.price, line.presentment_price);
    line.discount_allocations = allocations(from);
    money_.bag(from, "totalDiscountSet", line.total_discount, line.presentment_total_discount);
    line.tax_lines = taxes(from);
    line.requires_shipping = from.boolean("requiresShipping");
    line.taxable = from.boolean("taxable");
    line.gift_card = from.boolean("isGiftCard");
    line.properties = from.objects("customAttributes", read_attribute);
    line.duties = told_objects(from, "duties", [this](const Object& part) { return duty(part); });
    read_group_of(from, line);
    return line;
  }

  [[nodiscard]] ShippingLine shipping(const Object& from) {
    ShippingLine line;
    line.id = optional_gid(from, "id", "ShippingLine");
    line.title = from.text_or_empty("title");
    line.code = from.optional_text("code");
    line.source = from.optional_text("source");
    line.carrier_identifier = from.optional_text("carrierIdentifier");
    money_.bag(from, "originalPriceSet", line.price, line.presentment_price);
    line.discount_allocations = allocations(from);
    line.tax_lines = taxes(from);
    line.is_removed = from.optional_boolean("isRemoved").value_or(false);
    return line;
  }

  [[nodiscard]] AdditionalFee fee(const Object& from) {
    AdditionalFee fee;
    fee.id = gid_number(from, "id", "AdditionalFee");
    fee.name = from.text("name");
    money_.bag(from, "price", fee.price, fee.presentment_price);
    fee.tax_lines = taxes(from);
    return fee;
  }

  // Of the lines read so far; none where no line was asked for its group.
  [[nodiscard]] std::optional<std::vector<LineGroup>> take_groups() {
    if (!groups_told_) return std::nullopt;
    return normal_groups(std::move(groups_));
  }

 private:
  void read_group_of(const Object& from, OrderLine& line) {
    const json::Value told = from.find("lineItemGroup");
    groups_told_ = groups_told_ || told.exists();
    if (!told.has_content()) return;
    groups_.push_back(read_group(from.decoding().object(told)));
    line.group_id = groups_.back().id;
  }

  [[nodiscard]] std::vector<DiscountAllocation> allocations(const Object& owner) {
    return owner.objects("discountAllocations", [this](const Object& from) {
      DiscountAllocation allocation;
      money_.bag(from, "allocatedAmountSet", allocation.amount, allocation.presentment_amount);
      if (const std::optional<Object> application = from.optional_object("discountApplication")) {
        allocation.application_index = application->optional_integer("index");
      }
      return allocation;
    });
  }

  [[nodiscard]] Duty duty(const Object& from) {
    Duty duty;
    duty.id = gid_number(from, "id", "Duty");
    duty.harmonized_system_code = from.optional_text("harmonizedSystemCode");
    duty.country_of_origin = from.optional_text("countryCodeOfOrigin");
    money_.bag(from, "price", duty.price, duty.presentment_price);
    duty.tax_lines = taxes(from);
    return duty;
  }

  MoneyReader& money_;
  std::vector<LineGroup> groups_;
  bool groups_told_ = false;
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
  discount.target_selection = state(from, "targetSelection");
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
  order.confirmed = from.optional_boolean("confirmed");
  order.confirmation_number = from.optional_text("confirmationNumber");
  order.duties_included = from.optional_boolean("dutiesIncluded");
  order.estimated_taxes = from.optional_boolean("estimatedTaxes");
  order.tax_exempt = from.optional_boolean("taxExempt");
  order.financial_status = state(from, "displayFinancialStatus");
  order.fulfillment_status = normal_fulfillment_status(state(from, "displayFulfillmentStatus"));
  order.email = from.optional_text("email");
  order.phone = from.optional_text("phone");
  order.note = from.optional_text("note");
  order.po_number = from.optional_text("poNumber");
}

// Where the order came from, and what the buyer said with it.
void read_origin(const Object& from, Order& order) {
  order.source_name = from.optional_text("sourceName");
  order.source_identifier = from.optional_text("sourceIdentifier");
  order.app_id = loose_reference(from, "app");
  order.merchant_of_record_app_id = loose_reference(from, "merchantOfRecordApp");
  order.location_id = optional_reference(from, "retailLocation", "Location");
  order.customer_locale = from.optional_text("customerLocale");
  order.accepts_marketing = from.optional_boolean("customerAcceptsMarketing");
  order.tags = normal_tags(from.texts("tags"));
  order.attributes = from.objects("customAttributes", read_attribute);
  order.discount_codes = from.texts("discountCodes");
  order.payment_gateway_names = from.texts("paymentGatewayNames");
}

PaymentSchedule read_payment_schedule(const Object& from) {
  PaymentSchedule schedule;
  schedule.id = optional_gid(from, "id", "PaymentSchedule");
  if (const auto amount = from.optional_object("amount")) schedule.amount = amount->decimal("amount");
  if (const auto balance = from.optional_object("balanceDue")) {
    schedule.balance = balance->decimal("amount");
    schedule.currency = balance->text("currencyCode");
  }
  schedule.issued_at = from.optional_timestamp("issuedAt");
  schedule.due_at = from.optional_timestamp("dueAt");
  schedule.completed_at = from.optional_timestamp("completedAt");
  return schedule;
}

OrderPaymentTerms read_payment_terms(const Object& from) {
  OrderPaymentTerms terms;
  terms.id = loose_id(from, "id");
  terms.name = from.optional_text("paymentTermsName");
  terms.type = state(from, "paymentTermsType");
  terms.due_in_days = from.optional_integer("dueInDays");
  terms.schedules = told_connection(from, "paymentSchedules", read_payment_schedule);
  return terms;
}

// A purchasing entity is a customer, or a company with more.
std::optional<OrderCompany> read_company(const Object& from) {
  if (!from.has_content("company")) return std::nullopt;
  return OrderCompany{reference(from, "company", "Company"),
                      optional_reference(from, "location", "CompanyLocation"),
                      optional_reference(from, "contact", "CompanyContact")};
}

void read_buyer(const Object& from, Order& order) {
  order.customer = optional_part(from, "customer", read_customer);
  if (const auto entity = from.optional_object("purchasingEntity")) order.company = read_company(*entity);
  order.payment_terms = optional_part(from, "paymentTerms", read_payment_terms);
  order.billing_address = optional_part(from, "billingAddress", read_address_node);
  order.shipping_address = optional_part(from, "shippingAddress", read_address_node);
}

void read_totals(const Object& from, MoneyReader& money, Order& order) {
  const Object total = from.object("totalPriceSet");
  std::optional<Decimal> presentment;
  money.bag_itself(total, order.total, presentment);
  order.presentment_total =
      presentment.has_value() ? *presentment : total.object(kNodeMoney.presentment).decimal("amount");
  money.bag(from, "subtotalPriceSet", order.subtotal, order.presentment_subtotal);
  // The schema lets these two be null, on orders that have no tax or no discount.
  money.bag_or_zero(from, "totalTaxSet", order.total_tax, order.presentment_total_tax);
  money.bag_or_zero(from, "totalDiscountsSet", order.total_discounts, order.presentment_total_discounts);
  money.bag(from, "totalShippingPriceSet", order.total_shipping, order.presentment_total_shipping);
  order.total_tip = money.shop(from, "totalTipReceivedSet");
  order.total_duties = money.optional_shop(from, "originalTotalDutiesSet").value_or(Decimal());
  order.total_additional_fees =
      money.optional_shop(from, "originalTotalAdditionalFeesSet").value_or(Decimal());
  const Object rounding = from.object("totalCashRoundingAdjustment");
  order.total_cash_rounding = money.shop(rounding, "paymentSet");
  order.total_cash_rounding_refund = money.optional_shop(rounding, "refundSet");
}

void read_current_totals(const Object& from, MoneyReader& money, Order& order) {
  order.current_total = money.shop(from, "currentTotalPriceSet");
  order.current_subtotal = money.optional_shop(from, "currentSubtotalPriceSet");
  order.current_total_tax = money.optional_shop(from, "currentTotalTaxSet");
  order.current_total_discounts = money.optional_shop(from, "currentTotalDiscountsSet");
  order.current_total_shipping = money.optional_shop(from, "currentShippingPriceSet");
  order.current_total_duties = money.optional_shop(from, "currentTotalDutiesSet");
  order.current_total_additional_fees = money.optional_shop(from, "currentTotalAdditionalFeesSet");
  order.total_outstanding = money.optional_shop(from, "totalOutstandingSet");
  order.total_refund_discrepancy = money.optional_shop(from, "refundDiscrepancySet");
}

RiskAssessment read_assessment(const Object& from) {
  RiskAssessment assessment;
  assessment.level = lower_case(from.text("riskLevel"));
  assessment.provider_app_id = optional_reference(from, "provider", "App");
  assessment.facts = from.optional_objects("facts", [](const Object& fact) {
    return RiskFact{fact.text("description"), lower_case(fact.text("sentiment"))};
  });
  return assessment;
}

OrderRisk read_risk(const Object& from) {
  return {lower_case(from.text("recommendation")), from.objects("assessments", read_assessment)};
}

// What happened to the order since it was placed.
void read_aftermath(const Object& from, const MoneyReader& money, Order& order) {
  order.risk = optional_part(from, "risk", read_risk);
  order.transactions = told_objects(from, "transactions", [&order](const Object& transaction) {
    return read_transaction_within(transaction, order.id);
  });
  order.refunds = told_objects(from, "refunds", [&](const Object& refund) {
    return read_refund_within(refund, MoneyReader(kNodeMoney, money.currencies()), order.id);
  });
  order.fulfilments = told_objects(from, "fulfillments", [&order](const Object& fulfilment) {
    return read_fulfilment_within(fulfilment, order.id);
  });
  if (from.has_content("returns")) order.return_ids = connection_ids(from, "returns");
}

constexpr std::array<ChildField, 7> kOrderChildren = {{
    {"Order", "LineItem", "lineItems"},
    {"Order", "Return", "returns"},
    {"Order", "ShippingLine", "shippingLines"},
    {"Order", "DiscountCodeApplication", "discountApplications"},
    {"Order", "ManualDiscountApplication", "discountApplications"},
    {"Order", "AutomaticDiscountApplication", "discountApplications"},
    {"Order", "ScriptDiscountApplication", "discountApplications"},
}};

Order read_node(const Object& from) {
  Order order;
  read_head(from, order);
  read_origin(from, order);
  MoneyReader money(kNodeMoney, {order.currency, order.presentment_currency});
  LineReader lines(money);
  read_buyer(from, order);
  order.lines = connection(from, "lineItems", [&lines](const Object& line) { return lines.line(line); });
  order.line_groups = lines.take_groups();
  order.shipping_lines =
      connection(from, "shippingLines", [&lines](const Object& line) { return lines.shipping(line); });
  order.tax_lines = lines.taxes(from);
  order.discount_applications = connection(from, "discountApplications", read_discount_application);
  order.additional_fees =
      told_objects(from, "additionalFees", [&lines](const Object& fee) { return lines.fee(fee); });
  read_totals(from, money, order);
  read_current_totals(from, money, order);
  read_aftermath(from, money, order);
  return order;
}

// A file does not tell an order without returns from a query that did not ask for them.
absl::StatusOr<Order> read_node_of_file(std::string_view body) {
  absl::StatusOr<Order> order = read_order_node(body);
  if (order.ok() && order->return_ids.has_value() && order->return_ids->empty()) order->return_ids.reset();
  return order;
}

}  // namespace

absl::StatusOr<Order> read_order_node(std::string_view body) {
  return read_whole(body, "Order node", read_node);
}

absl::StatusOr<BulkObjects<Order>> read_orders_bulk(json::LineReader::Read read,
                                                    const KeepGoing& keep_going) {
  return read_bulk<Order>(std::move(read), kOrderChildren, read_node_of_file, keep_going);
}

}  // namespace crossdock::shopify
