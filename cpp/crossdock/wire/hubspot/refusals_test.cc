#include "crossdock/wire/hubspot/refusals.h"

#include <gtest/gtest.h>

namespace crossdock::hubspot {
namespace {

TEST(ReadError, EveryFieldIsOptionalAndOfAnyType) {
  EXPECT_EQ(read_error("{}").value(), ErrorBody{});
  EXPECT_EQ(read_error(R"({"message": [], "category": 1, "correlationId": {}, "policyName": null})").value(),
            ErrorBody{});
}

TEST(ReadError, TheCodeOfARateLimitIsItsPolicy) {
  const auto limit = read_error(R"({"message": "m", "errorType": "RATE_LIMIT", "policyName": "DAILY"})");
  EXPECT_EQ(limit->category, "RATE_LIMIT");
  EXPECT_EQ(limit->code(), "DAILY");
  EXPECT_EQ(read_error(R"({"category": "CONFLICT"})")->code(), "CONFLICT");
  EXPECT_FALSE(read_error("{}")->code().has_value());
}

TEST(ReadError, DetailsAndContextAreKept) {
  const auto error = read_error(R"({"errors": [{"message": "m", "code": "PROPERTY_DOESNT_EXIST", "in": "x",
      "context": {"propertyName": ["x"], "n": 5, "o": {}}}, 7, {}], "context": {"id": ["1"]}})");
  ASSERT_TRUE(error.ok()) << error.status();
  EXPECT_EQ(error->details,
            (std::vector<ErrorDetail>{
                {"m", "PROPERTY_DOESNT_EXIST", "x", std::nullopt, {{"propertyName", {"x"}}, {"n", {"5"}}}},
                ErrorDetail{}}));
  EXPECT_EQ(error->context, (ErrorContext{{"id", {"1"}}}));
  EXPECT_EQ(read_error(R"({"errors": {}, "context": []})").value(), ErrorBody{});
}

TEST(ReadError, WhatIsNoObjectIsRefused) {
  for (const char* body : {"", "[]", "null", "<html>", R"({"a":1,"a":2})"})
    EXPECT_FALSE(read_error(body).ok()) << body;
}

}  // namespace
}  // namespace crossdock::hubspot
