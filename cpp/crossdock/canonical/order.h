#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"
#include "crossdock/canonical/fulfilment.h"
#include "crossdock/canonical/refund.h"
#include "crossdock/canonical/transaction.h"

// An order as a store sold it, whichever way it came: a webhook and a query for the same order give equal
// values in all that both tell.
//
// Money is in the store's own currency (`currency`), save what is called `presentment_...`, which is in the
// buyer's. A presentment amount is none where the source does not tell it and the currencies differ; where
// they are the same it is the store's.
//
// Sections that some sources leave out are optional: none was not told, empty holds nothing. Order webhooks
// carry refunds, fulfilments and returns but no transactions and no risk; a query has what it asks for.
//
// Texts of closed sets (states, kinds, reasons) are in lower case and kept as text, so that a value of
// tomorrow is not lost.
namespace crossdock::canonical {

using base::Decimal;

struct TaxLine {
  std::string title;
  std::optional<Decimal>
      rate;       // 0.06 is six per cent; none where the seller's tax service gives an amount only.
  Decimal price;  // The tax itself.
  std::optional<Decimal> presentment_price;
  std::optional<bool> channel_liable;  // True where the sales channel, not the merchant, owes the tax.
  OptionalText source;                 // The tax service that computed it, where one is named.

  bool operator==(const TaxLine&) const = default;
};

struct DiscountAllocation {
  Decimal amount;
  std::optional<Decimal> presentment_amount;
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
  OptionalText target_selection;  // "all", "entitled" or "explicit".
  std::string allocation_method;  // "across", "each" or "one".

  bool operator==(const DiscountApplication&) const = default;
};

// Duty on one line, which the buyer pays at checkout.
struct Duty {
  std::optional<std::int64_t> id;
  OptionalText harmonized_system_code;
  OptionalText country_of_origin;  // ISO 3166-1 alpha-2.
  Decimal price;
  std::optional<Decimal> presentment_price;
  std::vector<TaxLine> tax_lines;

  bool operator==(const Duty&) const = default;
};

// A fee on the whole order: "Import fee".
struct AdditionalFee {
  std::int64_t id = 0;
  std::string name;
  Decimal price;
  std::optional<Decimal> presentment_price;
  std::vector<TaxLine> tax_lines;

  bool operator==(const AdditionalFee&) const = default;
};

// A bundle as it was sold; its components are lines that name it.
struct LineGroup {
  std::int64_t id = 0;
  OptionalText title;
  std::optional<std::int64_t> quantity;
  std::optional<std::int64_t> variant_id;  // The bundle's own, not a component's.
  std::optional<std::int64_t> product_id;
  OptionalText sku;
  std::vector<std::pair<std::string, std::string>> properties;

  bool operator==(const LineGroup&) const = default;
};

struct OrderLine {
  std::int64_t id = 0;
  std::optional<std::int64_t> variant_id;
  std::optional<std::int64_t> product_id;
  OptionalText sku;
  std::string title;
  OptionalText variant_title;
  std::string name;
  std::int64_t quantity = 0;                         // Units ordered.
  std::int64_t current_quantity = 0;                 // Units left after removals and refunds.
  std::optional<std::int64_t> fulfillable_quantity;  // Units still to be sent.
  Decimal price;                                     // One unit, before discounts.
  std::optional<Decimal> presentment_price;
  std::vector<DiscountAllocation> discount_allocations;
  Decimal total_discount;
  std::optional<Decimal> presentment_total_discount;
  std::vector<TaxLine> tax_lines;
  bool requires_shipping = false;
  bool taxable = false;
  bool gift_card = false;
  std::vector<std::pair<std::string, std::string>> properties;
  std::optional<std::int64_t> group_id;  // The bundle it is a component of, in Order::line_groups.
  std::optional<std::vector<Duty>> duties;
  OptionalText tip_payment_gateway;  // Of a tip only, by what it was paid; no query tells it and the next.
  OptionalText tip_payment_method;

  // A line of the merchant's own making, a tip, or one whose product is gone from the store.
  [[nodiscard]] bool is_custom() const { return !variant_id.has_value() && !product_id.has_value(); }

  bool operator==(const OrderLine&) const = default;
};

struct ShippingLine {
  std::optional<std::int64_t> id;
  std::string title;
  OptionalText code;
  OptionalText source;
  OptionalText carrier_identifier;
  Decimal price;  // Before discounts.
  std::optional<Decimal> presentment_price;
  std::vector<DiscountAllocation> discount_allocations;
  std::vector<TaxLine> tax_lines;
  bool is_removed = false;

  bool operator==(const ShippingLine&) const = default;
};

// Why an assessment came out as it did.
struct RiskFact {
  std::string description;
  std::string sentiment;  // "positive", "neutral", "negative", or newer.

  bool operator==(const RiskFact&) const = default;
};

struct RiskAssessment {
  std::string level;                            // "low", "medium", "high", "none", "pending", or newer.
  std::optional<std::int64_t> provider_app_id;  // None for Shopify itself.
  std::vector<RiskFact> facts;

  bool operator==(const RiskAssessment&) const = default;
};

struct OrderRisk {
  std::string recommendation;  // "accept", "investigate", "cancel", "none", or newer.
  std::vector<RiskAssessment> assessments;

  bool operator==(const OrderRisk&) const = default;
};

// The business that bought, where the buyer acted for one.
struct OrderCompany {
  std::int64_t company_id = 0;
  std::optional<std::int64_t> location_id;
  std::optional<std::int64_t> contact_id;  // No webhook tells it.

  bool operator==(const OrderCompany&) const = default;
};

// One date on which a part of an order is to be paid.
struct PaymentSchedule {
  std::optional<std::int64_t> id;
  std::optional<Decimal> amount;   // What is due, in `currency`.
  std::optional<Decimal> balance;  // What of it is not paid yet.
  OptionalText currency;           // ISO 4217.
  std::optional<base::Timestamp> issued_at;
  std::optional<base::Timestamp> due_at;
  std::optional<base::Timestamp> completed_at;

  bool operator==(const PaymentSchedule&) const = default;
};

struct OrderPaymentTerms {
  std::optional<std::int64_t> id;
  OptionalText name;  // "Net 30".
  OptionalText type;  // "net", "fixed", "receipt", "fulfillment", "unknown", or newer.
  std::optional<std::int64_t> due_in_days;
  std::optional<std::vector<PaymentSchedule>> schedules;

  bool operator==(const OrderPaymentTerms&) const = default;
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
  std::optional<bool> confirmed;        // The order is binding for the store.
  OptionalText confirmation_number;     // What the buyer was shown: "XPAV284CT".
  std::optional<bool> duties_included;  // In the prices.
  std::optional<bool> estimated_taxes;  // Taxes may still change.
  std::optional<bool> tax_exempt;
  OptionalText financial_status;
  OptionalText fulfillment_status;
  OptionalText email;
  OptionalText phone;
  OptionalText note;
  OptionalText po_number;              // The buyer's own number for the purchase.
  OptionalText source_name;            // The channel: "web", "pos", "shopify_draft_order", an app's id.
  OptionalText source_identifier;      // The order's number in that channel.
  std::optional<std::int64_t> app_id;  // The app that created it.
  std::optional<std::int64_t> merchant_of_record_app_id;  // Who owes the taxes, where not the merchant.
  std::optional<std::int64_t> location_id;                // Where it was sold in person.
  OptionalText customer_locale;                           // "en-CA".
  std::optional<bool> accepts_marketing;                  // What the buyer ticked at this checkout.
  std::vector<std::string> tags;                          // Sorted.
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<std::string> discount_codes;
  std::vector<std::string> payment_gateway_names;
  std::optional<Customer> customer;
  std::optional<OrderCompany> company;
  std::optional<OrderPaymentTerms> payment_terms;
  std::optional<Address> billing_address;
  std::optional<Address> shipping_address;
  std::vector<OrderLine> lines;
  std::optional<std::vector<LineGroup>> line_groups;  // By id; webhooks tell them from 2025-10 on.
  std::vector<ShippingLine> shipping_lines;
  std::vector<TaxLine> tax_lines;
  std::vector<DiscountApplication> discount_applications;
  std::optional<std::vector<AdditionalFee>> additional_fees;  // Webhooks tell their sum only.
  // As ordered.
  Decimal total;
  Decimal presentment_total;
  Decimal subtotal;
  std::optional<Decimal> presentment_subtotal;
  Decimal total_tax;
  std::optional<Decimal> presentment_total_tax;
  Decimal total_discounts;
  std::optional<Decimal> presentment_total_discounts;
  Decimal total_shipping;
  std::optional<Decimal> presentment_total_shipping;
  Decimal total_tip;
  Decimal total_duties;
  Decimal total_additional_fees;
  Decimal total_cash_rounding;                        // Of payments.
  std::optional<Decimal> total_cash_rounding_refund;  // Of refunds.
  // After edits, returns and refunds.
  Decimal current_total;
  std::optional<Decimal> current_subtotal;
  std::optional<Decimal> current_total_tax;
  std::optional<Decimal> current_total_discounts;
  std::optional<Decimal> current_total_shipping;  // Webhooks tell it from 2024-10 on.
  std::optional<Decimal> current_total_duties;
  std::optional<Decimal> current_total_additional_fees;
  std::optional<Decimal> total_outstanding;         // Not paid yet; below zero, still to be paid back.
  std::optional<Decimal> total_refund_discrepancy;  // What refunds gave less than their parts say.
  std::optional<OrderRisk> risk;
  std::optional<std::vector<Transaction>> transactions;
  std::optional<std::vector<Refund>> refunds;
  std::optional<std::vector<Fulfilment>> fulfilments;
  std::optional<std::vector<std::int64_t>> return_ids;  // Sorted.

  bool operator==(const Order&) const = default;
};

}  // namespace crossdock::canonical
