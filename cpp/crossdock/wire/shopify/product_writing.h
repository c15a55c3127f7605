#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/product.h"

// A whole product as productSet takes it.
//
// Shopify brings each list of this mutation to exactly what stands in it: a variant, a medium, a collection,
// a metafield or a tag that is not in its list is deleted. A list that is left out is left alone. So a list
// is written whole, because the caller says that it is meant, or not at all:
//
//   variants and options   where Sections::variants; refused if the product names variants it does not hold
//   media                  where Sections::media; an empty list deletes all
//   tags                   where Sections::tags; likewise
//   collections            where Product::collection_ids is told; likewise
//   metafields             where Product::metafields is told; likewise, and the same of each variant's
//
// Of the other fields, what is none or empty is left out, and stays as it is in the store.
namespace crossdock::shopify {

struct Sections {
  bool variants = false;
  bool media = false;
  bool tags = false;
};

// productSet: variables identifier, input and synchronous. The product is identified by its id, or where it
// has none by its handle, so that a creation that is sent twice creates once.
//
// LimitError beyond kProductOptionsMax, kProductVariantsMax and kInputArrayMax; InvalidArgument for a product
// without id and handle, a section of variants that is empty or not whole, variants whose options are not the
// product's, media without id and address, and states unknown to Shopify.
[[nodiscard]] absl::StatusOr<std::string> write_product_set(std::string_view document,
                                                            const canonical::Product& product,
                                                            const Sections& sections, bool synchronous);

}  // namespace crossdock::shopify
