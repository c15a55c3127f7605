#include "crossdock/base/timestamp.h"

#include <gtest/gtest.h>

namespace crossdock::base {
namespace {

TEST(Timestamp, KeepsInstantAndOffset) {
  const auto moment = Timestamp::parse("2021-12-31T19:00:00-05:00");
  ASSERT_TRUE(moment.has_value());
  EXPECT_EQ(moment->utc_us, 1'640'995'200'000'000);
  EXPECT_EQ(moment->offset_minutes, -300);
}

TEST(Timestamp, TheSameInstantIsEqualWhateverTheOffset) {
  EXPECT_EQ(Timestamp::parse("2021-12-31T19:00:00-05:00"), Timestamp::parse("2022-01-01T00:00:00Z"));
  EXPECT_LT(*Timestamp::parse("2022-01-01T00:00:00+01:00"), *Timestamp::parse("2022-01-01T00:00:00Z"));
}

TEST(Timestamp, ReadsFractionsToTheMicrosecond) {
  EXPECT_EQ(Timestamp::parse("1970-01-01T00:00:00.883Z")->utc_us, 883'000);
  EXPECT_EQ(Timestamp::parse("1970-01-01T00:00:00.123456789Z")->utc_us, 123'456);
  EXPECT_EQ(Timestamp::parse("1969-12-31T23:59:59.5Z")->utc_us, -500'000);
  EXPECT_EQ(Timestamp::parse("1970-01-01T00:00:00+0530")->offset_minutes, 330);
}

TEST(Timestamp, RefusesWhatIsNoMomentWithAnOffset) {
  for (const char* text :
       {"", "2021-12-31", "2021-12-31T19:00:00", "2021-12-31 19:00:00Z", "2021-13-01T00:00:00Z",
        "2021-02-29T00:00:00Z", "2021-01-01T24:00:00Z", "2021-01-01T00:60:00Z", "2021-01-01T00:00:60Z",
        "2021-01-01T00:00:00.Z", "2021-01-01T00:00:00.1234567890Z", "2021-01-01T00:00:00Zjunk",
        "2021-01-01T00:00:00+24:00", "0000-01-01T00:00:00Z", "21-01-01T00:00:00Z", "2021-01-01T00:00:00z",
        "2021-01-01T00:00:00-5:00"}) {
    EXPECT_FALSE(Timestamp::parse(text).has_value()) << text;
  }
}

TEST(Timestamp, CivilFieldsAreThoseThatWereWritten) {
  EXPECT_EQ(civil_time(*Timestamp::parse("2021-12-31T19:04:05.000006-05:00")),
            (CivilTime{2021, 12, 31, 19, 4, 5, 6}));
  EXPECT_EQ(civil_time(*Timestamp::parse("0001-01-01T00:00:00+12:00")), (CivilTime{1, 1, 1, 0, 0, 0, 0}));
  EXPECT_EQ(civil_time(*Timestamp::parse("9999-12-31T23:59:59.999999-12:00")),
            (CivilTime{9999, 12, 31, 23, 59, 59, 999999}));
  EXPECT_EQ(civil_time(*Timestamp::parse("2024-02-29T12:00:00Z")), (CivilTime{2024, 2, 29, 12, 0, 0, 0}));
}

}  // namespace
}  // namespace crossdock::base
