#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "crossdock/canonical/collection.h"
#include "crossdock/wire/shopify/bulk_nodes.h"

// Reading collections, and news of what is published. Rules: Shopify's Admin API, object Collection in
// versions 2026-01 to 2026-10 and webhook topics collections/*, collection_publications/* and
// product_publications/* in 2023-07 to 2026-07.
//
// The payload of collections/delete is read as a tombstone: see tombstone.h.
namespace crossdock::shopify {

// The payload of collections/create and collections/update.
[[nodiscard]] absl::StatusOr<canonical::Collection> read_collection(std::string_view body,
                                                                    const std::string& topic);

// A Collection node. It must hold id, title, sortOrder and updatedAt; everything else is read where
// it was asked for: handle, descriptionHtml, templateSuffix, seo, image { url altText }, ruleSet, products {
// id }, publications and metafields.
[[nodiscard]] absl::StatusOr<canonical::Collection> read_collection_node(std::string_view body);

// Sections that a bulk query of collections need not ask for; see ProductSections.
struct CollectionSections {
  bool products = false;
  bool publications = false;  // resourcePublications or resourcePublicationsV2, with __typename.
  bool metafields = false;
};

// The file of a bulk query of collections with such a selection.
[[nodiscard]] absl::StatusOr<BulkObjects<canonical::Collection>> read_collections_bulk(
    json::LineReader::Read read, const CollectionSections& sections, const KeepGoing& keep_going);

// The payload of create and update of product_publications and collection_publications.
[[nodiscard]] absl::StatusOr<canonical::PublicationChange> read_publication_change(std::string_view body,
                                                                                   const std::string& topic);

}  // namespace crossdock::shopify
