#include "crossdock/diff/product.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "crossdock/diff/words_for_test.h"

namespace crossdock::diff {
namespace {

using canonical::Metafield;
using canonical::Product;
using canonical::ProductOption;
using canonical::ProductVariant;
using canonical::PublicationState;
using testing::ElementsAre;
using testing::IsEmpty;

ProductVariant variant_of(std::int64_t id, const std::string& size, const std::string& colour) {
  ProductVariant variant;
  variant.id = id;
  variant.sku = "SKU-" + size + "-" + colour;
  variant.options = {{"Size", size}, {"Colour", colour}};
  variant.price = base::Decimal(1990, 2);
  variant.inventory_policy = "deny";
  variant.metafields = std::vector<Metafield>{{"custom", "fit", "single_line_text_field", "wide"}};
  return variant;
}

canonical::ProductMedia image_of(const std::string& gid) {
  canonical::ProductMedia image;
  image.gid = gid;
  image.kind = "image";
  return image;
}

Product shirt() {
  Product product;
  product.id = 7;
  product.title = "Shirt";
  product.handle = "shirt";
  product.status = "active";
  product.tags = {"cotton", "summer"};
  product.options = {{.id = 1, .name = "Size", .position = 1, .values = {"S", "M"}},
                     {.id = 2, .name = "Colour", .position = 2, .values = {"red", "blue"}}};
  product.variants = {variant_of(11, "S", "red"), variant_of(12, "S", "blue"), variant_of(13, "M", "red"),
                      variant_of(14, "M", "blue")};
  product.media = {image_of("gid://shopify/MediaImage/1"), image_of("gid://shopify/MediaImage/2")};
  product.collection_ids = std::vector<std::int64_t>{5, 6};
  product.publications = std::vector<PublicationState>{{1, true, std::nullopt}};
  product.metafields = std::vector<Metafield>{{"custom", "care", "single_line_text_field", "wash cold"}};
  return product;
}

std::vector<std::string> changes(const Product& desired, const Product& observed,
                                 Parts parts = Parts::all()) {
  std::vector<std::string> words;
  for (const Difference& one : diff_products(desired, observed, parts)) {
    if (one.kind != DifferenceKind::kUnknown) {
      EXPECT_EQ(one.whose, Whose::kOurs);
    }
    words.push_back(words_of(one));
  }
  return words;
}

TEST(DiffProducts, EqualProductsDifferInNothing) {
  EXPECT_THAT(changes(shirt(), shirt()), IsEmpty());
  EXPECT_THAT(changes(Product(), shirt(), Parts()), IsEmpty());
}

TEST(DiffProducts, WhatTheStoreAloneDecidesIsNoDifference) {
  Product observed = shirt();
  observed.updated_at = base::Timestamp{.utc_us = 5};
  observed.variants[0].inventory_quantity = 9;
  observed.variants[0].title = "S / red";
  observed.variants[0].position = 3;
  observed.media[0].url = "https://cdn.example/1.png";
  EXPECT_THAT(changes(shirt(), observed), IsEmpty());
}

TEST(DiffProducts, AChangedVariantNeitherResendsItsProductNorItsPrice) {
  Product desired = shirt();
  desired.variants[2].barcode = "4006381333931";
  EXPECT_THAT(changes(desired, shirt()), ElementsAre("variant changed 2/2 barcode"));
  desired = shirt();
  desired.title = "Shirts";
  EXPECT_THAT(changes(desired, shirt()), ElementsAre("product changed title"));
}

TEST(DiffProducts, PricesAndStockFactsStandApart) {
  Product desired = shirt();
  desired.variants[1].price = base::Decimal(2, 0);
  desired.variants[1].compare_at_price = base::Decimal(3, 0);
  desired.variants[1].item.unit_cost = base::Decimal(1, 0);
  EXPECT_THAT(changes(desired, shirt()),
              ElementsAre("price changed 1/1 price compare_at_price", "item changed 1/1 unit_cost"));
  Parts prices;
  prices.insert(Part::kPrice);
  EXPECT_THAT(changes(desired, shirt(), prices), ElementsAre("price changed 1/1 price compare_at_price"));
}

TEST(DiffProducts, DecimalsCompareByValue) {
  Product desired = shirt();
  desired.variants[1].price = base::Decimal(19900, 3);
  EXPECT_THAT(changes(desired, shirt()), IsEmpty());
}

TEST(DiffProducts, NewVariantsAreKnownByTheirChoicesAndThenBySku) {
  Product desired = shirt();
  for (ProductVariant& variant : desired.variants) variant.id = 0;
  std::swap(desired.variants[0], desired.variants[3]);
  EXPECT_THAT(changes(desired, shirt()), ElementsAre("variant reordered"));
  desired = shirt();
  desired.variants[3].id = 0;
  desired.variants[3].options[0].value = "L";
  desired.options[0].values.emplace_back("L");
  EXPECT_THAT(changes(desired, shirt()),
              ElementsAre("option_value added in 0/0 2/-", "variant changed 3/3 options"));
}

TEST(DiffProducts, AVariantWithoutPartnerIsAddedAndOneNotDesiredIsRemoved) {
  Product desired = shirt();
  desired.variants[3] = variant_of(0, "L", "blue");
  EXPECT_THAT(changes(desired, shirt()), ElementsAre("variant added 3/-", "variant removed -/3"));
  desired = shirt();
  std::swap(desired.variants[3], desired.variants[1]);
  desired.variants[0] = variant_of(0, "L", "blue");
  EXPECT_THAT(changes(desired, shirt()),
              ElementsAre("variant added 0/-", "variant removed -/0", "variant reordered"));
}

TEST(DiffProducts, RenamingAnOptionOrAValueIsOneChange) {
  Product desired = shirt();
  desired.options[1].name = "Color";
  desired.options[1].values[0] = "crimson";
  for (ProductVariant& variant : desired.variants) {
    variant.options[1].name = "Color";
    if (variant.options[1].value == "red") variant.options[1].value = "crimson";
  }
  EXPECT_THAT(changes(desired, shirt()),
              ElementsAre("option changed 1/1 name", "option_value changed in 1/1 0/0 value"));
  // Without an id, an option with the same values is the same.
  desired.options[1].id = 0;
  desired.options[1].values[0] = "red";
  for (ProductVariant& variant : desired.variants)
    if (variant.options[1].value == "crimson") variant.options[1].value = "red";
  EXPECT_THAT(changes(desired, shirt()), ElementsAre("option changed 1/1 name"));
}

TEST(DiffProducts, AValueThatOnlySomeVariantsLeaveIsNotRenamed) {
  Product desired = shirt();
  desired.options[1].values = {"crimson", "blue"};
  desired.variants[0].options[1].value = "crimson";
  desired.variants[2].options[1].value = "blue";
  EXPECT_THAT(changes(desired, shirt()),
              ElementsAre("option_value added in 1/1 0/-", "option_value removed in 1/1 -/0",
                          "option_value reordered in 1/1", "variant changed 0/0 options",
                          "variant changed 2/2 options"));
}

TEST(DiffProducts, ReorderingIsOneChange) {
  Product desired = shirt();
  std::reverse(desired.variants.begin(), desired.variants.end());
  std::reverse(desired.media.begin(), desired.media.end());
  std::reverse(desired.options.begin(), desired.options.end());
  std::reverse(desired.options[0].values.begin(), desired.options[0].values.end());
  EXPECT_THAT(changes(desired, shirt()), ElementsAre("option reordered", "option_value reordered in 0/1",
                                                     "variant reordered", "media reordered"));
}

TEST(DiffProducts, OrderWithoutMeaningIsNoDifference) {
  Product desired = shirt();
  std::reverse(desired.tags.begin(), desired.tags.end());
  std::reverse(desired.collection_ids->begin(), desired.collection_ids->end());
  desired.metafields->push_back({"custom", "season", "single_line_text_field", "summer"});
  Product observed = desired;
  std::reverse(observed.metafields->begin(), observed.metafields->end());
  observed.tags = shirt().tags;
  observed.collection_ids = shirt().collection_ids;
  EXPECT_THAT(changes(desired, observed), IsEmpty());
}

TEST(DiffProducts, SetsTellWhatJoinsAndWhatLeaves) {
  Product desired = shirt();
  desired.tags = {"summer", "wool"};
  desired.collection_ids = std::vector<std::int64_t>{6, 8};
  desired.metafields = std::vector<Metafield>{{"custom", "season", "single_line_text_field", "summer"}};
  desired.variants[0].metafields->at(0).value = "slim";
  EXPECT_THAT(changes(desired, shirt()),
              ElementsAre("tag added 1/-", "tag removed -/0", "variant_metafield changed in 0/0 0/0 value",
                          "collection added 1/-", "collection removed -/0", "metafield added 0/-",
                          "metafield removed -/0"));
}

TEST(DiffProducts, PublicationsTellWhereItIsShown) {
  Product desired = shirt();
  desired.publications = std::vector<PublicationState>{{1, false, std::nullopt},
                                                       {2, true, std::nullopt},
                                                       {3, false, base::Timestamp{.utc_us = 9}},
                                                       {4, false, std::nullopt}};
  EXPECT_THAT(changes(desired, shirt()),
              ElementsAre("publication removed -/0", "publication added 1/-", "publication added 2/-"));
  Product observed = desired;
  observed.publications->at(1).publish_date = base::Timestamp{.utc_us = 1};
  observed.publications->at(2).publish_date = base::Timestamp{.utc_us = 10};
  EXPECT_THAT(changes(desired, observed), ElementsAre("publication changed 2/2 publish_date"));
}

TEST(DiffProducts, ASectionThatIsNotDesiredIsLeftAlone) {
  Product desired;
  desired.id = 7;
  desired.title = "Shirt";
  desired.tags = shirt().tags;
  desired.media = shirt().media;
  EXPECT_THAT(changes(desired, shirt()), IsEmpty());
  desired.collection_ids.emplace();
  desired.metafields.emplace();
  EXPECT_THAT(changes(desired, shirt()),
              ElementsAre("collection removed -/0", "collection removed -/1", "metafield removed -/0"));
}

TEST(DiffProducts, ASectionThatTheObservationDoesNotTellMustBeReadFirst) {
  Product observed = shirt();
  observed.collection_ids.reset();
  observed.publications.reset();
  observed.metafields.reset();
  observed.variants[1].metafields.reset();
  EXPECT_THAT(changes(shirt(), observed),
              ElementsAre("variant_metafield unknown in 1/1", "collection unknown", "publication unknown",
                          "metafield unknown"));
}

TEST(DiffProducts, AProductThatDoesNotExistYetIsAddedWhole) {
  EXPECT_THAT(
      changes(shirt(), Product()),
      ElementsAre("product changed title handle status", "tag added 0/-", "tag added 1/-", "option added 0/-",
                  "option added 1/-", "variant added 0/-", "variant added 1/-", "variant added 2/-",
                  "variant added 3/-", "media added 0/-", "media added 1/-", "collection added 0/-",
                  "collection added 1/-", "publication added 0/-", "metafield added 0/-"));
}

TEST(DiffProducts, VariantsThatAWebhookOnlyNamesAreUnknownAndThoseNotDesiredLeftAlone) {
  Product observed = shirt();
  observed.variants.resize(2);
  observed.unlisted_variant_ids = {13, 14};
  EXPECT_THAT(changes(shirt(), observed), ElementsAre("variant unknown 2/-", "variant unknown 3/-"));
  EXPECT_THAT(changes(observed, shirt()), IsEmpty());
}

using Told = std::tuple<std::string, Whose>;

std::vector<Told> differences(const Product& desired, const Product& observed, const Product& agreed) {
  std::vector<Told> told;
  for (const Difference& one : diff_products(desired, observed, agreed))
    told.emplace_back(words_of(one), one.whose);
  return told;
}

TEST(DiffProducts, I7EachFieldTellsWhoseChangeItIs) {
  Product ours = shirt();
  Product theirs = shirt();
  ours.title = "Our shirt";
  theirs.vendor = "Theirs";
  ours.variants[0].price = base::Decimal(1, 0);
  theirs.variants[0].price = base::Decimal(2, 0);
  ours.tags = {"cotton", "summer", "wool"};
  theirs.tags = {"cotton"};
  const auto found = diff_products(ours, theirs, shirt());
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].whose, Whose::kNobody);
  EXPECT_EQ(found[0].fields, (FieldOwners{.ours = 1, .theirs = 8}));
  EXPECT_EQ(differences(ours, theirs, shirt()),
            (std::vector<Told>{{"product changed title vendor", Whose::kNobody},
                               {"tag removed 1/-", Whose::kTheirs},
                               {"tag added 2/-", Whose::kOurs},
                               {"price changed 0/0 price", Whose::kConflict}}));
}

TEST(DiffProducts, I7AVariantRemovedHereAndRepricedThereIsAConflict) {
  Product ours = shirt();
  Product theirs = shirt();
  ours.variants.pop_back();
  EXPECT_EQ(differences(ours, theirs, shirt()), (std::vector<Told>{{"variant removed -/3", Whose::kOurs}}));
  theirs.variants[3].price = base::Decimal(5, 0);
  EXPECT_EQ(differences(ours, theirs, shirt()),
            (std::vector<Told>{{"variant removed -/3", Whose::kConflict}}));
  EXPECT_EQ(differences(theirs, ours, shirt()),
            (std::vector<Told>{{"variant removed 3/-", Whose::kConflict}}));
}

TEST(DiffProducts, I7OrdersTellWhoseTheyAre) {
  Product moved = shirt();
  std::reverse(moved.media.begin(), moved.media.end());
  EXPECT_EQ(differences(moved, shirt(), shirt()), (std::vector<Told>{{"media reordered", Whose::kOurs}}));
  EXPECT_EQ(differences(shirt(), moved, shirt()), (std::vector<Told>{{"media reordered", Whose::kTheirs}}));
  EXPECT_THAT(differences(moved, moved, shirt()), IsEmpty());
}

TEST(DiffProducts, I7ARenamedValueTellsWhoseItIs) {
  Product renamed = shirt();
  renamed.options[0].values[0] = "Small";
  for (ProductVariant& variant : renamed.variants)
    if (variant.options[0].value == "S") variant.options[0].value = "Small";
  const std::string words = "option_value changed in 0/0 0/0 value";
  EXPECT_EQ(differences(renamed, shirt(), shirt()), (std::vector<Told>{{words, Whose::kOurs}}));
  EXPECT_EQ(differences(shirt(), renamed, shirt()), (std::vector<Told>{{words, Whose::kTheirs}}));
}

}  // namespace
}  // namespace crossdock::diff
