#pragma once

#include <optional>

#include "crossdock/base/decimal.h"

// Whether a discount can be shown as a percentage, as Odoo's order lines do, without changing what is paid.
namespace crossdock::sales {

// Digits beyond which a percentage, and a currency, are not looked at.
inline constexpr int kPercentDigitsMax = 10;
inline constexpr int kCurrencyDigitsMax = 6;

// How exact Odoo's percentages and the order's currency are.
struct DiscountPrecision {
  int percent_digits = 2;   // Digits behind the point of a percentage, at most kPercentDigitsMax.
  int currency_digits = 2;  // Digits of the minor unit, at most kCurrencyDigitsMax.
};

// The percentage that leaves exactly gross - discount once the net amount is rounded to the currency's minor
// unit (halves away from zero); nothing where no percentage of so many digits does, and for amounts so large
// that it cannot be told within 128 bits.
[[nodiscard]] std::optional<base::Decimal> exact_percentage(const base::Decimal& gross,
                                                            const base::Decimal& discount,
                                                            const DiscountPrecision& precision);

}  // namespace crossdock::sales
