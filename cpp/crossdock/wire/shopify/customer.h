#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/customer.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading customers and what happens to them. The same customer gives an equal value from a webhook, from a
// query and from a bulk file, as far as each of them tells (canonical/customer.h says what only one tells).
// Rules: Shopify's Admin API, object Customer in versions 2026-01 to 2026-10 and webhook topics of customers
// in 2023-07 to 2026-07.
namespace crossdock::shopify {

// The payload of customers/create, update, enable and disable.
[[nodiscard]] absl::StatusOr<canonical::Customer> read_customer(std::string_view body,
                                                                const std::string& topic);

// A Customer node. It must hold id, firstName, lastName, state, note, tags, taxExempt, taxExemptions,
// verifiedEmail, createdAt and updatedAt; defaultEmailAddress, defaultPhoneNumber, defaultAddress,
// addressesV2, locale and amountSpent are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::Customer> read_customer_node(std::string_view body);

// The file of a bulk query of customers with such a selection.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::Customer>> read_customers_bulk(
    json::LineReader::Read read, const KeepGoing& keep_going);

// The payload of customers/merge.
[[nodiscard]] absl::StatusOr<canonical::CustomerMerge> read_customer_merge(std::string_view body);

// The payload of customers_email_marketing_consent/update, customers_marketing_consent/update (which is about
// SMS) and customers_whats_app_marketing_consent/update; the topic tells which.
[[nodiscard]] absl::StatusOr<canonical::ConsentUpdate> read_consent_update(std::string_view body,
                                                                           const std::string& topic);

// The payload of customer.tags_added and customer.tags_removed; the topic tells which.
[[nodiscard]] absl::StatusOr<canonical::TagsChange> read_tags_change(std::string_view body,
                                                                     const std::string& topic);

// The payload of customers/data_request, customers/redact and shop/redact; the topic tells which.
[[nodiscard]] absl::StatusOr<canonical::PrivacyRequest> read_privacy_request(std::string_view body,
                                                                             const std::string& topic);

}  // namespace crossdock::shopify
