#include "crossdock/inventory/id_index.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <set>

namespace crossdock::inventory {
namespace {

TEST(IdIndex, EmptySetKnowsNothing) {
  const IdIndex index({});
  EXPECT_EQ(index.size(), 0u);
  EXPECT_EQ(index.find(0), IdIndex::kAbsent);
}

TEST(IdIndex, FindsPlacesInAscendingOrderAndCountsDuplicatesOnce) {
  const std::vector<std::int32_t> ids = {30, 10, 30, 20};
  const IdIndex index(ids);
  EXPECT_TRUE(index.is_dense());
  EXPECT_EQ(index.size(), 3u);
  EXPECT_EQ(index.find(10), 0);
  EXPECT_EQ(index.find(20), 1);
  EXPECT_EQ(index.find(30), 2);
  for (const std::int32_t absent : {9, 11, 31, -1}) EXPECT_EQ(index.find(absent), IdIndex::kAbsent) << absent;
}

TEST(IdIndex, IdsAtBothEndsOfTheRangeTakeNoArray) {
  constexpr std::int32_t kMin = std::numeric_limits<std::int32_t>::min();
  constexpr std::int32_t kMax = std::numeric_limits<std::int32_t>::max();
  const std::vector<std::int32_t> ids = {kMax, kMin, 0};
  const IdIndex index(ids);
  EXPECT_FALSE(index.is_dense());
  EXPECT_EQ(index.find(kMin), 0);
  EXPECT_EQ(index.find(0), 1);
  EXPECT_EQ(index.find(kMax), 2);
  EXPECT_EQ(index.find(1), IdIndex::kAbsent);
}

TEST(IdIndex, DenseArrayRefusesIdsFarOutsideIt) {
  const std::vector<std::int32_t> ids = {std::numeric_limits<std::int32_t>::max() - 1};
  const IdIndex index(ids);
  ASSERT_TRUE(index.is_dense());
  EXPECT_EQ(index.find(std::numeric_limits<std::int32_t>::min()), IdIndex::kAbsent);
  EXPECT_EQ(index.find(std::numeric_limits<std::int32_t>::max()), IdIndex::kAbsent);
}

TEST(IdIndex, ArrayAndBisectionAgreeWithASet) {
  std::mt19937 random(5);
  for (const std::int32_t range : {1000, 2'000'000'000}) {
    std::set<std::int32_t> ids;
    for (int i = 0; i < 300; ++i)
      ids.insert(static_cast<std::int32_t>(random() % static_cast<unsigned>(range)));
    const std::vector<std::int32_t> list(ids.begin(), ids.end());
    const IdIndex index(list);
    EXPECT_EQ(index.is_dense(), range == 1000);
    for (int i = 0; i < 20'000; ++i) {
      const auto id = static_cast<std::int32_t>(random() % static_cast<unsigned>(range));
      ASSERT_EQ(index.find(id) != IdIndex::kAbsent, ids.contains(id));
    }
    for (std::size_t place = 0; place < list.size(); ++place) {
      ASSERT_EQ(index.find(list[place]), static_cast<std::int32_t>(place));
    }
  }
}

}  // namespace
}  // namespace crossdock::inventory
