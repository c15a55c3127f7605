#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crossdock/canonical/collection.h"
#include "crossdock/canonical/inventory.h"
#include "crossdock/canonical/metafield.h"
#include "crossdock/canonical/product.h"
#include "crossdock/wire/json/decoding.h"

// What the readers of products, variants, collections and inventory items share.
//
// A section that a query need not ask for is none where it did not: a missing field says nothing, an empty
// connection says that there is nothing.
namespace crossdock::shopify {

// The connection `metafields` of namespace, key, type and value; by namespace and key.
[[nodiscard]] std::optional<std::vector<canonical::Metafield>> read_metafields(const json::Object& owner);

// The connections `resourcePublications` and `resourcePublicationsV2` of isPublished, publishDate and
// publication { id }; by publication. Of a publication that stands in both the second one counts.
[[nodiscard]] std::optional<std::vector<canonical::PublicationState>> read_publications(
    const json::Object& owner);

// The object `seo` of title and description.
[[nodiscard]] std::optional<canonical::Seo> read_seo(const json::Object& owner);

// The number of an object at `key` and a unit beside it, where both are told; units in words, as queries
// write them, or short, as webhooks do ("lb").
[[nodiscard]] std::optional<canonical::Weight> read_weight(const json::Object& from, std::string_view value,
                                                           std::string_view unit);

// A customs code, which some senders write as a number.
[[nodiscard]] canonical::OptionalText customs_code(const json::Object& from, std::string_view key);

// An inventory item within a variant's node, or on its own: everything but its SKU and times.
[[nodiscard]] canonical::InventoryItem read_item_facts(const json::Object& from);

// A ProductVariant node; `product_id` is that of the product whose node it stands in.
[[nodiscard]] canonical::ProductVariant read_variant_within(const json::Object& from,
                                                            const std::optional<std::int64_t>& product_id);

// The global id at `key`, whose kind may be any and whose id need not be a number.
[[nodiscard]] std::string any_gid(const json::Object& from, std::string_view key);

// Equal positions stay in the order of the source.
template <typename Positioned>
void sort_by_position(std::vector<Positioned>& all) {
  std::stable_sort(all.begin(), all.end(), [](const Positioned& left, const Positioned& right) {
    return left.position < right.position;
  });
}

}  // namespace crossdock::shopify
