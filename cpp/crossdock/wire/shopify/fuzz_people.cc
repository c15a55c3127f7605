#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/wire/shopify/app.h"
#include "crossdock/wire/shopify/company.h"
#include "crossdock/wire/shopify/customer.h"
#include "crossdock/wire/shopify/market.h"
#include "crossdock/wire/shopify/tombstone.h"

// The readers of customers, companies, markets and of what a store says about the app: a value that is the
// same when it is read again, or one of the two errors.
namespace {

namespace shopify = crossdock::shopify;
using crossdock::fuzz::is_value;
using crossdock::fuzz::read_by_length;
using crossdock::fuzz::reads;
using crossdock::fuzz::require;

void read_customer(std::string_view bytes) {
  const auto customer = shopify::read_customer(bytes, "customers/update");
  if (is_value(customer)) require(*customer == *shopify::read_customer(bytes, "customers/update"));
}

void read_consent_updates(std::string_view bytes) {
  for (const char* topic : {"customers_email_marketing_consent/update", "customers_marketing_consent/update",
                            "customers_whats_app_marketing_consent/update"}) {
    is_value(shopify::read_consent_update(bytes, topic));
  }
}

void read_tags_change(std::string_view bytes) {
  is_value(shopify::read_tags_change(bytes, "customer.tags_added"));
}

void read_privacy_requests(std::string_view bytes) {
  for (const char* topic : {"customers/data_request", "customers/redact", "shop/redact"}) {
    is_value(shopify::read_privacy_request(bytes, topic));
  }
}

void read_company(std::string_view bytes) {
  const auto company = shopify::read_company(bytes, "companies/update");
  if (is_value(company)) require(*company == *shopify::read_company(bytes, "companies/update"));
}

void read_parts_of_a_company(std::string_view bytes) {
  is_value(shopify::read_company_contact(bytes, "company_contacts/update"));
  is_value(shopify::read_company_location(bytes, "company_locations/update"));
  is_value(shopify::read_company_role_assignment(bytes, "company_contact_roles/assign"));
}

void read_market(std::string_view bytes) { is_value(shopify::read_market(bytes, "markets/update")); }

void read_tombstone(std::string_view bytes) {
  const auto tombstone = shopify::read_tombstone(bytes, "customers/delete");
  if (is_value(tombstone)) require(tombstone->id > 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_by_length(
      {reinterpret_cast<const char*>(data), size},
      {read_customer, reads<shopify::read_customer_node>, reads<shopify::read_customer_merge>,
       read_consent_updates, read_tags_change, read_privacy_requests, read_company, read_parts_of_a_company,
       reads<shopify::read_company_node>, reads<shopify::read_company_contact_node>,
       reads<shopify::read_company_location_node>, read_market, reads<shopify::read_market_node>,
       reads<shopify::read_app_uninstalled>, reads<shopify::read_scopes_update>, read_tombstone});
  return 0;
}
