#include "crossdock/canonical/order.h"

#include <gtest/gtest.h>

namespace crossdock::canonical {
namespace {

Order order_of(std::string_view price, std::string_view created_at) {
  Order order;
  order.lines.emplace_back().price = Decimal::parse(price).value;
  order.created_at = base::Timestamp::parse(created_at).value();
  return order;
}

TEST(Order, TheWayOfWritingMoneyAndTimeMakesNoDifference) {
  EXPECT_EQ(order_of("19.990", "2021-12-31T19:00:00-05:00"), order_of("19.99", "2022-01-01T00:00:00Z"));
}

TEST(Order, AnyOtherDifferenceDoes) {
  const Order order = order_of("19.99", "2022-01-01T00:00:00Z");
  EXPECT_NE(order, order_of("19.98", "2022-01-01T00:00:00Z"));
  EXPECT_NE(order, order_of("19.99", "2022-01-01T00:00:01Z"));
  Order other = order;
  other.shipping_address.emplace();
  EXPECT_NE(order, other);
}

}  // namespace
}  // namespace crossdock::canonical
