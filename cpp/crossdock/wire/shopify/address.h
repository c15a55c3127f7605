#pragma once

#include "crossdock/canonical/customer.h"
#include "crossdock/wire/json/decoding.h"

// Postal addresses, which webhooks and queries write alike for shoppers, and otherwise for companies and
// fulfilment orders.
namespace crossdock::shopify {

// Of a webhook: snake case, `country_code`.
[[nodiscard]] canonical::Address read_address(const json::Object& from);
// A MailingAddress node: camel case, `countryCodeV2`.
[[nodiscard]] canonical::Address read_address_node(const json::Object& from);

}  // namespace crossdock::shopify
