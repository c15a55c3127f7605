#include "crossdock/diff/three_way.h"

#include <gtest/gtest.h>

#include <map>

#include "crossdock/diff/tables_for_test.h"

namespace crossdock::diff {
namespace {

const std::vector<std::string> kKey{"key"};
using Rows = std::vector<TestRow>;

std::vector<RowDifference> compare(const Rows& desired, const Rows& observed, const Rows& agreed) {
  const auto result = diff_three_ways(table_of(desired), table_of(observed), table_of(agreed), kKey, {});
  EXPECT_TRUE(result.ok()) << result.status();
  return result->rows;
}

TEST(ThreeWay, I7EachFieldSaysWhoseChangeItIs) {
  const TestRow agreed{1, 1, "a"};
  EXPECT_TRUE(compare({agreed}, {agreed}, {agreed}).empty());
  EXPECT_EQ(compare({{1, 2, "a"}}, {agreed}, {agreed})[0].whose, Whose::kOurs);
  EXPECT_EQ(compare({agreed}, {{1, 2, "a"}}, {agreed})[0].whose, Whose::kTheirs);
  EXPECT_EQ(compare({{1, 2, "a"}}, {{1, 2, "a"}}, {agreed})[0].whose, Whose::kBoth);
  EXPECT_EQ(compare({{1, 2, "a"}}, {{1, 3, "a"}}, {agreed})[0].whose, Whose::kConflict);
  const RowDifference mixed = compare({{1, 2, "a"}}, {{1, 1, "b"}}, {agreed})[0];
  EXPECT_EQ(mixed.whose, Whose::kNobody);
  EXPECT_EQ(mixed.fields.ours, 1u);
  EXPECT_EQ(mixed.fields.theirs, 2u);
}

TEST(ThreeWay, I7RowsThatCameOrWentSayWhoseTheyAre) {
  const TestRow row{1, 1, "a"};
  const TestRow other{1, 2, "a"};
  const auto told = [](const std::vector<RowDifference>& rows) {
    return std::pair(rows.at(0).kind, rows.at(0).whose);
  };
  EXPECT_EQ(told(compare({row}, {}, {})), std::pair(RowKind::kAdded, Whose::kOurs));
  EXPECT_EQ(told(compare({}, {row}, {})), std::pair(RowKind::kAdded, Whose::kTheirs));
  EXPECT_EQ(told(compare({row}, {row}, {})), std::pair(RowKind::kAdded, Whose::kBoth));
  EXPECT_EQ(told(compare({row}, {other}, {})), std::pair(RowKind::kAdded, Whose::kConflict));
  EXPECT_EQ(told(compare({}, {row}, {row})), std::pair(RowKind::kRemoved, Whose::kOurs));
  EXPECT_EQ(told(compare({row}, {}, {row})), std::pair(RowKind::kRemoved, Whose::kTheirs));
  EXPECT_EQ(told(compare({}, {other}, {row})), std::pair(RowKind::kRemoved, Whose::kConflict));
  EXPECT_EQ(told(compare({other}, {}, {row})), std::pair(RowKind::kRemoved, Whose::kConflict));
  EXPECT_EQ(told(compare({}, {}, {row})), std::pair(RowKind::kRemoved, Whose::kBoth));
}

TEST(ThreeWay, EveryKeyThatDiffersAnywhereIsToldOnce) {
  std::mt19937_64 random(8);
  for (int round = 0; round < 100; ++round) {
    const std::array<Rows, 3> sets{random_rows(random, 60), random_rows(random, 60), random_rows(random, 60)};
    std::map<std::int64_t, std::array<std::optional<TestRow>, 3>> states;
    for (std::size_t set = 0; set < sets.size(); ++set)
      for (const TestRow& row : sets[set]) states[row.key][set] = row;
    std::map<std::int64_t, int> told;
    for (const RowDifference& row : compare(sets[0], sets[1], sets[2])) {
      const std::int64_t key = row.desired != kNoRow    ? sets[0][row.desired].key
                               : row.observed != kNoRow ? sets[1][row.observed].key
                                                        : sets[2][row.agreed].key;
      ++told[key];
      const auto& [desired, observed, agreed] = states[key];
      ASSERT_EQ(desired.has_value(), row.desired != kNoRow);
      ASSERT_EQ(observed.has_value(), row.observed != kNoRow);
      ASSERT_EQ(agreed.has_value(), row.agreed != kNoRow);
    }
    for (const auto& [key, state] : states) {
      const bool differs = state[0] != state[2] || state[1] != state[2];
      ASSERT_EQ(told[key], differs ? 1 : 0);
    }
  }
}

}  // namespace
}  // namespace crossdock::diff
