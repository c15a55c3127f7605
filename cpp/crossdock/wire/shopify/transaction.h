#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/transaction.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading transactions of orders and tenders. Rules: Shopify's Admin API, objects OrderTransaction and
// TenderTransaction in versions 2025-10 to 2026-10, webhook topics order_transactions/create and
// tender_transactions/create in 2023-07 to 2026-07.
namespace crossdock::shopify {

// The payload of order_transactions/create.
[[nodiscard]] absl::StatusOr<canonical::Transaction> read_transaction(std::string_view body);

// An OrderTransaction node. It must hold id, kind, status, test and amountSet with both its sides; the rest
// is read where it was asked for.
[[nodiscard]] absl::StatusOr<canonical::Transaction> read_transaction_node(std::string_view body);

// The payload of tender_transactions/create.
[[nodiscard]] absl::StatusOr<canonical::TenderTransaction> read_tender_transaction(std::string_view body);

// A TenderTransaction node. It must hold id, amount and test; the rest is read where it was asked for.
[[nodiscard]] absl::StatusOr<canonical::TenderTransaction> read_tender_transaction_node(
    std::string_view body);

// The file of a bulk query of tenderTransactions with such a selection. Transactions of orders have no query
// of their own: they stand in the orders.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::TenderTransaction>> read_tender_transactions_bulk(
    json::LineReader::Read read, const KeepGoing& keep_going);

}  // namespace crossdock::shopify
