#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/collection.h"
#include "crossdock/canonical/customer.h"
#include "crossdock/canonical/inventory.h"
#include "crossdock/canonical/metafield.h"

// A product as a store sells it, whichever way it came: a webhook, a query and a bulk file of the same
// product give equal values as far as each tells.
//
// Some sections only some sources tell (a webhook knows nothing of collections or metafields). Such a section
// is optional: none means "not told", an empty one means "there is nothing". Who compares or writes products
// must leave alone what is none.
//
// Money is in the store's own currency. Texts of closed sets are in lower case and kept as text; a value
// unknown today is treated as the default that its field names.
namespace crossdock::canonical {

// What buyers choose by: "Size" with "Small", "Medium".
struct ProductOption {
  std::int64_t id = 0;  // 0 where not told, or for an option that does not exist in the store yet.
  std::string name;
  std::int64_t position = 0;        // From 1.
  std::vector<std::string> values;  // In the order in which they are shown.

  bool operator==(const ProductOption&) const = default;
};

// A variant's choice for one option.
struct SelectedOption {
  std::string name;  // Of the option; empty where the payload carries no options to take it from.
  std::string value;

  bool operator==(const SelectedOption&) const = default;
};

struct ProductVariant {
  std::int64_t id = 0;  // 0 where it does not exist in the store yet.
  std::optional<std::int64_t> product_id;
  std::string title;
  OptionalText sku;
  OptionalText barcode;
  std::int64_t position = 0;            // From 1.
  std::vector<SelectedOption> options;  // In the order of the product's options.
  base::Decimal price;
  std::optional<base::Decimal> compare_at_price;
  std::string inventory_policy;  // "deny" stops selling at zero, "continue" does not; unknown ones as "deny".
  bool taxable = false;
  OptionalText tax_code;                           // For tax services; told by queries only.
  std::optional<std::int64_t> inventory_quantity;  // Available at all locations together.
  InventoryItem item;                              // Stock, customs and weight; its id is 0 where not told.
  std::optional<std::vector<std::string>>
      media_gids;  // Of the product's media that show this variant; no webhook of a variant tells them.
  std::optional<bool> requires_components;           // Sold as a bundle of others; told by queries only.
  std::optional<std::vector<Metafield>> metafields;  // By namespace and key.
  std::optional<base::Timestamp> created_at;
  std::optional<base::Timestamp> updated_at;

  bool operator==(const ProductVariant&) const = default;
};

// A picture, film or model of the product.
struct ProductMedia {
  // "gid://shopify/MediaImage/1"; empty where it does not exist in the store yet. Webhooks before 2024-07
  // know pictures alone and call them "gid://shopify/ProductImage/1", with numbers of their own.
  std::string gid;
  std::string kind;  // "image", "video", "model_3d", "external_video", or newer.
  OptionalText url;  // Of the picture, or of a film's preview; none while the store still prepares it.
  OptionalText alt;
  std::int64_t position = 0;  // From 1, without gaps.
  OptionalText status;        // "ready", "processing", "uploaded", "failed"; none of a ProductImage.

  bool operator==(const ProductMedia&) const = default;
};

// Where a product stands in the vendor's standard taxonomy.
struct ProductCategory {
  std::string gid;  // "gid://shopify/TaxonomyCategory/aa-1-13-8"; its id is no number.
  std::string full_name;

  bool operator==(const ProductCategory&) const = default;
};

struct Product {
  std::int64_t id = 0;  // 0 where it does not exist in the store yet.
  std::string title;
  std::string handle;
  OptionalText description_html;
  OptionalText vendor;
  OptionalText product_type;      // The merchant's own word, beside the category.
  std::string status;             // "active", "draft", "archived", "unlisted"; unknown ones as "draft".
  std::vector<std::string> tags;  // Sorted.
  OptionalText template_suffix;
  std::optional<ProductCategory> category;
  std::optional<base::Timestamp> created_at;
  std::optional<base::Timestamp> updated_at;
  std::optional<base::Timestamp> published_at;               // On the online store.
  OptionalText published_scope;                              // "web" or "global"; told by webhooks only.
  std::optional<bool> gift_card;                             // Told by queries only.
  std::optional<bool> requires_selling_plan;                 // Told by queries only.
  std::optional<bool> has_variants_that_require_components;  // Some variant is a bundle.
  OptionalText combined_listing_role;                        // "parent" or "child"; told by queries only.
  std::vector<ProductOption> options;                        // By position.
  std::vector<ProductVariant> variants;                      // By position.
  // Variants that exist but which the source names only: a webhook carries 100. Ascending.
  std::vector<std::int64_t> unlisted_variant_ids;
  std::vector<ProductMedia> media;  // By position.
  std::optional<Seo> seo;
  std::optional<std::vector<std::int64_t>> collection_ids;    // Ascending.
  std::optional<std::vector<PublicationState>> publications;  // By publication.
  std::optional<std::vector<Metafield>> metafields;           // By namespace and key.

  bool operator==(const Product&) const = default;
};

}  // namespace crossdock::canonical
