#include "crossdock/wire/hubspot/webhook_events.h"

#include <algorithm>
#include <utility>

#include "crossdock/base/sha256.h"
#include "crossdock/wire/hubspot/reading.h"
#include "crossdock/wire/json/writer.h"

namespace crossdock::hubspot {
namespace {

using json::Object;
using json::Value;

// Writes a value so that equal contents give equal bytes: keys sorted, strings escaped one way, no spaces.
// Depth is bounded by the document's.
void write_sorted(json::Writer& writer, const Value& value, std::string_view left_out) {
  if (value.is(json::Type::kString)) {
    writer.text(value.text());
  } else if (value.is(json::Type::kArray)) {
    writer.begin_array();
    for (const Value& element : value.elements()) write_sorted(writer, element, {});
    writer.end_array();
  } else if (value.is(json::Type::kObject)) {
    std::vector<std::string> keys = value.keys();
    std::sort(keys.begin(), keys.end());
    writer.begin_object();
    for (const std::string& key : keys) {
      if (key == left_out) continue;
      writer.key(key);
      write_sorted(writer, value.find(key), {});
    }
    writer.end_object();
  } else {
    writer.raw(value.raw());
  }
}

std::string key_of(const Value& event) {
  json::Writer writer;
  write_sorted(writer, event, "attemptNumber");
  return base::sha256_hex(writer.take());
}

constexpr std::string_view kMerge = "merge";
constexpr std::string_view kAssociationChange = "associationChange";

MergeEvent read_merge(const Object& from) {
  return {optional_identifier(from, "primaryObjectId"), optional_identifiers(from, "mergedObjectIds"),
          optional_identifier(from, "newObjectId"), from.optional_integer("numberOfPropertiesMoved")};
}

AssociationEvent read_association(const Object& from) {
  AssociationEvent association;
  association.from_id = identifier(from, "fromObjectId");
  association.to_id = identifier(from, "toObjectId");
  association.removed = from.optional_boolean("associationRemoved").value_or(false);
  association.is_primary = from.optional_boolean("isPrimaryAssociation");
  association.type = from.optional_text("associationType");
  association.category = from.optional_text("associationCategory");
  association.type_id = from.optional_integer("associationTypeId");
  association.from_type_id = from.optional_text("fromObjectTypeId");
  association.to_type_id = from.optional_text("toObjectTypeId");
  return association;
}

// HubSpot's documents list no objectId among the fields of merges and associations.
std::string object_of(const Object& from, const WebhookEvent& event) {
  if (!from.has_content("objectId")) {
    if (event.association) return event.association->from_id;
    if (event.merge && event.merge->new_id) return *event.merge->new_id;
    if (event.merge && event.merge->primary_id) return *event.merge->primary_id;
  }
  return identifier(from, "objectId");
}

void read_occasion(const Object& from, WebhookEvent& event) {
  event.occurred_at_ms = from.integer("occurredAt");
  event.portal_id = from.optional_integer("portalId");
  event.subscription_id = from.optional_integer("subscriptionId");
  event.app_id = from.optional_integer("appId");
  event.event_id = from.optional_integer("eventId");
  event.change_source = from.optional_text("changeSource");
  event.change_flag = from.optional_text("changeFlag");
  event.source_id = optional_identifier(from, "sourceId");
  event.attempt = from.optional_integer("attemptNumber").value_or(0);
}

WebhookEvent read_event(const Object& from) {
  WebhookEvent event;
  event.subscription_type = from.text("subscriptionType");
  event.kind = event.subscription_type.substr(event.subscription_type.find('.') + 1);
  if (event.kind == kMerge) event.merge = read_merge(from);
  if (event.kind == kAssociationChange) event.association = read_association(from);
  event.object_id = object_of(from, event);
  event.object_type_id = from.optional_text("objectTypeId");
  event.property_name = from.optional_text("propertyName");
  // An emptied property arrives as "", which says something else than no value at all.
  if (from.has_content("propertyValue")) event.property_value = from.text("propertyValue");
  event.is_sensitive = from.optional_boolean("isSensitive");
  event.message_id = optional_identifier(from, "messageId");
  event.message_type = from.optional_text("messageType");
  read_occasion(from, event);
  event.key = key_of(from.value());
  return event;
}

}  // namespace

absl::StatusOr<std::vector<WebhookEvent>> read_webhook_events(std::string_view body) {
  const json::Source source{kSystem, "webhook events"};
  json::Document document;
  if (const absl::Status status = document.parse(body, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  std::vector<WebhookEvent> events;
  for (const Value& value : decoding.array(decoding.root_value())) {
    const Object from = decoding.object(value);
    if (decoding.failed()) break;
    events.push_back(read_event(from));
  }
  return decoding.finish(std::move(events));
}

}  // namespace crossdock::hubspot
