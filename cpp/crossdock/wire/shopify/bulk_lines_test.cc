#include "crossdock/wire/shopify/bulk_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/limit_error.h"
#include "crossdock/wire/shopify/variant_writing.h"

namespace crossdock::shopify {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

canonical::LevelChanges levels(std::int64_t count) {
  canonical::LevelChanges changes;
  for (std::int64_t row = 1; row <= count; ++row)
    changes.append(row, 7, row % 3 == 0 ? std::nullopt : std::optional(row), 5);
  return changes;
}

std::vector<std::string> keys(std::size_t count) {
  std::vector<std::string> made;
  for (std::size_t key = 0; key < count; ++key) made.push_back("key " + std::to_string(key));
  return made;
}

// All files, in chunks of so many bytes.
std::vector<std::string> files_of(BulkLines& lines, std::size_t bytes_wanted) {
  std::vector<std::string> files;
  do {
    if (!files.empty()) lines.begin_file();
    files.emplace_back();
    std::string chunk;
    while (lines.append_to(chunk, bytes_wanted).value()) {
      files.back() += chunk;
      chunk.clear();
    }
    EXPECT_EQ(lines.file_bytes(), files.back().size());
    EXPECT_EQ(lines.file_lines(),
              static_cast<std::size_t>(std::count(files.back().begin(), files.back().end(), '\n')));
  } while (lines.has_more());
  return files;
}

std::string joined(const std::vector<std::string>& files) {
  std::string all;
  for (const std::string& file : files) all += file;
  return all;
}

TEST(BulkLevels, AreExactToTheByte) {
  canonical::LevelChanges changes;
  changes.append(9007199254740993, 2, -1, 5);
  changes.append(3, 4, std::nullopt, 0);
  const auto lines =
      bulk_levels(changes, {{"k\"1", "k2"}, "correction", "gid://crossdock/Push/1", 1}).value();
  EXPECT_THAT(
      files_of(*lines, 1),
      ElementsAre(R"({"input":{"name":"available","reason":"correction",)"
                  R"("referenceDocumentUri":"gid://crossdock/Push/1","quantities":[)"
                  R"({"inventoryItemId":"gid://shopify/InventoryItem/9007199254740993",)"
                  R"("locationId":"gid://shopify/Location/2","quantity":5,"changeFromQuantity":-1}]},)"
                  R"("idempotencyKey":"k\"1"})"
                  "\n"
                  R"({"input":{"name":"available","reason":"correction",)"
                  R"("referenceDocumentUri":"gid://crossdock/Push/1","quantities":[)"
                  R"({"inventoryItemId":"gid://shopify/InventoryItem/3",)"
                  R"("locationId":"gid://shopify/Location/4","quantity":0,"changeFromQuantity":null}]},)"
                  R"("idempotencyKey":"k2"})"
                  "\n"));
}

TEST(BulkLevels, ComeInChunksOfAnySizeAndWholeLines) {
  const canonical::LevelChanges changes = levels(1003);
  const std::string whole = joined(files_of(*bulk_levels(changes, {keys(5), "r", "u"}).value(), 1U << 30));
  for (const std::size_t bytes_wanted : {std::size_t{1}, std::size_t{1000}, std::size_t{100'000}}) {
    const auto lines = bulk_levels(changes, {keys(5), "r", "u"}).value();
    EXPECT_THAT(files_of(*lines, bytes_wanted), ElementsAre(whole));
  }
}

TEST(BulkLevels, WhatDoesNotFitOneFileGoesIntoTheNextOne) {
  const canonical::LevelChanges changes = levels(100);
  BulkLevelsOptions options{keys(10), "r", "u", 10};
  const std::string whole = joined(files_of(*bulk_levels(changes, options).value(), 1000));
  options.file_bytes_max = whole.size() / 3;
  const auto files = files_of(*bulk_levels(changes, options).value(), 1000);
  EXPECT_EQ(files.size(), 4U);
  for (const std::string& file : files) EXPECT_LE(file.size(), options.file_bytes_max);
  EXPECT_EQ(joined(files), whole);
}

TEST(BulkLevels, ALineThatIsLargerThanAFileIsALimitErrorAndTheEnd) {
  const canonical::LevelChanges changes = levels(10);
  const auto lines = bulk_levels(changes, {keys(1), "r", "u", 10, 100}).value();
  std::string chunk;
  EXPECT_EQ(base::limit_error_of(lines->append_to(chunk, 1).status())->name, "bulk_mutation_file_bytes_max");
  EXPECT_EQ(chunk, "");
  EXPECT_FALSE(lines->append_to(chunk, 1).ok());
}

TEST(BulkLevels, RefuseWhatWouldRaceOrLoseItsIntent) {
  const canonical::LevelChanges changes = levels(20);
  EXPECT_FALSE(bulk_levels(changes, {keys(1), "r", "u", 10}).ok());
  EXPECT_FALSE(bulk_levels(changes, {keys(3), "r", "u", 10}).ok());
  EXPECT_FALSE(bulk_levels(changes, {{"same", "same"}, "r", "u", 10}).ok());
  EXPECT_FALSE(bulk_levels(changes, {{"one", " "}, "r", "u", 10}).ok());
  const canonical::LevelChanges none;
  EXPECT_FALSE(bulk_levels(none, {{}, "r", "u"}).ok());
  EXPECT_EQ(base::limit_error_of(bulk_levels(changes, {keys(1), "r", "u", 251}).status())->actual, 251);
  canonical::LevelChanges twice = levels(20);
  twice.append(1, 7, 3, 4);  // Far from its twin, in another line.
  EXPECT_FALSE(bulk_levels(twice, {keys(3), "r", "u", 10}).ok());
}

canonical::PriceChanges prices() {
  canonical::PriceChanges changes;
  changes.append(2, 21, {19990, 3}, std::nullopt);
  changes.append(1, 11, {5, 0}, base::Decimal(625, 2));
  changes.append(2, 22, {0, 2}, base::Decimal(1, 2));
  return changes;
}

TEST(BulkPrices, AreGroupedByProductWhateverTheOrderOfRows) {
  const canonical::PriceChanges changes = prices();
  const auto lines = bulk_prices(changes, false);
  EXPECT_THAT(
      files_of(**lines, 1),
      ElementsAre(
          R"({"productId":"gid://shopify/Product/1","variants":[{"id":"gid://shopify/ProductVariant/11",)"
          R"("price":"5","compareAtPrice":"6.25"}],"allowPartialUpdates":false})"
          "\n"
          R"({"productId":"gid://shopify/Product/2","variants":[{"id":"gid://shopify/ProductVariant/21",)"
          R"("price":"19.990","compareAtPrice":null},{"id":"gid://shopify/ProductVariant/22",)"
          R"("price":"0.00","compareAtPrice":"0.01"}],"allowPartialUpdates":false})"
          "\n"));
}

TEST(PriceUpdates, CutProductsOfManyVariantsAndTellWhichRowsWentWhere) {
  canonical::PriceChanges changes;
  for (std::int64_t variant = 1; variant <= 501; ++variant)
    changes.append(9, variant, {variant, 2}, std::nullopt);
  changes.append(3, 1000, {1, 0}, std::nullopt);
  const auto requests = write_price_updates("m", changes, true).value();
  ASSERT_EQ(requests.size(), 4U);
  EXPECT_EQ(requests[0].product_id, 3);
  EXPECT_THAT(requests[0].rows, ElementsAre(501));
  EXPECT_EQ(requests[1].rows.size(), 250U);
  EXPECT_EQ(requests[2].rows.front(), 250U);
  EXPECT_THAT(requests[3].rows, ElementsAre(500));
  EXPECT_THAT(requests[3].body, HasSubstr(R"("price":"5.01")"));
  EXPECT_THAT(requests[3].body, HasSubstr(R"("allowPartialUpdates":true)"));
}

TEST(PriceUpdates, RefuseAVariantTwiceAndAPriceBelowZero) {
  canonical::PriceChanges twice = prices();
  twice.append(1, 22, {1, 0}, std::nullopt);
  EXPECT_FALSE(write_price_updates("m", twice, false).ok());
  canonical::PriceChanges negative = prices();
  negative.append(1, 12, {-1, 0}, std::nullopt);
  EXPECT_FALSE(write_price_updates("m", negative, false).ok());
  EXPECT_FALSE(bulk_prices(negative, false).ok());
  EXPECT_FALSE(write_price_updates("m", {}, false).ok());
}

TEST(BulkProducts, AreTakenOneByOneAndABadOneEndsTheLines) {
  std::int64_t given = 0;
  const auto lines = bulk_products(
      [&given]() -> std::optional<canonical::Product> {
        if (given == 3) return std::nullopt;
        canonical::Product product;
        product.id = ++given;
        product.title = "T";
        return product;
      },
      {});
  EXPECT_THAT(
      files_of(*lines, 1),
      ElementsAre(
          R"({"identifier":{"id":"gid://shopify/Product/1"},"input":{"title":"T"},"synchronous":false})"
          "\n"
          R"({"identifier":{"id":"gid://shopify/Product/2"},"input":{"title":"T"},"synchronous":false})"
          "\n"
          R"({"identifier":{"id":"gid://shopify/Product/3"},"input":{"title":"T"},"synchronous":false})"
          "\n"));
  const auto bad =
      bulk_products([]() { return std::optional<canonical::Product>(canonical::Product()); }, {});
  std::string chunk = "kept";
  EXPECT_FALSE(bad->append_to(chunk, 1).ok());
  EXPECT_EQ(chunk, "kept");
  EXPECT_FALSE(bad->append_to(chunk, 1).ok());
}

}  // namespace
}  // namespace crossdock::shopify
