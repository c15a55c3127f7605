#include "crossdock/wire/hubspot/webhook_events.h"

#include <gtest/gtest.h>

#include "crossdock/base/decode_error.h"

namespace crossdock::hubspot {
namespace {

std::string key(const std::string& event) {
  const auto events = read_webhook_events("[" + event + "]");
  EXPECT_TRUE(events.ok()) << events.status();
  return events.ok() ? events->at(0).key : "";
}

TEST(ReadWebhookEvents, TheKeyIsThatOfTheContent) {
  const std::string event = R"({"objectId": 1, "subscriptionType": "contact.creation", "occurredAt": 2})";
  EXPECT_EQ(
      key(event),
      key(R"({"occurredAt":2,"attemptNumber":7,"subscriptionType":"contact.\u0063reation","objectId":1})"));
  EXPECT_NE(key(event), key(R"({"objectId": 1, "subscriptionType": "contact.creation", "occurredAt": 3})"));
  EXPECT_NE(key(event),
            key(R"({"objectId": 1, "subscriptionType": "contact.creation", "occurredAt": 2, "eventId": 4})"));
}

TEST(ReadWebhookEvents, AnEmptiedPropertyIsNotAMissingOne) {
  const auto events = read_webhook_events(R"([
      {"objectId": 1, "subscriptionType": "contact.propertyChange", "occurredAt": 2, "propertyName": "a", "propertyValue": ""},
      {"objectId": 1, "subscriptionType": "contact.creation", "occurredAt": 2}])");
  ASSERT_TRUE(events.ok()) << events.status();
  EXPECT_EQ(events->at(0).property_value, "");
  EXPECT_FALSE(events->at(1).property_value.has_value());
}

TEST(ReadWebhookEvents, AMergeNamesItsObjects) {
  const auto events = read_webhook_events(R"([
      {"subscriptionType": "contact.merge", "occurredAt": 2, "primaryObjectId": 1, "mergedObjectIds": [2, "3"],
       "newObjectId": 9007199254740993, "numberOfPropertiesMoved": 4},
      {"subscriptionType": "object.merge", "occurredAt": 2, "objectId": 5, "primaryObjectId": 1},
      {"subscriptionType": "contact.merge", "occurredAt": 2, "primaryObjectId": "1"}])");
  ASSERT_TRUE(events.ok()) << events.status();
  EXPECT_EQ(events->at(0).merge, (MergeEvent{"1", {"2", "3"}, "9007199254740993", 4}));
  EXPECT_EQ(events->at(0).object_id, "9007199254740993");
  EXPECT_EQ(events->at(1).object_id, "5");
  EXPECT_EQ(events->at(2).object_id, "1");
  EXPECT_EQ(events->at(1).kind, "merge");
  EXPECT_FALSE(events->at(0).association.has_value());
}

TEST(ReadWebhookEvents, AnAssociationNamesBothItsObjects) {
  const auto events = read_webhook_events(R"([
      {"subscriptionType": "contact.associationChange", "occurredAt": 2, "associationType": "CONTACT_TO_COMPANY",
       "fromObjectId": 1, "toObjectId": 2, "associationRemoved": true, "isPrimaryAssociation": false},
      {"subscriptionType": "object.associationChange", "occurredAt": 2, "fromObjectId": 1, "toObjectId": 2,
       "fromObjectTypeId": "0-1", "toObjectTypeId": "0-2", "associationTypeId": 279,
       "associationCategory": "HUBSPOT_DEFINED"}])");
  ASSERT_TRUE(events.ok()) << events.status();
  EXPECT_EQ(events->at(0).association,
            (AssociationEvent{"1", "2", true, false, "CONTACT_TO_COMPANY", {}, {}, {}, {}}));
  EXPECT_EQ(events->at(1).association,
            (AssociationEvent{"1", "2", false, {}, {}, "HUBSPOT_DEFINED", 279, "0-1", "0-2"}));
  EXPECT_EQ(events->at(0).object_id, "1");
}

TEST(ReadWebhookEvents, WhatSpeaksOfNoObjectIsRefused) {
  for (const char* body :
       {R"([{"subscriptionType": "contact.deletion", "occurredAt": 2}])",
        R"([{"subscriptionType": "contact.merge", "occurredAt": 2}])",
        R"([{"subscriptionType": "contact.deletion", "occurredAt": 2, "objectId": ""}])",
        R"([{"subscriptionType": "contact.deletion", "occurredAt": 2, "objectId": true}])"})
    EXPECT_EQ(base::decode_error_of(read_webhook_events(body).status())->path, "$[0].objectId") << body;
  const auto half = read_webhook_events(
      R"([{"subscriptionType": "contact.associationChange", "occurredAt": 2, "fromObjectId": 1}])");
  EXPECT_EQ(base::decode_error_of(half.status())->path, "$[0].toObjectId");
}

TEST(ReadWebhookEvents, OneWrongEventIsNamed) {
  const auto events =
      read_webhook_events(R"([{"objectId": 1, "subscriptionType": "s", "occurredAt": 2}, {"objectId": 1}])");
  EXPECT_EQ(base::decode_error_of(events.status())->path, "$[1].subscriptionType");
  EXPECT_FALSE(read_webhook_events("{}").ok());
}

}  // namespace
}  // namespace crossdock::hubspot
