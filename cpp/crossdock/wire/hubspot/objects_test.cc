#include "crossdock/wire/hubspot/objects.h"

#include <gtest/gtest.h>

#include "crossdock/base/decode_error.h"

namespace crossdock::hubspot {
namespace {

RemoteObject with_property(const std::string& text) {
  RemoteObject object;
  object.properties["p"] = text;
  return object;
}

std::string found_in(const absl::Status& status) {
  return base::decode_error_of(status).value_or(base::DecodeError{}).found;
}

TEST(ReadBatchResult, ErrorsAreLenientAndResultsAreNot) {
  const auto result = read_batch_result(R"({"status": "COMPLETE", "results": [], "errors": [{},
      {"message": 5, "context": {"ids": [1, "2", null], "objectWriteTraceId": "t"}}]})");
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->errors.at(0), BatchError{});
  EXPECT_EQ(result->errors.at(1).ids, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(result->errors.at(1).trace_ids, (std::vector<std::string>{"t"}));
  const auto strict =
      read_batch_result(R"({"status": "COMPLETE", "results": [{"id": "1", "properties": {"a": true}}]})");
  EXPECT_EQ(base::decode_error_of(strict.status())->path, "$.results[0].properties.a");
}

TEST(ReadSearchPage, NoNextPageIsTheLast) {
  EXPECT_EQ(read_search_page(R"({"total": 9, "results": [], "paging": {"next": {"after": "7"}}})")->after,
            "7");
  EXPECT_FALSE(read_search_page(R"({"total": 9, "results": [], "paging": null})")->after.has_value());
  EXPECT_FALSE(read_search_page(R"({"total": 9, "results": [], "paging": {"next": {}}})").ok());
}

TEST(ReadListPage, HasNoTotalAndTellsAssociations) {
  const auto page = read_list_page(R"({"results": [{"id": "1", "properties": {}, "associations": {
      "companies": {"results": [{"id": "7", "type": "contact_to_company"}, {"id": 8}]}}}]})");
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_FALSE(page->total.has_value());
  EXPECT_EQ(page->results.at(0).associations.at("companies"),
            (std::vector<AssociatedId>{{"7", "contact_to_company"}, {"8", ""}}));
  const auto wrong = read_list_page(
      R"({"results": [{"id": "1", "properties": {}, "associations": {"companies": {"results": [{}]}}}]})");
  EXPECT_EQ(base::decode_error_of(wrong.status())->path, "$.results[0].associations.companies.results[0].id");
}

TEST(ReadObject, TheSameObjectIsEqualInEveryAnswer) {
  const std::string object = R"({"id": "1", "properties": {"a": "b", "c": null},
      "createdAt": "2019-10-30T03:30:17.883Z", "updatedAt": "2019-12-07T16:50:06.678Z"})";
  const auto alone = read_object(object);
  ASSERT_TRUE(alone.ok()) << alone.status();
  EXPECT_EQ(*alone, read_list_page(R"({"results": [)" + object + "]}")->results.at(0));
  EXPECT_EQ(*alone, read_search_page(R"({"total": 1, "results": [)" + object + "]}")->results.at(0));
  EXPECT_EQ(*alone, read_batch_result(R"({"status": "s", "results": [)" + object + "]}")->results.at(0));
}

TEST(RemoteObject, NumbersAreExactOrRefused) {
  EXPECT_EQ(with_property("0.10").decimal("p")->value().text(), "0.10");
  EXPECT_EQ(with_property("5.00").integer("p")->value(), 5);
  EXPECT_EQ(with_property("9007199254740993").integer("p")->value(), 9007199254740993);
  EXPECT_FALSE(with_property("").decimal("p")->has_value());
  EXPECT_FALSE(with_property("1").decimal("other")->has_value());
  EXPECT_EQ(found_in(with_property("5.5").integer("p").status()), "a number with a fraction");
  EXPECT_EQ(found_in(with_property("five").decimal("p").status()), "a string that is no decimal number");
  EXPECT_EQ(found_in(with_property("1e30").decimal("p").status()), "a number that does not fit exactly");
}

TEST(RemoteObject, BooleansAreWrittenOut) {
  EXPECT_EQ(with_property("true").boolean("p")->value(), true);
  EXPECT_EQ(with_property("false").boolean("p")->value(), false);
  EXPECT_FALSE(with_property("TRUE").boolean("p").ok());
}

TEST(RemoteObject, TimesComeInThreeNotations) {
  const std::int64_t moment_us = 1'572'406'217'883'000;
  EXPECT_EQ(with_property("2019-10-30T03:30:17.883Z").timestamp("p")->value().utc_us, moment_us);
  EXPECT_EQ(with_property("1572406217883").timestamp("p")->value().utc_us, moment_us);
  EXPECT_EQ(with_property("1970-01-02").timestamp("p")->value().utc_us, 86'400'000'000);
  EXPECT_EQ(with_property("1000000000").timestamp("p")->value().utc_us, 1'000'000'000'000);
  for (const char* wrong : {"yesterday", "2019-13-01", "253402300800000", "99999999999999999999"})
    EXPECT_FALSE(with_property(wrong).timestamp("p").ok()) << wrong;
}

TEST(RemoteObject, ChoicesAreSplitAndSorted) {
  EXPECT_EQ(with_property("b;a;;c").choices("p"), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(with_property("").choices("p").empty());
}

}  // namespace
}  // namespace crossdock::hubspot
