#include "crossdock/wire/shopify/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

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
    ASSERT_EQ(catalogue.variants.size(), 1U);
    EXPECT_EQ(catalogue.variants[0].sku, "S1");
    EXPECT_EQ(catalogue.levels.inventory_item_ids, (std::vector<std::int64_t>{51, 51}));
    EXPECT_EQ(catalogue.levels.location_ids, (std::vector<std::int64_t>{3, 4}));
    EXPECT_EQ(catalogue.error_count, 0U);
  }
}

TEST(ReadVariants, ABadLineCostsItselfAndIsNumbered) {
  const VariantCatalogue catalogue = read(variant(1) + "{\"id\":\"gid://shop\n" + variant(2) + "\xff\n\n" +
                                          level("ProductVariant/8", 3) + variant(3));
  EXPECT_EQ(catalogue.variants.size(), 3U);
  ASSERT_EQ(catalogue.errors.size(), 3U);
  EXPECT_EQ(catalogue.errors[0].line, 2U);
  EXPECT_EQ(catalogue.errors[1].line, 4U);
  EXPECT_EQ(catalogue.errors[2].line, 6U);
  EXPECT_EQ(catalogue.levels.size(), 0U);
}

TEST(ReadVariants, OnlyAnIncompleteLastLineIsTruncation) {
  const std::string text = variant(1) + variant(2);
  EXPECT_FALSE(read(text).truncated);
  EXPECT_FALSE(read(text.substr(0, text.size() - 1)).truncated);
  EXPECT_TRUE(read(text.substr(0, text.size() - 2)).truncated);
  EXPECT_EQ(read(text.substr(0, text.size() - 2)).errors.at(0).line, 2U);
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
