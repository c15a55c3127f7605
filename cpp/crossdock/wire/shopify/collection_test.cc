#include "crossdock/wire/shopify/collection.h"

#include <gtest/gtest.h>

#include <string>

#include "crossdock/wire/shopify/corpus_for_test.h"

namespace crossdock::shopify {
namespace {

using canonical::Collection;

Collection as_a_webhook_tells(Collection collection) {
  collection.seo.reset();
  collection.product_ids.reset();
  collection.publications.reset();
  collection.metafields.reset();
  return collection;
}

TEST(Collection, AWebhookAndANodeOfOneCollectionAgreeOnWhatBothTell) {
  auto webhook = read_collection(corpus("collection_webhook.json"), "collections/update");
  const auto node = read_collection_node(corpus("collection_node.json"));
  ASSERT_TRUE(webhook.ok()) << webhook.status();
  ASSERT_TRUE(node.ok()) << node.status();
  EXPECT_EQ(webhook->published_scope, "web");
  EXPECT_TRUE(webhook->published_at.has_value());
  webhook->published_scope.reset();
  webhook->published_at.reset();
  EXPECT_EQ(*webhook, as_a_webhook_tells(*node));
  EXPECT_TRUE(webhook->rules->any);
  EXPECT_EQ(webhook->rules->rules[1], (canonical::CollectionRule{"variant_price", "greater_than", "10"}));
  EXPECT_EQ(webhook->sort_order, "best_selling");
}

TEST(Collection, ABulkFileGivesTheCollectionOfTheNode) {
  const auto node = read_collection_node(corpus("collection_node.json"));
  const std::string file = corpus("collections.jsonl");
  const auto bulk = read_collections_bulk(file_of(file), {true, true, true}, go_on);
  ASSERT_TRUE(bulk.ok()) << bulk.status();
  ASSERT_EQ(bulk->objects.size(), 1U);
  EXPECT_EQ(bulk->objects[0], *node);
  EXPECT_EQ(node->product_ids->size(), 3U);
}

TEST(Collection, RulesWithoutTheWayTheyAreJoinedAreAnError) {
  const std::string body = with(corpus("collection_webhook.json"), "\"disjunctive\":true", "\"other\":true");
  EXPECT_EQ(path_of_failure(read_collection(body, "collections/create")), "$.disjunctive");
}

TEST(PublicationChange, TheTopicTellsWhatIsPublished) {
  const std::string body = corpus("publication.json");
  const auto change = read_publication_change(body, "product_publications/create");
  ASSERT_TRUE(change.ok()) << change.status();
  EXPECT_EQ(change->kind, "product");
  EXPECT_EQ(change->object_id, 788032119674292922);
  EXPECT_EQ(change->publication_id, 123456);
  EXPECT_TRUE(change->published);
  EXPECT_EQ(path_of_failure(read_publication_change(body, "collection_publications/create")),
            "$.collection_id");
}

}  // namespace
}  // namespace crossdock::shopify
