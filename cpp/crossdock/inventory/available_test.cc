#include "crossdock/inventory/available.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/inventory/odoo_round.h"

namespace crossdock::inventory {
namespace {

using canonical::LevelColumns;
using columns::ItemMap;
using columns::StockRows;

// What one item of one product at one location is worth.
std::int64_t available_of(double plus, double minus, int digits = 2) {
  StockRows stock;
  stock.append(1, 8, plus, minus);
  ItemMap items;
  items.append(1, 100);
  const std::vector<LocationFeed> feeds{{8, 900}};
  const auto levels = compute_available(stock, items, feeds, digits);
  EXPECT_TRUE(levels.ok()) << levels.status();
  EXPECT_EQ(levels->size(), 1u);
  return levels->quantities[0];
}

TEST(Available, ReservedStockIsNotForSale) { EXPECT_EQ(available_of(10, 4), 6); }

TEST(Available, OversoldIsZero) { EXPECT_EQ(available_of(3, 5), 0); }

TEST(Available, PartOfAUnitIsCutAfterRounding) {
  EXPECT_EQ(available_of(2.5, 0), 2);
  EXPECT_EQ(available_of(2.99, 0), 2);
  EXPECT_EQ(available_of(2.996, 0), 3);
  EXPECT_EQ(available_of(2.9999999999996, 0), 3);
  EXPECT_EQ(available_of(2.6, 0, 0), 3);
}

TEST(Available, DoublesThatMissAWholeNumberStillCountIt) {
  ASSERT_LT(8.2 - 0.2, 8.0);
  EXPECT_EQ(available_of(8.2, 0.2), 8);
}

TEST(Available, MoreThanAStoreAcceptsIsShownAsItsMaximum) {
  EXPECT_EQ(available_of(1e300, 0), base::kInventoryQuantityMax);
  EXPECT_EQ(available_of(static_cast<double>(base::kInventoryQuantityMax) - 1, 0),
            base::kInventoryQuantityMax - 1);
}

TEST(Available, ItemWithoutStockRowIsAtZero) {
  ItemMap items;
  items.append(1, 100);
  items.append(2, 50);
  const std::vector<LocationFeed> feeds{{8, 901}, {9, 900}};
  LevelColumns expected;
  expected.append(50, 900, 0);
  expected.append(50, 901, 0);
  expected.append(100, 900, 0);
  expected.append(100, 901, 0);
  EXPECT_EQ(*compute_available(StockRows{}, items, feeds, 2), expected);
}

TEST(Available, LocationsFeedSeveralAndAreFedBySeveral) {
  StockRows stock;
  stock.append(1, 8, 5, 1);
  stock.append(1, 9, 7, 0);
  stock.append(1, 10, 1000, 0);  // Not mapped.
  stock.append(2, 8, 1000, 0);   // Not linked.
  ItemMap items;
  items.append(1, 100);
  const std::vector<LocationFeed> feeds{{8, 900}, {9, 900}, {8, 901}, {8, 900}};
  LevelColumns expected;
  expected.append(100, 900, 11);
  expected.append(100, 901, 4);
  EXPECT_EQ(*compute_available(stock, items, feeds, 2), expected);
}

// What a policy leaves for sale of so much free stock.
absl::StatusOr<std::int64_t> left_by(double withheld, double share, std::int64_t maximum, double free) {
  StockRows stock;
  stock.append(1, 8, free, 0);
  ItemMap items;
  items.append(1, 100);
  columns::SalePolicies policies;
  policies.append(7, 1000, 0, 0);  // Of a product that is not asked about.
  policies.append(1, withheld, share, maximum);
  const std::vector<LocationFeed> feeds{{8, 900}};
  const auto levels = compute_available(stock, items, feeds, 2, policies);
  if (!levels.ok()) return levels.status();
  return levels->quantities[0];
}

TEST(AvailableByPolicy, SafetyStockIsWithheldThenTheShareIsTakenThenTheMostIsShown) {
  EXPECT_EQ(*left_by(3, 1, 1000, 10), 7);
  EXPECT_EQ(*left_by(0, 0.5, 1000, 11), 5);
  EXPECT_EQ(*left_by(1, 0.5, 1000, 11), 5);
  EXPECT_EQ(*left_by(0, 1, 4, 11), 4);
  EXPECT_EQ(*left_by(2, 0.5, 3, 20), 3);
  EXPECT_EQ(*left_by(5, 1, 1000, 3), 0);
  EXPECT_EQ(*left_by(0, 0, 1000, 1e300), 0);
  EXPECT_EQ(*left_by(0, 1, 0, 10), 0);
}

TEST(AvailableByPolicy, SharesThatMissAWholeNumberStillCountIt) {
  ASSERT_LT(0.29 * 100, 29.0);
  EXPECT_EQ(*left_by(0, 0.29, 1000, 100), 29);
}

TEST(AvailableByPolicy, ProductsWithoutOneAreSoldWhole) {
  StockRows stock;
  stock.append(1, 8, 5, 0);
  stock.append(2, 8, 5, 0);
  ItemMap items;
  items.append(1, 100);
  items.append(2, 200);
  columns::SalePolicies policies;
  policies.append(2, 1, 1, 1000);
  const auto levels = compute_available(stock, items, std::vector<LocationFeed>{{8, 900}}, 2, policies);
  EXPECT_EQ(levels->quantities, (std::vector<std::int64_t>{5, 4}));
}

TEST(AvailableByPolicy, WhatIsNoPolicyIsRefused) {
  const double nothing = std::nan("");
  for (const auto& [withheld, share, maximum] : {std::tuple{-1.0, 1.0, 5},
                                                 {0.0, 1.5, 5},
                                                 {0.0, -0.1, 5},
                                                 {0.0, 1.0, -1},
                                                 {nothing, 1.0, 5},
                                                 {0.0, nothing, 5}}) {
    EXPECT_EQ(left_by(withheld, share, maximum, 10).status().code(), absl::StatusCode::kInvalidArgument);
  }
  columns::SalePolicies twice;
  twice.append(1, 0, 1, 5);
  twice.append(1, 0, 1, 6);
  ItemMap items;
  items.append(1, 100);
  EXPECT_FALSE(compute_available(StockRows{}, items, {}, 2, twice).ok());
}

TEST(Available, OneProductMayStandBehindSeveralItems) {
  StockRows stock;
  stock.append(1, 8, 5, 0);
  ItemMap items;
  items.append(1, 101);
  items.append(1, 100);
  items.append(1, 101);
  const std::vector<LocationFeed> feeds{{8, 900}};
  LevelColumns expected;
  expected.append(100, 900, 5);
  expected.append(101, 900, 5);
  EXPECT_EQ(*compute_available(stock, items, feeds, 2), expected);
}

TEST(Available, ItemWithTwoProductsIsRefused) {
  ItemMap items;
  items.append(1, 100);
  items.append(2, 100);
  const auto levels = compute_available(StockRows{}, items, std::vector<LocationFeed>{{8, 900}}, 2);
  EXPECT_EQ(levels.status().message(), "Inventory item 100 is linked with more than one product.");
}

TEST(Available, PrecisionOutOfRangeIsRefused) {
  EXPECT_FALSE(compute_available(StockRows{}, ItemMap{}, {}, -1).ok());
  EXPECT_FALSE(compute_available(StockRows{}, ItemMap{}, {}, kPrecisionDigitsMax + 1).ok());
}

TEST(Available, NothingLinkedOrMappedIsNoLevel) {
  ItemMap items;
  items.append(1, 100);
  EXPECT_EQ(compute_available(StockRows{}, items, {}, 2)->size(), 0u);
  EXPECT_EQ(compute_available(StockRows{}, ItemMap{}, std::vector<LocationFeed>{{8, 900}}, 2)->size(), 0u);
}

TEST(Available, TooManyCellsAreRefusedBeforeMemoryIsTaken) {
  ItemMap items;
  std::vector<LocationFeed> feeds;
  for (std::int32_t i = 0; i < 5000; ++i) {
    items.append(i, i);
    feeds.push_back({i, i});
  }
  const auto error = base::limit_error_of(compute_available(StockRows{}, items, feeds, 2).status());
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->name, "available_cells_max");
  EXPECT_EQ(error->actual, 25'000'000);
}

TEST(Available, ManyOdooLocationsBehindOneRemoteLocationAreOneCell) {
  ItemMap items;
  std::vector<LocationFeed> feeds;
  for (std::int32_t i = 0; i < 5000; ++i) {
    items.append(i, i);
    feeds.push_back({i, 900});
  }
  EXPECT_EQ(compute_available(StockRows{}, items, feeds, 2)->size(), 5000u);
}

TEST(Available, AgreesWithSumsInMapsOnRandomStock) {
  std::mt19937_64 random(20261123);
  const auto pick = [&random](std::int32_t below) {
    return static_cast<std::int32_t>(random() % static_cast<unsigned>(below));
  };
  for (int round = 0; round < 400; ++round) {
    const int digits = pick(4);
    // Some rounds have ids so far apart that they are searched, not indexed.
    const std::int32_t stride = round % 2 == 0 ? 1 : 50'000'000;
    StockRows stock;
    ItemMap items;
    std::vector<LocationFeed> feeds;
    for (std::int32_t product = 0; product < 12; ++product) {
      if (pick(4) != 0) items.append(product * stride, 1000 - product);
    }
    for (int feed = pick(6); feed >= 0; --feed) feeds.push_back({pick(5) * stride, pick(3)});
    for (int row = 0; row < 60; ++row) {
      stock.append(pick(12) * stride, pick(5) * stride, pick(3000) / 100.0, pick(1000) / 100.0);
    }

    std::map<std::pair<std::int64_t, std::int64_t>, std::pair<double, double>> sums;
    std::map<std::pair<std::int32_t, std::int64_t>, bool> is_fed;
    for (const LocationFeed& feed : feeds) is_fed[{feed.location_id, feed.remote_location_id}] = true;
    for (std::size_t item = 0; item < items.size(); ++item) {
      for (const auto& [feed, unused] : is_fed) {
        auto& sum = sums[{items.inventory_item_ids[item], feed.second}];
        if (sum.first != 0 || sum.second != 0) continue;
        for (std::size_t row = 0; row < stock.size(); ++row) {
          if (stock.product_ids[row] != items.product_ids[item]) continue;
          if (!is_fed.contains({stock.location_ids[row], feed.second})) continue;
          sum.first += stock.plus[row];
          sum.second += stock.minus[row];
        }
      }
    }
    LevelColumns expected;
    for (const auto& [key, sum] : sums) {
      const double rounded = OdooRounder(digits).round_in_full(sum.first - sum.second);
      expected.append(key.first, key.second, static_cast<std::int64_t>(std::fmax(0, std::floor(rounded))));
    }
    const auto levels = compute_available(stock, items, feeds, digits);
    ASSERT_TRUE(levels.ok()) << levels.status();
    ASSERT_EQ(*levels, expected);
  }
}

}  // namespace
}  // namespace crossdock::inventory
