#include "crossdock/diff/order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "crossdock/diff/words_for_test.h"

namespace crossdock::diff {
namespace {

using base::Decimal;
using canonical::Order;
using canonical::OrderLine;
using testing::ElementsAre;
using testing::IsEmpty;

OrderLine line_of(std::int64_t id, std::int64_t quantity) {
  OrderLine line;
  line.id = id;
  line.title = "Shirt";
  line.quantity = quantity;
  line.current_quantity = quantity;
  line.price = Decimal(1990, 2);
  line.tax_lines.resize(2);
  line.tax_lines[0].title = "State";
  line.tax_lines[0].price = Decimal(100, 2);
  line.tax_lines[1].title = "City";
  line.tax_lines[1].price = Decimal(50, 2);
  line.discount_allocations.emplace_back().amount = Decimal(1, 0);
  return line;
}

Order order_before() {
  Order order;
  order.id = 1;
  order.name = "#1001";
  order.currency = "EUR";
  order.financial_status = "pending";
  order.tags = {"b2b", "urgent"};
  order.lines = {line_of(11, 1), line_of(12, 2)};
  order.shipping_lines.emplace_back().title = "Standard";
  order.customer.emplace().id = 5;
  order.shipping_address.emplace().city = "Ulm";
  order.total = Decimal(5970, 2);
  order.refunds.emplace();
  order.transactions.emplace().emplace_back().id = 31;
  order.risk.emplace().recommendation = "none";
  return order;
}

std::vector<std::string> news(const Order& before, const Order& after) {
  return words_of(diff_orders(before, after));
}

TEST(DiffOrders, NothingHappenedIsNoNews) {
  Order after = order_before();
  after.updated_at = base::Timestamp{.utc_us = 9};
  after.total = Decimal(597, 1);
  EXPECT_THAT(news(order_before(), after), IsEmpty());
}

TEST(DiffOrders, OrderWithoutMeaningIsNoNews) {
  Order after = order_before();
  std::reverse(after.lines.begin(), after.lines.end());
  std::reverse(after.lines[0].tax_lines.begin(), after.lines[0].tax_lines.end());
  std::reverse(after.tags.begin(), after.tags.end());
  EXPECT_THAT(news(order_before(), after), IsEmpty());
}

TEST(DiffOrders, AChangedLineNamesItselfAndItsFields) {
  Order after = order_before();
  after.lines[1].current_quantity = 1;
  after.lines[1].discount_allocations[0].amount = Decimal(2, 0);
  after.lines[1].tax_lines[1].price = Decimal(51, 2);
  after.lines[0].price = Decimal(1, 0);
  EXPECT_THAT(news(order_before(), after),
              ElementsAre("line changed 0/0 price",
                          "line changed 1/1 current_quantity discount_allocations tax_lines"));
}

TEST(DiffOrders, LinesComeAndGo) {
  Order after = order_before();
  after.lines[0].id = 13;
  after.shipping_lines[0].title = "Express";
  EXPECT_THAT(news(order_before(), after),
              ElementsAre("line added 0/-", "line removed -/0", "shipping_line added 0/-",
                          "shipping_line removed -/0"));
}

TEST(DiffOrders, HeaderStateCancellationAndTotalsAreApart) {
  Order after = order_before();
  after.note = "Ring twice";
  after.financial_status = "voided";
  after.cancelled_at = base::Timestamp{.utc_us = 7};
  after.cancel_reason = "customer";
  after.current_total = Decimal(1, 0);
  after.tags = {"b2b", "late"};
  EXPECT_THAT(news(order_before(), after),
              ElementsAre("order changed note", "order_state changed financial_status",
                          "cancellation changed cancelled_at cancel_reason", "total changed current_total",
                          "tag added 1/-", "tag removed -/1"));
}

TEST(DiffOrders, PeopleAndAddressesComeGoAndChange) {
  Order after = order_before();
  after.customer.reset();
  after.shipping_address->city = "Bonn";
  after.billing_address.emplace().city = "Bonn";
  EXPECT_THAT(news(order_before(), after), ElementsAre("customer removed -/0", "billing_address added 0/-",
                                                       "shipping_address changed 0/0 city"));
}

TEST(DiffOrders, MoneyAndRiskAreToldById) {
  Order after = order_before();
  after.transactions->at(0).status = "success";
  after.transactions->emplace_back().id = 32;
  after.refunds->emplace_back().id = 41;
  after.risk->recommendation = "cancel";
  EXPECT_THAT(news(order_before(), after),
              ElementsAre("risk changed 0/0 recommendation", "transaction changed 0/0 status",
                          "transaction added 1/-", "refund added 0/-"));
  Order later = after;
  later.refunds->at(0).lines.emplace().emplace_back().quantity = 1;
  EXPECT_THAT(news(after, later), IsEmpty()) << "the older state does not tell the refund's lines";
  after.refunds->at(0).lines.emplace();
  EXPECT_THAT(news(after, later), ElementsAre("refund changed 0/0 lines"));
}

TEST(DiffOrders, WhatOneStateDoesNotTellHasNotChanged) {
  Order after = order_before();
  after.transactions.reset();
  after.risk.reset();
  after.refunds.reset();
  after.confirmed = true;
  after.current_subtotal = Decimal(1, 0);
  EXPECT_THAT(news(order_before(), after), IsEmpty());
  EXPECT_THAT(news(after, order_before()), IsEmpty());
}

}  // namespace
}  // namespace crossdock::diff
