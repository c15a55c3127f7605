#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/wire/shopify/balance_kinds.h"
#include "crossdock/wire/shopify/dispute.h"
#include "crossdock/wire/shopify/order.h"
#include "crossdock/wire/shopify/order_events.h"
#include "crossdock/wire/shopify/payout.h"
#include "crossdock/wire/shopify/refund.h"
#include "crossdock/wire/shopify/transaction.h"

// The readers of refunds, transactions, tenders, disputes, payouts and news about orders: a value that is the
// same when it is read again, or one of the two errors.
namespace {

namespace shopify = crossdock::shopify;
using crossdock::fuzz::is_value;
using crossdock::fuzz::read_by_length;
using crossdock::fuzz::reads;
using crossdock::fuzz::require;

void read_refund(std::string_view bytes) {
  const auto refund = shopify::read_refund(bytes);
  if (!is_value(refund)) return;
  require(*refund == *shopify::read_refund(bytes));
  require(refund->id > 0);
}

void read_refund_node(std::string_view bytes) {
  const auto node = shopify::read_refund_node(bytes);
  if (is_value(node)) require(*node == *shopify::read_refund_node(bytes));
}

void read_transaction(std::string_view bytes) {
  const auto transaction = shopify::read_transaction(bytes);
  if (is_value(transaction)) require(*transaction == *shopify::read_transaction(bytes));
}

void read_transaction_node(std::string_view bytes) {
  const auto node = shopify::read_transaction_node(bytes);
  if (is_value(node)) require(node->shop_amount.has_value() && node->currency.has_value());
}

void read_dispute(std::string_view bytes) { is_value(shopify::read_dispute(bytes, "disputes/update")); }

void read_balance_transaction_node(std::string_view bytes) {
  const auto movement = shopify::read_balance_transaction_node(bytes);
  if (is_value(movement)) require(movement->kind == shopify::balance_kind(movement->type));
}

void read_order(std::string_view bytes) {
  const auto order = shopify::read_order(bytes, "orders/updated");
  if (!is_value(order)) return;
  require(*order == *shopify::read_order(bytes, "orders/updated"));
  // What a webhook cannot tell is never taken for told.
  require(!order->transactions.has_value() && !order->risk.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_by_length(
      {reinterpret_cast<const char*>(data), size},
      {read_refund, read_refund_node, read_transaction, read_transaction_node,
       reads<shopify::read_tender_transaction>, reads<shopify::read_tender_transaction_node>, read_dispute,
       reads<shopify::read_dispute_node>, reads<shopify::read_payout_node>, read_balance_transaction_node,
       reads<shopify::read_order_edit>, reads<shopify::read_risk_assessment_change>,
       reads<shopify::read_order_protection_change>, read_order});
  return 0;
}
