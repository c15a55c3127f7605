#include "crossdock/canonical/level_columns.h"

#include <gtest/gtest.h>

namespace crossdock::canonical {
namespace {

TEST(LevelColumns, EveryColumnGrowsByOneARow) {
  LevelColumns levels;
  levels.append(11, 21, 5, false, 1000);
  levels.append(12, 22, std::nullopt);
  EXPECT_EQ(levels.size(), 2U);
  EXPECT_EQ(levels.inventory_item_ids, (std::vector<std::int64_t>{11, 12}));
  EXPECT_EQ(levels.location_ids, (std::vector<std::int64_t>{21, 22}));
  EXPECT_EQ(levels.quantities, (std::vector<std::int64_t>{5, 0}));
  EXPECT_EQ(levels.known, (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(levels.raisable, (std::vector<std::uint8_t>{0, 1}));
  EXPECT_EQ(levels.updated_at_us, (std::vector<std::int64_t>{1000, kNoTime}));
}

TEST(LevelChanges, AnUnknownFormerQuantityIsNotZero) {
  LevelChanges changes;
  changes.append(11, 21, 0, 5);
  changes.append(12, 22, std::nullopt, 6);
  EXPECT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes.change_from, (std::vector<std::int64_t>{0, 0}));
  EXPECT_EQ(changes.has_change_from, (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(changes.quantities, (std::vector<std::int64_t>{5, 6}));
}

}  // namespace
}  // namespace crossdock::canonical
