#include <array>
#include <utility>

#include "crossdock/wire/shopify/company.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::Company;
using canonical::CompanyAddress;
using canonical::CompanyContact;
using canonical::CompanyLocation;
using canonical::CompanyPaymentTerms;
using canonical::CompanyRole;
using canonical::CompanyRoleAssignment;
using json::Object;

constexpr std::array<ChildField, 7> kChildren = {{
    {"Company", "CompanyContactRole", "contactRoles"},
    {"Company", "CompanyContact", "contacts"},
    {"Company", "CompanyLocation", "locations"},
    {"CompanyContact", "CompanyContactRoleAssignment", "roleAssignments"},
    {"CompanyLocation", "CompanyContactRoleAssignment", "roleAssignments"},
    {"CompanyLocation", "CompanyLocationCatalog", "catalogs"},
    {"CompanyLocation", "MarketCatalog", "catalogs"},
}};

// Who stands around a node: the parts of a company's node do not name what they are a part of.
struct Surroundings {
  std::optional<std::int64_t> company_id;
  std::optional<std::int64_t> main_contact_id;
  std::optional<std::int64_t> contact_id;
  std::optional<std::int64_t> location_id;
};

CompanyRole read_role(const Object& from) {
  CompanyRole role;
  role.id = gid_number(from, "id", "CompanyContactRole");
  role.name = from.text("name");
  role.note = from.optional_text("note");
  return role;
}

std::vector<CompanyRoleAssignment> read_assignments(const Object& owner, const Surroundings& around) {
  return optional_connection(owner, "roleAssignments", [&around](const Object& from) {
    CompanyRoleAssignment assignment;
    assignment.id = gid_number(from, "id", "CompanyContactRoleAssignment");
    const CompanyRole role = read_role(from.object("role"));
    assignment.role_id = role.id;
    assignment.role_name = role.name;
    assignment.company_id = around.company_id;
    assignment.contact_id = told_or_known(from, "companyContact", "CompanyContact", around.contact_id);
    assignment.location_id = told_or_known(from, "companyLocation", "CompanyLocation", around.location_id);
    return assignment;
  });
}

CompanyContact read_contact(const Object& from, Surroundings around) {
  CompanyContact contact;
  contact.id = gid_number(from, "id", "CompanyContact");
  contact.company_id = told_or_known(from, "company", "Company", around.company_id);
  contact.customer_id = reference(from, "customer", "Customer");
  contact.title = from.optional_text("title");
  contact.locale = from.optional_text("locale");
  contact.is_main = from.optional_boolean("isMainContact").value_or(around.main_contact_id == contact.id);
  contact.created_at = from.timestamp("createdAt");
  contact.updated_at = from.timestamp("updatedAt");
  around.company_id = contact.company_id;
  around.contact_id = contact.id;
  contact.role_assignments = read_assignments(from, around);
  return contact;
}

CompanyAddress read_company_address(const Object& from) {
  CompanyAddress address;
  address.id = gid_number(from, "id", "CompanyAddress");
  address.address.first_name = from.optional_text("firstName");
  address.address.last_name = from.optional_text("lastName");
  address.address.name = from.optional_text("recipient");
  address.address.address1 = from.optional_text("address1");
  address.address.address2 = from.optional_text("address2");
  address.address.city = from.optional_text("city");
  address.address.zip = from.optional_text("zip");
  address.address.province = from.optional_text("province");
  address.address.province_code = from.optional_text("zoneCode");
  address.address.country = from.optional_text("country");
  address.address.country_code = from.optional_text("countryCode");
  address.address.phone = from.optional_text("phone");
  return address;
}

CompanyPaymentTerms read_terms(const Object& from) {
  CompanyPaymentTerms terms;
  terms.template_id = gid_number(from, "id", "PaymentTermsTemplate");
  terms.name = from.text("name");
  terms.type = lower_case(from.text("paymentTermsType"));
  terms.due_in_days = from.optional_integer("dueInDays");
  return terms;
}

CompanyLocation read_location(const Object& from, Surroundings around) {
  CompanyLocation location;
  location.id = gid_number(from, "id", "CompanyLocation");
  location.company_id = told_or_known(from, "company", "Company", around.company_id);
  location.name = from.text("name");
  location.external_id = from.optional_text("externalId");
  location.phone = from.optional_text("phone");
  location.locale = from.optional_text("locale");
  location.note = from.optional_text("note");
  location.currency = from.optional_text("currency");
  location.billing_address = optional_part(from, "billingAddress", read_company_address);
  location.shipping_address = optional_part(from, "shippingAddress", read_company_address);
  if (const auto taxes = from.optional_object("taxSettings")) {
    location.tax_id = taxes->optional_text("taxRegistrationId");
    location.tax_exempt = taxes->optional_boolean("taxExempt");
    location.tax_exemptions = states(*taxes, "taxExemptions");
  }
  if (const auto buying = from.optional_object("buyerExperienceConfiguration")) {
    location.checkout_to_draft = buying->boolean("checkoutToDraft");
    location.editable_shipping_address = buying->boolean("editableShippingAddress");
    location.payment_terms = optional_part(*buying, "paymentTermsTemplate", read_terms);
  }
  location.catalog_ids = connection_ids(from, "catalogs");
  location.created_at = from.timestamp("createdAt");
  location.updated_at = from.timestamp("updatedAt");
  around.company_id = location.company_id;
  around.location_id = location.id;
  location.role_assignments = read_assignments(from, around);
  return location;
}

Company read_company_tree(const Object& from) {
  Company company;
  company.id = gid_number(from, "id", "Company");
  company.name = from.text("name");
  company.external_id = from.optional_text("externalId");
  company.note = from.optional_text("note");
  company.main_contact_id = optional_reference(from, "mainContact", "CompanyContact");
  company.default_role_id = optional_reference(from, "defaultRole", "CompanyContactRole");
  company.created_at = from.timestamp("createdAt");
  company.updated_at = from.timestamp("updatedAt");
  company.customer_since = from.optional_timestamp("customerSince");
  company.roles = optional_connection(from, "contactRoles", read_role);
  const Surroundings around{company.id, company.main_contact_id, std::nullopt, std::nullopt};
  company.contacts = optional_connection(
      from, "contacts", [&around](const Object& contact) { return read_contact(contact, around); });
  company.locations = optional_connection(
      from, "locations", [&around](const Object& location) { return read_location(location, around); });
  return company;
}

}  // namespace

absl::StatusOr<Company> read_company_node(std::string_view body) {
  return read_whole(body, "Company node", read_company_tree);
}

absl::StatusOr<BulkObjects<Company>> read_companies_bulk(json::LineReader::Read read,
                                                         const KeepGoing& keep_going) {
  return read_bulk<Company>(std::move(read), kChildren, read_company_node, keep_going);
}

absl::StatusOr<CompanyContact> read_company_contact_node(std::string_view body) {
  return read_whole(body, "CompanyContact node",
                    [](const Object& from) { return read_contact(from, Surroundings{}); });
}

absl::StatusOr<CompanyLocation> read_company_location_node(std::string_view body) {
  return read_whole(body, "CompanyLocation node",
                    [](const Object& from) { return read_location(from, Surroundings{}); });
}

}  // namespace crossdock::shopify
