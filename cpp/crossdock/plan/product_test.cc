#include "crossdock/plan/product.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crossdock/diff/product.h"
#include "crossdock/plan/plan.h"

namespace crossdock::plan {
namespace {

using canonical::Product;
using canonical::ProductVariant;
using testing::ElementsAre;
using testing::IsEmpty;

ProductVariant variant_of(std::int64_t id, const std::string& size) {
  ProductVariant variant;
  variant.id = id;
  variant.options = {{"Size", size}};
  variant.price = base::Decimal(10, 0);
  return variant;
}

Product shirt() {
  Product product;
  product.id = 7;
  product.title = "Shirt";
  product.options = {{.id = 1, .name = "Size", .position = 1, .values = {"S", "M"}}};
  product.variants = {variant_of(11, "S"), variant_of(12, "M")};
  product.publications.emplace();
  product.metafields.emplace();
  return product;
}

ProductOperations operations_of(const Product& desired, const Product& observed) {
  return operations_of_product(desired, observed, diff::diff_products(desired, observed), "product/7");
}

// "step object < what it comes after".
std::vector<std::string> words_of(const ProductOperations& operations) {
  std::vector<std::string> words;
  for (const ProductOperation& one : operations.operations) {
    words.push_back(std::string(name_of(one.step)) + " " + one.object);
    for (const std::string& before : one.after) words.back() += " < " + before;
  }
  return words;
}

TEST(ProductOperations, NothingDiffersIsNoOperation) {
  EXPECT_EQ(operations_of(shirt(), shirt()), ProductOperations());
}

TEST(ProductOperations, APriceIsAnOperationOfItsVariantAlone) {
  Product desired = shirt();
  desired.variants[1].price = base::Decimal(11, 0);
  const ProductOperations result = operations_of(desired, shirt());
  EXPECT_THAT(words_of(result), ElementsAre("price variant/12/price"));
  EXPECT_THAT(result.operations[0].differences, ElementsAre(0U));
}

TEST(ProductOperations, ProductThenVariantThenPriceAndPublicationLast) {
  Product desired = shirt();
  desired.title = "Shirts";
  desired.tags = {"new"};
  desired.options[0].values.emplace_back("L");
  desired.variants[1].sku = "M";
  desired.variants[1].price = base::Decimal(11, 0);
  desired.variants.push_back(variant_of(0, "L"));
  desired.publications->push_back({3, true, std::nullopt});
  const ProductOperations result = operations_of(desired, shirt());
  EXPECT_THAT(words_of(result),
              ElementsAre("product product/7", "options product/7/options < product/7",
                          "variant variant/12 < product/7 < product/7/options",
                          "variant product/7/new_variant/2 < product/7 < product/7/options",
                          "price variant/12/price < product/7 < variant/12",
                          "publish product/7/publish < product/7 < product/7/options < variant/12 < "
                          "product/7/new_variant/2 < variant/12/price"));
  EXPECT_EQ(result.operations[0].differences.size(), 2U) << "fields and tags are one operation";
}

TEST(ProductOperations, WhatGoesFollowsASensibleOrder) {
  Product observed = shirt();
  observed.publications->push_back({3, true, std::nullopt});
  Product desired = shirt();
  desired.variants.pop_back();
  desired.options[0].values.pop_back();
  EXPECT_THAT(words_of(operations_of(desired, observed)),
              ElementsAre("unpublish product/7/unpublish", "variant_delete variant/12",
                          "option_delete product/7/option_delete < variant/12"));
}

TEST(ProductOperations, AProductIsNeverWithoutAVariant) {
  Product desired = shirt();
  desired.variants = {variant_of(0, "L")};
  EXPECT_THAT(
      words_of(operations_of(desired, shirt())),
      ElementsAre("variant product/7/new_variant/0", "variant_delete variant/11 < product/7/new_variant/0",
                  "variant_delete variant/12 < product/7/new_variant/0"));
}

TEST(ProductOperations, AVariantThatTakesTheChoicesOfOneThatGoesComesAfterIt) {
  Product desired = shirt();
  desired.variants.pop_back();
  desired.variants[0].options[0].value = "M";
  EXPECT_THAT(words_of(operations_of(desired, shirt())),
              ElementsAre("variant variant/11 < variant/12", "variant_delete variant/12"));
}

TEST(ProductOperations, I7OnlyWhatIsOursIsSettled) {
  Product ours = shirt();
  Product theirs = shirt();
  theirs.title = "Theirs";
  ours.variants[0].price = base::Decimal(1, 0);
  theirs.variants[0].price = base::Decimal(2, 0);
  ours.variants[1].sku = "M";
  const auto differences = diff::diff_products(ours, theirs, shirt());
  EXPECT_EQ(differences.size(), 3U);
  EXPECT_THAT(words_of(operations_of_product(ours, theirs, differences, "product/7")),
              ElementsAre("variant variant/12"));
}

TEST(ProductOperations, WhatTheObservationDoesNotTellMustBeRead) {
  Product observed = shirt();
  observed.metafields.reset();
  const ProductOperations result = operations_of(shirt(), observed);
  EXPECT_THAT(result.operations, IsEmpty());
  EXPECT_THAT(result.unread, ElementsAre(0U));
}

TEST(ProductOperations, TheyMakeAPlanWithoutACircle) {
  Product desired = shirt();
  desired.title = "Shirts";
  desired.variants = {variant_of(0, "L"), variant_of(0, "XL"), variant_of(11, "M")};
  desired.options[0].values = {"M", "L", "XL"};
  desired.publications->push_back({3, true, std::nullopt});
  std::vector<Kind> kinds;
  for (int step = 0; step <= static_cast<int>(ProductStep::kPublish); ++step)
    kinds.push_back({std::string(name_of(static_cast<ProductStep>(step))), step, Nature::kState,
                     Bounds{10, 1000, 1000}, true});
  Operations operations = *Operations::make(kinds);
  std::int64_t id = 0;
  for (const ProductOperation& one : operations_of(desired, shirt()).operations) {
    const std::vector<std::string_view> after(one.after.begin(), one.after.end());
    ASSERT_TRUE(
        operations
            .append(
                {.id = ++id, .kind = name_of(one.step), .object = one.object, .after = after, .scope = "7"})
            .ok());
  }
  const auto plan = make_plan(operations);
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->order.size(), static_cast<std::size_t>(id));
}

}  // namespace
}  // namespace crossdock::plan
