#pragma once

#include <cstdint>
#include <optional>

#include "crossdock/canonical/refund.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/shopify/order_parts.h"

// A refund within an order. `money` knows the order's currencies, or learns them from the first amounts.
namespace crossdock::shopify {

// As webhooks of refunds and of orders write it.
[[nodiscard]] canonical::Refund read_refund_payload(const json::Object& from, MoneyReader money);

// A node. `order_id` is the order's where the node around is known to belong to one; the node then needs not
// name it.
[[nodiscard]] canonical::Refund read_refund_within(const json::Object& from, MoneyReader money,
                                                   const std::optional<std::int64_t>& order_id);

}  // namespace crossdock::shopify
