#include "crossdock/http/retry_after.h"

#include <gtest/gtest.h>

namespace crossdock::http {
namespace {

constexpr double kNow = 1'445'412'470;  // 2015-10-21 07:27:50 UTC.

TEST(RetryAfter, SecondsMayHaveAFraction) {
  EXPECT_EQ(parse_retry_after("120", kNow), 120);
  EXPECT_EQ(parse_retry_after("2.0", kNow), 2);
  EXPECT_EQ(parse_retry_after(" 0.5 ", kNow), 0.5);
  EXPECT_EQ(parse_retry_after("0", kNow), 0);
}

TEST(RetryAfter, DateIsCountedFromNow) {
  EXPECT_EQ(parse_retry_after("Wed, 21 Oct 2015 07:28:00 GMT", kNow), 10);
  EXPECT_EQ(parse_retry_after("Wed, 21 Oct 2015 07:28:00 GMT", kNow + 60), 0);
}

TEST(RetryAfter, NothingWaitsMoreThanADay) {
  EXPECT_EQ(parse_retry_after("99999999999999", kNow), kRetryAfterSecondsMax);
  EXPECT_EQ(parse_retry_after("Wed, 21 Oct 2035 07:28:00 GMT", kNow), kRetryAfterSecondsMax);
}

TEST(RetryAfter, NonsenseIsNothing) {
  for (const char* value :
       {"", "soon", "-1", "5 minutes", "1e5", "0x10", "nan", "inf", "Wednesday", "12,5"}) {
    EXPECT_EQ(parse_retry_after(value, kNow), std::nullopt) << value;
  }
}

}  // namespace
}  // namespace crossdock::http
