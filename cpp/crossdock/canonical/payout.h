#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// What the store's payment account pays to the merchant's bank, and the movements on that account which a
// payout is made of. No webhook tells of either.
//
//   payout.net = the sum of `net` of the balance transactions that name it, its own transfer left out
namespace crossdock::canonical {

// One group of movements in a payout.
struct PayoutPart {
  base::Decimal gross;
  base::Decimal fee;

  bool operator==(const PayoutPart&) const = default;
};

struct PayoutSummary {
  PayoutPart charges;
  PayoutPart refunds;
  PayoutPart adjustments;
  PayoutPart reserved_funds;
  PayoutPart retried_payouts;
  PayoutPart advances;
  base::Decimal usdc_rebates;  // Credited for charges paid in that currency.

  bool operator==(const PayoutSummary&) const = default;
};

struct Payout {
  std::int64_t id = 0;
  base::Timestamp issued_at;
  std::string status;  // "scheduled", "in_transit", "paid", "failed", "canceled", or newer.
  std::string type;    // "deposit" to the bank or "withdrawal" from it; or newer.
  base::Decimal net;
  std::string currency;            // ISO 4217; of each amount in it.
  OptionalText external_trace_id;  // By which the bank finds it.
  std::optional<PayoutSummary> summary;

  bool operator==(const Payout&) const = default;
};

// An order's share in an adjustment of several.
struct BalanceAdjustmentOrder {
  std::int64_t order_transaction_id = 0;
  std::string order_name;  // "#1001".
  base::Decimal amount;
  base::Decimal fee;
  base::Decimal net;

  bool operator==(const BalanceAdjustmentOrder&) const = default;
};

struct BalanceTransaction {
  std::int64_t id = 0;
  std::string type;  // "charge", "refund", "chargeback_fee", ...: more than a hundred, and newer ones.
  // What the type comes to in the books: "sale", "refund", "dispute", "fee", "tax", "shipping", "reserve",
  // "payout", "financing", "transfer", "credit", "adjustment"; "other" for types unknown today.
  std::string kind;
  base::Decimal amount;
  base::Decimal fee;
  base::Decimal net;     // Amount less fee.
  std::string currency;  // ISO 4217; of each amount in it.
  base::Timestamp transacted_at;
  bool test = false;
  OptionalText source_type;  // "charge", "refund", "dispute", "transfer", "adjustment", or newer.
  std::optional<std::int64_t> source_id;
  std::optional<std::int64_t> order_transaction_id;
  std::optional<std::int64_t> order_id;
  OptionalText order_name;
  std::optional<std::int64_t> payout_id;  // None until it is part of one.
  OptionalText payout_status;             // "pending", "scheduled", "in_transit", "paid", ...
  OptionalText adjustment_reason;
  std::vector<BalanceAdjustmentOrder> adjustment_orders;

  bool operator==(const BalanceTransaction&) const = default;
};

}  // namespace crossdock::canonical
