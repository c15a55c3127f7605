#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"

// What is kept in stock, and how much of it lies where, one object at a time. Large sets of levels are
// columns: see level_columns.h.
namespace crossdock::canonical {

struct Weight {
  base::Decimal value;
  std::string unit;  // "grams", "kilograms", "ounces", "pounds", or newer.

  bool operator==(const Weight&) const = default;
};

// The part of a variant that lies in stock. A fact that is none is either not set or not told: webhooks of
// products tell few of them since 2024-07, webhooks of inventory items tell all.
struct InventoryItem {
  std::int64_t id = 0;          // 0 where not told, or for an item that does not exist in the store yet.
  OptionalText sku;             // None in a variant, which carries its own.
  std::optional<bool> tracked;  // Whether the store counts its stock at all.
  std::optional<bool> requires_shipping;
  std::optional<base::Decimal> unit_cost;  // In the store's own currency, which webhooks do not name.
  OptionalText country_code_of_origin;     // ISO 3166-1 alpha-2, in upper case.
  OptionalText province_code_of_origin;
  OptionalText harmonized_system_code;
  std::vector<std::pair<std::string, std::string>>
      country_harmonized_system_codes;  // (Country, code) where it differs by destination; sorted.
  std::optional<Weight> weight;
  std::optional<base::Timestamp> created_at;  // None in a variant.
  std::optional<base::Timestamp> updated_at;  // None in a variant.

  bool operator==(const InventoryItem&) const = default;
};

// Units in one state. The store's states are "available", "on_hand", "committed", "incoming", "reserved",
// "damaged", "safety_stock" and "quality_control"; others may come and are kept by their names.
struct NamedQuantity {
  std::string name;
  std::int64_t quantity = 0;  // Whole units; below zero where more was sold than was there.

  bool operator==(const NamedQuantity&) const = default;
};

// The stock of one item at one location.
struct InventoryLevel {
  std::int64_t inventory_item_id = 0;
  std::int64_t location_id = 0;
  OptionalText gid;                       // The level's own id, which names both.
  std::optional<bool> active;             // Told by queries from 2026-04 on.
  std::vector<NamedQuantity> quantities;  // Sorted by name. A state that is not told is not zero but missing.
  std::optional<base::Timestamp> updated_at;

  // None where the source does not tell it. Without "available" the store does not track the item there.
  [[nodiscard]] std::optional<std::int64_t> quantity(std::string_view name) const {
    const auto found = std::find_if(quantities.begin(), quantities.end(),
                                    [name](const NamedQuantity& one) { return one.name == name; });
    if (found == quantities.end()) return std::nullopt;
    return found->quantity;
  }

  bool operator==(const InventoryLevel&) const = default;
};

// One item at one location, where nothing more is told: the level is gone.
struct LevelTombstone {
  std::int64_t inventory_item_id = 0;
  std::int64_t location_id = 0;

  bool operator==(const LevelTombstone&) const = default;
};

}  // namespace crossdock::canonical
