#include <pybind11/stl.h>

#include "crossdock/wire/shopify/company.h"
#include "crossdock/wire/shopify/customer.h"
#include "crossdock/wire/shopify/market.h"
#include "register.h"
#include "shopify_bulk.h"
#include "shopify_values.h"

namespace crossdock::bindings {
namespace {

void register_customer(py::module_& room) {
  using canonical::Address;
  using canonical::ConsentUpdate;
  using canonical::Customer;
  using canonical::CustomerAddress;
  using canonical::MarketingConsent;
  using canonical::TagsChange;
  value_class<Address>(room, "Address")
      .def_readonly("first_name", &Address::first_name)
      .def_readonly("last_name", &Address::last_name)
      .def_readonly("name", &Address::name)
      .def_readonly("company", &Address::company)
      .def_readonly("address1", &Address::address1)
      .def_readonly("address2", &Address::address2)
      .def_readonly("city", &Address::city)
      .def_readonly("zip", &Address::zip)
      .def_readonly("province", &Address::province)
      .def_readonly("province_code", &Address::province_code)
      .def_readonly("country", &Address::country)
      .def_readonly("country_code", &Address::country_code)
      .def_readonly("phone", &Address::phone);
  value_class<CustomerAddress>(room, "CustomerAddress")
      .def_readonly("id", &CustomerAddress::id)
      .def_readonly("is_default", &CustomerAddress::is_default)
      .def_readonly("address", &CustomerAddress::address);
  value_class<MarketingConsent>(room, "MarketingConsent")
      .def_readonly("state", &MarketingConsent::state)
      .def_readonly("opt_in_level", &MarketingConsent::opt_in_level)
      .def_readonly("updated_at", &MarketingConsent::updated_at)
      .def_readonly("collected_from", &MarketingConsent::collected_from)
      .def_readonly("source_location_id", &MarketingConsent::source_location_id);
  value_class<Customer>(room, "Customer")
      .def_readonly("id", &Customer::id)
      .def_readonly("email", &Customer::email)
      .def_readonly("first_name", &Customer::first_name)
      .def_readonly("last_name", &Customer::last_name)
      .def_readonly("phone", &Customer::phone)
      .def_readonly("tags", &Customer::tags)
      .def_readonly("tags_told", &Customer::tags_told)
      .def_readonly("tax_exempt", &Customer::tax_exempt)
      .def_readonly("tax_exemptions", &Customer::tax_exemptions)
      .def_readonly("state", &Customer::state)
      .def_readonly("note", &Customer::note)
      .def_readonly("locale", &Customer::locale)
      .def_readonly("currency", &Customer::currency)
      .def_readonly("verified_email", &Customer::verified_email)
      .def_readonly("email_consent", &Customer::email_consent)
      .def_readonly("sms_consent", &Customer::sms_consent)
      .def_readonly("whatsapp_consent", &Customer::whatsapp_consent)
      .def_readonly("created_at", &Customer::created_at)
      .def_readonly("updated_at", &Customer::updated_at)
      .def_readonly("default_address", &Customer::default_address)
      .def_readonly("default_address_id", &Customer::default_address_id)
      .def_readonly("addresses", &Customer::addresses);
  value_class<ConsentUpdate>(room, "ConsentUpdate")
      .def_readonly("customer_id", &ConsentUpdate::customer_id)
      .def_readonly("channel", &ConsentUpdate::channel)
      .def_readonly("recipient", &ConsentUpdate::recipient)
      .def_readonly("consent", &ConsentUpdate::consent);
  value_class<TagsChange>(room, "TagsChange")
      .def_readonly("customer_id", &TagsChange::customer_id)
      .def_readonly("added", &TagsChange::added)
      .def_readonly("tags", &TagsChange::tags)
      .def_readonly("occurred_at", &TagsChange::occurred_at);
}

void register_customer_news(py::module_& room) {
  using canonical::CustomerMerge;
  using canonical::MergeError;
  using canonical::PrivacyRequest;
  value_class<MergeError>(room, "MergeError")
      .def_readonly("customer_ids", &MergeError::customer_ids)
      .def_readonly("field", &MergeError::field)
      .def_readonly("message", &MergeError::message);
  value_class<CustomerMerge>(room, "CustomerMerge")
      .def_readonly("kept_id", &CustomerMerge::kept_id)
      .def_readonly("deleted_id", &CustomerMerge::deleted_id)
      .def_readonly("job_gid", &CustomerMerge::job_gid)
      .def_readonly("status", &CustomerMerge::status)
      .def_readonly("errors", &CustomerMerge::errors);
  value_class<PrivacyRequest>(room, "PrivacyRequest")
      .def_readonly("kind", &PrivacyRequest::kind)
      .def_readonly("shop_id", &PrivacyRequest::shop_id)
      .def_readonly("shop_domain", &PrivacyRequest::shop_domain)
      .def_readonly("customer_id", &PrivacyRequest::customer_id)
      .def_readonly("email", &PrivacyRequest::email)
      .def_readonly("phone", &PrivacyRequest::phone)
      .def_readonly("order_ids", &PrivacyRequest::order_ids)
      .def_readonly("data_request_id", &PrivacyRequest::data_request_id);
}

void register_people(py::module_& room) {
  register_customer(room);
  register_customer_news(room);
  topic_reader(room, "read_customer", shopify::read_customer, py::arg("topic") = "customers/update");
  reader(room, "read_customer_node", shopify::read_customer_node);
  reader(room, "read_customer_merge", shopify::read_customer_merge);
  topic_reader(room, "read_consent_update", shopify::read_consent_update, py::arg("topic"));
  topic_reader(room, "read_tags_change", shopify::read_tags_change, py::arg("topic"));
  topic_reader(room, "read_privacy_request", shopify::read_privacy_request, py::arg("topic"));
  register_bulk<canonical::Customer>(room, "BulkCustomers", "read_customers_jsonl",
                                     shopify::read_customers_bulk);
}

void register_company_tree(py::module_& room) {
  using canonical::CompanyAddress;
  using canonical::CompanyContact;
  using canonical::CompanyLocation;
  using canonical::CompanyPaymentTerms;
  using canonical::CompanyRole;
  using canonical::CompanyRoleAssignment;
  value_class<CompanyAddress>(room, "CompanyAddress")
      .def_readonly("id", &CompanyAddress::id)
      .def_readonly("address", &CompanyAddress::address);
  value_class<CompanyRole>(room, "CompanyRole")
      .def_readonly("id", &CompanyRole::id)
      .def_readonly("name", &CompanyRole::name)
      .def_readonly("note", &CompanyRole::note);
  value_class<CompanyRoleAssignment>(room, "CompanyRoleAssignment")
      .def_readonly("id", &CompanyRoleAssignment::id)
      .def_readonly("role_id", &CompanyRoleAssignment::role_id)
      .def_readonly("role_name", &CompanyRoleAssignment::role_name)
      .def_readonly("company_id", &CompanyRoleAssignment::company_id)
      .def_readonly("contact_id", &CompanyRoleAssignment::contact_id)
      .def_readonly("location_id", &CompanyRoleAssignment::location_id);
  value_class<CompanyContact>(room, "CompanyContact")
      .def_readonly("id", &CompanyContact::id)
      .def_readonly("company_id", &CompanyContact::company_id)
      .def_readonly("customer_id", &CompanyContact::customer_id)
      .def_readonly("title", &CompanyContact::title)
      .def_readonly("locale", &CompanyContact::locale)
      .def_readonly("is_main", &CompanyContact::is_main)
      .def_readonly("created_at", &CompanyContact::created_at)
      .def_readonly("updated_at", &CompanyContact::updated_at)
      .def_readonly("role_assignments", &CompanyContact::role_assignments);
  value_class<CompanyPaymentTerms>(room, "CompanyPaymentTerms")
      .def_readonly("template_id", &CompanyPaymentTerms::template_id)
      .def_readonly("name", &CompanyPaymentTerms::name)
      .def_readonly("type", &CompanyPaymentTerms::type)
      .def_readonly("due_in_days", &CompanyPaymentTerms::due_in_days);
  value_class<CompanyLocation>(room, "CompanyLocation")
      .def_readonly("id", &CompanyLocation::id)
      .def_readonly("company_id", &CompanyLocation::company_id)
      .def_readonly("name", &CompanyLocation::name)
      .def_readonly("external_id", &CompanyLocation::external_id)
      .def_readonly("phone", &CompanyLocation::phone)
      .def_readonly("locale", &CompanyLocation::locale)
      .def_readonly("note", &CompanyLocation::note)
      .def_readonly("currency", &CompanyLocation::currency)
      .def_readonly("billing_address", &CompanyLocation::billing_address)
      .def_readonly("shipping_address", &CompanyLocation::shipping_address)
      .def_readonly("tax_id", &CompanyLocation::tax_id)
      .def_readonly("tax_exempt", &CompanyLocation::tax_exempt)
      .def_readonly("tax_exemptions", &CompanyLocation::tax_exemptions)
      .def_readonly("checkout_to_draft", &CompanyLocation::checkout_to_draft)
      .def_readonly("editable_shipping_address", &CompanyLocation::editable_shipping_address)
      .def_readonly("payment_terms", &CompanyLocation::payment_terms)
      .def_readonly("catalog_ids", &CompanyLocation::catalog_ids)
      .def_readonly("created_at", &CompanyLocation::created_at)
      .def_readonly("updated_at", &CompanyLocation::updated_at)
      .def_readonly("role_assignments", &CompanyLocation::role_assignments);
}

void register_market(py::module_& room) {
  using canonical::Company;
  using canonical::Market;
  value_class<Company>(room, "Company")
      .def_readonly("id", &Company::id)
      .def_readonly("name", &Company::name)
      .def_readonly("external_id", &Company::external_id)
      .def_readonly("note", &Company::note)
      .def_readonly("main_contact_id", &Company::main_contact_id)
      .def_readonly("default_role_id", &Company::default_role_id)
      .def_readonly("created_at", &Company::created_at)
      .def_readonly("updated_at", &Company::updated_at)
      .def_readonly("customer_since", &Company::customer_since)
      .def_readonly("roles", &Company::roles)
      .def_readonly("contacts", &Company::contacts)
      .def_readonly("locations", &Company::locations);
  value_class<Market>(room, "Market")
      .def_readonly("id", &Market::id)
      .def_readonly("name", &Market::name)
      .def_readonly("status", &Market::status)
      .def_readonly("type", &Market::type)
      .def_readonly("handle", &Market::handle)
      .def_readonly("country_codes", &Market::country_codes)
      .def_readonly("currency", &Market::currency)
      .def_readonly("local_currencies", &Market::local_currencies)
      .def_readonly("tax_pricing", &Market::tax_pricing)
      .def_readonly("catalog_ids", &Market::catalog_ids);
}

void register_companies(py::module_& room) {
  register_company_tree(room);
  register_market(room);
  topic_reader(room, "read_company", shopify::read_company, py::arg("topic") = "companies/update");
  topic_reader(room, "read_company_contact", shopify::read_company_contact,
               py::arg("topic") = "company_contacts/update");
  topic_reader(room, "read_company_location", shopify::read_company_location,
               py::arg("topic") = "company_locations/update");
  topic_reader(room, "read_company_role_assignment", shopify::read_company_role_assignment,
               py::arg("topic") = "company_contact_roles/assign");
  reader(room, "read_company_node", shopify::read_company_node);
  reader(room, "read_company_contact_node", shopify::read_company_contact_node);
  reader(room, "read_company_location_node", shopify::read_company_location_node);
  topic_reader(room, "read_market", shopify::read_market, py::arg("topic") = "markets/update");
  reader(room, "read_market_node", shopify::read_market_node);
  register_bulk<canonical::Company>(room, "BulkCompanies", "read_companies_jsonl",
                                    shopify::read_companies_bulk);
}

}  // namespace

void register_shopify_people(py::module_& module) {
  py::module_ room = module.attr("shopify");
  register_people(room);
  register_companies(room);
}

}  // namespace crossdock::bindings
