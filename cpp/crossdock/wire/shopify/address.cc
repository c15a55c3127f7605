#include "crossdock/wire/shopify/address.h"

namespace crossdock::shopify {

canonical::Address read_address(const json::Object& from) {
  canonical::Address address;
  from.copy_optional_text("first_name", address.first_name);
  from.copy_optional_text("last_name", address.last_name);
  from.copy_optional_text("name", address.name);
  from.copy_optional_text("company", address.company);
  from.copy_optional_text("address1", address.address1);
  from.copy_optional_text("address2", address.address2);
  from.copy_optional_text("city", address.city);
  from.copy_optional_text("zip", address.zip);
  from.copy_optional_text("province", address.province);
  from.copy_optional_text("province_code", address.province_code);
  from.copy_optional_text("country", address.country);
  from.copy_optional_text("country_code", address.country_code);
  from.copy_optional_text("phone", address.phone);
  return address;
}

canonical::Address read_address_node(const json::Object& from) {
  canonical::Address address;
  from.copy_optional_text("firstName", address.first_name);
  from.copy_optional_text("lastName", address.last_name);
  from.copy_optional_text("name", address.name);
  from.copy_optional_text("company", address.company);
  from.copy_optional_text("address1", address.address1);
  from.copy_optional_text("address2", address.address2);
  from.copy_optional_text("city", address.city);
  from.copy_optional_text("zip", address.zip);
  from.copy_optional_text("province", address.province);
  from.copy_optional_text("provinceCode", address.province_code);
  from.copy_optional_text("country", address.country);
  from.copy_optional_text("countryCodeV2", address.country_code);
  from.copy_optional_text("phone", address.phone);
  return address;
}

}  // namespace crossdock::shopify
