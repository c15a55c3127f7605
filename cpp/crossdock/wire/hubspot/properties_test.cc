#include "crossdock/wire/hubspot/properties.h"

#include <gtest/gtest.h>

#include "crossdock/base/decode_error.h"

namespace crossdock::hubspot {
namespace {

TEST(ReadProperties, TellsTypesAndOptions) {
  const auto properties = read_properties(R"({"results": [{"name": "lifecyclestage", "label": "Stage",
      "type": "enumeration", "fieldType": "radio", "groupName": "g", "hidden": false, "hubspotDefined": true,
      "options": [{"value": "lead", "label": "Lead", "displayOrder": 1, "hidden": true}],
      "modificationMetadata": {"readOnlyValue": true, "archivable": true}},
      {"name": "n", "type": "number"}]})");
  ASSERT_TRUE(properties.ok()) << properties.status();
  PropertyDefinition stage;
  stage.name = "lifecyclestage";
  stage.label = "Stage";
  stage.type = "enumeration";
  stage.field_type = "radio";
  stage.group = "g";
  stage.options = {{"lead", "Lead", 1, true}};
  stage.hubspot_defined = true;
  stage.read_only = true;
  EXPECT_EQ(properties->at(0), stage);
  EXPECT_EQ(properties->at(1).type, "number");
}

TEST(ReadProperties, WhatIsMissingIsNamed) {
  EXPECT_EQ(base::decode_error_of(read_properties(R"({"results": [{"name": "n"}]})").status())->path,
            "$.results[0].type");
  EXPECT_FALSE(read_properties("{}").ok());
}

TEST(ReadPropertiesResult, GivesErrorsBesideResults) {
  const auto result = read_properties_result(
      R"({"status": "COMPLETE", "results": [{"name": "n", "type": "string"}], "errors": [{"message": "m"}]})");
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->results.size(), 1U);
  EXPECT_EQ(result->errors.at(0).message, "m");
}

TEST(ReadPropertyGroups, ListsThem) {
  EXPECT_EQ(read_property_groups(R"({"results": [{"name": "g", "label": "G", "archived": true}]})").value(),
            (std::vector<PropertyGroup>{{"g", "G", true}}));
}

}  // namespace
}  // namespace crossdock::hubspot
