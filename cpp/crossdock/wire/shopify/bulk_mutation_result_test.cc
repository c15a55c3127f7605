#include "crossdock/wire/shopify/bulk_mutation_result.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"

namespace crossdock::shopify {
namespace {

using ::testing::ElementsAre;

const std::string kMutation = "productSet";

absl::StatusOr<BulkMutationResult> read(std::string_view file, std::size_t lines_sent) {
  return read_bulk_mutation_result(
      [file](char* target, std::size_t size) mutable {
        const std::size_t count = file.copy(target, size);
        file.remove_prefix(count);
        return count;
      },
      [] { return true; }, kMutation, lines_sent);
}

TEST(BulkMutationResult, TellsOfEachLineWhatBecameOfIt) {
  const auto result = read(
      R"({"data":{"productSet":{"userErrors":[]}},"__lineNumber":3}
{"data":{"productSet":{"userErrors":[{"field":["input","title"],"message":"blank","code":"BLANK"}]}},"__lineNumber":0}

{"errors":[{"message":"no","extensions":{"code":"ACCESS_DENIED"}}],"__lineNumber":1}
{"errors":[{"message":"timed out"}]}
)",
      5);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_THAT(result->outcomes,
              ElementsAre(LineOutcome::kRefused, LineOutcome::kFailed, LineOutcome::kMissing,
                          LineOutcome::kDone, LineOutcome::kMissing));
  ASSERT_EQ(result->refusals.size(), 2U);
  EXPECT_EQ(result->refusals[0].line, 0U);
  EXPECT_THAT(result->refusals[0].user_errors, ElementsAre(UserError{{"input", "title"}, "BLANK", "blank"}));
  EXPECT_EQ(result->refusals[1].line, 1U);
  EXPECT_THAT(result->refusals[1].errors, ElementsAre(GraphqlError{"no", "ACCESS_DENIED", {}}));
  EXPECT_THAT(result->unnumbered, ElementsAre(GraphqlError{"timed out", std::nullopt, {}}));
  EXPECT_EQ(result->error_count, 0U);
}

TEST(BulkMutationResult, ALineThatCannotBeReadLeavesItsCallMissing) {
  const auto result = read(
      "{\"data\":{\"productSet\":null},\"__lineNumber\":0}\n"
      "{\"data\":{\"productSet\":{\"userErrors\":[]}}}\n"
      "{\"data\":{\"productSet\":{\"userErrors\":[]}},\"__lineNumber\":9}\n"
      "{\"data\":{\"productSet\":{\"userErrors\":[]}},\"__lineNumber\":1}\n"
      "{\"data\":{\"productSet\":{\"userErrors\":[]}},\"__lineNumber\":1}\n"
      "{\"data\":{\"productSet\":{\"userErrors\":[]}},\"__lineNumber\":-1}\n"
      "{\"data\":{\"productSet\":{\"userEr",
      3);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_THAT(result->outcomes,
              ElementsAre(LineOutcome::kMissing, LineOutcome::kDone, LineOutcome::kMissing));
  std::vector<std::size_t> lines;
  for (const LineError& error : result->errors) lines.push_back(error.line);
  EXPECT_THAT(lines, ElementsAre(1, 2, 3, 5, 6, 7));
  EXPECT_EQ(result->error_count, 6U);
  EXPECT_TRUE(result->truncated);
}

TEST(BulkMutationResult, HoldsItsBound) {
  EXPECT_EQ(base::limit_error_of(read("", base::kBulkMutationLinesMax + 1).status())->name,
            "bulk_mutation_lines_max");
}

}  // namespace
}  // namespace crossdock::shopify
