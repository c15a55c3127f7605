#include "crossdock/wire/shopify/company.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::Company;
using canonical::CompanyAddress;
using canonical::CompanyContact;
using canonical::CompanyLocation;
using canonical::CompanyRoleAssignment;
using json::Object;

constexpr std::string_view kGid = "admin_graphql_api_id";

Company read_company_payload(const Object& from) {
  Company company;
  company.id = gid_number(from, kGid, "Company");
  company.name = from.text("name");
  company.external_id = from.optional_text("external_id");
  company.note = from.optional_text("note");
  company.main_contact_id = optional_gid(from, "main_contact_admin_graphql_api_id", "CompanyContact");
  company.created_at = from.timestamp("created_at");
  company.updated_at = from.timestamp("updated_at");
  company.customer_since = from.optional_timestamp("customer_since");
  return company;
}

CompanyContact read_contact_payload(const Object& from) {
  CompanyContact contact;
  contact.id = gid_number(from, kGid, "CompanyContact");
  const Company company = read_company_payload(from.object("company"));
  contact.company_id = company.id;
  contact.is_main = company.main_contact_id == contact.id;
  contact.customer_id = gid_number(from, "customer_admin_graphql_api_id", "Customer");
  contact.title = from.optional_text("title");
  contact.locale = from.optional_text("locale");
  contact.created_at = from.timestamp("created_at");
  contact.updated_at = from.timestamp("updated_at");
  return contact;
}

CompanyAddress read_company_address(const Object& from) {
  CompanyAddress address;
  address.id = gid_number(from, kGid, "CompanyAddress");
  address.address.first_name = from.optional_text("first_name");
  address.address.last_name = from.optional_text("last_name");
  address.address.name = from.optional_text("recipient");
  address.address.address1 = from.optional_text("address1");
  address.address.address2 = from.optional_text("address2");
  address.address.city = from.optional_text("city");
  address.address.zip = from.optional_text("zip");
  address.address.province = from.optional_text("province");
  address.address.province_code = from.optional_text("zone_code");
  address.address.country = from.optional_text("country");
  address.address.country_code = from.optional_text("country_code");
  address.address.phone = from.optional_text("phone");
  return address;
}

// From 2025-01 on taxes stand together in `tax_settings`; before, exemptions stood alone and the number in
// `tax_registration`. Later payloads hold both.
void read_taxes(const Object& from, CompanyLocation& location) {
  if (const auto settings = from.optional_object("tax_settings")) {
    location.tax_id = settings->optional_text("tax_registration_id");
    location.tax_exempt = settings->optional_boolean("tax_exempt");
    location.tax_exemptions = states(*settings, "tax_exemptions");
    return;
  }
  if (const auto registration = from.optional_object("tax_registration")) {
    location.tax_id = registration->optional_text("tax_id");
  }
  location.tax_exemptions = states(from, "tax_exemptions");
}

CompanyLocation read_location_payload(const Object& from) {
  CompanyLocation location;
  location.id = gid_number(from, kGid, "CompanyLocation");
  location.company_id = gid_number(from.object("company"), kGid, "Company");
  location.name = from.text("name");
  location.external_id = from.optional_text("external_id");
  location.phone = from.optional_text("phone");
  location.locale = from.optional_text("locale");
  location.note = from.optional_text("note");
  location.billing_address = optional_part(from, "billing_address", read_company_address);
  location.shipping_address = optional_part(from, "shipping_address", read_company_address);
  read_taxes(from, location);
  location.created_at = from.timestamp("created_at");
  location.updated_at = from.timestamp("updated_at");
  return location;
}

}  // namespace

absl::StatusOr<Company> read_company(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_company_payload);
}

absl::StatusOr<CompanyContact> read_company_contact(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_contact_payload);
}

absl::StatusOr<CompanyLocation> read_company_location(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_location_payload);
}

absl::StatusOr<CompanyRoleAssignment> read_company_role_assignment(std::string_view body,
                                                                   const std::string& topic) {
  return read_whole(body, topic, [](const Object& from) {
    CompanyRoleAssignment assignment;
    assignment.role_name = from.object("company_contact_role").text("name");
    const CompanyContact contact = read_contact_payload(from.object("company_contact"));
    assignment.contact_id = contact.id;
    assignment.company_id = contact.company_id;
    assignment.location_id = read_location_payload(from.object("company_location")).id;
    return assignment;
  });
}

}  // namespace crossdock::shopify
