#include "crossdock/base/decode_error.h"

#include <gtest/gtest.h>

namespace crossdock::base {
namespace {

const DecodeError kError{"shopify",          "orders/create", "$.line_items[2].price",
                         "a decimal number", "null",          812};

TEST(DecodeError, IsASentenceForPeople) {
  EXPECT_EQ(
      kError.sentence(),
      "Shopify orders/create: expected a decimal number at $.line_items[2].price, found null (byte 812).");
}

TEST(DecodeError, LeavesTheOffsetOutWhereItIsNotKnown) {
  DecodeError error = kError;
  error.offset.reset();
  EXPECT_EQ(error.sentence(),
            "Shopify orders/create: expected a decimal number at $.line_items[2].price, found null.");
}

TEST(DecodeError, SurvivesTheJourneyInAStatus) {
  const absl::Status status = to_status(kError);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(decode_error_of(status), kError);
  DecodeError odd{"", ":5:", "3:ab", "", "\n", std::nullopt};
  EXPECT_EQ(decode_error_of(to_status(odd)), odd);
}

TEST(DecodeError, AnyOtherStatusIsNone) {
  EXPECT_FALSE(decode_error_of(absl::InvalidArgumentError("plain")).has_value());
  EXPECT_FALSE(decode_error_of(absl::OkStatus()).has_value());
}

}  // namespace
}  // namespace crossdock::base
