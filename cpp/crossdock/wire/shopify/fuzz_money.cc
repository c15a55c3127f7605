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
using crossdock::fuzz::require;

void read_refunds(std::string_view bytes) {
  const auto refund = shopify::read_refund(bytes);
  if (is_value(refund)) {
    require(*refund == *shopify::read_refund(bytes));
    require(refund->id > 0);
  }
  const auto node = shopify::read_refund_node(bytes);
  if (is_value(node)) require(*node == *shopify::read_refund_node(bytes));
}

void read_transactions(std::string_view bytes) {
  const auto transaction = shopify::read_transaction(bytes);
  if (is_value(transaction)) require(*transaction == *shopify::read_transaction(bytes));
  const auto node = shopify::read_transaction_node(bytes);
  if (is_value(node)) require(node->shop_amount.has_value() && node->currency.has_value());
  is_value(shopify::read_tender_transaction(bytes));
  is_value(shopify::read_tender_transaction_node(bytes));
}

void read_account(std::string_view bytes) {
  is_value(shopify::read_dispute(bytes, "disputes/update"));
  is_value(shopify::read_dispute_node(bytes));
  is_value(shopify::read_payout_node(bytes));
  const auto movement = shopify::read_balance_transaction_node(bytes);
  if (is_value(movement)) require(movement->kind == shopify::balance_kind(movement->type));
}

void read_order_news(std::string_view bytes) {
  is_value(shopify::read_order_edit(bytes));
  is_value(shopify::read_risk_assessment_change(bytes));
  is_value(shopify::read_order_protection_change(bytes));
  const auto order = shopify::read_order(bytes, "orders/updated");
  if (!is_value(order)) return;
  require(*order == *shopify::read_order(bytes, "orders/updated"));
  // What a webhook cannot tell is never taken for told.
  require(!order->transactions.has_value() && !order->risk.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_refunds(bytes);
  read_transactions(bytes);
  read_account(bytes);
  read_order_news(bytes);
  return 0;
}
