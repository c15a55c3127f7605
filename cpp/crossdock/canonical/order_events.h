#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// News about an order that do not carry the order itself. Levels and statuses are in lower case and kept as
// text.
namespace crossdock::canonical {

// So many units of a line, added or removed.
struct OrderLineDelta {
  std::int64_t line_id = 0;
  std::int64_t quantity = 0;  // Above zero either way.

  bool operator==(const OrderLineDelta&) const = default;
};

// A merchant's or an app's change of an order after it was placed.
struct OrderEdit {
  std::int64_t id = 0;
  std::int64_t order_id = 0;
  std::optional<std::int64_t> app_id;
  std::optional<std::int64_t> user_id;
  base::Timestamp created_at;
  std::optional<base::Timestamp> committed_at;
  bool notify_customer = false;
  OptionalText staff_note;
  std::vector<OrderLineDelta> added_lines;
  std::vector<OrderLineDelta> removed_lines;
  bool discounts_changed = false;
  bool shipping_changed = false;

  bool operator==(const OrderEdit&) const = default;
};

// One assessment of an order's risk is new.
struct RiskAssessmentChange {
  std::optional<std::int64_t> order_id;
  std::string level;                        // "low", "medium", "high", "none", "pending", or newer.
  std::optional<std::int64_t> provider_id;  // The app that assessed it; none for Shopify itself.
  OptionalText provider_title;
  std::optional<base::Timestamp> created_at;

  bool operator==(const RiskAssessmentChange&) const = default;
};

// Whether Shopify bears the loss of a fraudulent chargeback.
struct OrderProtectionChange {
  std::int64_t order_id = 0;
  std::string status;        // "pending", "active", "inactive", "protected", "not_protected", or newer.
  OptionalText eligibility;  // "pending", "eligible", "not_eligible", or newer.

  bool operator==(const OrderProtectionChange&) const = default;
};

}  // namespace crossdock::canonical
