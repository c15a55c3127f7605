#include "crossdock/wire/hubspot/associations.h"

#include <gtest/gtest.h>

#include "crossdock/base/decode_error.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"

namespace crossdock::hubspot {
namespace {

const AssociationType kOrderToContact{"HUBSPOT_DEFINED", 507, std::nullopt};

TEST(ReadAssociations, IdsAreTextOrNumbers) {
  const auto result = read_associations(R"({"status": "COMPLETE", "results": [{"from": {"id": "1"},
      "to": [{"toObjectId": 9007199254740993, "associationTypes": [
                {"category": "HUBSPOT_DEFINED", "typeId": 507, "label": null}]},
             {"toObjectId": "2", "associationTypes": []}],
      "paging": {"next": {"after": "x"}}}], "errors": [{"category": "OBJECT_NOT_FOUND"}]})");
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->results.at(0),
            (ObjectAssociations{"1", {{"9007199254740993", {kOrderToContact}}, {"2", {}}}, "x"}));
  EXPECT_EQ(result->errors.at(0).category, "OBJECT_NOT_FOUND");
}

TEST(ReadAssociations, WhatIsMissingIsNamed) {
  const auto wrong = read_associations(
      R"({"status": "COMPLETE", "results": [{"from": {"id": "1"}, "to": [{"associationTypes": []}]}]})");
  EXPECT_EQ(base::decode_error_of(wrong.status())->path, "$.results[0].to[0].toObjectId");
}

TEST(ReadAssociationsPage, KeepsTheObjectThatWasAsked) {
  const auto page =
      read_associations_page(R"({"results": [{"toObjectId": 2, "associationTypes": []}]})", "7");
  EXPECT_EQ(page.value(), (ObjectAssociations{"7", {{"2", {}}}, std::nullopt}));
}

TEST(ReadMadeAssociations, LabelledAndDefaultOnes) {
  const auto made = read_made_associations(R"({"status": "COMPLETE", "results": [
      {"fromObjectTypeId": "0-123", "fromObjectId": 1, "toObjectTypeId": "0-1", "toObjectId": 2, "labels": ["a"]},
      {"fromObjectId": "1", "toObjectId": "3", "labels": [null]},
      {"from": {"id": "1"}, "to": {"id": "4"}, "associationSpec":
        {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 507}}]})");
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->results, (std::vector<MadeAssociation>{
                               {"1", "2", {"a"}, {}}, {"1", "3", {}, {}}, {"1", "4", {}, kOrderToContact}}));
}

TEST(ReadAssociationTypes, ListsLabels) {
  EXPECT_EQ(
      read_association_types(R"({"results": [{"category": "USER_DEFINED", "typeId": 1, "label": "x"}]})")
          .value(),
      (std::vector<AssociationType>{{"USER_DEFINED", 1, "x"}}));
}

TEST(WriteAssociations, AreExactToTheByte) {
  EXPECT_EQ(write_associations_create({{"1", "2", {kOrderToContact}}}).value(),
            R"({"inputs":[{"from":{"id":"1"},"to":{"id":"2"},"types":[)"
            R"({"associationCategory":"HUBSPOT_DEFINED","associationTypeId":507}]}]})");
  EXPECT_EQ(
      write_associations_archive({{"1", "2", {}}, {"1", "3", {}}, {"4", "2", {}}}).value(),
      R"({"inputs":[{"from":{"id":"1"},"to":[{"id":"2"},{"id":"3"}]},{"from":{"id":"4"},"to":[{"id":"2"}]}]})");
  EXPECT_EQ(write_associations_read({{"1", "x"}, {"2", std::nullopt}}).value(),
            R"({"inputs":[{"id":"1","after":"x"},{"id":"2"}]})");
}

TEST(WriteAssociations, HoldTheVendorsBoundsAndRefuseNonsense) {
  const AssociationInput link{"1", "2", {kOrderToContact}};
  EXPECT_TRUE(
      write_associations_create(std::vector<AssociationInput>(base::kHubspotAssociationWritesMax, link))
          .ok());
  const std::vector<AssociationInput> many(base::kHubspotAssociationWritesMax + 1, link);
  EXPECT_TRUE(base::limit_error_of(write_associations_create(many).status()).has_value());
  EXPECT_TRUE(base::limit_error_of(write_associations_archive(many).status()).has_value());
  const std::vector<AssociationsRequest> requests(base::kHubspotAssociationReadsMax + 1, {"1", std::nullopt});
  EXPECT_EQ(base::limit_error_of(write_associations_read(requests).status())->name,
            "hubspot_association_reads_max");
  EXPECT_FALSE(write_associations_create({}).ok());
  EXPECT_FALSE(write_associations_create({{"1", "2", {}}}).ok());
  EXPECT_FALSE(write_associations_create({{"", "2", {kOrderToContact}}}).ok());
  EXPECT_FALSE(write_associations_archive({{"1", " ", {}}}).ok());
  EXPECT_FALSE(write_associations_read({{"", std::nullopt}}).ok());
}

}  // namespace
}  // namespace crossdock::hubspot
