#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

// What HubSpot posts to an app: an array of up to 100 events (webhooks v3). An event names an object and what
// happened to it, as "<object>.<kind>": creation, deletion, privacyDeletion, restore, propertyChange, merge,
// associationChange, newMessage. Generic subscriptions write "object" and give the type's id.
namespace crossdock::hubspot {

// Of a merge: which objects became one. HubSpot leaves any of them out.
struct MergeEvent {
  std::optional<std::string> primary_id;  // The object that was given priority.
  std::vector<std::string> merged_ids;    // The others.
  std::optional<std::string> new_id;      // Set where the merge made a new object.
  std::optional<std::int64_t> properties_moved;

  bool operator==(const MergeEvent&) const = default;
};

// Of an association that was made or removed. The types are named in one of two ways.
struct AssociationEvent {
  std::string from_id;
  std::string to_id;
  bool removed = false;
  std::optional<bool> is_primary;
  std::optional<std::string> type;      // "CONTACT_TO_COMPANY".
  std::optional<std::string> category;  // Of generic subscriptions, as the fields below.
  std::optional<std::int64_t> type_id;
  std::optional<std::string> from_type_id;  // "0-1" is a contact.
  std::optional<std::string> to_type_id;

  bool operator==(const AssociationEvent&) const = default;
};

struct WebhookEvent {
  // The object to look at again. Where the event names none, as those of associations and merges do: the
  // association's first object, the merge's new or else its primary one.
  std::string object_id;
  std::string subscription_type;              // "contact.propertyChange", ...
  std::string kind;                           // Of it the part behind the point: "propertyChange".
  std::optional<std::string> object_type_id;  // Of generic subscriptions: "0-1".
  std::optional<std::string> property_name;
  std::optional<std::string> property_value;
  std::optional<bool> is_sensitive;  // The value is not given in clear.
  std::optional<MergeEvent> merge;
  std::optional<AssociationEvent> association;
  std::optional<std::string> message_id;    // Of a conversation's new message.
  std::optional<std::string> message_type;  // "MESSAGE", "COMMENT".
  std::int64_t occurred_at_ms = 0;          // Milliseconds since 1970 UTC.
  std::optional<std::int64_t> portal_id;
  std::optional<std::int64_t> subscription_id;
  std::optional<std::int64_t> app_id;
  std::optional<std::int64_t> event_id;      // Not unique, says HubSpot.
  std::optional<std::string> change_source;  // "CRM_UI", "INTEGRATION", ...
  std::optional<std::string> change_flag;    // "CREATED", "DELETED", ...
  std::optional<std::string> source_id;      // "userId:1", or the app that changed it.
  std::int64_t attempt = 0;                  // 0 for the first delivery.
  // Equal for deliveries of the same event: SHA-256, in hexadecimal digits, of everything but attemptNumber,
  // with keys sorted at every depth. It holds no personal data in clear and has a fixed length, so it can be
  // a unique column.
  std::string key;
};

// DecodeError for an event without a type, a time or any object.
[[nodiscard]] absl::StatusOr<std::vector<WebhookEvent>> read_webhook_events(std::string_view body);

}  // namespace crossdock::hubspot
