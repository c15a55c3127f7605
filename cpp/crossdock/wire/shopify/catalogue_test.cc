#include "crossdock/wire/shopify/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "crossdock/base/limits.h"

namespace crossdock::shopify {
namespace {

// A source that gives the text in pieces of at most `piece` bytes.
json::LineReader::Read source(std::string text, std::size_t piece) {
  return [text = std::move(text), position = std::size_t{0}, piece](char* buffer, std::size_t size) mutable {
    const std::size_t count = text.copy(buffer, std::min(size, piece), position);
    position += count;
    return count;
  };
}

std::string variant(int number) {
  const std::string id = std::to_string(number);
  return R"({"id":"gid://shopify/ProductVariant/)" + id + R"(","sku":"S)" + id +
         R"(","product":{"id":"gid://shopify/Product/9"},"inventoryItem":{"id":"gid://shopify/InventoryItem/5)" +
         id + R"(","tracked":false}})" + "\n";
}

std::string level(const std::string& parent, int location) {
  return R"({"id":"gid://shopify/InventoryLevel/1","__parentId":"gid://shopify/)" + parent +
         R"(","location":{"id":"gid://shopify/Location/)" + std::to_string(location) +
         R"("},"updatedAt":"1970-01-01T00:00:01Z","quantities":[{"name":"available","quantity":4}]})" + "\n";
}

VariantCatalogue read(const std::string& text, std::size_t piece = 1 << 16) {
  auto catalogue = read_variants(source(text, piece), [] { return true; });
  EXPECT_TRUE(catalogue.ok()) << catalogue.status();
  return *std::move(catalogue);
}

TEST(ReadVariants, JoinsChildrenWhateverTheOrderAndTheChunks) {
  const std::string text = level("ProductVariant/1", 3) + variant(1) + level("InventoryItem/51", 4);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{13}, std::size_t{1} << 16}) {
    const VariantCatalogue catalogue = read(text, piece);
    ASSERT_EQ(catalogue.columns.variants.size(), 1U);
    EXPECT_EQ(catalogue.columns.variants.row(0).sku, "S1");
    EXPECT_EQ(catalogue.columns.levels.inventory_item_ids, (std::vector<std::int64_t>{51, 51}));
    EXPECT_EQ(catalogue.columns.levels.location_ids, (std::vector<std::int64_t>{3, 4}));
    EXPECT_EQ(catalogue.report.error_count, 0U);
  }
}

TEST(ReadVariants, ABadLineCostsItselfAndIsNumbered) {
  const VariantCatalogue catalogue = read(variant(1) + "{\"id\":\"gid://shop\n" + variant(2) + "\xff\n\n" +
                                          level("ProductVariant/8", 3) + variant(3));
  EXPECT_EQ(catalogue.columns.variants.size(), 3U);
  ASSERT_EQ(catalogue.report.errors.size(), 3U);
  EXPECT_EQ(catalogue.report.errors[0].line, 2U);
  EXPECT_EQ(catalogue.report.errors[1].line, 4U);
  EXPECT_EQ(catalogue.report.errors[2].line, 6U);
  EXPECT_EQ(catalogue.columns.levels.size(), 0U);
}

TEST(ReadVariants, ALineThatIsTooLongCostsItself) {
  const VariantCatalogue catalogue =
      read(variant(1) + std::string(base::kJsonlLineBytesMax + 1, 'x') + "\n" + variant(2));
  EXPECT_EQ(catalogue.columns.variants.size(), 2U);
  EXPECT_EQ(catalogue.report.line_count, 3U);
  ASSERT_EQ(catalogue.report.errors.size(), 1U);
  EXPECT_EQ(catalogue.report.errors[0].line, 2U);
  EXPECT_NE(catalogue.report.errors[0].message.find("jsonl_line_bytes_max"), std::string::npos);
}

TEST(ReadVariants, OnlyAnIncompleteLastLineIsTruncation) {
  const std::string text = variant(1) + variant(2);
  EXPECT_FALSE(read(text).report.truncated);
  EXPECT_FALSE(read(text.substr(0, text.size() - 1)).report.truncated);
  EXPECT_TRUE(read(text.substr(0, text.size() - 2)).report.truncated);
  EXPECT_EQ(read(text.substr(0, text.size() - 2)).report.errors.at(0).line, 2U);
}

TEST(ReadVariants, TheUsualLinesArePlain) {
  EXPECT_EQ(read(variant(1) + level("ProductVariant/1", 3)).report.plain_line_count, 2U);
  const VariantCatalogue mixed = read(variant(1) + "{\"a\":1}\n" + level("ProductVariant/1", 3));
  EXPECT_EQ(mixed.report.line_count, 3U);
  EXPECT_EQ(mixed.report.plain_line_count, 2U);
}

TEST(CatalogueReader, PartsTogetherAreTheWhole) {
  std::string text;
  for (int number = 1; number <= 40; ++number) {
    text += level("ProductVariant/" + std::to_string(41 - number), number) + variant(number);
    if (number % 7 == 0) text += "{\n";
  }
  const VariantCatalogue whole = read(text);
  EXPECT_EQ(whole.columns.size(), 80U);
  for (const std::size_t rows : {1U, 2U, 7U, 1000U}) {
    CatalogueReader reader(source(text, 100));
    CatalogueColumns together;
    while (true) {
      const std::size_t before = together.size();
      const auto is_read = reader.next(
          rows, [] { return true; }, together);
      ASSERT_TRUE(is_read.ok());
      EXPECT_EQ(*is_read, together.size() > before);
      if (!*is_read) break;
    }
    EXPECT_EQ(together.variants, whole.columns.variants);
    EXPECT_EQ(together.levels, whole.columns.levels);
    EXPECT_EQ(reader.report().errors, whole.report.errors);
    EXPECT_EQ(reader.report().error_count, 5U);
  }
}

TEST(CatalogueReader, LevelsWaitForTheirVariantAndForNothingElse) {
  CatalogueReader reader(source(level("ProductVariant/2", 1) + level("ProductVariant/2", 2) + variant(1) +
                                    level("ProductVariant/1", 3) + level("ProductVariant/3", 4) + variant(2),
                                1 << 16));
  const auto always = [] { return true; };
  CatalogueColumns part;
  EXPECT_TRUE(*reader.next(1, always, part));
  EXPECT_EQ(part.variants.variant_ids, (std::vector<std::int64_t>{1}));
  EXPECT_EQ(part.levels.size(), 0U);
  EXPECT_EQ(reader.waiting(), 2U);
  part = {};
  EXPECT_TRUE(*reader.next(1, always, part));
  EXPECT_EQ(part.levels.location_ids, (std::vector<std::int64_t>{3}));
  part = {};
  // More rows than were asked for: both levels had waited for this variant, and come as they stood.
  EXPECT_TRUE(*reader.next(1, always, part));
  EXPECT_EQ(part.levels.location_ids, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(part.levels.inventory_item_ids, (std::vector<std::int64_t>{52, 52}));
  EXPECT_EQ(part.variants.variant_ids, (std::vector<std::int64_t>{2}));
  EXPECT_EQ(reader.waiting(), 1U);
  part = {};
  EXPECT_FALSE(*reader.next(1, always, part));
  ASSERT_EQ(reader.report().errors.size(), 1U);
  EXPECT_EQ(reader.report().errors[0].line, 5U);
}

TEST(CatalogueReader, PlacesOfLevelsThatNoLongerWaitAreUsedAgain) {
  std::string text;
  for (int number = 1; number <= 300; ++number) {
    for (int location = 1; location <= 3; ++location)
      text += level("ProductVariant/" + std::to_string(number), location);
    text += variant(number);
  }
  CatalogueReader reader(source(text, 1000));
  CatalogueColumns part;
  EXPECT_TRUE(*reader.next(
      5000, [] { return true; }, part));
  EXPECT_EQ(part.levels.size(), 900U);
  EXPECT_EQ(part.variants.size(), 300U);
  for (std::size_t row = 0; row < 900; ++row)
    EXPECT_EQ(part.levels.inventory_item_ids[row], std::stoll("5" + std::to_string(row / 3 + 1)));
  EXPECT_EQ(reader.waiting(), 0U);
}

TEST(CatalogueReader, LevelsThatWaitAreBounded) {
  const std::string one = level("ProductVariant/1", 2);
  const std::size_t most = base::kCatalogueWaitingLevelsMax;
  // The last line is the variant: what waits is complete, what found no place is not.
  const std::string last = variant(1);
  std::size_t levels = most + 2;
  bool has_last = true;
  CatalogueReader reader([&](char* buffer, std::size_t size) {
    std::size_t given = 0;
    for (; levels > 0 && given + one.size() <= size; --levels) given += one.copy(buffer + given, one.size());
    if (given == 0 && std::exchange(has_last, false)) given = last.copy(buffer, size);
    return given;
  });
  CatalogueColumns columns;
  EXPECT_TRUE(*reader.next(
      most * 2, [] { return true; }, columns));
  EXPECT_EQ(columns.levels.size(), most);
  EXPECT_EQ(reader.report().error_count, 2U);
  EXPECT_EQ(reader.report().errors.at(0).line, most + 1);
  EXPECT_NE(reader.report().errors.at(0).message.find("catalogue_waiting_levels_max"), std::string::npos);
}

TEST(CatalogueReader, AfterAnErrorTheSameAgain) {
  std::string text;
  for (int number = 1; number <= 20'000; ++number) text += variant(number);
  CatalogueReader reader(source(text, 1 << 16));
  CatalogueColumns columns;
  EXPECT_EQ(reader
                .next(
                    30'000, [] { return false; }, columns)
                .status()
                .code(),
            absl::StatusCode::kCancelled);
  EXPECT_EQ(reader
                .next(
                    30'000, [] { return true; }, columns)
                .status()
                .code(),
            absl::StatusCode::kCancelled);
}

TEST(ReadVariants, StopsWhenItIsTold) {
  std::string text;
  for (int number = 1; number <= 20'000; ++number) text += variant(number);
  int questions = 0;
  const auto stopped = read_variants(source(text, 1 << 16), [&questions] { return ++questions > 1; });
  EXPECT_EQ(stopped.status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(questions, 1);
}

}  // namespace
}  // namespace crossdock::shopify
