#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/canonical/engagement.h"
#include "crossdock/wire/hubspot/objects.h"

// HubSpot's contacts and tickets as the canonical engagement and service case.
namespace crossdock::hubspot {

// The properties of a contact that engagement_of() reads, beside the score's, which accounts name themselves.
[[nodiscard]] std::vector<std::string> engagement_properties();

// `score_property` is none when empty. A DecodeError for a score that is no number.
[[nodiscard]] absl::StatusOr<canonical::Engagement> engagement_of(const RemoteObject& contact,
                                                                  const std::string& score_property);

// The properties of a ticket that service_case_of() reads.
[[nodiscard]] std::vector<std::string> service_case_properties();

// A DecodeError for a time that is none.
[[nodiscard]] absl::StatusOr<canonical::ServiceCase> service_case_of(const RemoteObject& ticket);

// The segments of one record: {"results": [{"listId", "lastAddedTimestamp", ...}], "total"}; sorted by id.
[[nodiscard]] absl::StatusOr<std::vector<canonical::SegmentMembership>> read_segments(std::string_view body);

}  // namespace crossdock::hubspot
