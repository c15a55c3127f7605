#include "crossdock/wire/hubspot/engagement.h"

#include <gtest/gtest.h>

#include "crossdock/base/decode_error.h"

namespace crossdock::hubspot {
namespace {

TEST(EngagementOf, ReadsTheContactsProperties) {
  RemoteObject contact;
  contact.id = "5";
  contact.properties = {{"email", "a@b.c"},
                        {"lifecyclestage", "customer"},
                        {"hs_lead_status", ""},
                        {"hubspot_owner_id", "9"},
                        {"score", "12.5"}};
  canonical::Engagement expected;
  expected.person_id = "5";
  expected.email = "a@b.c";
  expected.lifecycle_stage = "customer";
  expected.owner_id = "9";
  EXPECT_EQ(engagement_of(contact, "").value(), expected);
  expected.score = base::Decimal(125, 1);
  EXPECT_EQ(engagement_of(contact, "score").value(), expected);
  EXPECT_EQ(base::decode_error_of(engagement_of(contact, "email").status())->path, "$.properties.email");
}

TEST(ServiceCaseOf, ReadsTheTicketsPropertiesAndItsContactsOnce) {
  const auto ticket = read_object(R"({"id": "7", "properties": {"subject": "s", "content": "c",
      "hs_pipeline": "0", "hs_pipeline_stage": "4", "hs_ticket_priority": "HIGH",
      "hs_ticket_category": "PRODUCT_ISSUE;BILLING", "source_type": "EMAIL", "closed_date": "1000"},
      "archived": true, "associations": {"contacts": {"results": [
        {"id": "2", "type": "ticket_to_contact"}, {"id": "1", "type": "x"}, {"id": "2", "type": "x"}]}}})");
  ASSERT_TRUE(ticket.ok()) << ticket.status();
  canonical::ServiceCase expected;
  expected.id = "7";
  expected.subject = "s";
  expected.content = "c";
  expected.pipeline = "0";
  expected.stage = "4";
  expected.priority = "high";
  expected.categories = {"BILLING", "PRODUCT_ISSUE"};
  expected.source = "email";
  expected.contact_ids = {"1", "2"};
  expected.closed_at = base::Timestamp{1'000'000, 0};
  expected.is_archived = true;
  EXPECT_EQ(service_case_of(*ticket).value(), expected);
  RemoteObject wrong;
  wrong.properties["closed_date"] = "soon";
  EXPECT_FALSE(service_case_of(wrong).ok());
}

TEST(ReadSegments, AreSortedById) {
  const auto segments = read_segments(R"({"total": 2, "results": [
      {"listId": "9", "lastAddedTimestamp": "1970-01-01T00:00:01Z"}, {"listId": 10}]})");
  ASSERT_TRUE(segments.ok()) << segments.status();
  EXPECT_EQ(*segments, (std::vector<canonical::SegmentMembership>{{"10", std::nullopt},
                                                                  {"9", base::Timestamp{1'000'000, 0}}}));
}

}  // namespace
}  // namespace crossdock::hubspot
