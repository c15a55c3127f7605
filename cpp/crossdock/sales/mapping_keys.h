#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crossdock/base/decimal.h"

// The keys by which a connection's mapping names what a store sells and charges. Odoo makes the same keys
// from the mapping's records (sync/reasons.py); an order that is held for one of them is released when it
// appears.
namespace crossdock::sales {

// "VAT|0.210000|included": the tax's title, its rate as a fraction, and whether it is in the price.
[[nodiscard]] std::string tax_key(std::string_view title, const base::Decimal& rate, bool included);

// The title of a shipping method, or words for having none.
[[nodiscard]] std::string carrier_key(std::string_view title);

// "variant:77".
[[nodiscard]] std::string product_key(std::int64_t variant_id);

}  // namespace crossdock::sales
