#pragma once

#include <string_view>

// What the types of movements on a payment account come to in the books.
namespace crossdock::shopify {

// The kind of types unknown today. Whoever books must show such a movement to a person.
inline constexpr std::string_view kOtherBalanceKind = "other";

// `type` in lower case: "chargeback_fee" is a "fee". A reversal is of the kind of what it reverses. Rules:
// enum ShopifyPaymentsTransactionType of the Admin API, versions 2025-10 to 2026-10.
[[nodiscard]] std::string_view balance_kind(std::string_view type);

}  // namespace crossdock::shopify
