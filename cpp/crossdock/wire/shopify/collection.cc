#include "crossdock/wire/shopify/collection.h"

#include <algorithm>
#include <utility>

#include "crossdock/wire/shopify/catalogue_parts.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::Collection;
using canonical::CollectionRule;
using canonical::CollectionRules;
using canonical::Image;
using canonical::PublicationChange;
using json::Object;

std::vector<ChildField> children_of(const CollectionSections& sections) {
  std::vector<ChildField> children;
  if (sections.products) children.push_back({"Collection", "Product", "products"});
  if (sections.publications) {
    children.push_back({"Collection", "ResourcePublication", "resourcePublications"});
    children.push_back({"Collection", "ResourcePublicationV2", "resourcePublicationsV2"});
  }
  if (sections.metafields) children.push_back({"Collection", "Metafield", "metafields"});
  return children;
}

// "best-selling" of a webhook is BEST_SELLING of a query.
std::optional<std::string> sort_order(const Object& from, std::string_view key) {
  std::optional<std::string> order = state(from, key);
  if (order.has_value()) std::replace(order->begin(), order->end(), '-', '_');
  return order;
}

CollectionRule read_rule(const Object& from) {
  return {lower_case(from.text("column")), lower_case(from.text("relation")), from.text("condition")};
}

// Only collections that go by rules have `rules` and `disjunctive`.
std::optional<CollectionRules> read_rules(const Object& from) {
  if (!from.has_content("rules")) return std::nullopt;
  return CollectionRules{from.boolean("disjunctive"), from.objects("rules", read_rule)};
}

CollectionRules read_rules_node(const Object& from) {
  return {from.boolean("appliedDisjunctively"), from.objects("rules", read_rule)};
}

Image read_image(const Object& from) { return {from.text("src"), from.optional_text("alt")}; }

Image read_image_node(const Object& from) { return {from.text("url"), from.optional_text("altText")}; }

Collection read_payload(const Object& from) {
  Collection collection;
  collection.id = from.id("id");
  collection.title = from.text("title");
  collection.handle = from.optional_text("handle");
  collection.description_html = from.optional_text("body_html");
  collection.sort_order = sort_order(from, "sort_order");
  collection.template_suffix = from.optional_text("template_suffix");
  collection.published_scope = state(from, "published_scope");
  collection.published_at = from.optional_timestamp("published_at");
  collection.updated_at = from.optional_timestamp("updated_at");
  collection.image = optional_part(from, "image", read_image);
  collection.rules = read_rules(from);
  return collection;
}

Collection read_node(const Object& from) {
  Collection collection;
  collection.id = gid_number(from, "id", "Collection");
  collection.title = from.text("title");
  collection.handle = from.optional_text("handle");
  collection.description_html = from.optional_text("descriptionHtml");
  collection.sort_order = lower_case(from.text("sortOrder"));
  collection.template_suffix = from.optional_text("templateSuffix");
  collection.updated_at = from.timestamp("updatedAt");
  collection.seo = read_seo(from);
  collection.image = optional_part(from, "image", read_image_node);
  collection.rules = optional_part(from, "ruleSet", read_rules_node);
  if (from.has_content("products")) {
    collection.product_ids = connection(
        from, "products", [](const Object& product) { return gid_number(product, "id", "Product"); });
  }
  collection.publications = read_publications(from);
  collection.metafields = read_metafields(from);
  return collection;
}

PublicationChange read_change(const Object& from, const std::string& topic) {
  const bool of_product = topic.starts_with("product_");
  PublicationChange change;
  change.kind = of_product ? "product" : "collection";
  change.object_id = from.id(of_product ? "product_id" : "collection_id");
  change.publication_id = from.optional_id("publication_id");
  change.published = from.boolean("published");
  change.published_at = from.optional_timestamp("published_at");
  change.updated_at = from.optional_timestamp("updated_at");
  return change;
}

}  // namespace

absl::StatusOr<Collection> read_collection(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_payload);
}

absl::StatusOr<Collection> read_collection_node(std::string_view body) {
  return read_whole(body, "Collection node", read_node);
}

absl::StatusOr<BulkObjects<Collection>> read_collections_bulk(json::LineReader::Read read,
                                                              const CollectionSections& sections,
                                                              const KeepGoing& keep_going) {
  return read_bulk<Collection>(std::move(read), children_of(sections), read_collection_node, keep_going);
}

absl::StatusOr<PublicationChange> read_publication_change(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, [&topic](const Object& from) { return read_change(from, topic); });
}

}  // namespace crossdock::shopify
