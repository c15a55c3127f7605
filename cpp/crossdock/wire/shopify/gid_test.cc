#include "crossdock/wire/shopify/gid.h"

#include <gtest/gtest.h>

namespace crossdock::shopify {
namespace {

TEST(Gid, GoesBothWaysBeyond53Bits) {
  const std::string text = make_gid("Order", 9223372036854775807);
  EXPECT_EQ(text, "gid://shopify/Order/9223372036854775807");
  const auto gid = parse_gid(text);
  ASSERT_TRUE(gid.has_value());
  EXPECT_EQ(gid->kind, "Order");
  EXPECT_EQ(gid->id, 9223372036854775807);
}

TEST(Gid, AnyOtherTextIsNone) {
  for (const char* text :
       {"", "1", "gid://shopify/", "gid://shopify/Order", "gid://shopify/Order/", "gid://shopify//1",
        "gid://shopify/Order/1a", "gid://shopify/Order/-1", "gid://shopify/Order/0", "gid://shopify/Or der/1",
        "gid://shopify/Order/9223372036854775808", " gid://shopify/Order/1", "gid://shopify/Order/1/2"}) {
    EXPECT_FALSE(parse_gid(text).has_value()) << text;
  }
}

TEST(Gid, ALevelNamesItsItemInItsQuery) {
  EXPECT_EQ(parse_gid("gid://shopify/InventoryLevel/4?inventory_item_id=5")->id, 4);
  EXPECT_EQ(inventory_item_of("gid://shopify/InventoryLevel/4?inventory_item_id=5"), 5);
  EXPECT_EQ(inventory_item_of("gid://shopify/InventoryLevel/4?a=1&inventory_item_id=5&b=2"), 5);
  for (const char* text :
       {"", "gid://shopify/InventoryLevel/4", "gid://shopify/InventoryLevel/4?",
        "gid://shopify/InventoryLevel/4?inventory_item_id=", "x?other_inventory_item_id=5"}) {
    EXPECT_FALSE(inventory_item_of(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace crossdock::shopify
