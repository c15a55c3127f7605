#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Exact decimal numbers for money and rates: an int64 coefficient and a scale, value = coefficient /
// 10^scale.
//
// Nothing here ever becomes a binary float. What does not fit (a coefficient beyond 64 bits, a scale beyond
// kDecimalScaleMax) is an error for the caller to hold, never a rounding. The scale that was written is kept
// ("19.990" stays "19.990"), but comparison is by value: 19.990 == 19.99.
namespace crossdock::base {

inline constexpr int kDecimalScaleMax = 18;

enum class DecimalFault {
  kNotDecimal,  // The text is no number in JSON's notation.
  kOverflow,    // A number, but not exact within 64 bits and kDecimalScaleMax.
};

struct ParsedDecimal;

class Decimal {
 public:
  constexpr Decimal() = default;
  // The caller promises 0 <= scale <= kDecimalScaleMax.
  constexpr Decimal(std::int64_t coefficient, int scale) : coefficient_(coefficient), scale_(scale) {}

  // Reads JSON's number notation, exponents included: "19.990", "-0.5", "1e2". No spaces, no plus sign, no
  // leading zeros.
  static ParsedDecimal parse(std::string_view text);

  [[nodiscard]] constexpr std::int64_t coefficient() const { return coefficient_; }
  [[nodiscard]] constexpr int scale() const { return scale_; }
  [[nodiscard]] constexpr bool is_zero() const { return coefficient_ == 0; }

  // Plain notation without exponent, with exactly `scale()` digits after the point.
  [[nodiscard]] std::string text() const;

  // The exact sum or difference at the larger of the two scales; nothing when it does not fit.
  [[nodiscard]] static std::optional<Decimal> add(const Decimal& left, const Decimal& right);
  [[nodiscard]] static std::optional<Decimal> subtract(const Decimal& left, const Decimal& right);

  // By value, whatever the scales.
  [[nodiscard]] static std::strong_ordering compare(const Decimal& left, const Decimal& right);
  friend bool operator==(const Decimal& left, const Decimal& right) {
    return std::is_eq(compare(left, right));
  }
  friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) {
    return compare(left, right);
  }

 private:
  std::int64_t coefficient_ = 0;
  int scale_ = 0;
};

// Either a value or the reason why there is none.
struct ParsedDecimal {
  Decimal value;
  std::optional<DecimalFault> fault;
};

}  // namespace crossdock::base
