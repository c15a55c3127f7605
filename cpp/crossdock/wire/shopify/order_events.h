#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/order_events.h"

// Reading webhooks about an order that do not carry it. Rules: Shopify's published examples of
// orders/edited, orders/risk_assessment_changed and orders/shopify_protect_eligibility_changed in versions
// 2023-07 to 2026-07.
namespace crossdock::shopify {

// The payload of orders/edited.
[[nodiscard]] absl::StatusOr<canonical::OrderEdit> read_order_edit(std::string_view body);

// The payload of orders/risk_assessment_changed.
[[nodiscard]] absl::StatusOr<canonical::RiskAssessmentChange> read_risk_assessment_change(
    std::string_view body);

// The payload of orders/shopify_protect_eligibility_changed.
[[nodiscard]] absl::StatusOr<canonical::OrderProtectionChange> read_order_protection_change(
    std::string_view body);

}  // namespace crossdock::shopify
