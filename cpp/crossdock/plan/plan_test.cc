#include "crossdock/plan/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

namespace crossdock::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// An operation that holds its texts.
struct Given {
  std::int64_t id = 0;
  std::string kind;
  std::string object;
  std::vector<std::string> after{};
  std::string content{};
  Progress progress = Progress::kNew;
  std::int64_t bytes = 1;
  std::int64_t cost = 1;
  std::string scope{};
};

constexpr Bounds kBounds{.count_max = 3, .bytes_max = 100, .cost_max = 50};

std::vector<Kind> kinds() {
  return {{"product", 1, Nature::kState, kBounds, false},
          {"variants", 2, Nature::kState, kBounds, true},
          {"price", 3, Nature::kState, kBounds, false},
          {"refund", 4, Nature::kEffect, kBounds, false}};
}

Operations operations_of(const std::vector<Given>& all) {
  auto operations = Operations::make(kinds());
  EXPECT_TRUE(operations.ok()) << operations.status();
  for (const Given& one : all) {
    const std::vector<std::string_view> after(one.after.begin(), one.after.end());
    const absl::Status status = operations->append({.id = one.id,
                                                    .kind = one.kind,
                                                    .object = one.object,
                                                    .after = after,
                                                    .scope = one.scope,
                                                    .content = one.content,
                                                    .bytes = one.bytes,
                                                    .cost = one.cost,
                                                    .progress = one.progress});
    EXPECT_TRUE(status.ok()) << status;
  }
  return *std::move(operations);
}

Plan plan_of(const std::vector<Given>& all) {
  const auto plan = make_plan(operations_of(all));
  EXPECT_TRUE(plan.ok()) << plan.status();
  return *plan;
}

// Ids by batch: "wave kind: id id".
std::vector<std::string> batches_of(const Plan& plan) {
  std::vector<std::string> words;
  for (const Batch& batch : plan.batches) {
    words.push_back(std::to_string(batch.wave) + " " + kinds()[batch.kind].name + ":");
    for (std::uint32_t place = batch.begin; place < batch.end; ++place)
      words.back() += " " + std::to_string(plan.order[place]);
  }
  return words;
}

TEST(Plan, NothingIsNoBatch) { EXPECT_EQ(plan_of({}), Plan()); }

TEST(Plan, ADependencyIsInAnEarlierWave) {
  const Plan plan = plan_of({{1, "price", "price/7", {"variant/7"}},
                             {2, "variants", "variant/7", {"product/1"}},
                             {3, "product", "product/1", {"product/of another plan"}},
                             {4, "price", "price/8"}});
  EXPECT_THAT(batches_of(plan), ElementsAre("0 product: 3", "0 price: 4", "1 variants: 2", "2 price: 1"));
}

TEST(Plan, ABatchKeepsToEachBound) {
  EXPECT_THAT(
      batches_of(plan_of({{1, "price", "a"}, {2, "price", "b"}, {3, "price", "c"}, {4, "price", "d"}})),
      ElementsAre("0 price: 1 2 3", "0 price: 4"));
  EXPECT_THAT(batches_of(plan_of({{1, "price", "a", {}, "", Progress::kNew, 60},
                                  {2, "price", "b", {}, "", Progress::kNew, 41},
                                  {3, "price", "c", {}, "", Progress::kNew, 59}})),
              ElementsAre("0 price: 1", "0 price: 2 3"));
  EXPECT_THAT(batches_of(plan_of({{1, "price", "a", {}, "", Progress::kNew, 1, 25},
                                  {2, "price", "b", {}, "", Progress::kNew, 1, 25},
                                  {3, "price", "c", {}, "", Progress::kNew, 1, 1}})),
              ElementsAre("0 price: 1 2", "0 price: 3"));
}

TEST(Plan, AScopeStaysTogetherOrAloneAsItsKindSays) {
  const auto of_kind = [](const std::string& kind) {
    std::vector<Given> all;
    for (std::int64_t id = 1; id <= 4; ++id)
      all.push_back({.id = id, .kind = kind, .object = std::to_string(id), .scope = id % 2 == 0 ? "x" : "y"});
    return all;
  };
  EXPECT_THAT(batches_of(plan_of(of_kind("price"))), ElementsAre("0 price: 1 3", "0 price: 2 4"));
  EXPECT_THAT(batches_of(plan_of(of_kind("variants"))), ElementsAre("0 variants: 1 3", "0 variants: 2 4"));
  std::vector<Given> few = of_kind("price");
  few.pop_back();
  EXPECT_THAT(batches_of(plan_of(few)), ElementsAre("0 price: 1 3 2"));
  few = of_kind("variants");
  few.pop_back();
  EXPECT_THAT(batches_of(plan_of(few)), ElementsAre("0 variants: 1 3", "0 variants: 2"));
}

TEST(Plan, StatesOfOneObjectBecomeTheNewest) {
  const Plan plan =
      plan_of({{3, "price", "a", {}, "A"}, {1, "price", "a", {}, "A"}, {2, "price", "a", {}, "B"}});
  EXPECT_THAT(batches_of(plan), ElementsAre("0 price: 3"));
  EXPECT_THAT(plan.coalesced, ElementsAre(Coalesced{1, 3}, Coalesced{2, 3}));
}

TEST(Plan, I4AStoredIntentThatSaysTheSameKeepsItsKey) {
  const Plan same = plan_of({{1, "price", "a", {}, "A", Progress::kUnsent},
                             {2, "price", "a", {}, "B"},
                             {3, "price", "a", {}, "A"}});
  EXPECT_THAT(batches_of(same), ElementsAre("0 price: 1"));
  EXPECT_THAT(same.coalesced, ElementsAre(Coalesced{2, 1}, Coalesced{3, 1}));
  const Plan other = plan_of({{1, "price", "a", {}, "A", Progress::kUnsent}, {2, "price", "a", {}, "B"}});
  EXPECT_THAT(batches_of(other), ElementsAre("0 price: 2"));
  EXPECT_THAT(other.coalesced, ElementsAre(Coalesced{1, 2}));
}

TEST(Plan, I4TheSecondOfTwoEqualRefundsIsNotSwallowed) {
  const Plan plan = plan_of({{1, "refund", "order/1", {}, "5.00"}, {2, "refund", "order/1", {}, "5.00"}});
  EXPECT_THAT(batches_of(plan), ElementsAre("0 refund: 1", "1 refund: 2"));
  EXPECT_THAT(plan.coalesced, IsEmpty());
}

TEST(Plan, I3AnObjectInFlightGetsNothingNewAndWhatComesAfterItWaits) {
  for (const Progress progress : {Progress::kSent, Progress::kUnknown}) {
    const Plan plan = plan_of({{1, "product", "product/1", {}, "A", progress},
                               {2, "product", "product/1", {}, "A"},
                               {3, "product", "product/1", {}, "A", Progress::kUnsent},
                               {4, "price", "price/7", {"product/1"}},
                               {5, "price", "price/8", {"price/7"}},
                               {6, "price", "price/9"}});
    EXPECT_THAT(plan.in_flight, ElementsAre(1));
    EXPECT_THAT(plan.coalesced, ElementsAre(Coalesced{2, 3}));
    EXPECT_THAT(plan.waiting, ElementsAre(Waiting{3, 1}, Waiting{4, 1}, Waiting{5, 1}));
    EXPECT_THAT(batches_of(plan), ElementsAre("0 price: 6"));
  }
}

TEST(Plan, I6AnOperationTooLargeIsNamedAndBlocksNobodyElse) {
  const Plan plan = plan_of({{1, "price", "a", {}, "", Progress::kNew, 101},
                             {2, "price", "b", {}, "", Progress::kNew, 1, 51},
                             {3, "price", "c", {"a"}},
                             {4, "price", "d"}});
  EXPECT_THAT(plan.refused, ElementsAre(Refused{1, {"plan_batch_bytes_max", 100, 101}},
                                        Refused{2, {"plan_batch_cost_max", 50, 51}}));
  EXPECT_THAT(plan.waiting, ElementsAre(Waiting{3, 1}));
  EXPECT_THAT(batches_of(plan), ElementsAre("0 price: 4"));
}

TEST(Plan, ACircleIsAnErrorThatNamesIt) {
  const auto plan = make_plan(operations_of({{1, "price", "d", {"c"}},
                                             {2, "price", "c", {"b"}},
                                             {3, "price", "b", {"a"}},
                                             {4, "price", "a", {"c"}}}));
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(plan.status().message(),
            "Operations wait for each other in a circle: a after c after b after a.");
}

TEST(Plan, ALongCircleIsNamedInPart) {
  std::vector<Given> all;
  for (std::int64_t id = 10; id < 40; ++id)
    all.push_back({id, "price", std::to_string(id), {std::to_string(id == 10 ? 39 : id - 1)}});
  EXPECT_THAT(make_plan(operations_of(all)).status().message(),
              HasSubstr("10 after 39 after 38 after 37 after 36 after 35 after 34 after 33 after 32 after 31 "
                        "after ... after 10."));
}

TEST(Plan, NonsenseIsRefused) {
  EXPECT_FALSE(make_plan(operations_of({{1, "price", "a"}, {1, "price", "b"}})).ok());
  auto operations = *Operations::make(kinds());
  EXPECT_FALSE(operations.append({.kind = "prices", .object = "a"}).ok());
  EXPECT_FALSE(operations.append({.kind = "price", .object = ""}).ok());
  EXPECT_FALSE(operations.append({.kind = "price", .object = "a", .bytes = -1}).ok());
  EXPECT_FALSE(operations.append({.kind = "price", .object = "a", .cost = -1}).ok());
  EXPECT_EQ(operations.size(), 0U);
  EXPECT_FALSE(Operations::make({{"a", 0, Nature::kState, {0, 1, 1}, false}}).ok());
  EXPECT_FALSE(
      Operations::make({{"a", 0, Nature::kState, kBounds, false}, {"a", 1, Nature::kState, kBounds, false}})
          .ok());
  const Bounds huge{1, base::kPlanBatchLoadMax + 1, 1};
  EXPECT_EQ(base::limit_error_of(Operations::make({{"a", 0, Nature::kState, huge, false}}).status())->name,
            "plan_batch_load_max");
}

std::vector<Given> random_operations(std::mt19937_64& random) {
  const std::vector<Kind> all_kinds = kinds();
  std::vector<Given> all;
  const std::int64_t count = 1 + static_cast<std::int64_t>(random() % 60);
  for (std::int64_t id = 0; id < count; ++id) {
    const std::uint64_t object = random() % 20;
    Given one{.id = id, .kind = all_kinds[random() % 4].name, .object = std::to_string(object)};
    while (random() % 2 == 0 && object > 0) one.after.push_back(std::to_string(random() % object));
    one.content = random() % 2 == 0 ? "A" : "B";
    one.progress = random() % 8 == 0   ? Progress::kUnknown
                   : random() % 4 == 0 ? Progress::kUnsent
                                       : Progress::kNew;
    one.bytes = static_cast<std::int64_t>(random() % 110);
    one.cost = static_cast<std::int64_t>(random() % 55);
    one.scope = std::to_string(random() % 3);
    all.push_back(one);
  }
  return all;
}

TEST(Plan, EveryOperationHasOnePlaceAndTheOrderOfThemDoesNotMatter) {
  std::mt19937_64 random(17);
  for (int round = 0; round < 500; ++round) {
    std::vector<Given> all = random_operations(random);
    const Plan plan = plan_of(all);
    std::map<std::int64_t, int> places;
    for (const std::int64_t id : plan.order) ++places[id];
    for (const std::int64_t id : plan.in_flight) ++places[id];
    for (const Coalesced& one : plan.coalesced) ++places[one.id];
    for (const Waiting& one : plan.waiting) ++places[one.id];
    for (const Refused& one : plan.refused) ++places[one.id];
    ASSERT_EQ(places.size(), all.size());
    for (const auto& [id, count] : places) ASSERT_EQ(count, 1);

    std::uint32_t end = 0;
    std::map<std::uint32_t, std::set<std::string>> objects_of_wave;
    for (const Batch& batch : plan.batches) {
      ASSERT_EQ(batch.begin, end);
      ASSERT_LT(batch.begin, batch.end);
      ASSERT_TRUE(kBounds.hold(batch.load));
      end = batch.end;
      for (std::uint32_t place = batch.begin; place < batch.end; ++place)
        ASSERT_TRUE(objects_of_wave[batch.wave]
                        .insert(all[static_cast<std::size_t>(plan.order[place])].object)
                        .second);
    }
    ASSERT_EQ(end, plan.order.size());
    std::shuffle(all.begin(), all.end(), random);
    ASSERT_EQ(plan_of(all), plan);
  }
}

}  // namespace
}  // namespace crossdock::plan
