#include "crossdock/http/retry_table.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace crossdock::http {
namespace {

constexpr Resume kResumes[] = {Resume::kKeyed, Resume::kUpsert, Resume::kVerify, Resume::kRead};
constexpr System kSystems[] = {System::kShopify, System::kHubspot};

Ending answered(System system, Resume resume, int status, std::string_view code = "") {
  return {.system = system,
          .resume = resume,
          .outcome = Outcome::kAnswered,
          .status = status,
          .error_code = code};
}

Action action_of(const Ending& ending) {
  const auto decision = decide(ending);
  EXPECT_TRUE(decision.ok()) << decision.status();
  EXPECT_FALSE(decision->reason.empty());
  return decision->action;
}

TEST(RetryTable, AcceptedIsDone) {
  for (const System system : kSystems) {
    for (const Resume resume : kResumes) {
      EXPECT_EQ(action_of(answered(system, resume, 200)), Action::kDone);
      EXPECT_EQ(action_of(answered(system, resume, 207)), Action::kDone);
    }
  }
}

TEST(RetryTable, WhatNeverLeftIsSentAgainWhateverItIs) {
  for (const System system : kSystems) {
    for (const Resume resume : kResumes) {
      EXPECT_EQ(action_of({.system = system, .resume = resume, .outcome = Outcome::kNotSent}),
                Action::kRetry);
    }
  }
}

TEST(RetryTable, I3UnknownOutcomeIsResentOnlyWhereRepeatingIsHarmless) {
  for (const System system : kSystems) {
    for (const Resume resume : kResumes) {
      const Action expected = resume == Resume::kVerify ? Action::kVerify : Action::kRetry;
      EXPECT_EQ(action_of({.system = system, .resume = resume, .outcome = Outcome::kUnknown}), expected);
      // A status that came with it says nothing about the effect.
      EXPECT_EQ(action_of({.system = system, .resume = resume, .outcome = Outcome::kUnknown, .status = 200}),
                expected);
      for (const int status : {500, 502, 503, 504, 599}) {
        EXPECT_EQ(action_of(answered(system, resume, status)), expected) << status;
      }
    }
  }
}

TEST(RetryTable, I3NothingThatNeedsVerifyingIsEverResentAfterItMayHaveRun) {
  // Whatever a system answers, an effect is repeated blindly only after a definite refusal for lack of
  // capacity.
  for (int status = 500; status <= 999; ++status) {
    EXPECT_NE(action_of(answered(System::kShopify, Resume::kVerify, status)), Action::kRetry);
    EXPECT_NE(action_of(answered(System::kHubspot, Resume::kVerify, status)), Action::kRetry);
  }
  EXPECT_EQ(action_of(answered(System::kShopify, Resume::kVerify, 200, "THROTTLED")), Action::kVerify);
}

TEST(RetryTable, ShopifyThrottlesWith200Or429) {
  for (const int status : {200, 429}) {
    EXPECT_EQ(action_of(answered(System::kShopify, Resume::kKeyed, status, "THROTTLED")), Action::kRetry);
    EXPECT_EQ(action_of(answered(System::kShopify, Resume::kRead, status, "THROTTLED")), Action::kRetry);
  }
  EXPECT_EQ(action_of(answered(System::kShopify, Resume::kKeyed, 429)), Action::kRetry);
}

TEST(RetryTable, ShopifyCodesHaveTheirActions) {
  const auto of = [](std::string_view code) {
    return action_of(answered(System::kShopify, Resume::kKeyed, 200, code));
  };
  EXPECT_EQ(of("MAX_COST_EXCEEDED"), Action::kDead);
  EXPECT_EQ(of("ACCESS_DENIED"), Action::kPause);
  EXPECT_EQ(of("INTERNAL_SERVER_ERROR"), Action::kRetry);
  EXPECT_EQ(of("IDEMPOTENCY_CONCURRENT_REQUEST"), Action::kRetry);
  EXPECT_EQ(of("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"), Action::kReplan);
  EXPECT_EQ(of("IDEMPOTENCY_KEY_PARAMETER_MISMATCH"), Action::kReplan);
  EXPECT_EQ(of("CHANGE_FROM_QUANTITY_STALE"), Action::kReplan);
  EXPECT_EQ(of("undefinedField"), Action::kDead);
  EXPECT_EQ(of("INVALID_INVENTORY_ITEM"), Action::kSplit);
  EXPECT_EQ(of("SOMETHING_NEW"), Action::kSplit);
}

TEST(RetryTable, RefusedReadIsDeadAndNotSplit) {
  EXPECT_EQ(action_of(answered(System::kShopify, Resume::kRead, 200, "SOMETHING_NEW")), Action::kDead);
  EXPECT_EQ(action_of(answered(System::kHubspot, Resume::kRead, 400, "VALIDATION_ERROR")), Action::kDead);
}

TEST(RetryTable, WhatAPersonMustMendPauses) {
  for (const Resume resume : kResumes) {
    for (const int status : {401, 402, 403, 404, 301, 302}) {
      EXPECT_EQ(action_of(answered(System::kShopify, resume, status)), Action::kPause) << status;
    }
    for (const int status : {401, 403, 307}) {
      EXPECT_EQ(action_of(answered(System::kHubspot, resume, status)), Action::kPause) << status;
    }
  }
}

TEST(RetryTable, HubspotRefusalsOfARowAreSplit) {
  EXPECT_EQ(action_of(answered(System::kHubspot, Resume::kUpsert, 400, "VALIDATION_ERROR")), Action::kSplit);
  EXPECT_EQ(action_of(answered(System::kHubspot, Resume::kUpsert, 400)), Action::kSplit);
  EXPECT_EQ(action_of(answered(System::kHubspot, Resume::kUpsert, 409, "CONFLICT")), Action::kSplit);
  EXPECT_EQ(action_of(answered(System::kHubspot, Resume::kUpsert, 405)), Action::kDead);
}

TEST(RetryTable, HubspotsDayIsWaitedForLongerThanItsTenSeconds) {
  const auto day = decide(answered(System::kHubspot, Resume::kUpsert, 429, "DAILY"));
  const auto ten_seconds = decide(answered(System::kHubspot, Resume::kUpsert, 429, "TEN_SECONDLY_ROLLING"));
  EXPECT_EQ(day->action, Action::kRetry);
  EXPECT_EQ(ten_seconds->action, Action::kRetry);
  EXPECT_GE(day->delay_seconds, 600);
  EXPECT_LE(ten_seconds->delay_seconds, 10);
}

TEST(RetryTable, BackOffDoublesUpToItsCapAndTheJitterIsTheWholeOfIt) {
  Ending ending = answered(System::kShopify, Resume::kKeyed, 503);
  ending.jitter = 0;
  EXPECT_EQ(decide(ending)->delay_seconds, 0);
  ending.jitter = 0.5;
  const std::vector<double> expected = {0.5, 1, 2, 4, 8, 16, 32, 64, 128, 150, 150};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ending.attempt = static_cast<int>(i) + 1;
    EXPECT_DOUBLE_EQ(decide(ending)->delay_seconds, expected[i]) << "attempt " << ending.attempt;
  }
}

TEST(RetryTable, RetryAfterIsNeverUndercut) {
  Ending ending = answered(System::kShopify, Resume::kKeyed, 429);
  ending.retry_after_seconds = 17;
  EXPECT_EQ(decide(ending)->delay_seconds, 17);
  ending.attempt = 10;
  ending.jitter = 0.9;
  EXPECT_GT(decide(ending)->delay_seconds, 17);
}

TEST(RetryTable, VerifyingWaitsForAnEffectThatIsOnItsWay) {
  Ending ending{.system = System::kShopify, .resume = Resume::kVerify, .outcome = Outcome::kUnknown};
  EXPECT_GE(decide(ending)->delay_seconds, 60);
}

TEST(RetryTable, WhatDoesNotRepeatDoesNotWait) {
  Ending ending = answered(System::kShopify, Resume::kKeyed, 200, "CHANGE_FROM_QUANTITY_STALE");
  ending.jitter = 0.9;
  ending.retry_after_seconds = 5;
  EXPECT_EQ(decide(ending)->delay_seconds, 0);
}

TEST(RetryTable, UsedUpAttemptsAreDeadAndSayWhy) {
  for (const Resume resume : kResumes) {
    Ending ending{.system = System::kHubspot, .resume = resume, .outcome = Outcome::kUnknown, .attempt = 100};
    const auto decision = decide(ending);
    EXPECT_EQ(decision->action, Action::kDead);
    EXPECT_EQ(decision->reason, "no whole answer came back, 100 times");
  }
  Ending ending{
      .system = System::kHubspot, .resume = Resume::kUpsert, .outcome = Outcome::kUnknown, .attempt = 99};
  EXPECT_EQ(decide(ending)->action, Action::kRetry);
}

TEST(RetryTable, EveryEndingHasADecision) {
  for (const System system : kSystems) {
    for (const Resume resume : kResumes) {
      for (const Outcome outcome : {Outcome::kAnswered, Outcome::kNotSent, Outcome::kUnknown}) {
        for (int status = 0; status <= 999; ++status) {
          for (const std::string_view code : {"", "THROTTLED", "NOT_YET_INVENTED"}) {
            Ending ending = answered(system, resume, status, code);
            ending.outcome = outcome;
            const auto decision = decide(ending);
            ASSERT_TRUE(decision.ok()) << status;
            // "Done" is said of nothing but a whole answer of success without an error.
            if (decision->action == Action::kDone) {
              ASSERT_EQ(outcome, Outcome::kAnswered);
              ASSERT_TRUE(status >= 200 && status < 300 && code.empty());
            }
          }
        }
      }
    }
  }
}

TEST(RetryTable, NonsenseIsRefused) {
  Ending ending = answered(System::kShopify, Resume::kKeyed, 503);
  ending.attempt = 0;
  EXPECT_FALSE(decide(ending).ok());
  ending.attempt = 1;
  ending.jitter = 1;
  EXPECT_FALSE(decide(ending).ok());
  ending.jitter = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(decide(ending).ok());
  ending.jitter = 0;
  ending.retry_after_seconds = -1;
  EXPECT_FALSE(decide(ending).ok());
  EXPECT_FALSE(decide(answered(System::kShopify, Resume::kKeyed, 1000)).ok());
}

TEST(RetryTable, AttemptsBeyondAnyPowerStayFinite) {
  Ending ending{.resume = Resume::kRead, .outcome = Outcome::kNotSent, .attempt = 299, .jitter = 0.999};
  EXPECT_LE(decide(ending)->delay_seconds, 300);
}

}  // namespace
}  // namespace crossdock::http
