#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/canonical/customer.h"

// A part of the world, or of the buyers, to whom a store sells on its own terms.
namespace crossdock::canonical {

struct Market {
  std::int64_t id = 0;
  std::string name;
  std::string status;                      // "active" or "draft".
  OptionalText type;                       // "region", "company_location", "location", ...; from 2025-04 on.
  OptionalText handle;                     // No webhook tells it.
  std::vector<std::string> country_codes;  // Sorted; webhooks from 2025-04 on do not tell them.
  OptionalText currency;                   // ISO 4217: what its prices are in; no webhook tells it.
  std::optional<bool> local_currencies;    // Whether buyers see the currency of their own country.
  OptionalText tax_pricing;                // "add_taxes_at_checkout", "includes_taxes_in_price", or newer.
  std::vector<std::int64_t> catalog_ids;   // Sorted; no webhook tells them.

  bool operator==(const Market&) const = default;
};

}  // namespace crossdock::canonical
