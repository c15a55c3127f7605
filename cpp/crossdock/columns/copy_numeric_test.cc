#include "crossdock/columns/copy_numeric.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace crossdock::columns {
namespace {

// The field as PostgreSQL's numeric_send writes it.
std::vector<std::byte> field(const std::vector<int>& groups, int weight, int sign, int scale) {
  std::vector<std::byte> bytes;
  const auto append = [&bytes](int number) {
    bytes.push_back(static_cast<std::byte>((number >> 8) & 0xFF));
    bytes.push_back(static_cast<std::byte>(number & 0xFF));
  };
  append(static_cast<int>(groups.size()));
  for (const int number : {weight, sign, scale}) append(number);
  for (const int group : groups) append(group);
  return bytes;
}

std::string text_of(const std::vector<std::byte>& bytes) {
  const ReadNumeric read = read_numeric(bytes);
  if (!read.fault) return read.value.text();
  return *read.fault == NumericFault::kMalformed   ? "malformed"
         : *read.fault == NumericFault::kNotFinite ? "not finite"
                                                   : "overflow";
}

TEST(ReadNumeric, WritesWhatWasStoredWithItsScale) {
  EXPECT_EQ(text_of(field({19, 9900}, 0, 0, 3)), "19.990");
  EXPECT_EQ(text_of(field({5}, -1, 0x4000, 4)), "-0.0005");
  EXPECT_EQ(text_of(field({1}, 1, 0, 0)), "10000");
  EXPECT_EQ(text_of(field({}, 0, 0, 2)), "0.00");
  EXPECT_EQ(text_of(field({922, 3372, 368, 5477, 5807}, 4, 0, 0)), "9223372036854775807");
  EXPECT_EQ(text_of(field({922, 3372, 368, 5477, 5808}, 4, 0x4000, 0)), "-9223372036854775808");
}

TEST(ReadNumeric, ZerosAtTheEndAreDroppedOnlyWhereTheyDoNotFit) {
  EXPECT_EQ(text_of(field({1}, 0, 0, 30)), "1.000000000000000000");
  EXPECT_EQ(text_of(field({12}, 0, 0, 18)), "12.00000000000000000");
}

TEST(ReadNumeric, WhatIsNotExactIn64BitsAndEighteenPlacesOverflows) {
  EXPECT_EQ(text_of(field({922, 3372, 368, 5477, 5808}, 4, 0, 0)), "overflow");
  EXPECT_EQ(text_of(field({1}, -5, 0, 20)), "overflow");
  EXPECT_EQ(text_of(field({1}, 30000, 0, 0)), "overflow");
  EXPECT_EQ(text_of(field(std::vector<int>(40, 9999), 39, 0, 0)), "overflow");
}

TEST(ReadNumeric, NotANumberAndTheInfinitiesAreNotFinite) {
  for (const int sign : {0xC000, 0xD000, 0xF000}) EXPECT_EQ(text_of(field({}, 0, sign, 0)), "not finite");
}

TEST(ReadNumeric, WhatPostgresqlNeverWritesIsMalformed) {
  EXPECT_EQ(text_of(field({10000}, 0, 0, 0)), "malformed");
  EXPECT_EQ(text_of(field({1}, 0, 0x1234, 0)), "malformed");
  EXPECT_EQ(text_of(field({1, 5}, 0, 0, 3)), "malformed") << "a digit beyond the scale";
  EXPECT_EQ(text_of(field({1}, 0, 0, 0x4000)), "malformed");
  auto longer = field({1}, 0, 0, 0);
  longer.push_back(std::byte{0});
  EXPECT_EQ(text_of(longer), "malformed");
  EXPECT_EQ(text_of(std::vector<std::byte>(7)), "malformed");
}

double double_of(const std::vector<std::byte>& bytes) {
  const ReadNumericDouble read = read_numeric_double(bytes);
  EXPECT_FALSE(read.fault.has_value());
  return read.value;
}

TEST(ReadNumericDouble, IsTheDoubleNearestToTheDecimalText) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 20'000; ++round) {
    const auto coefficient = static_cast<std::int64_t>(random()) >> (random() % 63);
    const int scale = static_cast<int>(random() % 19);
    std::array<char, kNumericBytesMax> bytes{};
    const char* const end = write_numeric(bytes.data(), coefficient, scale);
    const auto* const begin = reinterpret_cast<const std::byte*>(bytes.data());
    const std::vector<std::byte> made(begin, begin + (end - bytes.data()));
    const std::string text = base::Decimal(coefficient, scale).text();
    ASSERT_EQ(double_of(made), std::strtod(text.c_str(), nullptr)) << text;
  }
}

TEST(ReadNumericDouble, NumbersBeyond64BitsAreReadToo) {
  EXPECT_EQ(double_of(field({}, 0, 0, 2)), 0.0);
  EXPECT_EQ(double_of(field({1}, 30, 0, 0)), 1e120);
  EXPECT_EQ(double_of(field({1}, -5, 0x4000, 20)), -1e-20);
  EXPECT_EQ(double_of(field({3, 3333, 3333, 3333, 3333, 3333, 3333}, 0, 0, 24)), 10.0 / 3);
  EXPECT_EQ(double_of(field({9007, 1992, 5474, 993}, 3, 0, 0)), 9007199254740992.0) << "a tie goes to even";
}

TEST(ReadNumericDouble, WhatNoDoubleIsNearAndWhatIsNoNumberIsAFault) {
  EXPECT_EQ(read_numeric_double(field({1}, 90, 0, 0)).fault, NumericFault::kOverflow);
  EXPECT_EQ(read_numeric_double(field({1}, -90, 0, 400)).fault, NumericFault::kOverflow);
  EXPECT_EQ(read_numeric_double(field({}, 0, 0xC000, 0)).fault, NumericFault::kNotFinite);
  EXPECT_EQ(read_numeric_double(field({10000}, 0, 0, 0)).fault, NumericFault::kMalformed);
  EXPECT_EQ(read_numeric_double(std::vector<std::byte>(7)).fault, NumericFault::kMalformed);
}

TEST(WriteNumeric, IsReadBackAsTheSameDigits) {
  std::mt19937_64 random(4);
  std::vector<std::int64_t> coefficients{0,
                                         1,
                                         -1,
                                         9999,
                                         10000,
                                         std::numeric_limits<std::int64_t>::max(),
                                         std::numeric_limits<std::int64_t>::min()};
  for (int round = 0; round < 2000; ++round)
    coefficients.push_back(static_cast<std::int64_t>(random()) >> (random() % 64));
  for (const std::int64_t coefficient : coefficients) {
    for (int scale = 0; scale <= base::kDecimalScaleMax; ++scale) {
      std::array<char, kNumericBytesMax> bytes{};
      const char* end = write_numeric(bytes.data(), coefficient, scale);
      const ReadNumeric read =
          read_numeric(std::as_bytes(std::span(bytes.data(), static_cast<std::size_t>(end - bytes.data()))));
      ASSERT_FALSE(read.fault);
      ASSERT_EQ(read.value.text(), base::Decimal(coefficient, scale).text());
    }
  }
}

}  // namespace
}  // namespace crossdock::columns
