#include "crossdock/inventory/odoo_round.h"

#include <cmath>

namespace crossdock::inventory {
namespace {

// Odoo's copy of Python 2's round(): ties away from zero, and beyond 2^53 half a unit is added.
double round_as_python2(double value) {
  const double rounded = std::nearbyint(value);
  if (std::nearbyint(value + 1) - rounded != 1) return value + std::copysign(0.5, value);
  return std::copysign(rounded, value);
}

double power_of_ten(int digits) {
  // Exact up to 10^22.
  double power = 1;
  for (int digit = 0; digit < digits; ++digit) power *= 10;
  return power;
}

}  // namespace

// For a precision of 10^-d Odoo's float_invert() gives 10^d exactly, from its table up to d = 10 and by
// parsing "1.000000000000000e+d" beyond; the precision itself never enters.
OdooRounder::OdooRounder(int precision_digits) : inverse_(power_of_ten(precision_digits)) {}

double OdooRounder::round_normalized(double normalized) {
  const double epsilon = std::pow(2.0, std::log2(std::fabs(normalized)) - 50);
  return round_as_python2(normalized + std::copysign(epsilon, normalized));
}

}  // namespace crossdock::inventory
