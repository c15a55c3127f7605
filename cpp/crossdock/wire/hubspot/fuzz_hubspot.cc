#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crossdock/base/decode_error.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/wire/hubspot/associations.h"
#include "crossdock/wire/hubspot/engagement.h"
#include "crossdock/wire/hubspot/objects.h"
#include "crossdock/wire/hubspot/properties.h"
#include "crossdock/wire/hubspot/refusals.h"
#include "crossdock/wire/hubspot/requests.h"
#include "crossdock/wire/hubspot/webhook_events.h"

namespace {

namespace hubspot = crossdock::hubspot;

constexpr std::size_t kKeyDigits = 64;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_named(const absl::Status& status) {
  require(crossdock::base::decode_error_of(status).has_value() ||
          crossdock::base::limit_error_of(status).has_value());
}

// A reader gives a value, or one of the two errors.
template <typename Result>
bool read(const Result& result) {
  if (!result.ok()) require_named(result.status());
  return result.ok();
}

// Whatever an object holds, its properties are read or refused by name, and it can be sent back.
void use(const hubspot::RemoteObject& object) {
  hubspot::ObjectInput input{object.id, {}, object.trace_id, {}};
  for (const auto& [name, text] : object.properties) {
    read(object.decimal(name));
    read(object.integer(name));
    read(object.boolean(name));
    read(object.timestamp(name));
    require(object.choices(name).size() <= text.value_or("").size());
    input.properties.emplace_back(name, text.value_or(""));
  }
  const auto body = hubspot::write_batch_update({input}, std::nullopt);
  const bool blank = object.id.find_first_not_of(" \t\r\n") == std::string::npos;
  require(body.ok() != blank);
  read(hubspot::engagement_of(object, "score"));
  read(hubspot::service_case_of(object));
}

void use_all(const std::vector<hubspot::RemoteObject>& objects) {
  for (const hubspot::RemoteObject& object : objects) use(object);
}

void read_objects(std::string_view bytes) {
  if (const auto object = hubspot::read_object(bytes); read(object)) use(*object);
  if (const auto result = hubspot::read_batch_result(bytes); read(result)) use_all(result->results);
  if (const auto page = hubspot::read_list_page(bytes); read(page)) use_all(page->results);
  // A search's page is a list's that tells a total as well.
  if (const auto page = hubspot::read_search_page(bytes); read(page)) {
    require(page->total.has_value());
    require(hubspot::read_list_page(bytes)->results == page->results);
  }
}

void read_events(std::string_view bytes) {
  const auto events = hubspot::read_webhook_events(bytes);
  if (!read(events)) return;
  for (const hubspot::WebhookEvent& event : *events) {
    require(event.key.size() == kKeyDigits);
    require(!event.object_id.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_objects(bytes);
  read_events(bytes);
  read(hubspot::read_error(bytes));
  read(hubspot::read_associations(bytes));
  read(hubspot::read_associations_page(bytes, "1"));
  read(hubspot::read_made_associations(bytes));
  read(hubspot::read_association_types(bytes));
  read(hubspot::read_properties(bytes));
  read(hubspot::read_properties_result(bytes));
  read(hubspot::read_property_groups(bytes));
  read(hubspot::read_segments(bytes));
  return 0;
}
