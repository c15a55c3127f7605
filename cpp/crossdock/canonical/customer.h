#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/timestamp.h"

// A shopper, a postal address, and what a store tells of them. An empty text means the same as none and is
// kept as none. Texts of closed sets (states, levels) are in lower case and kept as text.
namespace crossdock::canonical {

using OptionalText = std::optional<std::string>;

struct Address {
  OptionalText first_name;
  OptionalText last_name;
  OptionalText name;  // The whole name, as the store shows it.
  OptionalText company;
  OptionalText address1;
  OptionalText address2;
  OptionalText city;
  OptionalText zip;
  OptionalText province;
  OptionalText province_code;
  OptionalText country;
  OptionalText country_code;  // ISO 3166-1 alpha-2.
  OptionalText phone;

  bool operator==(const Address&) const = default;
};

// An address in a customer's address book.
struct CustomerAddress {
  std::int64_t id = 0;
  bool is_default = false;
  Address address;

  bool operator==(const CustomerAddress&) const = default;
};

// Whether a customer agreed to be written to on one channel.
struct MarketingConsent {
  OptionalText state;  // "subscribed", "not_subscribed", "pending", "unsubscribed", "redacted", or newer.
  OptionalText opt_in_level;                  // "single_opt_in", "confirmed_opt_in", "unknown", or newer.
  std::optional<base::Timestamp> updated_at;  // When the customer last said so.
  OptionalText collected_from;                // "shopify" or "other"; no e-mail consent tells it.
  std::optional<std::int64_t> source_location_id;  // Where it was given in person; no webhook tells it.

  bool operator==(const MarketingConsent&) const = default;
};

struct Customer {
  std::int64_t id = 0;
  OptionalText email;
  OptionalText first_name;
  OptionalText last_name;
  OptionalText phone;
  std::vector<std::string>
      tags;                // Sorted; empty where the sender leaves them out (webhooks from 2025-01 on do).
  bool tags_told = false;  // Whether the sender of a customer named tags at all; an order's never does.
  bool tax_exempt = false;
  std::vector<std::string> tax_exemptions;  // Sorted: "ca_bc_reseller_exemption".
  OptionalText state;                       // "enabled", "disabled", "invited", "declined".
  OptionalText note;
  OptionalText locale;    // No webhook tells it.
  OptionalText currency;  // ISO 4217, of what the customer spent.
  std::optional<bool> verified_email;
  std::optional<MarketingConsent>
      email_consent;  // Webhooks from 2025-01 on tell consent in topics of its own.
  std::optional<MarketingConsent> sms_consent;
  std::optional<MarketingConsent> whatsapp_consent;  // From 2026-07 on.
  std::optional<base::Timestamp> created_at;
  std::optional<base::Timestamp> updated_at;
  std::optional<Address> default_address;
  std::optional<std::int64_t> default_address_id;
  std::vector<CustomerAddress> addresses;  // In the store's order.

  bool operator==(const Customer&) const = default;
};

// News about consent on one channel.
struct ConsentUpdate {
  std::int64_t customer_id = 0;
  std::string channel;     // "email", "sms" or "whatsapp".
  OptionalText recipient;  // The e-mail address or the phone number it is about.
  MarketingConsent consent;

  bool operator==(const ConsentUpdate&) const = default;
};

// Tags that a customer got or lost.
struct TagsChange {
  std::int64_t customer_id = 0;
  bool added = false;             // Otherwise removed.
  std::vector<std::string> tags;  // Sorted.
  base::Timestamp occurred_at;

  bool operator==(const TagsChange&) const = default;
};

// Why a merge of customers failed.
struct MergeError {
  std::vector<std::int64_t> customer_ids;
  OptionalText field;
  std::string message;

  bool operator==(const MergeError&) const = default;
};

// Two customers became one, or did not.
struct CustomerMerge {
  std::int64_t kept_id = 0;
  std::int64_t deleted_id = 0;
  OptionalText job_gid;
  std::string status;  // "requested", "in_progress", "completed", "failed".
  std::vector<MergeError> errors;

  bool operator==(const CustomerMerge&) const = default;
};

// A demand of privacy law: to tell or to erase what is known of a customer, or to erase a whole store.
struct PrivacyRequest {
  std::string kind;  // "data_request", "customer_redact" or "shop_redact".
  std::int64_t shop_id = 0;
  std::string shop_domain;
  std::optional<std::int64_t> customer_id;  // None where the store knows only an address, and for a store.
  OptionalText email;
  OptionalText phone;
  std::vector<std::int64_t> order_ids;  // Asked for, or to be redacted.
  std::optional<std::int64_t> data_request_id;

  bool operator==(const PrivacyRequest&) const = default;
};

}  // namespace crossdock::canonical
