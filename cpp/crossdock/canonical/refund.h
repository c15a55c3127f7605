#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"
#include "crossdock/canonical/transaction.h"

// What a merchant gave back for an order: which goods, how much of shipping and duties, by which
// transactions. The refunds of an order stand in the order too; both ways give equal values.
//
// Amounts are in the store's currency; each has its counterpart in the buyer's beside it, which is none where
// the source does not tell it. A section that is none was not told, one that is empty holds nothing.
namespace crossdock::canonical {

struct RefundLine {
  std::optional<std::int64_t> id;
  std::int64_t line_item_id = 0;  // The order's line.
  std::int64_t quantity = 0;
  std::string restock_type;                 // "no_restock", "cancel", "return", "legacy_restock", or newer.
  std::optional<std::int64_t> location_id;  // Where the goods went back to.
  base::Decimal
      subtotal;  // All of its units, after the line's discounts, without tax unless prices include it.
  std::optional<base::Decimal> presentment_subtotal;
  base::Decimal total_tax;
  std::optional<base::Decimal> presentment_total_tax;

  bool operator==(const RefundLine&) const = default;
};

struct RefundShippingLine {
  std::optional<std::int64_t> id;
  std::optional<std::int64_t> shipping_line_id;  // The order's shipping line.
  base::Decimal subtotal;
  std::optional<base::Decimal> presentment_subtotal;
  base::Decimal tax;
  std::optional<base::Decimal> presentment_tax;

  bool operator==(const RefundShippingLine&) const = default;
};

// What makes the parts of a refund equal to what was really paid back. Its sign is the merchant's side: below
// zero, more was given back than the parts say.
struct RefundAdjustment {
  std::optional<std::int64_t> id;
  OptionalText kind;    // "refund_discrepancy", "shipping_refund" before 2024-10; no query tells it.
  OptionalText reason;  // "refund_discrepancy", "restock", "damage", "customer", or newer.
  base::Decimal amount;
  std::optional<base::Decimal> presentment_amount;
  base::Decimal tax;
  std::optional<base::Decimal> presentment_tax;

  bool operator==(const RefundAdjustment&) const = default;
};

struct RefundDuty {
  std::optional<std::int64_t> duty_id;
  base::Decimal amount;
  std::optional<base::Decimal> presentment_amount;

  bool operator==(const RefundDuty&) const = default;
};

struct Refund {
  std::int64_t id = 0;
  std::optional<std::int64_t> order_id;
  std::optional<base::Timestamp> created_at;
  std::optional<base::Timestamp> processed_at;  // The day of the books; an import may set it back.
  OptionalText note;                            // The merchant's reason.
  std::optional<std::int64_t> user_id;          // The member of staff.
  std::optional<std::int64_t> return_id;        // The return it settles.
  OptionalText currency;              // ISO 4217, of the store; none where no amount in it names one.
  OptionalText presentment_currency;  // ISO 4217, of the buyer.
  std::optional<std::vector<RefundLine>> lines;
  std::optional<std::vector<RefundShippingLine>> shipping_lines;
  std::optional<std::vector<RefundAdjustment>> adjustments;
  std::optional<std::vector<RefundDuty>> duties;
  std::optional<std::vector<Transaction>> transactions;
  std::optional<base::Decimal> total;  // What was paid back in all; no webhook tells it.
  std::optional<base::Decimal> presentment_total;

  bool operator==(const Refund&) const = default;
};

}  // namespace crossdock::canonical
