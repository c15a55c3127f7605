#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/market.h"

// Reading markets. Rules: Shopify's Admin API, object Market in versions 2026-01 to 2026-10 and webhook
// topics markets/create and markets/update in 2023-07 to 2026-07.
namespace crossdock::shopify {

[[nodiscard]] absl::StatusOr<canonical::Market> read_market(std::string_view body, const std::string& topic);

// A Market node. It must hold id, name, status, type and handle; conditions, currencySettings,
// priceInclusions and catalogs are read where they were asked for. (Bulk files cannot hold the regions, which
// stand in a connection below plain objects.)
[[nodiscard]] absl::StatusOr<canonical::Market> read_market_node(std::string_view body);

}  // namespace crossdock::shopify
