#include "crossdock/wire/shopify/payout.h"

#include <utility>

#include "crossdock/wire/shopify/balance_kinds.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using base::Decimal;
using canonical::BalanceAdjustmentOrder;
using canonical::BalanceTransaction;
using canonical::Payout;
using canonical::PayoutPart;
using canonical::PayoutSummary;
using json::Object;

// The amount at `key`, which must be in the currency of those before it.
Decimal amount_in(const Object& owner, std::string_view key, std::string& currency) {
  const Object money = owner.object(key);
  std::string told = money.text("currencyCode");
  if (currency.empty()) {
    currency = std::move(told);
  } else if (told != currency) {
    money.decoding().fail(money.find("currencyCode"), "the currency of the other amounts",
                          "another currency");
  }
  return money.decimal("amount");
}

PayoutSummary read_summary(const Object& from, std::string& currency) {
  const auto part = [&](std::string_view gross, std::string_view fee) {
    PayoutPart result;
    result.gross = amount_in(from, gross, currency);
    result.fee = amount_in(from, fee, currency);
    return result;
  };
  PayoutSummary summary;
  summary.charges = part("chargesGross", "chargesFee");
  summary.refunds = part("refundsFeeGross", "refundsFee");
  summary.adjustments = part("adjustmentsGross", "adjustmentsFee");
  summary.reserved_funds = part("reservedFundsGross", "reservedFundsFee");
  summary.retried_payouts = part("retriedPayoutsGross", "retriedPayoutsFee");
  summary.advances = part("advanceGross", "advanceFees");
  summary.usdc_rebates = amount_in(from, "usdcRebateCreditAmount", currency);
  return summary;
}

Payout read_payout(const Object& from) {
  Payout payout;
  payout.id = gid_number(from, "id", "ShopifyPaymentsPayout");
  payout.issued_at = from.timestamp("issuedAt");
  payout.status = lower_case(from.text("status"));
  payout.type = lower_case(from.text("transactionType"));
  payout.net = amount_in(from, "net", payout.currency);
  payout.external_trace_id = from.optional_text("externalTraceId");
  payout.summary = optional_part(
      from, "summary", [&payout](const Object& summary) { return read_summary(summary, payout.currency); });
  return payout;
}

BalanceAdjustmentOrder read_adjustment_order(const Object& from, std::string& currency) {
  BalanceAdjustmentOrder order;
  order.order_transaction_id = loose_id(from, "orderTransactionId").value_or(0);
  order.order_name = from.text("name");
  order.amount = amount_in(from, "amount", currency);
  order.fee = amount_in(from, "fees", currency);
  order.net = amount_in(from, "net", currency);
  return order;
}

BalanceTransaction read_balance_transaction(const Object& from) {
  BalanceTransaction transaction;
  transaction.id = gid_number(from, "id", "ShopifyPaymentsBalanceTransaction");
  transaction.type = lower_case(from.text("type"));
  transaction.kind = balance_kind(transaction.type);
  transaction.amount = amount_in(from, "amount", transaction.currency);
  transaction.fee = amount_in(from, "fee", transaction.currency);
  transaction.net = amount_in(from, "net", transaction.currency);
  transaction.transacted_at = from.timestamp("transactionDate");
  transaction.test = from.boolean("test");
  transaction.source_type = state(from, "sourceType");
  transaction.source_id = loose_id(from, "sourceId");
  transaction.order_transaction_id = loose_id(from, "sourceOrderTransactionId");
  if (const auto order = from.optional_object("associatedOrder")) {
    transaction.order_id = loose_id(*order, "id");
    transaction.order_name = order->optional_text("name");
  }
  if (const auto payout = from.optional_object("associatedPayout")) {
    transaction.payout_id = loose_id(*payout, "id");
    transaction.payout_status = state(*payout, "status");
  }
  transaction.adjustment_reason = from.optional_text("adjustmentReason");
  transaction.adjustment_orders = from.optional_objects(
      "adjustmentsOrders",
      [&transaction](const Object& order) { return read_adjustment_order(order, transaction.currency); });
  return transaction;
}

}  // namespace

absl::StatusOr<Payout> read_payout_node(std::string_view body) {
  return read_whole(body, "ShopifyPaymentsPayout node", read_payout);
}

absl::StatusOr<BulkObjects<Payout>> read_payouts_bulk(json::LineReader::Read read,
                                                      const KeepGoing& keep_going) {
  return read_bulk<Payout>(std::move(read), {}, read_payout_node, keep_going);
}

absl::StatusOr<BalanceTransaction> read_balance_transaction_node(std::string_view body) {
  return read_whole(body, "ShopifyPaymentsBalanceTransaction node", read_balance_transaction);
}

absl::StatusOr<BulkObjects<BalanceTransaction>> read_balance_transactions_bulk(json::LineReader::Read read,
                                                                               const KeepGoing& keep_going) {
  return read_bulk<BalanceTransaction>(std::move(read), {}, read_balance_transaction_node, keep_going);
}

}  // namespace crossdock::shopify
