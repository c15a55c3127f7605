#include <utility>

#include "crossdock/wire/shopify/references.h"
#include "crossdock/wire/shopify/stock.h"

namespace crossdock::shopify {
namespace {

using canonical::Address;
using canonical::Location;
using json::Object;

Location read_payload(const Object& from) {
  Location location;
  location.id = from.id("id");
  location.name = from.text("name");
  Address& address = location.address;
  address.address1 = from.optional_text("address1");
  address.address2 = from.optional_text("address2");
  address.city = from.optional_text("city");
  address.zip = from.optional_text("zip");
  address.province = from.optional_text("province");
  address.province_code = from.optional_text("province_code");
  // `country` holds the code once more.
  address.country = from.optional_text("country_name");
  address.country_code = from.optional_text("country_code");
  address.phone = from.optional_text("phone");
  location.active = from.boolean("active");
  location.legacy = from.boolean("legacy");
  location.created_at = from.optional_timestamp("created_at");
  location.updated_at = from.optional_timestamp("updated_at");
  return location;
}

Location read_node(const Object& from) {
  Location location;
  location.id = gid_number(from, "id", "Location");
  location.name = from.text("name");
  const Object told = from.object("address");
  Address& address = location.address;
  address.address1 = told.optional_text("address1");
  address.address2 = told.optional_text("address2");
  address.city = told.optional_text("city");
  address.zip = told.optional_text("zip");
  address.province = told.optional_text("province");
  address.province_code = told.optional_text("provinceCode");
  address.country = told.optional_text("country");
  address.country_code = told.optional_text("countryCode");
  address.phone = told.optional_text("phone");
  location.active = from.boolean("isActive");
  location.legacy = from.boolean("isFulfillmentService");
  location.fulfils_online_orders = from.optional_boolean("fulfillsOnlineOrders");
  location.created_at = from.optional_timestamp("createdAt");
  location.updated_at = from.optional_timestamp("updatedAt");
  return location;
}

}  // namespace

absl::StatusOr<Location> read_location(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_payload);
}

absl::StatusOr<Location> read_location_node(std::string_view body) {
  return read_whole(body, "Location node", read_node);
}

absl::StatusOr<BulkObjects<Location>> read_locations_bulk(json::LineReader::Read read,
                                                          const KeepGoing& keep_going) {
  return read_bulk<Location>(std::move(read), {}, read_location_node, keep_going);
}

}  // namespace crossdock::shopify
