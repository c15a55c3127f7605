#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// An order as a store sold it, whichever way it came: a webhook and a query for the same order give equal
// values.
//
// All money is in the store's own currency (`currency`), save `presentment_total`, which is in the buyer's.
// Texts of closed sets (states, kinds, reasons) are in lower case and kept as text, so that a value of
// tomorrow is not lost.
namespace crossdock::canonical {

using base::Decimal;

struct TaxLine {
  std::string title;
  std::optional<Decimal>
      rate;       // 0.06 is six per cent; none where the seller's tax service gives an amount only.
  Decimal price;  // The tax itself.
  std::optional<bool> channel_liable;  // True where the sales channel, not the merchant, owes the tax.

  bool operator==(const TaxLine&) const = default;
};

struct DiscountAllocation {
  Decimal amount;
  std::optional<std::int64_t> application_index;  // Into Order::discount_applications.

  bool operator==(const DiscountAllocation&) const = default;
};

struct DiscountApplication {
  std::string title;  // What the buyer saw; for a code, the code.
  OptionalText code;
  std::string kind;               // "discount_code", "manual", "automatic", "script", or newer.
  Decimal value;                  // Money or per cent, as value_type says.
  std::string value_type;         // "percentage" or "fixed_amount".
  std::string target_type;        // "line_item" or "shipping_line".
  std::string allocation_method;  // "across", "each" or "one".

  bool operator==(const DiscountApplication&) const = default;
};

struct OrderLine {
  std::int64_t id = 0;
  std::optional<std::int64_t> variant_id;
  std::optional<std::int64_t> product_id;
  OptionalText sku;
  std::string title;
  OptionalText variant_title;
  std::string name;
  std::int64_t quantity = 0;          // Units ordered.
  std::int64_t current_quantity = 0;  // Units left after removals and refunds.
  Decimal price;                      // One unit, before discounts.
  std::vector<DiscountAllocation> discount_allocations;
  Decimal total_discount;
  std::vector<TaxLine> tax_lines;
  bool requires_shipping = false;
  bool taxable = false;
  bool gift_card = false;
  std::vector<std::pair<std::string, std::string>> properties;

  bool operator==(const OrderLine&) const = default;
};

struct ShippingLine {
  std::optional<std::int64_t> id;
  std::string title;
  OptionalText code;
  OptionalText source;
  OptionalText carrier_identifier;
  Decimal price;  // Before discounts.
  std::vector<DiscountAllocation> discount_allocations;
  std::vector<TaxLine> tax_lines;
  bool is_removed = false;

  bool operator==(const ShippingLine&) const = default;
};

struct Order {
  std::int64_t id = 0;
  std::string gid;
  std::string name;
  std::optional<std::int64_t> order_number;
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::optional<base::Timestamp> processed_at;
  std::optional<base::Timestamp> cancelled_at;
  std::optional<base::Timestamp> closed_at;
  OptionalText cancel_reason;
  std::string currency;              // ISO 4217.
  std::string presentment_currency;  // ISO 4217.
  bool taxes_included = false;
  bool test = false;
  OptionalText financial_status;
  OptionalText fulfillment_status;
  OptionalText email;
  OptionalText phone;
  OptionalText note;
  OptionalText source_name;
  std::vector<std::string> tags;  // Sorted.
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<std::string> discount_codes;
  std::vector<std::string> payment_gateway_names;
  std::optional<Customer> customer;
  std::optional<Address> billing_address;
  std::optional<Address> shipping_address;
  std::vector<OrderLine> lines;
  std::vector<ShippingLine> shipping_lines;
  std::vector<TaxLine> tax_lines;
  std::vector<DiscountApplication> discount_applications;
  Decimal total;
  Decimal subtotal;
  Decimal total_tax;
  Decimal total_discounts;
  Decimal total_shipping;
  Decimal total_tip;
  Decimal total_duties;
  Decimal total_additional_fees;
  Decimal total_cash_rounding;
  Decimal current_total;
  Decimal presentment_total;  // In presentment_currency.

  bool operator==(const Order&) const = default;
};

}  // namespace crossdock::canonical
