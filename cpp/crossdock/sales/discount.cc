#include "crossdock/sales/discount.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace crossdock::sales {
namespace {

using base::Decimal;

// The largest product below is 2^64 (two amounts) * 10^12 (a hundred per cent) * 10^6 (minor units) < 2^127.
__extension__ typedef __int128 Wide;

constexpr std::int64_t kHundred = 100;
constexpr Wide kCoefficientMin = std::numeric_limits<std::int64_t>::min();
constexpr Wide kCoefficientMax = std::numeric_limits<std::int64_t>::max();

constexpr Wide power_of_ten(int exponent) {
  Wide power = 1;
  for (int step = 0; step < exponent; ++step) power *= 10;
  return power;
}

// The quotient, halves away from zero; `divisor` is not zero.
constexpr Wide rounded_quotient(Wide dividend, Wide divisor) {
  const bool negative = (dividend < 0) != (divisor < 0);
  const Wide magnitude = dividend < 0 ? -dividend : dividend;
  const Wide parts = divisor < 0 ? -divisor : divisor;
  Wide quotient = magnitude / parts;
  const Wide rest = magnitude % parts;
  if (rest >= parts - rest) ++quotient;
  return negative ? -quotient : quotient;
}

// The coefficient of `amount` at `scale`, where it fits.
std::optional<std::int64_t> coefficient_at(const Decimal& amount, int scale) {
  const std::optional<Decimal> same = Decimal::add(amount, Decimal(0, scale));
  if (!same.has_value() || same->scale() != scale) return std::nullopt;
  return same->coefficient();
}

}  // namespace

std::optional<Decimal> multiple(const Decimal& price, std::int64_t units) {
  const Wide coefficient = Wide{price.coefficient()} * units;
  if (coefficient < kCoefficientMin || coefficient > kCoefficientMax) return std::nullopt;
  return Decimal(static_cast<std::int64_t>(coefficient), price.scale());
}

std::optional<Decimal> exact_percentage(const Decimal& gross, const Decimal& discount,
                                        const DiscountPrecision& precision) {
  if (gross.is_zero()) return std::nullopt;
  const int percent_digits = std::clamp(precision.percent_digits, 0, kPercentDigitsMax);
  const int currency_digits = std::clamp(precision.currency_digits, 0, kCurrencyDigitsMax);
  const int scale = std::max(gross.scale(), discount.scale());
  const std::optional<std::int64_t> whole = coefficient_at(gross, scale);
  const std::optional<std::int64_t> part = coefficient_at(discount, scale);
  if (!whole.has_value() || !part.has_value()) return std::nullopt;

  const Wide hundred_percent = kHundred * power_of_ten(percent_digits);
  const Wide percent = rounded_quotient(*part * hundred_percent, *whole);
  if (percent < kCoefficientMin || percent > kCoefficientMax) return std::nullopt;
  const Wide minor_units = power_of_ten(currency_digits);
  const Wide net = rounded_quotient(*whole * (hundred_percent - percent) * minor_units,
                                    hundred_percent * power_of_ten(scale));
  if (net * power_of_ten(scale) != (Wide{*whole} - *part) * minor_units) return std::nullopt;
  return Decimal(static_cast<std::int64_t>(percent), percent_digits);
}

std::optional<Decimal> discount_left(const Decimal& price, const Decimal& discount, Units units,
                                     int currency_digits) {
  if (units.left >= units.ordered || units.left < 0) return discount;
  if (units.ordered > kUnitsMax) return std::nullopt;
  const std::optional<Decimal> gross = multiple(price, units.ordered);
  const std::optional<Decimal> gross_left = multiple(price, units.left);
  if (!gross.has_value() || !gross_left.has_value()) return std::nullopt;
  const std::optional<Decimal> net = Decimal::subtract(*gross, discount);
  if (!net.has_value()) return std::nullopt;

  // At most 2^63 * 2^31 * 10^6, by at most 2^31 * 10^18.
  const int digits = std::clamp(currency_digits, 0, kCurrencyDigitsMax);
  const Wide net_left = rounded_quotient(Wide{net->coefficient()} * units.left * power_of_ten(digits),
                                         Wide{units.ordered} * power_of_ten(net->scale()));
  if (net_left < kCoefficientMin || net_left > kCoefficientMax) return std::nullopt;
  return Decimal::subtract(*gross_left, Decimal(static_cast<std::int64_t>(net_left), digits));
}

}  // namespace crossdock::sales
