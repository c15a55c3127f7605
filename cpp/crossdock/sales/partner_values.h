#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "crossdock/canonical/order.h"

// From who bought and where it goes to contacts of Odoo's: the customer, a delivery and an invoice address.
//
// Texts have no white space at their ends and one space between words, so that an address that was typed
// carelessly is not another contact. Which contact of Odoo's says the same, and whom an e-mail address
// belongs to, Odoo finds out: here is only what a contact is created with, or compared by.
namespace crossdock::sales {

// What of Odoo's stands for the codes in addresses.
struct Places {
  std::unordered_map<std::string, std::int64_t> countries;  // By ISO 3166-1 alpha-2.
  std::unordered_map<std::string, std::int64_t> states;     // By state_key().
};

[[nodiscard]] std::string state_key(const std::string& country_code, const std::string& code);

// An address. Texts that are not there are empty.
struct Contact {
  std::string name;  // The person's, else the company's.
  std::string street;
  std::string street2;
  std::string city;
  std::string zip;
  std::optional<std::int64_t> country_id;
  std::optional<std::int64_t> state_id;
  std::string phone;
  std::string company_name;

  // Whether there is nothing in it but a name, which makes no address.
  [[nodiscard]] bool is_nameplate() const;
};

struct Buyer {
  std::string name;   // Empty where neither the customer nor an address has one.
  std::string email;  // As the store has it.
  std::string phone;  // The customer's, else the order's, else the address's.
};

struct OrderPartners {
  Buyer buyer;
  std::optional<Contact> delivery;  // A nameplate where the buyer's own record will do, as is `invoice`.
  std::optional<Contact> invoice;
  std::optional<Contact> own;  // The customer's, where the order has no address.

  // Which of the three the buyer is shown with, where there is any.
  [[nodiscard]] const std::optional<Contact>& home() const;
};

[[nodiscard]] OrderPartners order_partners(const canonical::Order& order, const Places& places);

}  // namespace crossdock::sales
