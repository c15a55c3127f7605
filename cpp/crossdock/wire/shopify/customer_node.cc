#include <array>
#include <utility>

#include "crossdock/wire/shopify/address.h"
#include "crossdock/wire/shopify/customer.h"
#include "crossdock/wire/shopify/customer_parts.h"
#include "crossdock/wire/shopify/order_parts.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::Customer;
using canonical::CustomerAddress;
using canonical::MarketingConsent;
using json::Object;

constexpr std::array<ChildField, 1> kChildren = {{{"Customer", "MailingAddress", "addressesV2"}}};

std::int64_t address_id(const Object& from) { return gid_number(from, "id", "MailingAddress"); }

// Consent as an object, which WhatsApp has from 2026-07 on and SMS from 2026-10 on.
MarketingConsent read_consent(const Object& from) {
  MarketingConsent consent;
  consent.state = lower_case(from.text("state"));
  consent.opt_in_level = state(from, "optInLevel");
  consent.updated_at = from.optional_timestamp("updatedAt");
  consent.collected_from = state(from, "collectedFrom");
  consent.source_location_id = optional_reference(from, "sourceLocation", "Location");
  return consent;
}

void read_email(const Object& from, Customer& customer) {
  customer.email = from.optional_text("emailAddress");
  customer.email_consent = read_consent_of_contact(from);
}

void read_phone(const Object& from, Customer& customer) {
  customer.phone = from.optional_text("phoneNumber");
  customer.sms_consent = optional_part(from, "smsMarketingConsent", read_consent);
  if (!customer.sms_consent.has_value()) customer.sms_consent = read_consent_of_contact(from);
  customer.whatsapp_consent = optional_part(from, "whatsAppMarketingConsent", read_consent);
}

void read_addresses(const Object& from, Customer& customer) {
  customer.default_address = optional_part(from, "defaultAddress", read_address_node);
  if (const auto address = from.optional_object("defaultAddress"); address && address->has_content("id")) {
    customer.default_address_id = address_id(*address);
  }
  customer.addresses = optional_connection(from, "addressesV2", [&customer](const Object& node) {
    CustomerAddress address;
    address.id = address_id(node);
    address.is_default = address.id == customer.default_address_id;
    address.address = read_address_node(node);
    return address;
  });
}

Customer read_node(const Object& from) {
  Customer customer;
  customer.id = gid_number(from, "id", "Customer");
  customer.first_name = from.optional_text("firstName");
  customer.last_name = from.optional_text("lastName");
  if (const auto email = from.optional_object("defaultEmailAddress")) read_email(*email, customer);
  if (const auto phone = from.optional_object("defaultPhoneNumber")) read_phone(*phone, customer);
  customer.tags_told = true;
  customer.tags = normal_tags(from.texts("tags"));
  customer.tax_exempt = from.boolean("taxExempt");
  customer.tax_exemptions = states(from, "taxExemptions");
  customer.state = lower_case(from.text("state"));
  customer.note = from.optional_text("note");
  customer.locale = from.optional_text("locale");
  if (const auto spent = from.optional_object("amountSpent")) customer.currency = spent->text("currencyCode");
  customer.verified_email = from.boolean("verifiedEmail");
  customer.created_at = from.timestamp("createdAt");
  customer.updated_at = from.timestamp("updatedAt");
  read_addresses(from, customer);
  return customer;
}

}  // namespace

std::optional<MarketingConsent> read_consent_of_contact(const Object& from) {
  if (!from.has_content("marketingState")) return std::nullopt;
  MarketingConsent consent;
  consent.state = state(from, "marketingState");
  consent.opt_in_level = state(from, "marketingOptInLevel");
  consent.updated_at = from.optional_timestamp("marketingUpdatedAt");
  consent.collected_from = state(from, "marketingCollectedFrom");
  consent.source_location_id = optional_reference(from, "sourceLocation", "Location");
  return consent;
}

absl::StatusOr<Customer> read_customer_node(std::string_view body) {
  return read_whole(body, "Customer node", read_node);
}

absl::StatusOr<BulkObjects<Customer>> read_customers_bulk(json::LineReader::Read read,
                                                          const KeepGoing& keep_going) {
  return read_bulk<Customer>(std::move(read), kChildren, read_customer_node, keep_going);
}

}  // namespace crossdock::shopify
