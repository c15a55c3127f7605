#include "crossdock/wire/shopify/inventory.h"

#include <gtest/gtest.h>

#include "crossdock/base/decode_error.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"

namespace crossdock::shopify {
namespace {

const SetQuantitiesOptions kOptions{"key", "correction", "gid://crossdock/Push/1"};

canonical::LevelChanges rows(std::size_t count) {
  canonical::LevelChanges changes;
  for (std::size_t row = 0; row < count; ++row) changes.append(static_cast<std::int64_t>(row + 1), 2, 0, 5);
  return changes;
}

TEST(WriteInventorySetQuantities, IsExactToTheByte) {
  canonical::LevelChanges changes;
  changes.append(9007199254740993, 2, -1, 5);
  changes.append(3, 4, std::nullopt, 0);
  EXPECT_EQ(write_inventory_set_quantities("mutation \"x\"", changes, kOptions).value(),
            R"({"query":"mutation \"x\"","variables":{"input":{"name":"available","reason":"correction",)"
            R"("referenceDocumentUri":"gid://crossdock/Push/1","quantities":[)"
            R"({"inventoryItemId":"gid://shopify/InventoryItem/9007199254740993",)"
            R"("locationId":"gid://shopify/Location/2","quantity":5,"changeFromQuantity":-1},)"
            R"({"inventoryItemId":"gid://shopify/InventoryItem/3","locationId":"gid://shopify/Location/4",)"
            R"("quantity":0,"changeFromQuantity":null}]},"idempotencyKey":"key"}})");
}

TEST(WriteInventorySetQuantities, HoldsTheVendorsBounds) {
  EXPECT_TRUE(write_inventory_set_quantities("m", rows(base::kInventoryQuantitiesMax), kOptions).ok());
  const auto many = write_inventory_set_quantities("m", rows(base::kInventoryQuantitiesMax + 1), kOptions);
  EXPECT_EQ(base::limit_error_of(many.status()), (base::LimitError{"inventory_quantities_max", 250, 251}));
  for (const std::int64_t quantity : {base::kInventoryQuantityMax + 1, -base::kInventoryQuantityMax - 1}) {
    canonical::LevelChanges changes;
    changes.append(1, 2, 0, quantity);
    EXPECT_EQ(base::limit_error_of(write_inventory_set_quantities("m", changes, kOptions).status())->name,
              "inventory_quantity_max");
  }
}

TEST(WriteInventorySetQuantities, RefusesWhatTheVendorWouldRefuse) {
  EXPECT_FALSE(write_inventory_set_quantities("m", rows(0), kOptions).ok());
  EXPECT_FALSE(write_inventory_set_quantities("m", rows(1), {" ", "r", "u"}).ok());
  canonical::LevelChanges twice = rows(1);
  twice.append(1, 2, 0, 6);
  EXPECT_FALSE(write_inventory_set_quantities("m", twice, kOptions).ok());
  canonical::LevelChanges unnamed;
  unnamed.append(0, 2, 0, 6);
  EXPECT_FALSE(write_inventory_set_quantities("m", unnamed, kOptions).ok());
}

TEST(ReadLevels, KeepsUnknownQuantitiesApartFromZero) {
  const auto answer = read_levels(R"({"nodes": [null,
      {"id": "gid://shopify/InventoryLevel/1", "item": {"id": "gid://shopify/InventoryItem/2"},
       "location": {"id": "gid://shopify/Location/3"}, "updatedAt": "1970-01-01T00:00:01Z",
       "quantities": [{"name": "on_hand", "quantity": 9}, {"name": "available", "quantity": 0}]},
      {"id": "gid://shopify/InventoryLevel/4", "item": {"id": "gid://shopify/InventoryItem/5"},
       "location": {"id": "gid://shopify/Location/6"}, "updatedAt": "1970-01-01T00:00:02Z", "quantities": []}]})");
  ASSERT_TRUE(answer.ok()) << answer.status();
  canonical::LevelColumns expected;
  expected.append(2, 3, 0, false, 1'000'000);
  expected.append(5, 6, std::nullopt, false, 2'000'000);
  EXPECT_EQ(answer->levels, expected);
  EXPECT_EQ(answer->gids,
            (std::vector<std::string>{"gid://shopify/InventoryLevel/1", "gid://shopify/InventoryLevel/4"}));
}

TEST(ReadLevels, AnotherKindOfNodeIsAnError) {
  EXPECT_FALSE(read_levels(R"({"nodes": [{}]})").ok());
  EXPECT_FALSE(read_levels(R"({"nodes": {}})").ok());
  EXPECT_FALSE(read_levels("{}").ok());
}

}  // namespace
}  // namespace crossdock::shopify
