#include "crossdock/wire/shopify/price_list.h"

#include <gtest/gtest.h>

#include <string>

#include "crossdock/wire/shopify/corpus_for_test.h"

namespace crossdock::shopify {
namespace {

TEST(PriceList, ANodeAndABulkFileOfOneListAreEqual) {
  const auto node = read_price_list_node(corpus("price_list_node.json"));
  const std::string file = corpus("price_lists.jsonl");
  const auto bulk = read_price_lists_bulk(file_of(file), go_on);
  ASSERT_TRUE(node.ok()) << node.status();
  ASSERT_TRUE(bulk.ok()) << bulk.status();
  ASSERT_EQ(bulk->objects.size(), 1U);
  EXPECT_EQ(bulk->objects[0], *node);
  EXPECT_EQ(node->currency, "CHF");
  EXPECT_EQ(node->adjustment_kind, "percentage_decrease");
  EXPECT_EQ(node->adjustment_percent, base::Decimal(125, 1));
  EXPECT_EQ(node->prices[0].variant_id, 9007199254741001);
  EXPECT_EQ(node->prices[0].compare_at_price, base::Decimal(2505, 2));
  EXPECT_EQ(node->prices[1].origin, "fixed");
}

TEST(PriceList, AnAmountInAnotherCurrencyIsRefused) {
  const std::string body =
      with(corpus("price_list_node.json"), R"("currencyCode":"CHF")", R"("currencyCode":"EUR")");
  EXPECT_EQ(path_of_failure(read_price_list_node(body)), "$.prices.nodes[0].price.currencyCode");
}

}  // namespace
}  // namespace crossdock::shopify
