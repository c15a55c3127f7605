#include "crossdock/wire/shopify/balance_kinds.h"

#include <algorithm>
#include <array>

namespace crossdock::shopify {
namespace {

struct Entry {
  std::string_view type;
  std::string_view kind;
};

// By type. Left out are reversals of types that stand in it.
constexpr std::array<Entry, 77> kKinds = {{
    {"ach_bank_failure_debit_fee", "fee"},
    {"ach_bank_failure_debit_reversal_fee", "fee"},
    {"adjustment", "adjustment"},
    {"ads_publisher_credit", "credit"},
    {"advance", "financing"},
    {"advance_funding", "financing"},
    {"anomaly_credit", "adjustment"},
    {"anomaly_debit", "adjustment"},
    {"application_fee_refund", "fee"},
    {"balance_transfer_inbound", "transfer"},
    {"balance_transfer_outbound", "transfer"},
    {"billing_debit", "fee"},
    {"channel_credit", "transfer"},
    {"channel_promotion_credit", "credit"},
    {"channel_transfer_credit", "transfer"},
    {"channel_transfer_debit", "transfer"},
    {"charge", "sale"},
    {"charge_adjustment", "adjustment"},
    {"chargeback_fee", "fee"},
    {"chargeback_fee_refund", "fee"},
    {"chargeback_hold", "dispute"},
    {"chargeback_hold_release", "dispute"},
    {"chargeback_protection_credit", "dispute"},
    {"chargeback_protection_debit", "dispute"},
    {"collections_credit", "adjustment"},
    {"customs_duty", "tax"},
    {"customs_duty_adjustment", "tax"},
    {"dispute_reversal", "dispute"},
    {"dispute_withdrawal", "dispute"},
    {"import_tax", "tax"},
    {"import_tax_adjustment", "tax"},
    {"import_tax_refund", "tax"},
    {"lending_capital_refund", "financing"},
    {"lending_capital_remittance", "financing"},
    {"lending_credit", "financing"},
    {"lending_credit_refund", "financing"},
    {"lending_credit_remittance", "financing"},
    {"lending_debit", "financing"},
    {"marketplace_fee_credit", "fee"},
    {"markets_pro_credit", "credit"},
    {"merchant_goodwill_credit", "credit"},
    {"merchant_to_merchant_credit", "transfer"},
    {"merchant_to_merchant_debit", "transfer"},
    {"promotion_credit", "credit"},
    {"referral_fee", "fee"},
    {"referral_fee_tax", "tax"},
    {"refund", "refund"},
    {"refund_adjustment", "refund"},
    {"refund_failure", "refund"},
    {"reserved_funds", "reserve"},
    {"reserved_funds_withdrawal", "reserve"},
    {"risk_reversal", "dispute"},
    {"risk_withdrawal", "dispute"},
    {"seller_protection_credit", "dispute"},
    {"shipping_label", "shipping"},
    {"shipping_label_adjustment", "shipping"},
    {"shipping_label_adjustment_base", "shipping"},
    {"shipping_label_adjustment_surcharge", "shipping"},
    {"shipping_other_carrier_charge_adjustment", "shipping"},
    {"shipping_return_to_origin_adjustment", "shipping"},
    {"shop_cash_billing_debit", "fee"},
    {"shop_cash_campaign_billing_credit", "fee"},
    {"shop_cash_campaign_billing_debit", "fee"},
    {"shop_cash_credit", "credit"},
    {"shop_cash_refund_debit", "credit"},
    {"shopify_collective_credit", "transfer"},
    {"shopify_collective_debit", "transfer"},
    {"shopify_source_credit", "transfer"},
    {"shopify_source_debit", "transfer"},
    {"stripe_fee", "fee"},
    {"tax_adjustment_credit", "tax"},
    {"tax_adjustment_debit", "tax"},
    {"transfer", "payout"},
    {"transfer_cancel", "payout"},
    {"transfer_failure", "payout"},
    {"transfer_refund", "payout"},
    {"vat_refund_credit", "tax"},
}};

constexpr bool comes_before(const Entry& left, const Entry& right) { return left.type < right.type; }
static_assert(std::is_sorted(kKinds.begin(), kKinds.end(), comes_before));

constexpr std::string_view kReversal = "_reversal";

std::string_view known_kind(std::string_view type) {
  const auto* const found = std::lower_bound(kKinds.begin(), kKinds.end(), Entry{type, {}}, comes_before);
  return found != kKinds.end() && found->type == type ? found->kind : std::string_view();
}

}  // namespace

std::string_view balance_kind(std::string_view type) {
  std::string_view kind = known_kind(type);
  if (kind.empty() && type.ends_with(kReversal)) {
    kind = known_kind(type.substr(0, type.size() - kReversal.size()));
  }
  return kind.empty() ? kOtherBalanceKind : kind;
}

}  // namespace crossdock::shopify
