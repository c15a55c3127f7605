#include "crossdock/base/decimal.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

namespace crossdock::base {
namespace {

// Wide enough for a coefficient brought to any other scale: 2^63 * 10^18 < 2^127.
__extension__ typedef __int128 Wide;

constexpr std::array<std::int64_t, kDecimalScaleMax + 1> make_powers_of_ten() {
  std::array<std::int64_t, kDecimalScaleMax + 1> powers{};
  std::int64_t power = 1;
  for (std::size_t index = 0; index < powers.size(); ++index) {
    powers[index] = power;
    if (index + 1 < powers.size()) power *= 10;
  }
  return powers;
}
constexpr std::array<std::int64_t, kDecimalScaleMax + 1> kPowersOfTen = make_powers_of_ten();

// Exponents beyond this overflow or vanish whatever the digits are.
constexpr int kExponentMax = 1000;

constexpr Wide at_scale(const Decimal& number, int scale) {
  return Wide{number.coefficient()} * kPowersOfTen[static_cast<std::size_t>(scale - number.scale())];
}

std::optional<Decimal> narrow(Wide coefficient, int scale) {
  // A sum may pass 64 bits only because of zeros at its end; without them it is the same number.
  constexpr Wide low = std::numeric_limits<std::int64_t>::min();
  constexpr Wide high = std::numeric_limits<std::int64_t>::max();
  while ((coefficient < low || coefficient > high) && scale > 0 && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  if (coefficient < low || coefficient > high) return std::nullopt;
  return Decimal(static_cast<std::int64_t>(coefficient), scale);
}

constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }

// The three parts of a number in JSON's notation, as written.
struct NumberParts {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  int exponent = 0;
};

std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

bool take_exponent(std::string_view& text, int& exponent) {
  text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::string_view digits = take_digits(text);
  if (digits.empty()) return false;
  for (const char digit : digits) exponent = std::min(exponent * 10 + (digit - '0'), kExponentMax);
  if (negative) exponent = -exponent;
  return true;
}

std::optional<NumberParts> split_number(std::string_view text) {
  NumberParts parts;
  parts.negative = text.starts_with('-');
  if (parts.negative) text.remove_prefix(1);
  parts.whole = take_digits(text);
  if (parts.whole.empty() || (parts.whole.size() > 1 && parts.whole.front() == '0')) return std::nullopt;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    parts.fraction = take_digits(text);
    if (parts.fraction.empty()) return std::nullopt;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    if (!take_exponent(text, parts.exponent)) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return parts;
}

// Numbers of so many digits fit into 64 bits and into the largest scale whatever they are.
constexpr std::size_t kPlainDigitsMax = 18;

// What nearly all amounts are: a few digits, perhaps a point and digits, no exponent. Nothing for the others.
std::optional<Decimal> parse_plain(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.size() > kPlainDigitsMax || text.empty()) return std::nullopt;
  std::int64_t coefficient = 0;
  std::size_t position = 0;
  const auto take = [&] {
    const std::size_t start = position;
    for (; position < text.size() && is_digit(text[position]); ++position) {
      coefficient = coefficient * 10 + (text[position] - '0');
    }
    return position - start;
  };
  const std::size_t whole = take();
  if (whole == 0 || (whole > 1 && text.front() == '0')) return std::nullopt;
  int scale = 0;
  if (position < text.size() && text[position] == '.') {
    ++position;
    scale = static_cast<int>(take());
    if (scale == 0) return std::nullopt;
  }
  if (position != text.size()) return std::nullopt;
  return Decimal(negative ? -coefficient : coefficient, scale);
}

}  // namespace

ParsedDecimal Decimal::parse(std::string_view text) {
  if (const std::optional<Decimal> plain = parse_plain(text); plain.has_value())
    return {*plain, std::nullopt};
  const std::optional<NumberParts> parts = split_number(text);
  if (!parts.has_value()) return {Decimal(), DecimalFault::kNotDecimal};

  std::string digits(parts->whole);
  digits += parts->fraction;
  std::int64_t scale = static_cast<std::int64_t>(parts->fraction.size()) - parts->exponent;
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) {
    return {Decimal(0, static_cast<int>(std::clamp<std::int64_t>(scale, 0, kDecimalScaleMax))), std::nullopt};
  }
  digits.erase(0, first);
  // Zeros at the end are dropped only where they are what does not fit.
  constexpr std::size_t digits_max = 19;
  while ((digits.size() > digits_max || scale > kDecimalScaleMax) && scale > 0 && digits.back() == '0') {
    digits.pop_back();
    --scale;
  }
  if (scale < 0) {
    if (digits.size() + static_cast<std::size_t>(-scale) > digits_max)
      return {Decimal(), DecimalFault::kOverflow};
    digits.append(static_cast<std::size_t>(-scale), '0');
    scale = 0;
  }
  if (digits.size() > digits_max || scale > kDecimalScaleMax) return {Decimal(), DecimalFault::kOverflow};

  Wide coefficient = 0;
  for (const char digit : digits) coefficient = coefficient * 10 + (digit - '0');
  const std::optional<Decimal> number =
      narrow(parts->negative ? -coefficient : coefficient, static_cast<int>(scale));
  if (!number.has_value()) return {Decimal(), DecimalFault::kOverflow};
  return {*number, std::nullopt};
}

std::string Decimal::text() const {
  // The magnitude is taken in unsigned arithmetic: the smallest int64 has no positive twin.
  std::uint64_t magnitude = static_cast<std::uint64_t>(coefficient_);
  if (coefficient_ < 0) magnitude = 0 - magnitude;
  std::string digits = std::to_string(magnitude);
  const auto places = static_cast<std::size_t>(scale_);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  return coefficient_ < 0 ? "-" + digits : digits;
}

std::optional<Decimal> Decimal::add(const Decimal& left, const Decimal& right) {
  const int scale = std::max(left.scale_, right.scale_);
  return narrow(at_scale(left, scale) + at_scale(right, scale), scale);
}

std::optional<Decimal> Decimal::subtract(const Decimal& left, const Decimal& right) {
  const int scale = std::max(left.scale_, right.scale_);
  return narrow(at_scale(left, scale) - at_scale(right, scale), scale);
}

std::strong_ordering Decimal::compare(const Decimal& left, const Decimal& right) {
  if (left.scale_ == right.scale_) return left.coefficient_ <=> right.coefficient_;
  const int scale = std::max(left.scale_, right.scale_);
  const Wide wide_left = at_scale(left, scale);
  const Wide wide_right = at_scale(right, scale);
  if (wide_left < wide_right) return std::strong_ordering::less;
  if (wide_left > wide_right) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

}  // namespace crossdock::base
