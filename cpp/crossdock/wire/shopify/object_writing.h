#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/collection.h"
#include "crossdock/canonical/metafield.h"

// What any object of the store may carry or belong to: publications, collections, tags, metafields. Each of
// these mutations adds to what is there or takes from it, and leaves alone what it does not name.
//
// All fail with LimitError beyond kInputArrayMax entries (kMetafieldsSetMax metafields), and with
// InvalidArgument for no entry, an entry twice, ids of zero or less, and global ids of another form or kind.
namespace crossdock::shopify {

// publishablePublish: variables id ("gid://shopify/Product/1", or a Collection) and input, with the date of
// those that shall be published later.
[[nodiscard]] absl::StatusOr<std::string> write_publish(
    std::string_view document, std::string_view gid,
    std::span<const canonical::PublicationState> publications);

// publishableUnpublish: variables id and input.
[[nodiscard]] absl::StatusOr<std::string> write_unpublish(std::string_view document, std::string_view gid,
                                                          std::span<const std::int64_t> publication_ids);

// collectionAddProducts and collectionRemoveProducts: variables id and productIds. (All supported versions
// have both; the part of collectionUpdate that may follow them is in none yet.)
[[nodiscard]] absl::StatusOr<std::string> write_collection_products(
    std::string_view document, std::int64_t collection_id, std::span<const std::int64_t> product_ids);

// tagsAdd and tagsRemove: variables id and tags. A tag holds no comma, which separates tags elsewhere.
[[nodiscard]] absl::StatusOr<std::string> write_tags(std::string_view document, std::string_view gid,
                                                     std::span<const std::string> tags);

struct OwnedMetafield {
  std::string owner_gid;
  canonical::Metafield metafield;
  // What was read before; the metafield is set only if it is still the same.
  std::optional<std::string> compare_digest;
};

// metafieldsSet: variable metafields, of any owners; all or none of them are set.
[[nodiscard]] absl::StatusOr<std::string> write_metafields_set(std::string_view document,
                                                               std::span<const OwnedMetafield> metafields);

}  // namespace crossdock::shopify
