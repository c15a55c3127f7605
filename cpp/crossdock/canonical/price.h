#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/canonical/customer.h"

// Prices beside a variant's own: those of a price list, which belongs to a market or a company's catalogue
// and has one currency.
namespace crossdock::canonical {

struct PriceListPrice {
  std::int64_t variant_id = 0;
  base::Decimal price;
  std::optional<base::Decimal> compare_at_price;
  std::string origin;  // "fixed" is set for this variant, "relative" is computed by the list's percentage.

  bool operator==(const PriceListPrice&) const = default;
};

struct PriceList {
  std::int64_t id = 0;
  std::string name;
  std::string currency;                    // ISO 4217; of each price in it.
  std::optional<std::string> catalog_gid;  // What uses the list; a market's or a company location's.
  OptionalText adjustment_kind;            // "percentage_decrease" or "percentage_increase"; none without.
  std::optional<base::Decimal> adjustment_percent;  // 10 is ten per cent.
  std::vector<PriceListPrice> prices;               // In the order of the source.

  bool operator==(const PriceList&) const = default;
};

// New prices as columns: parallel vectors, one entry a variant.
struct PriceChanges {
  std::vector<std::int64_t> product_ids;
  std::vector<std::int64_t> variant_ids;
  std::vector<base::Decimal> prices;
  std::vector<std::optional<base::Decimal>> compare_at_prices;  // None takes the former one away.

  [[nodiscard]] std::size_t size() const { return variant_ids.size(); }

  void append(std::int64_t product_id, std::int64_t variant_id, base::Decimal price,
              std::optional<base::Decimal> compare_at_price) {
    product_ids.push_back(product_id);
    variant_ids.push_back(variant_id);
    prices.push_back(price);
    compare_at_prices.push_back(compare_at_price);
  }

  bool operator==(const PriceChanges&) const = default;
};

}  // namespace crossdock::canonical
