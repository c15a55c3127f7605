#pragma once

#include <cstdint>
#include <optional>

#include "crossdock/base/decimal.h"

// Discounts of order lines: what is left of one when units are taken off, and whether it can be shown as a
// percentage, as Odoo's order lines do, without changing what is paid.
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

// The amount of so many units at a price; nothing where it does not fit.
[[nodiscard]] std::optional<base::Decimal> multiple(const base::Decimal& price, std::int64_t units);

// Units of an order line.
struct Units {
  std::int64_t left = 0;
  std::int64_t ordered = 0;
};

// What a discount on all ordered units takes off those that are left: the units that went away took their
// share of what was to be paid, at the currency's minor unit (halves away from zero). All of it where nothing
// was taken off; nothing where an amount does not fit, or there are more than kUnitsMax units.
[[nodiscard]] std::optional<base::Decimal> discount_left(const base::Decimal& price,
                                                         const base::Decimal& discount, Units units,
                                                         int currency_digits);

inline constexpr std::int64_t kUnitsMax = std::int64_t{1} << 31;

}  // namespace crossdock::sales
