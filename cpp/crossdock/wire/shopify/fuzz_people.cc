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
using crossdock::fuzz::require;

void read_customers(std::string_view bytes) {
  const auto customer = shopify::read_customer(bytes, "customers/update");
  if (is_value(customer)) require(*customer == *shopify::read_customer(bytes, "customers/update"));
  is_value(shopify::read_customer_node(bytes));
  is_value(shopify::read_customer_merge(bytes));
  for (const char* topic : {"customers_email_marketing_consent/update", "customers_marketing_consent/update",
                            "customers_whats_app_marketing_consent/update"}) {
    is_value(shopify::read_consent_update(bytes, topic));
  }
  is_value(shopify::read_tags_change(bytes, "customer.tags_added"));
  for (const char* topic : {"customers/data_request", "customers/redact", "shop/redact"}) {
    is_value(shopify::read_privacy_request(bytes, topic));
  }
}

void read_companies(std::string_view bytes) {
  const auto company = shopify::read_company(bytes, "companies/update");
  if (is_value(company)) require(*company == *shopify::read_company(bytes, "companies/update"));
  is_value(shopify::read_company_contact(bytes, "company_contacts/update"));
  is_value(shopify::read_company_location(bytes, "company_locations/update"));
  is_value(shopify::read_company_role_assignment(bytes, "company_contact_roles/assign"));
  is_value(shopify::read_company_node(bytes));
  is_value(shopify::read_company_contact_node(bytes));
  is_value(shopify::read_company_location_node(bytes));
  is_value(shopify::read_market(bytes, "markets/update"));
  is_value(shopify::read_market_node(bytes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_customers(bytes);
  read_companies(bytes);
  is_value(shopify::read_app_uninstalled(bytes));
  is_value(shopify::read_scopes_update(bytes));
  const auto tombstone = shopify::read_tombstone(bytes, "customers/delete");
  if (is_value(tombstone)) require(tombstone->id > 0);
  return 0;
}
