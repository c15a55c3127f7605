#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "crossdock/canonical/price.h"
#include "crossdock/canonical/product.h"
#include "crossdock/wire/json/writer.h"

// Parts of variants that several mutations take alike. Only this room's sources use it.
namespace crossdock::shopify {

[[nodiscard]] absl::Status check_price(const base::Decimal& price);
// Price, compare-at price, policy and unit of weight, as far as they are there.
[[nodiscard]] absl::Status check_variant(const canonical::ProductVariant& variant);
[[nodiscard]] absl::Status check_item(const canonical::InventoryItem& item);
[[nodiscard]] absl::Status check_metafields(std::span<const canonical::Metafield> metafields);

// [{"optionName", "name"}].
void write_option_values(json::Writer& writer, std::span<const canonical::SelectedOption> options);
// [{"namespace", "key", "type", "value"}].
void write_metafields(json::Writer& writer, std::span<const canonical::Metafield> metafields);

// Whether anything is told that an InventoryItemInput holds.
[[nodiscard]] bool tells_anything(const canonical::InventoryItem& item);
// The members of an InventoryItemInput for what is told of the item.
void write_item(json::Writer& writer, const canonical::InventoryItem& item);

// Price changes put together by product.
//
//   rows of a group = order[begin], ..., order[end - 1], or begin, ..., end - 1 where there is no order
class PriceGroups {
 public:
  // As write_price_updates() fails.
  static absl::Status check(const canonical::PriceChanges& changes);

  explicit PriceGroups(const canonical::PriceChanges& changes);

  // The next group from `begin` on: rows of one product, kInputArrayMax of them at most; where it ends.
  [[nodiscard]] std::size_t end_of(std::size_t begin) const;
  [[nodiscard]] std::size_t row(std::size_t place) const { return order_.empty() ? place : order_[place]; }
  // {"productId", "variants": [{"id", "price", "compareAtPrice"}], "allowPartialUpdates"} without the braces.
  void write(json::Writer& writer, std::size_t begin, std::size_t end, bool allow_partial_updates) const;

 private:
  const canonical::PriceChanges& changes_;
  std::vector<std::uint32_t> order_;  // Empty where the rows lie by product already.
};

}  // namespace crossdock::shopify
