#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"

// What a CRM knows of the relation to a person: how far it has come, and what service it needed. The CRM owns
// all of it; the stages, statuses and priorities are its own words, kept as text.
namespace crossdock::canonical {

// A person is in a segment (HubSpot: list), by rule or by hand.
struct SegmentMembership {
  std::string segment_id;
  std::optional<base::Timestamp> since;  // When the person was last put in.

  bool operator==(const SegmentMembership&) const = default;
};

struct Engagement {
  std::string person_id;  // The CRM's id of the contact.
  std::optional<std::string> email;
  std::optional<std::string> lifecycle_stage;  // The stored value, not its label: "customer", "1043817".
  std::optional<std::string> lead_status;
  std::optional<base::Decimal> score;
  std::optional<std::string> owner_id;      // The CRM's id of the employee who looks after the person.
  std::vector<SegmentMembership> segments;  // By id; empty where they were not read.
  std::optional<base::Timestamp> updated_at;
  bool is_archived = false;

  bool operator==(const Engagement&) const = default;
};

// A person's request for help (HubSpot: ticket).
struct ServiceCase {
  std::string id;
  std::optional<std::string> subject;
  std::optional<std::string> content;   // What the person wrote.
  std::optional<std::string> pipeline;  // The CRM's id of the row of stages that the case goes through.
  std::optional<std::string> stage;     // The CRM's id of the stage within it.
  std::optional<std::string> priority;  // "low", "medium", "high", "urgent" and others.
  std::vector<std::string> categories;  // Sorted.
  std::optional<std::string> source;    // Where it came from: "email", "chat", "form", "phone" and others.
  std::optional<std::string> resolution;
  std::optional<std::string> owner_id;
  std::vector<std::string> contact_ids;  // Whose it is, sorted; empty where associations were not read.
  std::optional<base::Timestamp> created_at;
  std::optional<base::Timestamp> updated_at;
  std::optional<base::Timestamp> closed_at;
  bool is_archived = false;

  bool operator==(const ServiceCase&) const = default;
};

}  // namespace crossdock::canonical
