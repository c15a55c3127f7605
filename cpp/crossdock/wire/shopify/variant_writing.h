#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/canonical/price.h"
#include "crossdock/canonical/product.h"

// Changes of variants and of the items behind them, as requests.
namespace crossdock::shopify {

// What of a variant a change is about; each is a bit. What is named is written, and cleared where the variant
// has none; what is not named stays as it is in the store.
enum VariantField : std::uint32_t {
  kVariantPrice = 1U << 0,
  kVariantCompareAtPrice = 1U << 1,
  kVariantSku = 1U << 2,
  kVariantBarcode = 1U << 3,
  kVariantOptions = 1U << 4,
  kVariantInventoryPolicy = 1U << 5,
  kVariantTaxable = 1U << 6,
  kVariantTaxCode = 1U << 7,
  kVariantItem = 1U << 8,         // The told facts of the item, but its SKU.
  kVariantMedia = 1U << 9,        // The first medium that shows it.
  kVariantMetafields = 1U << 10,  // Those given; others of the variant stay.
  kVariantRequiresComponents = 1U << 11,
};
inline constexpr std::uint32_t kVariantFieldsAll = (1U << 12) - 1;

struct ChangedVariant {
  canonical::ProductVariant variant;  // Its id is above zero.
  std::uint32_t fields = 0;           // VariantField bits, at least one.
};

// productVariantsBulkUpdate of one product: variables productId, variants, allowPartialUpdates. With partial
// updates, a variant that is refused does not hold up the others.
//
// LimitError beyond kInputArrayMax variants; InvalidArgument for none, for ids of zero or less, a variant
// twice, a change of nothing, a price below zero, and a policy or a unit of weight unknown to Shopify.
[[nodiscard]] absl::StatusOr<std::string> write_variants_update(std::string_view document,
                                                                std::int64_t product_id,
                                                                std::span<const ChangedVariant> changed,
                                                                bool allow_partial_updates);

// One request of productVariantsBulkUpdate that sets prices.
struct PriceRequest {
  std::int64_t product_id = 0;
  std::vector<std::uint32_t> rows;  // Of the changes it carries, in the order of its variants.
  std::string body;
};

// The requests for all changes: one for up to kInputArrayMax variants of one product, by product, whatever
// order the rows lie in. A compare-at price that is none is taken away (null). Fails as above.
[[nodiscard]] absl::StatusOr<std::vector<PriceRequest>> write_price_updates(
    std::string_view document, const canonical::PriceChanges& changes, bool allow_partial_updates);

// inventoryItemUpdate: variables id and input, with what is told of the item, its SKU included.
// InvalidArgument where nothing is.
[[nodiscard]] absl::StatusOr<std::string> write_inventory_item_update(std::string_view document,
                                                                      const canonical::InventoryItem& item);

}  // namespace crossdock::shopify
