#include "crossdock/wire/shopify/refund.h"

#include <algorithm>
#include <utility>

#include "crossdock/wire/shopify/references.h"
#include "crossdock/wire/shopify/refund_parts.h"
#include "crossdock/wire/shopify/transaction_parts.h"

namespace crossdock::shopify {
namespace {

using canonical::OptionalText;
using canonical::Refund;
using canonical::RefundAdjustment;
using canonical::RefundDuty;
using canonical::RefundLine;
using canonical::RefundShippingLine;
using json::Object;

// "Refund discrepancy" of a webhook and REFUND_DISCREPANCY of a query are one reason.
OptionalText normal_reason(const Object& from) {
  OptionalText reason = state(from, "reason");
  if (reason.has_value()) std::replace(reason->begin(), reason->end(), ' ', '_');
  return reason;
}

OptionalText none_if_empty(const std::string& text) {
  return text.empty() ? std::nullopt : OptionalText(text);
}

// Reads the parts of one refund of a webhook, which share its currencies.
class PayloadReader {
 public:
  explicit PayloadReader(MoneyReader& money) : money_(money) {}

  [[nodiscard]] RefundLine line(const Object& from) {
    RefundLine line;
    line.id = from.optional_id("id");
    line.line_item_id = from.id("line_item_id");
    line.quantity = from.integer("quantity");
    line.restock_type = lower_case(from.text("restock_type"));
    line.location_id = from.optional_id("location_id");
    money_.plain_or_bag(from, "subtotal", "subtotal_set", line.subtotal, line.presentment_subtotal);
    money_.plain_or_bag(from, "total_tax", "total_tax_set", line.total_tax, line.presentment_total_tax);
    return line;
  }

  [[nodiscard]] RefundShippingLine shipping(const Object& from) {
    RefundShippingLine line;
    line.id = from.optional_id("id");
    line.shipping_line_id = from.optional_id("shipping_line_id");
    if (!line.shipping_line_id.has_value()) line.shipping_line_id = loose_reference(from, "shipping_line");
    money_.bag(from, "subtotal_amount_set", line.subtotal, line.presentment_subtotal);
    money_.bag_or_zero(from, "tax_amount_set", line.tax, line.presentment_tax);
    return line;
  }

  [[nodiscard]] RefundAdjustment adjustment(const Object& from) {
    RefundAdjustment adjustment;
    adjustment.id = from.optional_id("id");
    adjustment.kind = state(from, "kind");
    adjustment.reason = normal_reason(from);
    money_.plain_or_bag(from, "amount", "amount_set", adjustment.amount, adjustment.presentment_amount);
    money_.plain_or_bag(from, "tax_amount", "tax_amount_set", adjustment.tax, adjustment.presentment_tax);
    return adjustment;
  }

  [[nodiscard]] RefundDuty duty(const Object& from) {
    RefundDuty duty;
    duty.duty_id = loose_id(from, "duty_id");
    money_.bag(from, "amount_set", duty.amount, duty.presentment_amount);
    return duty;
  }

 private:
  MoneyReader& money_;
};

// The same of a node.
class NodeReader {
 public:
  explicit NodeReader(MoneyReader& money) : money_(money) {}

  [[nodiscard]] RefundLine line(const Object& from) {
    RefundLine line;
    line.id = optional_gid(from, "id", "RefundLineItem");
    line.line_item_id = reference(from, "lineItem", "LineItem");
    line.quantity = from.integer("quantity");
    line.restock_type = lower_case(from.text("restockType"));
    line.location_id = optional_reference(from, "location", "Location");
    money_.bag(from, "subtotalSet", line.subtotal, line.presentment_subtotal);
    money_.bag(from, "totalTaxSet", line.total_tax, line.presentment_total_tax);
    return line;
  }

  [[nodiscard]] RefundShippingLine shipping(const Object& from) {
    RefundShippingLine line;
    line.id = gid_number(from, "id", "RefundShippingLine");
    line.shipping_line_id = loose_reference(from, "shippingLine");
    money_.bag(from, "subtotalAmountSet", line.subtotal, line.presentment_subtotal);
    money_.bag(from, "taxAmountSet", line.tax, line.presentment_tax);
    return line;
  }

  [[nodiscard]] RefundAdjustment adjustment(const Object& from) {
    RefundAdjustment adjustment;
    adjustment.id = gid_number(from, "id", "OrderAdjustment");
    adjustment.reason = normal_reason(from);
    money_.bag(from, "amountSet", adjustment.amount, adjustment.presentment_amount);
    money_.bag(from, "taxAmountSet", adjustment.tax, adjustment.presentment_tax);
    return adjustment;
  }

  [[nodiscard]] RefundDuty duty(const Object& from) {
    RefundDuty duty;
    duty.duty_id = loose_reference(from, "originalDuty");
    money_.bag(from, "amountSet", duty.amount, duty.presentment_amount);
    return duty;
  }

 private:
  MoneyReader& money_;
};

void set_currencies(const MoneyReader& money, Refund& refund) {
  refund.currency = none_if_empty(money.currencies().shop);
  refund.presentment_currency = none_if_empty(money.currencies().presentment);
}

}  // namespace

Refund read_refund_payload(const Object& from, MoneyReader money) {
  PayloadReader parts(money);
  Refund refund;
  refund.id = from.id("id");
  refund.order_id = from.optional_id("order_id");
  refund.created_at = from.optional_timestamp("created_at");
  refund.processed_at = from.optional_timestamp("processed_at");
  from.copy_optional_text("note", refund.note);
  refund.user_id = from.optional_id("user_id");
  refund.return_id = loose_reference(from, "return");
  // Of no part but its currencies, which a refund without lines tells nowhere else.
  std::optional<base::Decimal> ignored;
  base::Decimal duties;
  money.bag_or_zero(from, "total_duties_set", duties, ignored);
  refund.lines =
      told_objects(from, "refund_line_items", [&parts](const Object& part) { return parts.line(part); });
  refund.shipping_lines = told_objects(from, "refund_shipping_lines",
                                       [&parts](const Object& part) { return parts.shipping(part); });
  refund.adjustments = told_objects(from, "order_adjustments",
                                    [&parts](const Object& part) { return parts.adjustment(part); });
  refund.duties = told_objects(from, "duties", [&parts](const Object& part) { return parts.duty(part); });
  refund.transactions = told_objects(from, "transactions", read_transaction_payload);
  set_currencies(money, refund);
  return refund;
}

Refund read_refund_within(const Object& from, MoneyReader money,
                          const std::optional<std::int64_t>& order_id) {
  NodeReader parts(money);
  Refund refund;
  refund.id = gid_number(from, "id", "Refund");
  refund.order_id = from.has_content("order") ? reference(from, "order", "Order") : order_id;
  refund.created_at = from.optional_timestamp("createdAt");
  refund.processed_at = from.optional_timestamp("processedAt");
  from.copy_optional_text("note", refund.note);
  refund.user_id = optional_reference(from, "staffMember", "StaffMember");
  refund.return_id = optional_reference(from, "return", "Return");
  if (from.has_content("totalRefundedSet")) {
    money.bag(from, "totalRefundedSet", refund.total.emplace(), refund.presentment_total);
  }
  refund.lines =
      told_connection(from, "refundLineItems", [&parts](const Object& part) { return parts.line(part); });
  refund.shipping_lines = told_connection(from, "refundShippingLines",
                                          [&parts](const Object& part) { return parts.shipping(part); });
  refund.adjustments = told_connection(from, "orderAdjustments",
                                       [&parts](const Object& part) { return parts.adjustment(part); });
  refund.duties = told_objects(from, "duties", [&parts](const Object& part) { return parts.duty(part); });
  refund.transactions = told_connection(from, "transactions", [&refund](const Object& part) {
    return read_transaction_within(part, refund.order_id);
  });
  set_currencies(money, refund);
  return refund;
}

absl::StatusOr<Refund> read_refund(std::string_view body) {
  return read_whole(body, "refunds/create",
                    [](const Object& from) { return read_refund_payload(from, MoneyReader(kWebhookMoney)); });
}

absl::StatusOr<Refund> read_refund_node(std::string_view body) {
  return read_whole(body, "Refund node", [](const Object& from) {
    return read_refund_within(from, MoneyReader(kNodeMoney), std::nullopt);
  });
}

}  // namespace crossdock::shopify
