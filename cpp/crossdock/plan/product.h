#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crossdock/canonical/product.h"
#include "crossdock/diff/difference.h"

// From the differences of a product to the operations that settle them, each with what it comes after:
//
//   product --> media ----+--> variant ----------> price, item
//      |    --> options --+--> variant_delete --> option_delete
//      |                          both ---------> variant_order
//      +--> metafields, collections
//   publish comes after all of them, unpublish after none
//
// A variant that takes the choices of one that goes comes after it. Where no variant stays, those that go
// come after one that is added: a product is never without any.
//
// One operation of variants, prices and items is about one variant, and its scope is the product: plan.h puts
// them into requests that name one product. All others are about the product.
namespace crossdock::plan {

enum class ProductStep : std::uint8_t {
  kUnpublish,
  kProduct,  // Its own fields and tags; creates it where it does not exist.
  kMedia,
  kOptions,  // Added, renamed or reordered, with their values.
  kVariant,  // Added or changed, with its metafields.
  kVariantDelete,
  kVariantOrder,
  kOptionDelete,  // Options and values that no variant has any more.
  kPrice,
  kItem,
  kMetafields,
  kCollections,
  kPublish,
};

// "unpublish", "product", "media", ...: for the kinds of a plan.
[[nodiscard]] std::string_view name_of(ProductStep step);

struct ProductOperation {
  ProductStep step = ProductStep::kProduct;
  std::string object;              // "product/7", "product/7/media", "variant/12", "variant/12/price", ...
  std::vector<std::string> after;  // Objects of this product that come before it.
  std::vector<std::uint32_t> differences;  // What it settles: places in the list that was given, ascending.

  bool operator==(const ProductOperation&) const = default;
};

struct ProductOperations {
  std::vector<ProductOperation> operations;  // By step, and then as the differences lie.
  std::vector<std::uint32_t> unread;         // Differences that are not known: to be read first.

  bool operator==(const ProductOperations&) const = default;
};

// `differences` are those of diff_products() for the same products; of a comparison of three states only what
// is ours, and mixtures in which something is, is settled: all else is for ownership rules to decide. `key`
// stands for the product in the objects' keys: "product/7".
[[nodiscard]] ProductOperations operations_of_product(const canonical::Product& desired,
                                                      const canonical::Product& observed,
                                                      std::span<const diff::Difference> differences,
                                                      std::string_view key);

}  // namespace crossdock::plan
