#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "crossdock/wire/shopify/catalogue.h"
#include "crossdock/wire/shopify/customer.h"
#include "crossdock/wire/shopify/fulfilment.h"
#include "crossdock/wire/shopify/order.h"
#include "crossdock/wire/shopify/return.h"

// Odoo reads webhooks in several threads of one process at once. Nothing that readers share may change: the
// thread sanitizer looks on.
namespace crossdock::shopify {
namespace {

constexpr int kThreads = 4;
constexpr int kRounds = 20;

std::string corpus(const std::string& name) {
  std::ifstream stream(CORPUS + name, std::ios::binary);
  EXPECT_TRUE(stream.good()) << name;
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void in_threads(const std::function<void()>& action) {
  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number) {
    threads.emplace_back([&action] {
      for (int round = 0; round < kRounds; ++round) action();
    });
  }
  for (std::thread& thread : threads) thread.join();
}

json::LineReader::Read from(std::string_view text) {
  return [rest = text](char* target, std::size_t size) mutable {
    const std::size_t count = rest.copy(target, size);
    rest.remove_prefix(count);
    return count;
  };
}

TEST(Threads, ReadTheSameOrdersAtOnce) {
  const std::string webhook = corpus("order_webhook.json");
  const std::string node = corpus("order_node.json");
  const auto expected = read_order(webhook, "orders/create");
  ASSERT_TRUE(expected.ok()) << expected.status();
  in_threads([&] {
    EXPECT_EQ(*read_order(webhook, "orders/create"), *expected);
    EXPECT_EQ(*read_order_node(node), *expected);
    EXPECT_FALSE(read_order(std::string_view(webhook).substr(0, 100), "orders/create").ok());
  });
}

TEST(Threads, ReadOtherObjectsAtOnce) {
  const std::string customer = corpus("customer.json");
  const std::string fulfilment = corpus("fulfilment.json");
  const std::string returned = corpus("return.json");
  in_threads([&] {
    EXPECT_TRUE(read_customer(customer, "customers/update").ok());
    EXPECT_TRUE(read_fulfilment(fulfilment, "fulfillments/create").ok());
    EXPECT_TRUE(read_return(returned, "returns/request").ok());
  });
}

TEST(Threads, ReadBulkFilesAtOnce) {
  const std::string variants = corpus("variants.jsonl");
  const auto keep_going = [] { return true; };
  const auto expected = read_variants(from(variants), keep_going);
  ASSERT_TRUE(expected.ok()) << expected.status();
  in_threads([&] {
    const auto found = read_variants(from(variants), keep_going);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(found->columns.variants, expected->columns.variants);
  });
}

}  // namespace
}  // namespace crossdock::shopify
