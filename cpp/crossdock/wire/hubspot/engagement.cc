#include "crossdock/wire/hubspot/engagement.h"

#include <algorithm>
#include <utility>

#include "crossdock/wire/hubspot/reading.h"

namespace crossdock::hubspot {
namespace {

using canonical::Engagement;
using canonical::SegmentMembership;
using canonical::ServiceCase;

// The canonical texts are in lower case; HubSpot's priorities and sources are in capitals.
std::optional<std::string> lower_case(std::optional<std::string> text) {
  if (!text.has_value()) return text;
  for (char& letter : *text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

SegmentMembership read_membership(const json::Object& from) {
  return {identifier(from, "listId"), from.optional_timestamp("lastAddedTimestamp")};
}

// Whose the ticket is, as a list or a single read tells when it is asked for associations.
std::vector<std::string> contact_ids(const RemoteObject& ticket) {
  std::vector<std::string> ids;
  const auto found = ticket.associations.find("contacts");
  if (found == ticket.associations.end()) return ids;
  for (const AssociatedId& associated : found->second) ids.push_back(associated.id);
  // One contact stands there once for each type of its association.
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

std::vector<std::string> engagement_properties() {
  return {"email", "lifecyclestage", "hs_lead_status", "hubspot_owner_id"};
}

absl::StatusOr<Engagement> engagement_of(const RemoteObject& contact, const std::string& score_property) {
  Engagement engagement;
  engagement.person_id = contact.id;
  engagement.email = contact.text("email");
  engagement.lifecycle_stage = contact.text("lifecyclestage");
  engagement.lead_status = contact.text("hs_lead_status");
  engagement.owner_id = contact.text("hubspot_owner_id");
  engagement.updated_at = contact.updated_at;
  engagement.is_archived = contact.archived;
  const absl::StatusOr<std::optional<base::Decimal>> score = contact.decimal(score_property);
  if (!score.ok()) return score.status();
  engagement.score = *score;
  return engagement;
}

std::vector<std::string> service_case_properties() {
  return {"subject",
          "content",
          "hs_pipeline",
          "hs_pipeline_stage",
          "hs_ticket_priority",
          "hs_ticket_category",
          "source_type",
          "hs_resolution",
          "hubspot_owner_id",
          "closed_date"};
}

absl::StatusOr<ServiceCase> service_case_of(const RemoteObject& ticket) {
  ServiceCase result;
  result.id = ticket.id;
  result.subject = ticket.text("subject");
  result.content = ticket.text("content");
  result.pipeline = ticket.text("hs_pipeline");
  result.stage = ticket.text("hs_pipeline_stage");
  result.priority = lower_case(ticket.text("hs_ticket_priority"));
  result.categories = ticket.choices("hs_ticket_category");
  result.source = lower_case(ticket.text("source_type"));
  result.resolution = ticket.text("hs_resolution");
  result.owner_id = ticket.text("hubspot_owner_id");
  result.contact_ids = contact_ids(ticket);
  result.created_at = ticket.created_at;
  result.updated_at = ticket.updated_at;
  result.is_archived = ticket.archived;
  const absl::StatusOr<std::optional<base::Timestamp>> closed = ticket.timestamp("closed_date");
  if (!closed.ok()) return closed.status();
  result.closed_at = *closed;
  return result;
}

absl::StatusOr<std::vector<SegmentMembership>> read_segments(std::string_view body) {
  return read_root(body, "segments", [](const json::Object& root) {
    std::vector<SegmentMembership> segments = root.objects("results", read_membership);
    std::sort(segments.begin(), segments.end(),
              [](const auto& left, const auto& right) { return left.segment_id < right.segment_id; });
    return segments;
  });
}

}  // namespace crossdock::hubspot
