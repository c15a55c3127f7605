#include "crossdock/wire/shopify/match_variants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace crossdock::shopify {
namespace {

canonical::Variant variant(std::int64_t id, canonical::OptionalText sku, canonical::OptionalText barcode) {
  canonical::Variant made;
  made.variant_id = id;
  made.inventory_item_id = id + 100;
  made.sku = std::move(sku);
  made.barcode = std::move(barcode);
  return made;
}

LinkResult match(const std::vector<canonical::Variant>& variants, const std::vector<LocalProduct>& products) {
  canonical::VariantColumns columns;
  for (const canonical::Variant& one : variants) columns.append(canonical::view_of(one));
  return match_variants(columns, products);
}

TEST(MatchVariants, SkuFirstThenBarcode) {
  const LinkResult result =
      match({variant(1, " A\t", "x"), variant(2, std::nullopt, "9"), variant(3, "C", {})},
            {{11, "A\xc2\xa0", "9x"}, {12, "B", " 9"}, {13, "", std::nullopt}});
  EXPECT_EQ(result.matched, (std::vector<Match>{{1, 101, 11, "sku"}, {2, 102, 12, "barcode"}}));
  EXPECT_TRUE(result.ambiguous.empty());
  EXPECT_EQ(result.only_remote, (std::vector<std::int64_t>{3}));
  EXPECT_EQ(result.only_local, (std::vector<std::int64_t>{13}));
}

TEST(MatchVariants, AnAmbiguousSkuIsNotRescuedByItsBarcodes) {
  const LinkResult result =
      match({variant(1, "A", "1"), variant(2, "A", "2")}, {{11, "A", "1"}, {12, std::nullopt, "2"}});
  EXPECT_TRUE(result.matched.empty());
  EXPECT_EQ(result.ambiguous, (std::vector<Ambiguity>{{"A", "sku", {1, 2}, {11}}}));
  EXPECT_TRUE(result.only_remote.empty());
  EXPECT_EQ(result.only_local, (std::vector<std::int64_t>{12}));
}

// Whatever the keys: nothing is linked twice, nobody is forgotten, and the order of the lists changes no
// link.
TEST(MatchVariants, LinksEachAtMostOnceWhateverTheOrder) {
  std::mt19937 random(20'261'123);
  const auto key = [&random]() -> canonical::OptionalText {
    const unsigned number = static_cast<unsigned>(random() % 12);
    if (number == 0) return std::nullopt;
    return std::to_string(number);
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<canonical::Variant> variants;
    std::vector<LocalProduct> products;
    for (int number = 1; number <= 8; ++number) {
      variants.push_back(variant(number, key(), key()));
      products.push_back({number + 50, key(), key()});
    }
    const LinkResult result = match(variants, products);
    std::set<std::int64_t> remote(result.only_remote.begin(), result.only_remote.end());
    std::set<std::int64_t> local(result.only_local.begin(), result.only_local.end());
    for (const Match& match : result.matched) {
      EXPECT_TRUE(remote.insert(match.variant_id).second);
      EXPECT_TRUE(local.insert(match.product_id).second);
    }
    for (const Ambiguity& ambiguity : result.ambiguous) {
      EXPECT_GT(ambiguity.variant_ids.size() + ambiguity.product_ids.size(), 2U);
      remote.insert(ambiguity.variant_ids.begin(), ambiguity.variant_ids.end());
      local.insert(ambiguity.product_ids.begin(), ambiguity.product_ids.end());
    }
    EXPECT_EQ(remote.size(), variants.size());
    EXPECT_EQ(local.size(), products.size());

    std::reverse(variants.begin(), variants.end());
    std::reverse(products.begin(), products.end());
    std::vector<Match> mirrored = match(variants, products).matched;
    std::reverse(mirrored.begin(), mirrored.end());
    EXPECT_EQ(mirrored, result.matched);
  }
}

}  // namespace
}  // namespace crossdock::shopify
