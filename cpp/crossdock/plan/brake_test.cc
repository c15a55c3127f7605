#include "crossdock/plan/brake.h"

#include <gtest/gtest.h>

#include <limits>

namespace crossdock::plan {
namespace {

using canonical::LevelChanges;

LevelChanges changes_to(std::int64_t count, std::int64_t zero_count) {
  LevelChanges changes;
  for (std::int64_t item = 0; item < count; ++item) changes.append(item, 1, 9, item < zero_count ? 0 : 5);
  return changes;
}

constexpr BrakeLimits kLimits{.share_max = 0.3, .zero_share_max = 0.1, .changes_min = 10};

std::optional<std::string> reason(std::int64_t known, const LevelChanges& changes, std::int64_t recent = 0) {
  const auto result = brake_reason(known, changes, recent, kLimits);
  EXPECT_TRUE(result.ok()) << result.status();
  return *result;
}

TEST(Brake, I14ExactlyTheShareStillPasses) { EXPECT_EQ(reason(100, changes_to(30, 0)), std::nullopt); }

TEST(Brake, I14MoreThanTheShareWaitsAndSaysWhy) {
  EXPECT_EQ(reason(100, changes_to(31, 0)),
            "This push would change 31 of 100 known stock levels (31 %); more than 30 % waits for a person's "
            "confirmation.");
}

TEST(Brake, I14SettingToZeroHasItsOwnShare) {
  EXPECT_EQ(reason(100, changes_to(10, 10)), std::nullopt);
  EXPECT_EQ(
      reason(100, changes_to(11, 11)),
      "This push would set to zero 11 of 100 known stock levels (11 %); more than 10 % waits for a person's "
      "confirmation.");
}

TEST(Brake, I14ManySmallPushesAreNoWayAround) {
  EXPECT_EQ(reason(100, changes_to(5, 0), 25), std::nullopt);
  EXPECT_EQ(
      reason(100, changes_to(5, 0), 26),
      "This push would change 31 of 100 known stock levels (31 %), 26 of them already sent lately; more than "
      "30 % waits for a person's confirmation.");
}

TEST(Brake, I14FewChangesNeverWait) {
  EXPECT_EQ(reason(9, changes_to(9, 9)), std::nullopt);
  EXPECT_NE(reason(10, changes_to(10, 10)), std::nullopt);
}

TEST(Brake, I14FirstPushOfAStoreWaits) {
  EXPECT_EQ(reason(0, changes_to(10, 0)),
            "This push would change 10 stock levels while none was known before; more than 30 % waits for a "
            "person's confirmation.");
}

TEST(Brake, NothingToPushNeverWaits) { EXPECT_EQ(reason(10, LevelChanges{}, 1000), std::nullopt); }

TEST(Brake, NonsenseIsRefused) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(brake_reason(-1, LevelChanges{}, 0, kLimits).ok());
  EXPECT_FALSE(brake_reason(1, LevelChanges{}, -1, kLimits).ok());
  EXPECT_FALSE(
      brake_reason(1, LevelChanges{}, 0, {.share_max = nan, .zero_share_max = 0, .changes_min = 0}).ok());
  EXPECT_FALSE(
      brake_reason(1, LevelChanges{}, 0, {.share_max = 0, .zero_share_max = -1, .changes_min = 0}).ok());
}

}  // namespace
}  // namespace crossdock::plan
