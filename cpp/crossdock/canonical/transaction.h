#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// Money that moved for an order, or tried to: one authorization, capture, sale, void or refund at a payment
// gateway; and tenders, which are the store's ledger of what was really paid and paid back, by what means.
//
// A transaction's own amount is in the currency the buyer paid in, which is what a webhook tells; a query
// tells the store's side as well. Kinds, statuses and error codes are in lower case and kept as text.
namespace crossdock::canonical {

// What the gateway takes for one transaction.
struct TransactionFee {
  std::string type;      // "processing_fee", "flat_fee", or newer.
  base::Decimal amount;  // Without its tax.
  base::Decimal tax;
  std::string currency;               // ISO 4217.
  std::optional<base::Decimal> rate;  // 0.029 is 2.9 per cent of the amount.
  OptionalText rate_name;

  bool operator==(const TransactionFee&) const = default;
};

struct Transaction {
  std::int64_t id = 0;
  std::optional<std::int64_t> order_id;
  std::optional<std::int64_t> parent_id;  // Of a capture, void or refund: the transaction it acts on.
  std::string kind;    // "authorization", "capture", "sale", "void", "refund", "change", or newer.
  std::string status;  // "success", "pending", "failure", "error", "awaiting_response", "unknown", or newer.
  OptionalText gateway;
  base::Decimal amount;                         // In `currency`.
  OptionalText currency;                        // ISO 4217; some webhooks leave it out.
  std::optional<base::Decimal> shop_amount;     // In the store's currency; no webhook tells it.
  OptionalText shop_currency;                   // ISO 4217.
  std::optional<base::Decimal> rounding;        // Of cash, in `currency`; on top of the amount.
  std::optional<base::Decimal> unsettled;       // Authorized and not captured yet, in `currency`.
  std::optional<base::Timestamp> created_at;    // When the store entered it.
  std::optional<base::Timestamp> processed_at;  // When the gateway did it.
  bool test = false;
  std::optional<bool> manual_gateway;  // The merchant says when it is paid: bank transfer, on delivery.
  OptionalText authorization_code;
  OptionalText payment_id;  // What the gateway calls the payment.
  OptionalText error_code;
  OptionalText message;                             // The gateway's; no query tells it.
  OptionalText source_name;                         // No query tells it.
  OptionalText payment_method;                      // "visa", "klarna", or what the gateway calls it.
  OptionalText card_company;                        // "Visa".
  std::optional<std::int64_t> location_id;          // Where it was taken in person.
  std::optional<std::int64_t> device_id;            // The till.
  std::optional<std::int64_t> user_id;              // The member of staff.
  std::optional<std::vector<TransactionFee>> fees;  // No webhook tells them.

  bool operator==(const Transaction&) const = default;
};

struct TenderTransaction {
  std::int64_t id = 0;
  std::optional<std::int64_t> order_id;
  base::Decimal amount;  // Below zero for money paid back.
  std::string currency;  // ISO 4217.
  std::optional<base::Timestamp> processed_at;
  OptionalText payment_method;    // "credit_card", "cash", "shopify_payments", "unknown", or newer.
  OptionalText remote_reference;  // What the gateway calls it.
  OptionalText card_company;
  std::optional<std::int64_t> user_id;
  bool test = false;

  bool operator==(const TenderTransaction&) const = default;
};

}  // namespace crossdock::canonical
