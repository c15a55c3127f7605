#include "crossdock/diff/level_order.h"

#include <gtest/gtest.h>

#include <vector>

namespace crossdock::diff {
namespace {

TEST(LevelOrder, VisitsUnsortedRowsByItemThenLocation) {
  const std::vector<std::int64_t> items = {2, 1, 1, 2};
  const std::vector<std::int64_t> locations = {5, 9, 3, 1};
  const LevelOrder order(items, locations);
  std::vector<std::size_t> visited;
  for (std::size_t position = 0; position < order.size(); ++position) visited.push_back(order.row(position));
  EXPECT_EQ(visited, (std::vector<std::size_t>{2, 1, 3, 0}));
  EXPECT_EQ(order.find_duplicate(), std::nullopt);
}

TEST(LevelOrder, FindsDuplicateWhereverItLies) {
  const std::vector<std::int64_t> items = {7, 1, 7};
  const std::vector<std::int64_t> locations = {3, 3, 3};
  EXPECT_EQ(LevelOrder(items, locations).find_duplicate(), (LevelKey{7, 3}));
}

TEST(LevelOrder, OrdersNegativeAndExtremeIds) {
  const std::vector<std::int64_t> items = {INT64_MAX, -1, INT64_MIN};
  const std::vector<std::int64_t> locations = {0, 0, 0};
  const LevelOrder order(items, locations);
  EXPECT_EQ(order.row(0), 2u);
  EXPECT_EQ(order.row(1), 1u);
  EXPECT_EQ(order.row(2), 0u);
}

}  // namespace
}  // namespace crossdock::diff
