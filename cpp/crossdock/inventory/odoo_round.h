#pragma once

#include <cstdint>

// Odoo's own rounding of doubles (odoo/tools/float_utils.py, float_round with precision_digits, HALF-UP), to
// the bit.
//
// Odoo normalises by multiplying with the inverse of the precision, nudges the result away from zero by an
// epsilon of its own magnitude so that 2.675 counts as the tie it was meant to be, rounds ties away from
// zero, and divides again. The epsilon comes from libm's log2 and pow, so the same libm gives the same last
// bit. Compiled without fused multiply-add: a contracted product has other last bits.
namespace crossdock::inventory {

inline constexpr int kPrecisionDigitsMax = 15;

class OdooRounder {
 public:
  // `precision_digits` from 0 to kPrecisionDigitsMax.
  explicit OdooRounder(int precision_digits);

  // `value` is finite.
  [[nodiscard]] double round(double value) const {
    if (value == 0) return 0.0;
    const double normalized = value * inverse_;
    // Whole numbers well inside a double's 53 bits come back as they went in, and most stock is whole: the
    // nudge is below a half there, and dividing the exact product gives the exact value. Saves two calls of
    // libm.
    if (normalized >= -kExactWholeMax && normalized <= kExactWholeMax &&
        static_cast<double>(static_cast<std::int64_t>(value)) == value) {
      return value;
    }
    return round_normalized(normalized) / inverse_;
  }

  // The same without the short cut, for the tests that compare both.
  [[nodiscard]] double round_in_full(double value) const {
    return value == 0 ? 0.0 : round_normalized(value * inverse_) / inverse_;
  }

 private:
  static constexpr double kExactWholeMax =
      281474976710656.0;  // 2^48: the nudge is n * 2^-50, at most a quarter.

  [[nodiscard]] static double round_normalized(double normalized);

  double inverse_;  // Ten to the power of the digits; 1 for whole numbers.
};

}  // namespace crossdock::inventory
