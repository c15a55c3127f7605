#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// A business that buys: a company with its locations and its contacts, who have roles at locations.
//
//   Company
//     roles       what a contact may be: "Location admin", "Ordering only"
//     contacts    people; each is a customer of the store
//     locations   where goods and invoices go, with taxes, terms and catalogues of their own
//       role_assignments   this contact has that role here
//
// Webhooks tell one of these at a time, queries and bulk files the whole tree.
namespace crossdock::canonical {

struct CompanyAddress {
  std::int64_t id = 0;
  Address address;  // `name` is the recipient, `province_code` the zone.

  bool operator==(const CompanyAddress&) const = default;
};

struct CompanyRole {
  std::int64_t id = 0;
  std::string name;
  OptionalText note;

  bool operator==(const CompanyRole&) const = default;
};

// One contact's role at one location. A webhook tells neither the assignment's id nor the role's.
struct CompanyRoleAssignment {
  std::optional<std::int64_t> id;
  std::optional<std::int64_t> role_id;
  std::string role_name;
  std::optional<std::int64_t> company_id;
  std::int64_t contact_id = 0;
  std::int64_t location_id = 0;

  bool operator==(const CompanyRoleAssignment&) const = default;
};

struct CompanyContact {
  std::int64_t id = 0;
  std::int64_t company_id = 0;
  std::int64_t customer_id = 0;
  OptionalText title;
  OptionalText locale;
  bool is_main = false;  // The company's main contact.
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::vector<CompanyRoleAssignment> role_assignments;  // No webhook tells them.

  bool operator==(const CompanyContact&) const = default;
};

// When a location's orders are to be paid.
struct CompanyPaymentTerms {
  std::int64_t template_id = 0;
  std::string name;  // "Net 30".
  std::string type;  // "net", "fixed", "receipt", "fulfillment", or newer.
  std::optional<std::int64_t> due_in_days;

  bool operator==(const CompanyPaymentTerms&) const = default;
};

struct CompanyLocation {
  std::int64_t id = 0;
  std::int64_t company_id = 0;
  std::string name;
  OptionalText external_id;
  OptionalText phone;
  OptionalText locale;
  OptionalText note;
  OptionalText currency;  // ISO 4217; no webhook tells it.
  std::optional<CompanyAddress> billing_address;
  std::optional<CompanyAddress> shipping_address;
  OptionalText tax_id;                      // The tax registration.
  std::optional<bool> tax_exempt;           // None where it was never said.
  std::vector<std::string> tax_exemptions;  // Sorted: "ca_bc_reseller_exemption".
  std::optional<bool> checkout_to_draft;    // Whether its orders wait as drafts to be looked at.
  std::optional<bool> editable_shipping_address;
  std::optional<CompanyPaymentTerms> payment_terms;
  std::vector<std::int64_t> catalog_ids;  // Sorted; no webhook tells them.
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::vector<CompanyRoleAssignment> role_assignments;  // No webhook tells them.

  bool operator==(const CompanyLocation&) const = default;
};

struct Company {
  std::int64_t id = 0;
  std::string name;
  OptionalText external_id;
  OptionalText note;
  std::optional<std::int64_t> main_contact_id;
  std::optional<std::int64_t> default_role_id;  // Of new contacts; no webhook tells it.
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::optional<base::Timestamp> customer_since;
  std::vector<CompanyRole> roles;
  std::vector<CompanyContact> contacts;
  std::vector<CompanyLocation> locations;

  bool operator==(const Company&) const = default;
};

}  // namespace crossdock::canonical
