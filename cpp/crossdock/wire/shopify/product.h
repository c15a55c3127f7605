#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/product.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading products and their variants. Rules: Shopify's Admin API, objects Product and ProductVariant in
// versions 2026-01 to 2026-10 and webhook topics products/* and variants/* in 2023-07 to 2026-07.
//
// The payload of a deletion is read as a tombstone: see tombstone.h.
namespace crossdock::shopify {

// The payload of products/create and products/update. It holds the first 100 variants; of the others it tells
// the ids, which become `unlisted_variant_ids`.
[[nodiscard]] absl::StatusOr<canonical::Product> read_product(std::string_view body,
                                                              const std::string& topic);

// The payload of variants/in_stock and variants/out_of_stock, which names neither options nor stock items.
[[nodiscard]] absl::StatusOr<canonical::ProductVariant> read_variant(std::string_view body,
                                                                     const std::string& topic);

// A Product node. It must hold id, title, handle, status, tags, createdAt, updatedAt, options { id name
// position values }, variants with what read_variant_node asks for (but product) and media { id
// mediaContentType alt status preview { image { url } } }; everything else is read where it was asked for.
// Positions of media are those in their connection.
[[nodiscard]] absl::StatusOr<canonical::Product> read_product_node(std::string_view body);

// A ProductVariant node. It must hold id, product { id }, title, position, selectedOptions, price,
// inventoryPolicy and taxable; everything else is read where it was asked for.
[[nodiscard]] absl::StatusOr<canonical::ProductVariant> read_variant_node(std::string_view body);

// Sections that a bulk query of products need not ask for. A file that has no line of a section looks the
// same whether there was nothing or nobody asked: only who wrote the query knows.
struct ProductSections {
  bool collections = false;
  bool publications = false;  // resourcePublications or resourcePublicationsV2, with __typename.
  bool metafields = false;
  bool variant_media = false;
  bool variant_metafields = false;
};

// The file of a bulk query of products with such a selection; variants and media are children of it always.
// Lines of a section that is not named cost their product. Customs codes by country, which stand below the
// plain object inventoryItem, are read from bulk files of inventory items.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::Product>> read_products_bulk(
    json::LineReader::Read read, const ProductSections& sections, const KeepGoing& keep_going);

}  // namespace crossdock::shopify
