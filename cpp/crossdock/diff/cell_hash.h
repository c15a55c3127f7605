#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

// Words of 64 bits for what stands in one cell: cells that Table::same() calls the same have the same word.
namespace crossdock::diff {

// The finaliser of MurmurHash3: every bit of the result depends on every bit of the value, and different
// values have different results.
constexpr std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xFF51AFD7ED558CCDu;
  value ^= value >> 33;
  value *= 0xC4CEB9FE1A85EC53u;
  value ^= value >> 33;
  return value;
}

// Equal decimals of different scales have one word.
inline std::uint64_t word_of_decimal(std::int64_t coefficient, unsigned scale) {
  while (scale > 0 && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  return mixed(static_cast<std::uint64_t>(coefficient)) + scale;
}

inline std::uint64_t word_of_float(double number) {
  if (std::isnan(number)) number = std::numeric_limits<double>::quiet_NaN();
  return std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number);
}

}  // namespace crossdock::diff
