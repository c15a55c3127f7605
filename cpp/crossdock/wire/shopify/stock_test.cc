#include "crossdock/wire/shopify/stock.h"

#include <gtest/gtest.h>

#include <string>

#include "crossdock/wire/shopify/corpus_for_test.h"

namespace crossdock::shopify {
namespace {

constexpr std::int64_t kItem = 271878346596884015;

TEST(InventoryItem, AWebhookANodeAndABulkFileOfOneItemAreEqual) {
  const auto webhook = read_inventory_item(corpus("inventory_item_webhook.json"), "inventory_items/update");
  const auto node = read_inventory_item_node(corpus("inventory_item_node.json"));
  const std::string file = corpus("inventory_items.jsonl");
  const auto bulk = read_inventory_items_bulk(file_of(file), go_on);
  ASSERT_TRUE(webhook.ok()) << webhook.status();
  ASSERT_TRUE(node.ok()) << node.status();
  ASSERT_TRUE(bulk.ok()) << bulk.status();
  EXPECT_EQ(*webhook, *node);
  ASSERT_EQ(bulk->objects.size(), 1U);
  EXPECT_EQ(bulk->objects[0], *node);
  EXPECT_EQ(webhook->id, kItem);
  EXPECT_EQ(webhook->unit_cost->text(), "4.50");
  EXPECT_EQ(webhook->country_harmonized_system_codes[0].first, "GB");
}

TEST(InventoryItem, ACustomsCodeIsATextOrAWholeNumber) {
  const std::string body = corpus("inventory_item_webhook.json");
  const auto read = [&body](const std::string& code) {
    return read_inventory_item(with(body, "\"610910\"", code), "inventory_items/create");
  };
  EXPECT_EQ(read("610910")->harmonized_system_code, "610910");
  EXPECT_FALSE(read("\"\"")->harmonized_system_code.has_value());
  EXPECT_EQ(path_of_failure(read("6109.1")), "$.harmonized_system_code");
  EXPECT_EQ(path_of_failure(read("true")), "$.harmonized_system_code");
}

TEST(InventoryLevel, NullIsUntrackedAndMissingIsAnError) {
  const auto level = read_inventory_level(R"({"inventory_item_id": 1, "location_id": 2, "available": null})",
                                          "inventory_levels/connect");
  ASSERT_TRUE(level.ok()) << level.status();
  EXPECT_TRUE(level->quantities.empty());
  EXPECT_EQ(path_of_failure(read_inventory_level(R"({"inventory_item_id": 1, "location_id": 2})",
                                                 "inventory_levels/update")),
            "$.available");
}

TEST(InventoryLevel, ANodeTellsEveryStateThatWasAskedForByName) {
  const std::string body = corpus("inventory_level_node.json");
  const auto level = read_inventory_level_node(body);
  ASSERT_TRUE(level.ok()) << level.status();
  EXPECT_EQ(level->inventory_item_id, kItem);
  EXPECT_EQ(level->quantities.front().name, "available");
  EXPECT_EQ(level->quantity("available"), -3);
  EXPECT_EQ(level->quantity("committed"), 5);
  EXPECT_FALSE(level->quantity("damaged").has_value());
  EXPECT_EQ(level->active, true);
  EXPECT_EQ(path_of_failure(read_inventory_level_node(with(body, "\"location\":", "\"place\":"))),
            "$.location");
}

TEST(InventoryLevel, ABulkFileGivesTheLevelsOfTheNodes) {
  const auto node = read_inventory_level_node(corpus("inventory_level_node.json"));
  const std::string file = corpus("inventory_levels.jsonl");
  const auto bulk = read_inventory_levels_bulk(file_of(file), go_on);
  ASSERT_TRUE(bulk.ok()) << bulk.status();
  ASSERT_EQ(bulk->objects.size(), 1U);
  EXPECT_EQ(bulk->objects[0], *node);
}

TEST(InventoryLevel, OfALevelThatIsGoneRemainsWhatItWasOf) {
  const auto gone = read_level_tombstone(R"({"inventory_item_id": 9007199254740993, "location_id": 2})");
  ASSERT_TRUE(gone.ok()) << gone.status();
  EXPECT_EQ(*gone, (canonical::LevelTombstone{9007199254740993, 2}));
  EXPECT_EQ(path_of_failure(read_level_tombstone(R"({"inventory_item_id": 0, "location_id": 2})")),
            "$.inventory_item_id");
}

TEST(Location, AWebhookAndANodeOfOneLocationAgreeOnWhatBothTell) {
  const auto webhook = read_location(corpus("location_webhook.json"), "locations/activate");
  auto node = read_location_node(corpus("location_node.json"));
  const std::string file = corpus("locations.jsonl");
  const auto bulk = read_locations_bulk(file_of(file), go_on);
  ASSERT_TRUE(webhook.ok()) << webhook.status();
  ASSERT_TRUE(node.ok()) << node.status();
  ASSERT_TRUE(bulk.ok()) << bulk.status();
  EXPECT_EQ(bulk->objects.at(0), *node);
  EXPECT_EQ(node->fulfils_online_orders, true);
  node->fulfils_online_orders.reset();
  EXPECT_EQ(*webhook, *node);
  EXPECT_EQ(webhook->address.country, "Canada");
}

}  // namespace
}  // namespace crossdock::shopify
