#include "crossdock/sales/discount.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>

namespace crossdock::sales {
namespace {

using base::Decimal;

Decimal decimal(std::string_view text) { return Decimal::parse(text).value; }

std::string percentage(std::string_view gross, std::string_view discount, DiscountPrecision precision = {}) {
  const std::optional<Decimal> percent = exact_percentage(decimal(gross), decimal(discount), precision);
  return percent.has_value() ? percent->text() : "none";
}

TEST(ExactPercentage, IsThereWhereItLeavesTheVeryAmount) {
  EXPECT_EQ(percentage("20.00", "2.50"), "12.50");
  EXPECT_EQ(percentage("30", "10.00"), "33.33") << "30 * 0.6667 is 20.001, which is 20.00";
  EXPECT_EQ(percentage("5.000", "5"), "100.00");
  EXPECT_EQ(percentage("10.00", "15.00"), "150.00");
  EXPECT_EQ(percentage("-10.00", "-2.5"), "25.00");
}

TEST(ExactPercentage, IsNotThereWhereItWouldChangeTheAmount) {
  EXPECT_EQ(percentage("9999.99", "0.01"), "none");
  EXPECT_EQ(percentage("9999.99", "0.01", {4, 2}), "0.0001");
  EXPECT_EQ(percentage("0.00", "1.00"), "none");
  EXPECT_EQ(percentage("10.00", "0.001"), "none") << "less than a minor unit cannot be paid";
  EXPECT_EQ(percentage("10.00", "0.001", {2, 3}), "0.01");
  EXPECT_EQ(percentage("100", "33", {0, 0}), "33");
}

TEST(ExactPercentage, HalvesAreRoundedAwayFromZero) {
  EXPECT_EQ(percentage("1.00", "0.005", {0, 2}), "none");
  EXPECT_EQ(percentage("200", "1", {0, 0}), "none") << "0.5 is 1 %, which would take 2";
  EXPECT_EQ(percentage("-200", "1", {1, 0}), "-0.5");
}

TEST(ExactPercentage, AmountsTooLargeToTellHaveNone) {
  const Decimal largest(std::numeric_limits<std::int64_t>::max(), 0);
  const Decimal smallest(std::numeric_limits<std::int64_t>::min(), 0);
  const DiscountPrecision finest{kPercentDigitsMax + 5, kCurrencyDigitsMax + 5};
  EXPECT_EQ(exact_percentage(largest, largest, finest), Decimal(100, 0));
  EXPECT_EQ(exact_percentage(smallest, smallest, finest), Decimal(100, 0));
  EXPECT_FALSE(exact_percentage(Decimal(1, 0), largest, finest).has_value()) << "more per cent than 64 bits";
  EXPECT_FALSE(exact_percentage(largest, Decimal(1, 18), finest).has_value()) << "no common scale";
}

std::string left_of(std::string_view price, std::string_view discount, Units units, int digits = 2) {
  const std::optional<Decimal> left = discount_left(decimal(price), decimal(discount), units, digits);
  return left.has_value() ? left->text() : "none";
}

TEST(DiscountLeft, IsTheShareOfTheUnitsThatAreLeft) {
  EXPECT_EQ(left_of("10.00", "6.00", {2, 3}), "4.00");
  EXPECT_EQ(left_of("10.00", "0.00", {2, 3}), "0.00");
  EXPECT_EQ(left_of("10.00", "6.00", {0, 3}), "0.00");
  EXPECT_EQ(left_of("10", "6", {1, 3}, 0), "2");
}

TEST(DiscountLeft, IsRoundedSoThatWhatIsPaidIsRoundedHalfAwayFromZero) {
  // 29.99 for three: of two 19.99 (19.9933), of one 10.00 (9.9967).
  EXPECT_EQ(left_of("10.00", "0.01", {2, 3}), "0.01");
  EXPECT_EQ(left_of("10.00", "0.01", {1, 3}), "0.00");
  // 0.01 for two: 0.005 of one is 0.01, so nothing is left of the discount.
  EXPECT_EQ(left_of("0.01", "0.01", {1, 2}), "0.00");
  EXPECT_EQ(left_of("1.0005", "0.0010", {1, 2}, 3), "0.0005");
}

TEST(DiscountLeft, IsWholeWhereNothingWasTakenOff) {
  EXPECT_EQ(left_of("10.00", "6.00", {3, 3}), "6.00");
  EXPECT_EQ(left_of("10.00", "6.00", {5, 3}), "6.00") << "no store says so";
}

TEST(DiscountLeft, IsNotThereWhereItDoesNotFit) {
  EXPECT_EQ(left_of("92233720368547758.07", "0.01", {1, 3}), "none");
  EXPECT_EQ(left_of("0.01", "0.01", {1, kUnitsMax + 1}), "none");
  EXPECT_EQ(left_of("0.01", "0.01", {kUnitsMax - 1, kUnitsMax}), "0.01");
}

}  // namespace
}  // namespace crossdock::sales
