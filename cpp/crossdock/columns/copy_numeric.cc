#include "crossdock/columns/copy_numeric.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "crossdock/columns/copy_format.h"

namespace crossdock::columns {
namespace {

__extension__ typedef unsigned __int128 Wide;

// Groups whose digits fit into 64 bits with room for one more digit.
constexpr std::size_t kNarrowGroupsMax = 4;
// Beyond this a further group could overflow 128 bits; no such number fits into 64 bits and 18 places.
constexpr Wide kWideMax = std::numeric_limits<Wide>::max() / kNumericBase - 1;
constexpr std::uint64_t kMagnitudeMax = std::numeric_limits<std::int64_t>::max();

struct Parts {
  std::size_t groups = 0;
  int weight = 0;
  bool negative = false;
  int scale = 0;
  const std::byte* digits = nullptr;
};

struct ReadParts {
  Parts parts;
  std::optional<NumericFault> fault;
};

// Whole numbers up to this, and these powers of ten, are exact as doubles.
constexpr std::uint64_t kExactDigitsMax = std::uint64_t{1} << 53;
constexpr std::array<double, 23> kExactPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

ReadParts read_parts(std::span<const std::byte> field) {
  if (field.size() < kNumericHeaderBytes) return {{}, NumericFault::kMalformed};
  Parts parts;
  parts.groups = load_big<std::uint16_t>(field.data());
  parts.weight = static_cast<std::int16_t>(load_big<std::uint16_t>(field.data() + 2));
  const auto sign = load_big<std::uint16_t>(field.data() + 4);
  const auto scale = load_big<std::uint16_t>(field.data() + 6);
  constexpr std::array<std::uint16_t, 3> kNotFinite{0xC000, 0xD000, 0xF000};
  if (std::find(kNotFinite.begin(), kNotFinite.end(), sign) != kNotFinite.end())
    return {{}, NumericFault::kNotFinite};
  if ((sign != 0 && sign != kNumericNegative) || scale > kNumericScaleMax ||
      field.size() != kNumericHeaderBytes + 2 * parts.groups) {
    return {{}, NumericFault::kMalformed};
  }
  parts.negative = sign == kNumericNegative;
  parts.scale = scale;
  parts.digits = field.data() + kNumericHeaderBytes;
  return {parts, std::nullopt};
}

// Of groups that were looked at.
ReadNumericDouble nearest_double(const Parts& parts, int places) {
  std::string text = parts.negative ? "-" : "";
  for (std::size_t index = 0; index < parts.groups; ++index)
    absl::StrAppend(&text, absl::Dec(load_big<std::uint16_t>(parts.digits + 2 * index), absl::kZeroPad4));
  absl::StrAppend(&text, "e", -places);
  double value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
    return {0, NumericFault::kOverflow};
  return {value, std::nullopt};
}

ReadNumeric fault(NumericFault fault) { return {base::Decimal(), fault}; }

// The number digits / 10^places, to be written with parts.scale places.
template <typename Digits>
ReadNumeric settle(Digits digits, int places, const Parts& parts) {
  if (digits == 0) return {base::Decimal(0, std::min(parts.scale, base::kDecimalScaleMax)), std::nullopt};
  while (places > parts.scale) {
    if (digits % 10 != 0) return fault(NumericFault::kMalformed);
    digits /= 10;
    --places;
  }
  // The smallest int64 has no positive twin.
  const std::uint64_t magnitude_max = parts.negative ? kMagnitudeMax + 1 : kMagnitudeMax;
  while (places > 0 && (places > base::kDecimalScaleMax || digits > magnitude_max)) {
    if (digits % 10 != 0) return fault(NumericFault::kOverflow);
    digits /= 10;
    --places;
  }
  if (digits > magnitude_max) return fault(NumericFault::kOverflow);
  auto magnitude = static_cast<std::uint64_t>(digits);
  const int places_wanted = std::min(parts.scale, base::kDecimalScaleMax);
  while (places < places_wanted && magnitude <= magnitude_max / 10) {
    magnitude *= 10;
    ++places;
  }
  if (places < 0) return fault(NumericFault::kOverflow);
  const auto coefficient = static_cast<std::int64_t>(parts.negative ? 0 - magnitude : magnitude);
  return {base::Decimal(coefficient, places), std::nullopt};
}

template <typename Digits>
ReadNumeric read_groups(const Parts& parts, Digits digits_max) {
  Digits digits = 0;
  for (std::size_t index = 0; index < parts.groups; ++index) {
    const auto group = load_big<std::uint16_t>(parts.digits + 2 * index);
    if (group >= kNumericBase) return fault(NumericFault::kMalformed);
    if (digits > digits_max) return fault(NumericFault::kOverflow);
    digits = digits * kNumericBase + group;
  }
  return settle(digits, 4 * (static_cast<int>(parts.groups) - 1 - parts.weight), parts);
}

}  // namespace

ReadNumeric read_numeric(std::span<const std::byte> field) {
  const ReadParts read = read_parts(field);
  if (read.fault) return fault(*read.fault);
  if (read.parts.groups <= kNarrowGroupsMax)
    return read_groups<std::uint64_t>(read.parts, std::numeric_limits<std::uint64_t>::max());
  return read_groups<Wide>(read.parts, kWideMax);
}

ReadNumericDouble read_numeric_double(std::span<const std::byte> field) {
  const ReadParts read = read_parts(field);
  if (read.fault) return {0, read.fault};
  const Parts& parts = read.parts;
  std::uint64_t digits = 0;
  bool narrow = parts.groups <= kNarrowGroupsMax;
  for (std::size_t index = 0; index < parts.groups; ++index) {
    const auto group = load_big<std::uint16_t>(parts.digits + 2 * index);
    if (group >= kNumericBase) return {0, NumericFault::kMalformed};
    if (narrow) digits = digits * kNumericBase + group;
  }
  const int places = 4 * (static_cast<int>(parts.groups) - 1 - parts.weight);
  // One operation on two exact doubles rounds once, to the nearest.
  narrow = narrow && digits <= kExactDigitsMax && std::abs(places) < static_cast<int>(kExactPowers.size());
  if (!narrow) return nearest_double(parts, places);
  const auto whole = static_cast<double>(digits);
  const double power = kExactPowers[static_cast<std::size_t>(std::abs(places))];
  const double magnitude = places < 0 ? whole * power : whole / power;
  return {parts.negative ? -magnitude : magnitude, std::nullopt};
}

char* write_numeric(char* target, std::int64_t coefficient, int scale) {
  auto magnitude = static_cast<std::uint64_t>(coefficient);
  if (coefficient < 0) magnitude = 0 - magnitude;
  // The places are filled up to whole groups.
  const int places = (scale + 3) / 4 * 4;
  Wide digits = magnitude;
  for (int place = scale; place < places; ++place) digits *= 10;

  std::array<std::uint16_t, 6> groups{};  // The last first: 19 digits and 3 zeros are at most 6 groups.
  std::size_t count = 0;
  for (; digits != 0; digits /= kNumericBase)
    groups[count++] = static_cast<std::uint16_t>(digits % kNumericBase);
  const int weight = count == 0 ? 0 : static_cast<int>(count) - 1 - places / 4;
  std::size_t zeros = 0;
  while (zeros < count && groups[zeros] == 0) ++zeros;

  target = store_big(target, static_cast<std::uint16_t>(count - zeros));
  target = store_big(target, static_cast<std::uint16_t>(weight));
  target = store_big(target, coefficient < 0 ? kNumericNegative : std::uint16_t{0});
  target = store_big(target, static_cast<std::uint16_t>(scale));
  for (std::size_t index = count; index > zeros; --index) target = store_big(target, groups[index - 1]);
  return target;
}

}  // namespace crossdock::columns
