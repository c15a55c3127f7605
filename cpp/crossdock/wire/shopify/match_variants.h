#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crossdock/canonical/variant_columns.h"

// Which of a store's variants is which of Odoo's products, by SKU and else by barcode.
//
// Keys are compared exactly after trimming. A key that both sides know and that names more than one on either
// side is ambiguous: it links nothing, and all it names is left for a person. Barcodes are looked at for what
// no SKU has linked or made ambiguous; whether a barcode is ambiguous is judged on all that carry it, linked
// ones included.
namespace crossdock::shopify {

struct LocalProduct {
  std::int64_t product_id = 0;
  canonical::OptionalText sku;
  canonical::OptionalText barcode;
};

struct Match {
  std::int64_t variant_id = 0;
  std::int64_t inventory_item_id = 0;
  std::int64_t product_id = 0;
  std::string_view by;  // "sku" or "barcode"

  bool operator==(const Match&) const = default;
};

struct Ambiguity {
  std::string key;
  std::string_view by;  // "sku" or "barcode"
  std::vector<std::int64_t> variant_ids;
  std::vector<std::int64_t> product_ids;

  bool operator==(const Ambiguity&) const = default;
};

struct LinkResult {
  std::vector<Match> matched;             // In the order of the variants.
  std::vector<Ambiguity> ambiguous;       // SKUs, then barcodes, each by key.
  std::vector<std::int64_t> only_remote;  // Variant ids neither matched nor ambiguous, in their order.
  std::vector<std::int64_t> only_local;   // Product ids likewise.
};

[[nodiscard]] LinkResult match_variants(const canonical::VariantColumns& variants,
                                        const std::vector<LocalProduct>& products);

}  // namespace crossdock::shopify
