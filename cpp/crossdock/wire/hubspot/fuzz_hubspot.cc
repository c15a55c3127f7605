#include <cstdint>
#include <string_view>

#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/wire/hubspot/associations.h"
#include "crossdock/wire/hubspot/engagement.h"
#include "crossdock/wire/hubspot/objects.h"
#include "crossdock/wire/hubspot/properties.h"
#include "crossdock/wire/hubspot/refusals.h"
#include "crossdock/wire/hubspot/requests.h"
#include "crossdock/wire/hubspot/webhook_events.h"

namespace {

namespace hubspot = crossdock::hubspot;
using crossdock::fuzz::is_value;
using crossdock::fuzz::read_by_length;
using crossdock::fuzz::reads;
using crossdock::fuzz::require;

constexpr std::size_t kKeyDigits = 64;

// Whatever an object holds, its properties are read or refused by name, and it can be sent back.
void use(const hubspot::RemoteObject& object) {
  hubspot::ObjectInput input{object.id, {}, object.trace_id, {}};
  for (const auto& [name, text] : object.properties) {
    is_value(object.decimal(name));
    is_value(object.integer(name));
    is_value(object.boolean(name));
    is_value(object.timestamp(name));
    require(object.choices(name).size() <= text.value_or("").size());
    input.properties.emplace_back(name, text.value_or(""));
  }
  const auto body = hubspot::write_batch_update({input}, std::nullopt);
  const bool blank = object.id.find_first_not_of(" \t\r\n") == std::string::npos;
  require(body.ok() != blank);
  is_value(hubspot::engagement_of(object, "score"));
  is_value(hubspot::service_case_of(object));
}

void use_all(const std::vector<hubspot::RemoteObject>& objects) {
  for (const hubspot::RemoteObject& object : objects) use(object);
}

void read_object(std::string_view bytes) {
  if (const auto object = hubspot::read_object(bytes); is_value(object)) use(*object);
}

void read_batch_result(std::string_view bytes) {
  if (const auto result = hubspot::read_batch_result(bytes); is_value(result)) use_all(result->results);
}

void read_list_page(std::string_view bytes) {
  if (const auto page = hubspot::read_list_page(bytes); is_value(page)) use_all(page->results);
}

// A search's page is a list's that tells a total as well.
void read_search_page(std::string_view bytes) {
  const auto page = hubspot::read_search_page(bytes);
  if (!is_value(page)) return;
  use_all(page->results);
  require(page->total.has_value());
  require(hubspot::read_list_page(bytes)->results == page->results);
}

void read_associations_page(std::string_view bytes) { is_value(hubspot::read_associations_page(bytes, "1")); }

void read_events(std::string_view bytes) {
  const auto events = hubspot::read_webhook_events(bytes);
  if (!is_value(events)) return;
  for (const hubspot::WebhookEvent& event : *events) {
    require(event.key.size() == kKeyDigits);
    require(!event.object_id.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_by_length({reinterpret_cast<const char*>(data), size},
                 {read_object, read_batch_result, read_list_page, read_search_page, read_events,
                  reads<hubspot::read_error>, reads<hubspot::read_associations>, read_associations_page,
                  reads<hubspot::read_made_associations>, reads<hubspot::read_association_types>,
                  reads<hubspot::read_properties>, reads<hubspot::read_properties_result>,
                  reads<hubspot::read_property_groups>, reads<hubspot::read_segments>});
  return 0;
}
