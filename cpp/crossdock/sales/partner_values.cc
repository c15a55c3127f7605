#include "crossdock/sales/partner_values.h"

#include <utility>

#include "crossdock/sales/white_space.h"

namespace crossdock::sales {
namespace {

using canonical::Address;
using canonical::OptionalText;
using canonical::Order;

std::string clean(const OptionalText& text) { return text.has_value() ? collapsed(*text) : std::string(); }

std::string full_name(const OptionalText& first, const OptionalText& last) {
  return collapsed(first.value_or("") + ' ' + last.value_or(""));
}

std::string name_on(const Address& address) {
  std::string name = clean(address.name);
  if (name.empty()) name = full_name(address.first_name, address.last_name);
  if (name.empty()) name = clean(address.company);
  return name;
}

template <typename Key>
std::optional<std::int64_t> found_in(const std::unordered_map<Key, std::int64_t>& ids, const Key& key) {
  const auto found = ids.find(key);
  if (found == ids.end()) return std::nullopt;
  return found->second;
}

Contact contact(const Address& address, const Places& places) {
  Contact contact;
  contact.name = name_on(address);
  contact.street = clean(address.address1);
  contact.street2 = clean(address.address2);
  contact.city = clean(address.city);
  contact.zip = clean(address.zip);
  if (address.country_code.has_value()) {
    contact.country_id = found_in(places.countries, *address.country_code);
    if (address.province_code.has_value())
      contact.state_id = found_in(places.states, state_key(*address.country_code, *address.province_code));
  }
  contact.phone = clean(address.phone);
  contact.company_name = clean(address.company);
  return contact;
}

std::optional<Contact> address_contact(const std::optional<Address>& address, const Places& places) {
  if (!address.has_value()) return std::nullopt;
  Contact made = contact(*address, places);
  if (made.is_nameplate()) return std::nullopt;
  return made;
}

const Address* buyers_address(const Order& order) {
  if (order.billing_address.has_value()) return &*order.billing_address;
  if (order.shipping_address.has_value()) return &*order.shipping_address;
  if (order.customer.has_value() && order.customer->default_address.has_value())
    return &*order.customer->default_address;
  return nullptr;
}

Buyer buyer_of(const Order& order, const Places& places) {
  Buyer buyer;
  OptionalText email;
  OptionalText phone;
  if (order.customer.has_value()) {
    buyer.name = full_name(order.customer->first_name, order.customer->last_name);
    email = order.customer->email;
    phone = order.customer->phone;
  }
  if (const Address* const address = buyers_address(order); address != nullptr) {
    buyer.address = contact(*address, places);
    if (buyer.name.empty()) buyer.name = buyer.address->name;
  }
  if (!email.has_value()) email = order.email;
  if (!phone.has_value()) phone = order.phone;
  if (!phone.has_value() && buyer.address.has_value()) phone = buyer.address->phone;
  buyer.email = std::move(email).value_or("");
  buyer.phone = std::move(phone).value_or("");
  return buyer;
}

}  // namespace

std::string state_key(const std::string& country_code, const std::string& code) {
  return country_code + '|' + code;
}

bool Contact::is_nameplate() const {
  return street.empty() && street2.empty() && city.empty() && zip.empty() && !country_id.has_value() &&
         !state_id.has_value() && phone.empty() && company_name.empty();
}

OrderPartners order_partners(const Order& order, const Places& places) {
  return {buyer_of(order, places), address_contact(order.shipping_address, places),
          address_contact(order.billing_address, places)};
}

}  // namespace crossdock::sales
