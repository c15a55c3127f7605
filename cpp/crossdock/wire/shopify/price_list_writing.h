#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/price.h"

// Fixed prices of a price list, which a market or a company's catalogue uses.
namespace crossdock::shopify {

// priceListFixedPricesAdd: variables priceListId and prices; sets and replaces. The prices are in `currency`,
// three capital letters, which must be the list's own. A compare-at price that is none is taken away.
//
// LimitError beyond kInputArrayMax prices; InvalidArgument for none, ids of zero or less, a variant twice, a
// price below zero, and another kind of currency.
[[nodiscard]] absl::StatusOr<std::string> write_fixed_prices_add(
    std::string_view document, std::int64_t price_list_id, std::string_view currency,
    std::span<const canonical::PriceListPrice> prices);

// priceListFixedPricesDelete: variables priceListId and variantIds; what the list computes stands again.
// Fails as above.
[[nodiscard]] absl::StatusOr<std::string> write_fixed_prices_delete(
    std::string_view document, std::int64_t price_list_id, std::span<const std::int64_t> variant_ids);

}  // namespace crossdock::shopify
