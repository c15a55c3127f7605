#include "crossdock/wire/shopify/address.h"

namespace crossdock::shopify {

canonical::Address read_address(const json::Object& from) {
  canonical::Address address;
  address.first_name = from.optional_text("first_name");
  address.last_name = from.optional_text("last_name");
  address.name = from.optional_text("name");
  address.company = from.optional_text("company");
  address.address1 = from.optional_text("address1");
  address.address2 = from.optional_text("address2");
  address.city = from.optional_text("city");
  address.zip = from.optional_text("zip");
  address.province = from.optional_text("province");
  address.province_code = from.optional_text("province_code");
  address.country = from.optional_text("country");
  address.country_code = from.optional_text("country_code");
  address.phone = from.optional_text("phone");
  return address;
}

canonical::Address read_address_node(const json::Object& from) {
  canonical::Address address;
  address.first_name = from.optional_text("firstName");
  address.last_name = from.optional_text("lastName");
  address.name = from.optional_text("name");
  address.company = from.optional_text("company");
  address.address1 = from.optional_text("address1");
  address.address2 = from.optional_text("address2");
  address.city = from.optional_text("city");
  address.zip = from.optional_text("zip");
  address.province = from.optional_text("province");
  address.province_code = from.optional_text("provinceCode");
  address.country = from.optional_text("country");
  address.country_code = from.optional_text("countryCodeV2");
  address.phone = from.optional_text("phone");
  return address;
}

}  // namespace crossdock::shopify
