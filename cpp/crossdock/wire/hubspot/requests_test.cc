#include "crossdock/wire/hubspot/requests.h"

#include <gtest/gtest.h>

#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"

namespace crossdock::hubspot {
namespace {

ObjectInput input(std::string id_value) { return {std::move(id_value), {}, std::nullopt, {}}; }

std::string limit_of(const absl::Status& status) {
  return base::limit_error_of(status).value_or(base::LimitError{}).name;
}

TEST(WriteBatchUpsert, IsExactToTheByte) {
  EXPECT_EQ(
      write_batch_upsert({{"a@b.c", {{"firstname", "\"\n"}}, "t", {}}, input("d@e.f")}, "email").value(),
      R"({"inputs":[{"id":"a@b.c","idProperty":"email","properties":{"firstname":"\"\n"},)"
      R"("objectWriteTraceId":"t"},{"id":"d@e.f","idProperty":"email","properties":{}}]})");
}

TEST(WriteBatchUpsert, HoldsTheVendorsBoundAndRefusesNonsense) {
  const std::vector<ObjectInput> most(base::kHubspotBatchInputsMax, input("a"));
  EXPECT_TRUE(write_batch_upsert(most, "email").ok());
  std::vector<ObjectInput> many = most;
  many.push_back(many.front());
  EXPECT_EQ(base::limit_error_of(write_batch_upsert(many, "email").status()),
            (base::LimitError{"hubspot_batch_inputs_max", 100, 101}));
  EXPECT_FALSE(write_batch_upsert({}, "email").ok());
  EXPECT_FALSE(write_batch_upsert({input("a")}, " ").ok());
  EXPECT_FALSE(write_batch_upsert({input("")}, "email").ok());
  EXPECT_FALSE(write_batch_upsert({{"a", {{"x", "1"}, {"x", "2"}}, std::nullopt, {}}}, "email").ok());
  EXPECT_FALSE(write_batch_upsert({{"a", {}, std::nullopt, {{"1", {{"c", 2, {}}}}}}}, "email").ok());
}

TEST(WriteBatchUpdate, NamesAnIdPropertyOnlyWhenThereIsOne) {
  EXPECT_EQ(write_batch_update({input("7")}, std::nullopt).value(),
            R"({"inputs":[{"id":"7","properties":{}}]})");
  EXPECT_EQ(write_batch_update({input("7")}, "sku").value(),
            R"({"inputs":[{"id":"7","idProperty":"sku","properties":{}}]})");
}

TEST(WriteBatchCreate, CarriesAssociationsAndNoId) {
  EXPECT_EQ(write_batch_create({{"", {{"a", "b"}}, "t", {{"9", {{"HUBSPOT_DEFINED", 507, "x"}}}}}}).value(),
            R"({"inputs":[{"properties":{"a":"b"},"objectWriteTraceId":"t","associations":[{"to":{"id":"9"},)"
            R"("types":[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":507}]}]}]})");
  EXPECT_FALSE(write_batch_create({input("1")}).ok());
  EXPECT_FALSE(write_batch_create({{"", {}, std::nullopt, {{"9", {}}}}}).ok());
}

TEST(WriteBatchArchive, NamesIds) {
  EXPECT_EQ(write_batch_archive({"1", "2"}).value(), R"({"inputs":[{"id":"1"},{"id":"2"}]})");
  EXPECT_FALSE(write_batch_archive({" "}).ok());
  EXPECT_EQ(limit_of(write_batch_archive(std::vector<std::string>(101, "1")).status()),
            "hubspot_batch_inputs_max");
}

TEST(WriteSearch, IsExactToTheByte) {
  Search search;
  search.groups = {{{"p", "BETWEEN", "5", "9", {}}, {"q", "IN", {}, {}, {"a", "b"}}}};
  search.query = "w";
  search.sort_property = "p";
  search.properties = {"a", "b"};
  search.after = "9";
  search.limit = 10;
  EXPECT_EQ(write_search(search).value(),
            R"({"filterGroups":[{"filters":[{"propertyName":"p","operator":"BETWEEN","value":"5",)"
            R"("highValue":"9"},{"propertyName":"q","operator":"IN","values":["a","b"]}]}],"query":"w",)"
            R"("sorts":[{"propertyName":"p","direction":"ASCENDING"}],"properties":["a","b"],"limit":10,)"
            R"("after":"9"})");
}

TEST(WriteSearch, HoldsTheVendorsBounds) {
  const Filter filter{"p", "HAS_PROPERTY", {}, {}, {}};
  Search search;
  EXPECT_TRUE(write_search(search).ok());
  search.limit = 201;
  EXPECT_EQ(limit_of(write_search(search).status()), "hubspot_search_results_max");
  search.limit = 0;
  EXPECT_EQ(limit_of(write_search(search).status()), "hubspot_search_results_max");
  search.limit = 1;
  search.groups.assign(6, {filter});
  EXPECT_EQ(limit_of(write_search(search).status()), "hubspot_search_groups_max");
  search.groups.assign(1, std::vector<Filter>(7, filter));
  EXPECT_EQ(limit_of(write_search(search).status()), "hubspot_search_group_filters_max");
  search.groups.assign(4, std::vector<Filter>(5, filter));
  EXPECT_EQ(limit_of(write_search(search).status()), "hubspot_search_filters_max");
  search.groups.assign(3, std::vector<Filter>(6, filter));
  EXPECT_TRUE(write_search(search).ok());
  search.after = "10000";
  EXPECT_EQ(limit_of(write_search(search).status()), "hubspot_search_total_max");
  search.after = "9999";
  std::string characters;
  for (int count = 0; count < 3000; ++count) characters += "\u20ac";
  search.query = characters;
  EXPECT_TRUE(write_search(search).ok());
  search.query = characters + "x";
  EXPECT_EQ(limit_of(write_search(search).status()), "hubspot_search_query_characters_max");
  search.query.reset();
  search.groups.assign(1, {});
  EXPECT_FALSE(write_search(search).ok());
}

}  // namespace
}  // namespace crossdock::hubspot
