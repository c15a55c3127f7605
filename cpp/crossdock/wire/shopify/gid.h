#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Shopify's global ids: "gid://shopify/Order/820982911946154508". A level's carries a query behind its
// number: "gid://shopify/InventoryLevel/24826418?inventory_item_id=271878346596884015".
namespace crossdock::shopify {

struct Gid {
  std::string_view kind;  // "Order"; a view into the text that was parsed.
  std::int64_t id = 0;    // Above zero.
};

// Nothing for any other text.
[[nodiscard]] std::optional<Gid> parse_gid(std::string_view text);

[[nodiscard]] std::string make_gid(std::string_view kind, std::int64_t id);

// The inventory item that the gid of a level names in its query, where it does.
[[nodiscard]] std::optional<std::int64_t> inventory_item_of(std::string_view level_gid);

}  // namespace crossdock::shopify
