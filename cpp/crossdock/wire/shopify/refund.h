#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/refund.h"

// Reading refunds. Rules: Shopify's Admin API, object Refund in versions 2025-10 to 2026-10, webhook topic
// refunds/create in 2023-07 to 2026-07, and `refunds` of order webhooks.
//
// Refunds have no query of their own and no bulk file: a bulk query asks for them in its orders, and cannot
// ask for their lines there, since it allows no connection within a list.
namespace crossdock::shopify {

// The payload of refunds/create.
[[nodiscard]] absl::StatusOr<canonical::Refund> read_refund(std::string_view body);

// A Refund node. It must hold id; order, createdAt, processedAt, note, return, totalRefundedSet, duties,
// refundLineItems, refundShippingLines, orderAdjustments and transactions are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::Refund> read_refund_node(std::string_view body);

}  // namespace crossdock::shopify
