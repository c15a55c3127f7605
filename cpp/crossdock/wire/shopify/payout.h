#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/payout.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading payouts of the store's payment account and the movements on it. No webhook carries them. Rules:
// Shopify's Admin API, objects ShopifyPaymentsPayout and ShopifyPaymentsBalanceTransaction in versions
// 2025-10 to 2026-10.
namespace crossdock::shopify {

// A ShopifyPaymentsPayout node. It must hold id, issuedAt, status, transactionType and net; externalTraceId
// and summary are read where they were asked for.
[[nodiscard]] absl::StatusOr<canonical::Payout> read_payout_node(std::string_view body);

// The file of a bulk query of the account's payouts with such a selection.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::Payout>> read_payouts_bulk(json::LineReader::Read read,
                                                                               const KeepGoing& keep_going);

// A ShopifyPaymentsBalanceTransaction node. It must hold id, type, test, amount, fee, net and
// transactionDate; the rest is read where it was asked for. Amounts in another currency than the first are an
// error.
[[nodiscard]] absl::StatusOr<canonical::BalanceTransaction> read_balance_transaction_node(
    std::string_view body);

// The file of a bulk query of the account's balanceTransactions with such a selection.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::BalanceTransaction>> read_balance_transactions_bulk(
    json::LineReader::Read read, const KeepGoing& keep_going);

}  // namespace crossdock::shopify
