#include "crossdock/diff/levels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace crossdock::diff {
namespace {

using canonical::LevelChanges;
using canonical::LevelColumns;

LevelColumns one_level(std::optional<std::int64_t> quantity, bool raisable = true) {
  LevelColumns levels;
  levels.append(11, 22, quantity, raisable);
  return levels;
}

LevelChanges one_change(std::optional<std::int64_t> from, std::int64_t quantity) {
  LevelChanges changes;
  changes.append(11, 22, from, quantity);
  return changes;
}

TEST(DiffLevels, EqualLevelsGiveNothing) {
  const auto result = diff_levels(one_level(5), one_level(5));
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->changes.size() + result->blocked.size() + result->unknown.size(), 0u);
}

TEST(DiffLevels, RaiseOnFreshNewsMayBeSent) {
  EXPECT_EQ(diff_levels(one_level(8), one_level(5))->changes, one_change(5, 8));
}

TEST(DiffLevels, I12RaiseOnOldNewsIsBlocked) {
  const auto result = diff_levels(one_level(8), one_level(5, false));
  EXPECT_EQ(result->blocked, one_change(5, 8));
  EXPECT_EQ(result->changes.size(), 0u);
}

TEST(DiffLevels, I12LoweringIsAllowedOnOldNews) {
  const auto result = diff_levels(one_level(2), one_level(5, false));
  EXPECT_EQ(result->changes, one_change(5, 2));
  EXPECT_EQ(result->blocked.size(), 0u);
}

TEST(DiffLevels, OversoldLevelIsNotRaisedToZero) {
  const auto result = diff_levels(one_level(0), one_level(-3));
  EXPECT_EQ(result->changes.size() + result->blocked.size() + result->unknown.size(), 0u);
}

TEST(DiffLevels, OversoldLevelIsRaisedWhenThereIsStock) {
  EXPECT_EQ(diff_levels(one_level(4), one_level(-3))->changes, one_change(-3, 4));
  EXPECT_EQ(diff_levels(one_level(4), one_level(-3, false))->blocked, one_change(-3, 4));
}

TEST(DiffLevels, LevelWithoutObservedRowMustBeReadFirst) {
  EXPECT_EQ(diff_levels(one_level(4), LevelColumns{})->unknown, one_change(std::nullopt, 4));
}

TEST(DiffLevels, LevelWhoseObservedQuantityIsUnknownMustBeReadFirst) {
  EXPECT_EQ(diff_levels(one_level(0), one_level(std::nullopt))->unknown, one_change(std::nullopt, 0));
}

TEST(DiffLevels, DesiredRowWithoutQuantityWantsNothing) {
  const auto result = diff_levels(one_level(std::nullopt), one_level(4));
  EXPECT_EQ(result->changes.size() + result->blocked.size() + result->unknown.size(), 0u);
}

TEST(DiffLevels, ObservedLevelThatNobodyDesiresIsPassedOver) {
  const auto result = diff_levels(LevelColumns{}, one_level(4));
  EXPECT_EQ(result->changes.size() + result->blocked.size() + result->unknown.size(), 0u);
}

TEST(DiffLevels, LevelNamedTwiceIsRefused) {
  LevelColumns twice = one_level(1);
  twice.append(11, 22, 2);
  EXPECT_EQ(diff_levels(twice, LevelColumns{}).status().code(), absl::StatusCode::kInvalidArgument);
  const absl::Status status = diff_levels(LevelColumns{}, twice).status();
  EXPECT_EQ(status.message(), "The observed levels name inventory item 11 at location 22 more than once.");
}

using Key = std::pair<std::int64_t, std::int64_t>;

struct ModelRow {
  std::optional<std::int64_t> quantity;
  bool raisable;
};

std::map<Key, ModelRow> random_set(std::mt19937_64& random) {
  std::map<Key, ModelRow> rows;
  const auto count = random() % 40;
  for (std::size_t i = 0; i < count; ++i) {
    const Key key{static_cast<std::int64_t>(random() % 8), static_cast<std::int64_t>(random() % 5)};
    std::optional<std::int64_t> quantity;
    if (random() % 5 != 0) quantity = static_cast<std::int64_t>(random() % 7) - 2;
    rows[key] = {quantity, random() % 2 == 0};
  }
  return rows;
}

LevelColumns shuffled(const std::map<Key, ModelRow>& rows, std::mt19937_64& random) {
  std::vector<std::pair<Key, ModelRow>> list(rows.begin(), rows.end());
  std::shuffle(list.begin(), list.end(), random);
  LevelColumns columns;
  for (const auto& [key, row] : list) columns.append(key.first, key.second, row.quantity, row.raisable);
  return columns;
}

// The rule of the header's table, said once more by look-ups in maps.
LevelDiff model(const std::map<Key, ModelRow>& desired, const std::map<Key, ModelRow>& observed) {
  LevelDiff result;
  for (const auto& [key, want] : desired) {
    if (!want.quantity) continue;
    const auto found = observed.find(key);
    if (found == observed.end() || !found->second.quantity) {
      result.unknown.append(key.first, key.second, std::nullopt, *want.quantity);
      continue;
    }
    const std::int64_t from = *found->second.quantity;
    if (from == *want.quantity || (*want.quantity == 0 && from < 0)) continue;
    const bool blocked = *want.quantity > from && !found->second.raisable;
    (blocked ? result.blocked : result.changes).append(key.first, key.second, from, *want.quantity);
  }
  return result;
}

TEST(DiffLevels, AgreesWithLookUpsInMapsOnRandomUnsortedSets) {
  std::mt19937_64 random(20261123);
  for (int round = 0; round < 2000; ++round) {
    const auto desired = random_set(random);
    const auto observed = random_set(random);
    const auto result = diff_levels(shuffled(desired, random), shuffled(observed, random));
    ASSERT_TRUE(result.ok());
    const LevelDiff expected = model(desired, observed);
    ASSERT_EQ(result->changes, expected.changes);
    ASSERT_EQ(result->blocked, expected.blocked);
    ASSERT_EQ(result->unknown, expected.unknown);
  }
}

TEST(DiffLevels, ApplyingTheChangesLeavesNothingToSend) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 500; ++round) {
    const auto desired = random_set(random);
    auto observed = random_set(random);
    const LevelColumns desired_columns = shuffled(desired, random);
    const auto first = diff_levels(desired_columns, shuffled(observed, random));
    for (std::size_t row = 0; row < first->changes.size(); ++row) {
      observed[{first->changes.inventory_item_ids[row], first->changes.location_ids[row]}].quantity =
          first->changes.quantities[row];
    }
    ASSERT_EQ(diff_levels(desired_columns, shuffled(observed, random))->changes.size(), 0u);
  }
}

}  // namespace
}  // namespace crossdock::diff
