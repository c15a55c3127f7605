#include "crossdock/wire/shopify/order.h"

#include <gtest/gtest.h>

#include <string>

#include "crossdock/base/decode_error.h"
#include "crossdock/wire/shopify/corpus_for_test.h"

namespace crossdock::shopify {
namespace {

base::DecodeError webhook_error(const std::string& body) {
  const auto order = read_order(body, "orders/updated");
  EXPECT_FALSE(order.ok());
  return base::decode_error_of(order.status()).value_or(base::DecodeError{});
}

TEST(Order, AWebhookAndANodeOfOneOrderAreEqual) {
  const auto webhook = read_order(corpus("order_webhook.json"), "orders/create");
  const auto node = read_order_node(corpus("order_node.json"));
  ASSERT_TRUE(webhook.ok()) << webhook.status();
  ASSERT_TRUE(node.ok()) << node.status();
  EXPECT_EQ(*webhook, *node);
  EXPECT_EQ(webhook->id, 9007199254740993);
  EXPECT_EQ(webhook->total.text(), "22.90");
  EXPECT_EQ(webhook->created_at.offset_minutes, 120);
  EXPECT_FALSE(webhook->lines.at(0).variant_title.has_value());
}

TEST(Order, EveryFieldCountsForEquality) {
  const auto order = read_order(corpus("order_webhook.json"), "orders/create");
  for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
           {R"("rate": 0.19)", R"("rate": 0.2)"},
           {R"("sku": "A-1")", R"("sku": "a-1")"},
           {R"("city": "Bremen")", R"("city": "bremen")"},
           {R"("financial_status": "paid")", R"("financial_status": "pending")"},
           {R"("current_quantity": 2)", R"("current_quantity": 1)"},
           {R"("discount_application_index": 0)", R"("discount_application_index": 1)"},
           {R"("is_removed": false)", R"("is_removed": true)"}}) {
    const auto other = read_order(with(corpus("order_webhook.json"), from, to), "orders/create");
    ASSERT_TRUE(other.ok()) << other.status();
    EXPECT_FALSE(*other == *order) << from;
  }
}

TEST(Order, FieldsThatOlderVersionsLackHaveTheMeaningOfTheirTime) {
  std::string body = with(corpus("order_webhook.json"), R"("current_quantity": 2, )", "");
  body = with(body, R"(, "is_removed": false)", "");
  body = with(body, R"("test": false, )", "");
  const auto order = read_order(body, "orders/create");
  ASSERT_TRUE(order.ok()) << order.status();
  EXPECT_EQ(order->lines.at(0).current_quantity, 2);
  EXPECT_FALSE(order->shipping_lines.at(0).is_removed);
}

TEST(Order, WhatMustBeThereIsMissed) {
  for (const char* key : {"id", "name", "created_at", "updated_at", "currency", "taxes_included",
                          "line_items", "shipping_lines", "total_shipping_price_set", "total_price_set"}) {
    const std::string quoted = "\"" + std::string(key) + "\"";
    const base::DecodeError error = webhook_error(with(corpus("order_webhook.json"), quoted, "\"other\""));
    EXPECT_EQ(error.path, "$." + std::string(key));
    EXPECT_EQ(error.found, "nothing");
    EXPECT_EQ(error.topic, "orders/updated");
  }
}

TEST(Order, MoneyInAnotherCurrencyThanTheOrdersIsRefused) {
  const base::DecodeError error =
      webhook_error(with(corpus("order_webhook.json"), R"("currency": "EUR")", R"("currency": "USD")"));
  EXPECT_EQ(error.found, "another currency");
}

TEST(Order, ANodeWithMorePagesIsIncomplete) {
  const std::string node =
      with(corpus("order_node.json"), R"("hasNextPage": false)", R"("hasNextPage": true)");
  const auto error = base::decode_error_of(read_order_node(node).status());
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->found, "an incomplete node with more pages");
}

}  // namespace
}  // namespace crossdock::shopify
