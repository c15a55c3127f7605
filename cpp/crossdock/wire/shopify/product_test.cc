#include "crossdock/wire/shopify/product.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crossdock/wire/shopify/corpus_for_test.h"

namespace crossdock::shopify {
namespace {

using canonical::Product;
using canonical::ProductVariant;

constexpr std::int64_t kSmall = 642667041472713921;
constexpr std::int64_t kLarge = 757650484644203999;
constexpr ProductSections kAllSections{true, true, true, true, true};

// Less what no webhook tells of a product.
Product as_a_webhook_tells(Product product) {
  product.gift_card.reset();
  product.requires_selling_plan.reset();
  product.combined_listing_role.reset();
  product.seo.reset();
  product.collection_ids.reset();
  product.publications.reset();
  product.metafields.reset();
  for (ProductVariant& variant : product.variants) {
    variant.tax_code.reset();
    variant.requires_components.reset();
    variant.metafields.reset();
    const std::int64_t item_id = variant.item.id;
    variant.item = canonical::InventoryItem();
    variant.item.id = item_id;
  }
  return product;
}

TEST(Product, AWebhookAndANodeOfOneProductAgreeOnWhatBothTell) {
  auto webhook = read_product(corpus("product_webhook.json"), "products/update");
  const auto node = read_product_node(corpus("product_node.json"));
  ASSERT_TRUE(webhook.ok()) << webhook.status();
  ASSERT_TRUE(node.ok()) << node.status();
  EXPECT_EQ(webhook->published_scope, "web");
  webhook->published_scope.reset();
  // Only two of the three variants are whole.
  EXPECT_EQ(webhook->unlisted_variant_ids, std::vector<std::int64_t>{757650484644203962});
  webhook->unlisted_variant_ids.clear();
  EXPECT_EQ(*webhook, as_a_webhook_tells(*node));
  EXPECT_NE(*webhook, *node);
}

TEST(Product, ListsAreByPositionAndVariantsKnowTheirMediaAndOptions) {
  const auto product = read_product(corpus("product_webhook.json"), "products/update");
  ASSERT_TRUE(product.ok()) << product.status();
  ASSERT_EQ(product->variants.size(), 2U);
  const ProductVariant& small = product->variants[0];
  const ProductVariant& large = product->variants[1];
  EXPECT_EQ(small.id, kSmall);
  EXPECT_EQ(large.id, kLarge);
  EXPECT_EQ(small.options[0].name, "Size");
  EXPECT_EQ(small.options[1].name, "Colour");
  EXPECT_EQ(small.compare_at_price, base::Decimal(2490, 2));
  EXPECT_EQ(small.media_gids, std::vector<std::string>{"gid://shopify/MediaImage/38277692621117"});
  EXPECT_EQ(large.media_gids->size(), 2U);
  EXPECT_EQ(product->media[1].kind, "video");
  EXPECT_EQ(product->tags, (std::vector<std::string>{"Example", "mens", "t-shirt"}));
}

TEST(Product, ABulkFileGivesTheProductOfTheNode) {
  const auto node = read_product_node(corpus("product_node.json"));
  const std::string file = corpus("products.jsonl");
  const auto bulk = read_products_bulk(file_of(file), kAllSections, go_on);
  ASSERT_TRUE(bulk.ok()) << bulk.status();
  ASSERT_EQ(bulk->objects.size(), 1U);
  EXPECT_EQ(bulk->objects[0], *node);
  EXPECT_TRUE(bulk->report.complete);
}

TEST(Product, ASectionNobodyNamedCostsTheProductThatHasLinesOfIt) {
  const std::string file = corpus("products.jsonl");
  ProductSections sections = kAllSections;
  sections.metafields = false;
  const auto bulk = read_products_bulk(file_of(file), sections, go_on);
  ASSERT_TRUE(bulk.ok()) << bulk.status();
  EXPECT_TRUE(bulk->objects.empty());
  EXPECT_EQ(bulk->report.error_count, 4U);  // Three lines, and the product.
}

TEST(Product, VersionsBefore202404TellWhatLiesInStockWithinTheVariant) {
  const std::string body = with(corpus("product_webhook.json"), "\"inventory_policy\":\"continue\"",
                                R"("inventory_policy":"deny","inventory_management":"shopify","weight":200,)"
                                R"("weight_unit":"g","requires_shipping":true)");
  const auto product = read_product(body, "products/create");
  ASSERT_TRUE(product.ok()) << product.status();
  const canonical::InventoryItem& item = product->variants[1].item;
  EXPECT_EQ(item.tracked, true);
  EXPECT_EQ(item.requires_shipping, true);
  EXPECT_EQ(item.weight, (canonical::Weight{base::Decimal(200, 0), "grams"}));
  EXPECT_FALSE(product->variants[0].item.tracked.has_value());
}

TEST(Product, WhatIsWrongIsNamedByItsPlace) {
  const std::string webhook = corpus("product_webhook.json");
  const auto failing = [&webhook](const std::string& from, const std::string& to) {
    return path_of_failure(read_product(with(webhook, from, to), "products/update"));
  };
  EXPECT_EQ(failing("\"price\":\"19.99\"", "\"price\":true"), "$.variants[0].price");
  EXPECT_EQ(failing("\"status\":\"archived\"", "\"status\":null"), "$.status");
  EXPECT_EQ(failing("gid://shopify/TaxonomyCategory/aa", "gid://elsewhere/aa"),
            "$.category.admin_graphql_api_id");
  EXPECT_EQ(failing("gid://shopify/Video/", "gid://shopify/Video-"), "$.media[1].admin_graphql_api_id");
  EXPECT_EQ(path_of_failure(read_product_node(with(corpus("product_node.json"), "/Product/", "/Order/"))),
            "$.id");
}

TEST(Variant, AWebhookNamesNeitherOptionsNorStockItemNorMedia) {
  const auto variant = read_variant(corpus("variant_webhook.json"), "variants/in_stock");
  ASSERT_TRUE(variant.ok()) << variant.status();
  EXPECT_EQ(variant->options[0], (canonical::SelectedOption{"", "Small"}));
  EXPECT_EQ(variant->item.id, 0);
  EXPECT_FALSE(variant->media_gids.has_value());
}

TEST(Variant, ANodeOnItsOwnNamesItsProduct) {
  const std::string body = corpus("variant_node.json");
  const auto variant = read_variant_node(body);
  ASSERT_TRUE(variant.ok()) << variant.status();
  EXPECT_EQ(variant->product_id, 788032119674292922);
  EXPECT_EQ(path_of_failure(read_variant_node(with(body, "\"product\":{", "\"products\":{"))), "$.product");
}

}  // namespace
}  // namespace crossdock::shopify
