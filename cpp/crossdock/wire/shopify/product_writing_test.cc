#include "crossdock/wire/shopify/product_writing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "crossdock/base/limit_error.h"

namespace crossdock::shopify {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

canonical::Product shirt() {
  canonical::Product product;
  product.id = 9007199254740993;
  product.title = "Shirt";
  product.tags = {"a", "b"};
  product.options = {{1, "Size", 1, {"S", "M"}}};
  for (const char* size : {"S", "M"}) {
    canonical::ProductVariant variant;
    variant.options = {{"Size", size}};
    variant.price = {19990, 3};
    product.variants.push_back(variant);
  }
  product.media = {{"gid://shopify/MediaImage/5", "image", std::nullopt, "front", 1, std::nullopt}};
  return product;
}

std::string written(const canonical::Product& product, const Sections& sections) {
  return write_product_set("m", product, sections, true).value();
}

TEST(WriteProductSet, WithoutASectionNoListIsWrittenAtAll) {
  EXPECT_EQ(written(shirt(), {}),
            R"({"query":"m","variables":{"identifier":{"id":"gid://shopify/Product/9007199254740993"},)"
            R"("input":{"title":"Shirt"},"synchronous":true}})");
}

TEST(WriteProductSet, VariantsAreWrittenWholeWithTheirOptionsOrNotAtAll) {
  const std::string body = written(shirt(), {.variants = true});
  EXPECT_THAT(
      body,
      HasSubstr(R"("productOptions":[{"id":"gid://shopify/ProductOption/1","name":"Size","position":1,)"
                R"("values":[{"name":"S"},{"name":"M"}]}],"variants":[{"optionValues":[{"optionName":"Size",)"
                R"("name":"S"}],"price":"19.990","compareAtPrice":null,"sku":null,"barcode":null,)"
                R"("taxable":false},)"));
  EXPECT_THAT(body, Not(HasSubstr("files")));
  canonical::Product product = shirt();
  product.unlisted_variant_ids = {7};
  EXPECT_FALSE(write_product_set("m", product, {.variants = true}, true).ok());
  EXPECT_TRUE(write_product_set("m", product, {}, true).ok());
  product = shirt();
  product.variants.clear();
  EXPECT_FALSE(write_product_set("m", product, {.variants = true}, true).ok());
  product = shirt();
  product.variants[1].options[0].name = "Colour";
  EXPECT_FALSE(write_product_set("m", product, {.variants = true}, true).ok());
  product = shirt();
  product.variants.resize(2049, product.variants[0]);
  EXPECT_EQ(base::limit_error_of(write_product_set("m", product, {.variants = true}, true).status())->name,
            "product_variants_max");
}

TEST(WriteProductSet, MediaAreWrittenWholeAndNoneDeleteAllOnlyWhereThatIsMeant) {
  canonical::Product product = shirt();
  EXPECT_THAT(written(product, {.media = true}),
              HasSubstr(R"("files":[{"id":"gid://shopify/MediaImage/5","alt":"front"}])"));
  product.media[0] = {"", "image", "https://example.com/a.png", std::nullopt, 1, std::nullopt};
  EXPECT_THAT(written(product, {.media = true}),
              HasSubstr(R"("files":[{"originalSource":"https://example.com/a.png"}])"));
  product.media[0].url.reset();
  EXPECT_FALSE(write_product_set("m", product, {.media = true}, true).ok());
  product.media.clear();
  EXPECT_THAT(written(product, {.media = true}), HasSubstr(R"("files":[])"));
  EXPECT_THAT(written(product, {}), Not(HasSubstr("files")));
}

TEST(WriteProductSet, AVariantShowsAMediumOnlyWhereMediaAreWritten) {
  canonical::Product product = shirt();
  product.variants[0].media_gids = {"gid://shopify/MediaImage/5"};
  EXPECT_THAT(written(product, {.variants = true}), Not(HasSubstr("MediaImage")));
  EXPECT_THAT(written(product, {.variants = true, .media = true}),
              HasSubstr(R"("file":{"id":"gid://shopify/MediaImage/5"})"));
}

TEST(WriteProductSet, TagsAreWrittenWholeOrNotAtAll) {
  EXPECT_THAT(written(shirt(), {.tags = true}), HasSubstr(R"("tags":["a","b"])"));
  EXPECT_THAT(written(shirt(), {}), Not(HasSubstr("tags")));
}

TEST(WriteProductSet, CollectionsAreWrittenWhereTheyAreToldAnEmptyListToo) {
  canonical::Product product = shirt();
  EXPECT_THAT(written(product, {}), Not(HasSubstr("collections")));
  product.collection_ids.emplace();
  EXPECT_THAT(written(product, {}), HasSubstr(R"("collections":[])"));
  product.collection_ids = {3, 4};
  EXPECT_THAT(written(product, {}),
              HasSubstr(R"("collections":["gid://shopify/Collection/3","gid://shopify/Collection/4"])"));
  product.collection_ids = {3, 3};
  EXPECT_FALSE(write_product_set("m", product, {}, true).ok());
}

TEST(WriteProductSet, MetafieldsAreWrittenWhereTheyAreToldAnEmptyListToo) {
  canonical::Product product = shirt();
  EXPECT_THAT(written(product, {.variants = true}), Not(HasSubstr("metafields")));
  product.metafields.emplace();
  EXPECT_THAT(written(product, {}), HasSubstr(R"("metafields":[])"));
  product.metafields = {{{"custom", "cut", "single_line_text_field", "slim"}}};
  EXPECT_THAT(written(product, {}), HasSubstr(R"("metafields":[{"namespace":"custom","key":"cut",)"
                                              R"("type":"single_line_text_field","value":"slim"}])"));
  product.metafields->push_back(product.metafields->front());
  EXPECT_FALSE(write_product_set("m", product, {}, true).ok());
}

TEST(WriteProductSet, AVariantsMetafieldsAreWrittenWhereTheyAreTold) {
  canonical::Product product = shirt();
  product.variants[1].metafields.emplace();
  EXPECT_THAT(written(product, {.variants = true}), HasSubstr(R"("taxable":false,"metafields":[])"));
}

TEST(WriteProductSet, ANewProductIsIdentifiedByItsHandleSoThatTwiceCreatesOnce) {
  canonical::Product product = shirt();
  product.id = 0;
  EXPECT_FALSE(write_product_set("m", product, {}, true).ok());
  product.handle = "shirt";
  product.gift_card = false;
  EXPECT_THAT(written(product, {}), HasSubstr(R"("identifier":{"handle":"shirt"},"input":{"title":"Shirt",)"
                                              R"("handle":"shirt","giftCard":false})"));
}

TEST(WriteProductSet, StatesUnknownToTheStoreAreRefused) {
  canonical::Product product = shirt();
  product.status = "unlisted";
  EXPECT_THAT(written(product, {}), HasSubstr(R"("status":"UNLISTED")"));
  product.status = "hidden";
  EXPECT_FALSE(write_product_set("m", product, {}, true).ok());
  product = shirt();
  product.variants[0].inventory_policy = "maybe";
  EXPECT_FALSE(write_product_set("m", product, {.variants = true}, true).ok());
}

}  // namespace
}  // namespace crossdock::shopify
