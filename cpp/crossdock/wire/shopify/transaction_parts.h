#pragma once

#include <cstdint>
#include <optional>

#include "crossdock/canonical/transaction.h"
#include "crossdock/wire/json/decoding.h"

// A transaction within an order or a refund.
namespace crossdock::shopify {

// As webhooks of transactions and of refunds write it.
[[nodiscard]] canonical::Transaction read_transaction_payload(const json::Object& from);

// A node. `order_id` is the order's where the node around is known to belong to one; the node then needs not
// name it.
[[nodiscard]] canonical::Transaction read_transaction_within(const json::Object& from,
                                                             const std::optional<std::int64_t>& order_id);

}  // namespace crossdock::shopify
