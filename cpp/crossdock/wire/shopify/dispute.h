#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/dispute.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading disputes. Rules: Shopify's Admin API, object ShopifyPaymentsDispute in versions 2025-10 to 2026-10
// and webhook topics disputes/create and disputes/update in 2023-07 to 2026-07.
namespace crossdock::shopify {

// The payload of disputes/create and disputes/update.
[[nodiscard]] absl::StatusOr<canonical::Dispute> read_dispute(std::string_view body,
                                                              const std::string& topic);

// A ShopifyPaymentsDispute node. It must hold id, type, status, reasonDetails and amount; order, initiatedAt,
// evidenceDueBy, evidenceSentOn and finalizedOn are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::Dispute> read_dispute_node(std::string_view body);

// The file of a bulk query of the account's disputes with such a selection.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::Dispute>> read_disputes_bulk(json::LineReader::Read read,
                                                                                 const KeepGoing& keep_going);

}  // namespace crossdock::shopify
