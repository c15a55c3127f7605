#include "crossdock/http/budget.h"

#include <gtest/gtest.h>

#include <limits>

namespace crossdock::http {
namespace {

TEST(CostBudget, UnknownBudgetNeverWaits) {
  CostBudget budget;
  budget.spend(1e9, 0);
  EXPECT_EQ(budget.wait(1e9, 0), 0);
}

TEST(CostBudget, WaitsUntilThePointsAreRestored) {
  CostBudget budget;
  budget.update(1000, 100, 50, 10);
  EXPECT_EQ(budget.wait(100, 10), 0);
  EXPECT_DOUBLE_EQ(budget.wait(600, 10), 10);
  EXPECT_DOUBLE_EQ(budget.wait(600, 14), 6);
  EXPECT_EQ(budget.wait(600, 20), 0);
}

TEST(CostBudget, WaitedTimeIsExactlyEnough) {
  CostBudget budget;
  budget.update(2000, 3, 100, 0);
  const double wait = budget.wait(752, 0);
  EXPECT_EQ(budget.wait(752, wait + 1e-9), 0);
  EXPECT_GT(budget.wait(752, wait - 0.01), 0);
}

TEST(CostBudget, SpentPointsAreMissingUntilRestored) {
  CostBudget budget;
  budget.update(1000, 1000, 50, 0);
  budget.spend(900, 0);
  EXPECT_DOUBLE_EQ(budget.wait(200, 0), 2);
  budget.spend(200, 0);
  EXPECT_DOUBLE_EQ(budget.wait(200, 0), 6);
}

TEST(CostBudget, RestoresNoMoreThanTheBucketHolds) {
  CostBudget budget;
  budget.update(1000, 0, 50, 0);
  budget.spend(1000, 100000);
  EXPECT_DOUBLE_EQ(budget.wait(1000, 100000), 20);
}

TEST(CostBudget, RequestBeyondTheBucketWaitsUntilItIsFullAndNotForever) {
  CostBudget budget;
  budget.update(40, 0, 2, 0);
  EXPECT_DOUBLE_EQ(budget.wait(1000, 0), 20);
  EXPECT_EQ(budget.wait(1000, 20), 0);
}

TEST(CostBudget, BucketThatNeverRefillsWaitsABoundedTime) {
  CostBudget budget;
  budget.update(40, 0, 0, 0);
  EXPECT_EQ(budget.wait(1, 0), kBudgetWaitSecondsMax);
}

TEST(CostBudget, ClockThatRunsBackTakesNothingAway) {
  CostBudget budget;
  budget.update(1000, 500, 50, 100);
  EXPECT_EQ(budget.wait(500, 90), 0);
}

TEST(CostBudget, NonsenseTeachesNothing) {
  CostBudget budget;
  budget.update(0, 0, 0, 0);
  budget.update(std::numeric_limits<double>::quiet_NaN(), 0, 0, 0);
  EXPECT_EQ(budget.wait(100, 0), 0);
}

TEST(WindowBudget, UnknownBudgetNeverWaits) {
  WindowBudget budget;
  budget.spend(0);
  EXPECT_EQ(budget.wait(0), 0);
}

TEST(WindowBudget, EmptyWindowIsWaitedOut) {
  WindowBudget budget;
  budget.update(100, 0, 10'000, 5);
  EXPECT_DOUBLE_EQ(budget.wait(5), 10);
  EXPECT_DOUBLE_EQ(budget.wait(9), 6);
  EXPECT_EQ(budget.wait(15), 0);
}

TEST(WindowBudget, SendsWhatRemainsAndThenWaits) {
  WindowBudget budget;
  budget.update(100, 2, 10'000, 0);
  budget.spend(1);
  EXPECT_EQ(budget.wait(1), 0);
  budget.spend(1);
  EXPECT_DOUBLE_EQ(budget.wait(1), 9);
}

TEST(WindowBudget, NextWindowIsFullAndEndsToo) {
  WindowBudget budget;
  budget.update(2, 0, 10'000, 0);
  budget.spend(10);
  EXPECT_EQ(budget.wait(10), 0);
  budget.spend(10);
  EXPECT_DOUBLE_EQ(budget.wait(10), 10);
}

TEST(WindowBudget, NonsenseTeachesNothing) {
  WindowBudget budget;
  budget.update(0, 0, 10'000, 0);
  budget.update(100, 0, 0, 0);
  EXPECT_EQ(budget.wait(0), 0);
}

}  // namespace
}  // namespace crossdock::http
