#include "crossdock/inventory/odoo_round.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

namespace crossdock::inventory {
namespace {

// Expected values were printed by Odoo 19's float_round.
TEST(OdooRound, TiesMeantAsTiesGoAwayFromZero) {
  EXPECT_EQ(OdooRounder(2).round(2.675), 2.68);
  EXPECT_EQ(OdooRounder(2).round(-2.675), -2.68);
  EXPECT_EQ(OdooRounder(2).round(1.005), 1.01);
  EXPECT_EQ(OdooRounder(0).round(0.5), 1.0);
  EXPECT_EQ(OdooRounder(0).round(1.5), 2.0);
  EXPECT_EQ(OdooRounder(0).round(2.5), 3.0);
  EXPECT_EQ(OdooRounder(0).round(-2.5), -3.0);
  EXPECT_EQ(OdooRounder(3).round(0.4555), 0.456);
}

TEST(OdooRound, BelowTheTieGoesDown) {
  EXPECT_EQ(OdooRounder(2).round(2.67499), 2.67);
  EXPECT_EQ(OdooRounder(2).round(0.01499), 0.01);
}

TEST(OdooRound, ZeroHasNoSign) {
  EXPECT_FALSE(std::signbit(OdooRounder(2).round(-0.0)));
  EXPECT_TRUE(std::signbit(OdooRounder(2).round(-0.001)));
}

TEST(OdooRound, DifferenceOfSumsThatMissesAWholeNumberComesBackToIt) {
  EXPECT_EQ(OdooRounder(2).round(3.3 - 0.3), 3.0);
  EXPECT_EQ(OdooRounder(2).round(0.1 + 0.2 + 0.7), 1.0);
  EXPECT_EQ(OdooRounder(2).round(2.9999999999996), 3.0);
}

TEST(OdooRound, ShortCutForWholeNumbersIsTheFullComputationToTheBit) {
  std::mt19937_64 random(17);
  for (int round = 0; round < 300'000; ++round) {
    const OdooRounder rounder(static_cast<int>(random() % 11));
    // Whole numbers and eighths of every magnitude up to 2^50.
    const auto shift = random() % 50;
    const auto whole = static_cast<double>(static_cast<std::int64_t>(random() >> (63 - shift)));
    const double value = (random() % 2 == 0 ? -1 : 1) * (whole + (random() % 2 == 0 ? 0.0 : 0.125));
    ASSERT_EQ(std::bit_cast<std::uint64_t>(rounder.round(value)),
              std::bit_cast<std::uint64_t>(rounder.round_in_full(value)))
        << value;
  }
}

}  // namespace
}  // namespace crossdock::inventory
