#pragma once

#include <optional>

#include "crossdock/canonical/customer.h"
#include "crossdock/wire/json/decoding.h"

// Consent, which customers tell and the customers within orders.
namespace crossdock::shopify {

// Of a webhook: consent to e-mail and to SMS.
[[nodiscard]] canonical::MarketingConsent read_consent_payload(const json::Object& from);
// Of a customer's default e-mail address or phone number, whose fields tell it where they were asked for.
[[nodiscard]] std::optional<canonical::MarketingConsent> read_consent_of_contact(const json::Object& from);

}  // namespace crossdock::shopify
