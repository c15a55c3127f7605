#include "crossdock/base/limit_error.h"

#include <gtest/gtest.h>

#include "crossdock/base/decode_error.h"

namespace crossdock::base {
namespace {

TEST(LimitError, SurvivesTheJourneyInAStatus) {
  const LimitError error{"json_depth_max", 64, 65};
  EXPECT_EQ(error.sentence(), "The limit json_depth_max is 64, and this has 65.");
  EXPECT_EQ(limit_error_of(to_status(error)), error);
}

TEST(LimitError, IsNoDecodeErrorAndTheOtherWayRound) {
  EXPECT_FALSE(decode_error_of(to_status(LimitError{"json_depth_max", 64, 65})).has_value());
  EXPECT_FALSE(limit_error_of(to_status(DecodeError{})).has_value());
}

}  // namespace
}  // namespace crossdock::base
