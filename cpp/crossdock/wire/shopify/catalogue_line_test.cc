#include "crossdock/wire/shopify/catalogue_line.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "crossdock/wire/json/lines.h"

namespace crossdock::shopify {
namespace {

const std::string kVariant =
    R"({"id":"gid://shopify/ProductVariant/40000000000001","sku":"A-1","barcode":null,"title":"Größe 4",)"
    R"("product":{"id":"gid://shopify/Product/7","title":"Shirt"},)"
    R"("inventoryItem":{"id":"gid://shopify/InventoryItem/42000000000001","tracked":true}})";
const std::string kLevel =
    R"({"id":"gid://shopify/InventoryLevel/1?inventory_item_id=42","updatedAt":"2026-05-01T08:00:00Z",)"
    R"("location":{"id":"gid://shopify/Location/5"},"quantities":[{"name":"available","quantity":-7}],)"
    R"("__parentId":"gid://shopify/ProductVariant/40"})";

std::string replaced(std::string text, const std::string& from, const std::string& with) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), with);
}

// Whether the line is plain; if it is, the other way must give the same.
bool is_plain(const std::string& text, const CatalogueLine** shown = nullptr) {
  static CatalogueLine plain;
  static CatalogueLine general;
  static CatalogueLineReader reader;
  std::string padded = text + "\n" + std::string(json::kLinePaddingBytes, '\0');
  if (!read_plain_line({padded.data(), text.size()}, plain)) return false;
  const absl::Status status = reader.read(text, general);
  EXPECT_TRUE(status.ok()) << text << status;
  EXPECT_EQ(plain.is_level, general.is_level) << text;
  if (plain.is_level) {
    EXPECT_EQ(plain.level, general.level) << text;
  } else {
    EXPECT_EQ(plain.variant, general.variant) << text;
  }
  if (shown != nullptr) *shown = &general;
  return true;
}

TEST(CatalogueLine, PlainLinesSayWhatTheySay) {
  const CatalogueLine* line = nullptr;
  ASSERT_TRUE(is_plain(kVariant, &line));
  EXPECT_EQ(line->variant.variant_id, 40'000'000'000'001);
  EXPECT_EQ(line->variant.inventory_item_id, 42'000'000'000'001);
  EXPECT_EQ(line->variant.sku, "A-1");
  EXPECT_EQ(line->variant.barcode, std::nullopt);
  EXPECT_EQ(line->variant.title, "Größe 4");
  EXPECT_TRUE(line->variant.tracked);
  ASSERT_TRUE(is_plain(kLevel, &line));
  EXPECT_EQ(line->level, (LevelLine{40, 42, 5, -7, 1'777'622'400'000'000}));
}

TEST(CatalogueLine, OrderSpacingEscapesAndMissingFieldsArePlainToo) {
  const std::vector<std::string> lines = {
      replaced(kVariant, R"("title":"Gr)", R"("title":"a \"quoted\" \u00e9\/\ud83d\ude00 Gr)"),
      replaced(kVariant, R"("sku":"A-1",)", ""),
      replaced(kVariant, R"("A-1")", R"("")"),
      replaced(kVariant, R"("title":"Shirt")", R"("title":null)"),
      " {\t\"inventoryItem\" : {\"tracked\":false , \"id\":\"gid://shopify/InventoryItem/1\"},"
      "\"id\":\"gid://shopify/ProductVariant/2\", \"product\":{ \"id\":\"gid:\\/\\/shopify\\/Product\\/3\"}} "
      "\r",
      replaced(kLevel, "?inventory_item_id=42", ""),
      replaced(kLevel, R"("2026-05-01T08:00:00Z")", "null"),
      replaced(kLevel, "00Z", "00.123456Z"),
      replaced(kLevel, "ProductVariant", "InventoryItem"),
      replaced(kLevel, "-7", "0"),
      replaced(kLevel, R"([{)", R"([{"quantity":3,"name":"on_hand"},{)"),
      R"({"__parentId":"gid:\/\/shopify\/ProductVariant\/9","quantities":[{"name":"incoming","quantity":1}],)"
      R"("location":{"id":"gid:\/\/shopify\/Location\/5"},"id":"gid:\/\/shopify\/InventoryLevel\/0001"})"};
  for (const std::string& line : lines) EXPECT_TRUE(is_plain(line)) << line;
}

// None of these may be decided without the whole validation; some are good, some are not.
TEST(CatalogueLine, WhateverElseIsForTheWholeValidation) {
  const std::vector<std::string> lines = {
      "",
      "{}",
      "[1]",
      kVariant + "x",
      kVariant.substr(0, kVariant.size() - 1),
      replaced(kVariant, R"("sku")", R"("s\u006bu")"),
      replaced(kVariant, R"("sku")", R"("price":"1.00","sku")"),
      replaced(kVariant, R"("sku":"A-1",)", R"("sku":"A-1","sku":"A-1",)"),
      replaced(kVariant, R"("id":"gid://shopify/Product/7",)", ""),
      replaced(kVariant, R"("id":"gid://shopify/Product/7")", R"("id":"gid://shopify/Collection/7")"),
      replaced(kVariant, R"("tracked":true)", R"("tracked":1)"),
      replaced(kVariant, R"("Shirt")", R"("Shirt\u0000")"),
      replaced(kVariant, R"("Shirt")", R"("Shirt\ud800")"),
      replaced(kVariant, "Shirt", "Shi\xffrt"),
      replaced(kVariant, "Shirt", "\xff\\\""),
      replaced(kVariant, "Shirt", "Shi\trt"),
      replaced(kVariant, R"("title":"Gr)", R"("__parentId":null,"title":"Gr)"),
      replaced(kLevel, "-7", "-07"),
      replaced(kLevel, "-7", "1e2"),
      replaced(kLevel, "-7", "1.5"),
      replaced(kLevel, "-7", "null"),
      replaced(kLevel, "-7", "1234567890123456789"),
      replaced(kLevel, "Location/5", "Location/0"),
      replaced(kLevel, "Location/5", "Location/99999999999999999999"),
      replaced(kLevel, "05-01", "02-30"),
      replaced(kLevel, "00Z", "00+10:00"),
      replaced(kLevel, "ProductVariant", "Product"),
      replaced(kLevel, R"("__parentId":"gid://shopify/ProductVariant/40")", R"("title":"x")")};
  for (const std::string& line : lines) EXPECT_FALSE(is_plain(line)) << line;
}

// Every byte of a line replaced by every other, left out, and written twice.
TEST(CatalogueLine, BothWaysAgreeOnEveryLineThatIsOneByteAway) {
  std::size_t plain = 0;
  for (const std::string& line : {kVariant, kLevel}) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        if (byte == '\n') continue;
        std::string changed = line;
        changed[at] = static_cast<char>(byte);
        if (is_plain(changed)) ++plain;
      }
      std::string shorter = line;
      shorter.erase(at, 1);
      std::string longer = line;
      longer.insert(at, 1, line[at]);
      is_plain(shorter);
      is_plain(longer);
      EXPECT_FALSE(is_plain(line.substr(0, at)));
    }
  }
  EXPECT_GT(plain, 1000U);
}

TEST(CatalogueLine, NulInATextAndATimeBeyondTheYearsCostTheirLine) {
  CatalogueLineReader reader;
  CatalogueLine line;
  EXPECT_FALSE(reader.read(replaced(kVariant, "A-1", "A\\u0000"), line).ok());
  EXPECT_TRUE(reader.is_whole());
  EXPECT_FALSE(reader.read(replaced(kLevel, "2026-05-01T08:00:00Z", "0001-01-01T00:00:00+10:00"), line).ok());
  EXPECT_TRUE(reader.read(replaced(kLevel, "2026-05-01T08:00:00Z", "0001-01-01T00:00:00-10:00"), line).ok());
  EXPECT_FALSE(reader.read(kLevel.substr(0, 9), line).ok());
  EXPECT_FALSE(reader.is_whole());
}

}  // namespace
}  // namespace crossdock::shopify
