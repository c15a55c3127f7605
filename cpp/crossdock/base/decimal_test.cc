#include "crossdock/base/decimal.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace crossdock::base {
namespace {

Decimal decimal(std::string_view text) {
  const ParsedDecimal parsed = Decimal::parse(text);
  EXPECT_FALSE(parsed.fault.has_value()) << text;
  return parsed.value;
}

std::optional<DecimalFault> fault(std::string_view text) { return Decimal::parse(text).fault; }

TEST(Decimal, KeepsTheDigitsAsTheyWereWritten) {
  for (const char* text : {"19.990", "0", "0.00", "-0.5", "404.95", "9223372036854775807",
                           "-9223372036854775808", "0.000000000000000001", "9.223372036854775807"}) {
    EXPECT_EQ(decimal(text).text(), text);
  }
}

TEST(Decimal, ReadsExponentsExactly) {
  EXPECT_EQ(decimal("1e2").text(), "100");
  EXPECT_EQ(decimal("1.5E-3").text(), "0.0015");
  EXPECT_EQ(decimal("15e+1").text(), "150");
  EXPECT_EQ(decimal("1.25e1").text(), "12.5");
  EXPECT_EQ(decimal("0e999").text(), "0");
}

TEST(Decimal, RefusesWhatIsNoJsonNumber) {
  for (const char* text :
       {"", "-", "+1", "01", "1.", ".5", "1e", "1e+", "1,5", " 1", "1 ", "0x1", "NaN", "1.2.3", "--1"}) {
    EXPECT_EQ(fault(text), DecimalFault::kNotDecimal) << text;
  }
}

TEST(Decimal, NamesOverflowInsteadOfRounding) {
  for (const char* text : {"9223372036854775808", "-9223372036854775809", "0.0000000000000000001",
                           "0.12345678901234567891", "1e19", "1e999999999999", "1e-999999999999"}) {
    EXPECT_EQ(fault(text), DecimalFault::kOverflow) << text;
  }
}

TEST(Decimal, ZerosThatDoNotFitAreDroppedBecauseTheValueStays) {
  EXPECT_EQ(decimal("0.10000000000000000000000000").text(), "0.100000000000000000");
  EXPECT_EQ(decimal("12345678901234567.8900000000"), decimal("12345678901234567.89"));
}

TEST(Decimal, ComparesByValueAcrossScales) {
  EXPECT_EQ(decimal("19.990"), decimal("19.99"));
  EXPECT_EQ(decimal("-0.00"), decimal("0"));
  EXPECT_LT(decimal("0.1"), decimal("0.11"));
  EXPECT_GT(decimal("-1"), decimal("-1.000000000000000001"));
  EXPECT_LT(decimal("-9223372036854775808"), decimal("0.000000000000000001"));
}

TEST(Decimal, AddsAndSubtractsExactly) {
  EXPECT_EQ(Decimal::add(decimal("0.1"), decimal("0.2"))->text(), "0.3");
  EXPECT_EQ(Decimal::add(decimal("414.95"), decimal("-10"))->text(), "404.95");
  EXPECT_EQ(Decimal::subtract(decimal("1"), decimal("0.005"))->text(), "0.995");
}

TEST(Decimal, ASumBeyond64BitsIsNoSum) {
  const Decimal most(std::numeric_limits<std::int64_t>::max(), 0);
  const Decimal least(std::numeric_limits<std::int64_t>::min(), 0);
  EXPECT_FALSE(Decimal::add(most, decimal("1")).has_value());
  EXPECT_FALSE(Decimal::subtract(least, decimal("1")).has_value());
  EXPECT_FALSE(Decimal::add(most, decimal("0.1")).has_value());
  EXPECT_EQ(Decimal::add(most, decimal("0.000"))->text(), most.text());
}

}  // namespace
}  // namespace crossdock::base
