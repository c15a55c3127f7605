#include "crossdock/plan/batches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <utility>

namespace crossdock::plan {
namespace {

using canonical::LevelChanges;

LevelChanges levels_of_items(const std::vector<std::size_t>& levels_per_item) {
  LevelChanges changes;
  for (std::size_t item = 0; item < levels_per_item.size(); ++item) {
    for (std::size_t location = 0; location < levels_per_item[item]; ++location) {
      changes.append(static_cast<std::int64_t>(item), static_cast<std::int64_t>(location), 1, 2);
    }
  }
  return changes;
}

std::vector<std::size_t> sizes(const std::vector<LevelChanges>& batches) {
  std::vector<std::size_t> result;
  for (const LevelChanges& batch : batches) result.push_back(batch.size());
  return result;
}

TEST(Batches, NothingToSendIsNoBatch) { EXPECT_TRUE(make_batches(LevelChanges{})->empty()); }

TEST(Batches, ThreeHundredLevelsOfManyItemsAreTwoBatches) {
  EXPECT_EQ(sizes(*make_batches(levels_of_items(std::vector<std::size_t>(300, 1)))),
            (std::vector<std::size_t>{250, 50}));
}

TEST(Batches, LevelsOfOneItemStayTogether) {
  EXPECT_EQ(sizes(*make_batches(levels_of_items({3, 3, 3}), 5)), (std::vector<std::size_t>{3, 3, 3}));
  EXPECT_EQ(sizes(*make_batches(levels_of_items({3, 2, 3}), 5)), (std::vector<std::size_t>{5, 3}));
}

TEST(Batches, ItemWithMoreLevelsThanABatchIsSplit) {
  EXPECT_EQ(sizes(*make_batches(levels_of_items({1, 12, 3}), 5)), (std::vector<std::size_t>{1, 5, 5, 5}));
}

TEST(Batches, UnknownChangeFromStaysUnknown) {
  LevelChanges changes;
  changes.append(1, 1, std::nullopt, 4);
  changes.append(1, 2, 0, 4);
  EXPECT_EQ(make_batches(changes)->at(0), changes);
}

TEST(Batches, LevelNamedTwiceIsRefused) {
  LevelChanges changes;
  changes.append(1, 1, 1, 4);
  changes.append(2, 1, 1, 4);
  changes.append(1, 1, 1, 5);
  EXPECT_EQ(make_batches(changes).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Batches, EmptyBatchSizeIsRefused) {
  EXPECT_EQ(make_batches(LevelChanges{}, 0).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Batches, EveryChangeIsInExactlyOneBatchInOrder) {
  std::mt19937_64 random(31);
  for (int round = 0; round < 300; ++round) {
    std::set<std::pair<std::int64_t, std::int64_t>> keys;
    while (keys.size() < 60) keys.insert({random() % 30, random() % 12});
    std::vector<std::pair<std::int64_t, std::int64_t>> shuffled(keys.begin(), keys.end());
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    LevelChanges changes;
    for (const auto& [item, location] : shuffled) changes.append(item, location, item, location);

    const std::size_t rows_max = 1 + random() % 20;
    const auto batches = make_batches(changes, rows_max);
    ASSERT_TRUE(batches.ok());
    std::vector<std::pair<std::int64_t, std::int64_t>> seen;
    for (const LevelChanges& batch : *batches) {
      ASSERT_GE(batch.size(), 1u);
      ASSERT_LE(batch.size(), rows_max);
      for (std::size_t row = 0; row < batch.size(); ++row) {
        seen.emplace_back(batch.inventory_item_ids[row], batch.location_ids[row]);
        ASSERT_EQ(batch.change_from[row], batch.inventory_item_ids[row]);
        ASSERT_EQ(batch.quantities[row], batch.location_ids[row]);
      }
    }
    ASSERT_TRUE(std::equal(seen.begin(), seen.end(), keys.begin(), keys.end()));
  }
}

}  // namespace
}  // namespace crossdock::plan
