#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "crossdock/base/decimal.h"

// PostgreSQL's numeric on the wire to an exact decimal and back.
namespace crossdock::columns {

enum class NumericFault {
  kMalformed,  // No numeric: lengths, signs or groups that PostgreSQL does not write.
  kNotFinite,  // Not-a-number or an infinity.
  kOverflow,   // A number, but not exact within 64 bits and base::kDecimalScaleMax.
};

struct ReadNumeric {
  base::Decimal value;
  std::optional<NumericFault> fault;
};

// The scale of the number is kept (19.990 stays 19.990) unless only without its last zeros it fits.
[[nodiscard]] ReadNumeric read_numeric(std::span<const std::byte> field);

struct ReadNumericDouble {
  double value = 0;
  std::optional<NumericFault> fault;
};

// The double nearest to the number, as `numeric::float8` gives it; kOverflow where no double is near.
[[nodiscard]] ReadNumericDouble read_numeric_double(std::span<const std::byte> field);

// Bytes that write_numeric may write at most: a header and six groups of four digits.
inline constexpr std::size_t kNumericBytesMax = 8 + 2 * 6;

// Writes the field without its length and gives the place behind it.
char* write_numeric(char* target, std::int64_t coefficient, int scale);

}  // namespace crossdock::columns
