#include "crossdock/sales/partner_values.h"

#include "crossdock/sales/white_space.h"

namespace crossdock::sales {
namespace {

using canonical::Address;
using canonical::OptionalText;
using canonical::Order;

std::string clean(const OptionalText& text) { return text.has_value() ? collapsed(*text) : std::string(); }

std::string full_name(const OptionalText& first, const OptionalText& last) {
  std::string name = clean(first);
  const std::string family = clean(last);
  if (!name.empty() && !family.empty()) name += ' ';
  return name += family;
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

std::optional<Contact> contact_at(const std::optional<Address>& address, const Places& places) {
  if (!address.has_value()) return std::nullopt;
  return contact(*address, places);
}

Buyer buyer_of(const Order& order, const std::optional<Contact>& home) {
  Buyer buyer;
  const OptionalText* email = &order.email;
  const OptionalText* phone = &order.phone;
  if (order.customer.has_value()) {
    buyer.name = full_name(order.customer->first_name, order.customer->last_name);
    if (order.customer->email.has_value()) email = &order.customer->email;
    if (order.customer->phone.has_value()) phone = &order.customer->phone;
  }
  if (buyer.name.empty() && home.has_value()) buyer.name = home->name;
  if (email->has_value()) buyer.email = **email;
  if (phone->has_value()) {
    buyer.phone = **phone;
  } else if (home.has_value()) {
    buyer.phone = home->phone;
  }
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

const std::optional<Contact>& OrderPartners::home() const {
  if (invoice.has_value()) return invoice;
  return delivery.has_value() ? delivery : own;
}

OrderPartners order_partners(const Order& order, const Places& places) {
  OrderPartners partners;
  partners.delivery = contact_at(order.shipping_address, places);
  partners.invoice = contact_at(order.billing_address, places);
  if (!partners.home().has_value() && order.customer.has_value()) {
    partners.own = contact_at(order.customer->default_address, places);
  }
  partners.buyer = buyer_of(order, partners.home());
  return partners;
}

}  // namespace crossdock::sales
