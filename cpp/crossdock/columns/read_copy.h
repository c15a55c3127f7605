#pragma once

#include <cstddef>
#include <span>

#include "absl/status/statusor.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/columns/stock_rows.h"

// The binary COPY answers the core knows, each validated whole. All fail with a DecodeError of system
// "postgresql".
namespace crossdock::columns {

// inventory_item_id int8, location_id int8, quantity int8 or NULL where unknown, raisable bool.
absl::StatusOr<canonical::LevelColumns> read_levels_copy(std::span<const std::byte> data);

// product_id int4, location_id int4, plus numeric, minus numeric, each as the double nearest to it.
absl::StatusOr<StockRows> read_stock_copy(std::span<const std::byte> data);

// product_id int4, inventory_item_id int8.
absl::StatusOr<ItemMap> read_items_copy(std::span<const std::byte> data);

// product_id int4, withheld float8, share float8, maximum int8 or NULL for none.
absl::StatusOr<SalePolicies> read_policies_copy(std::span<const std::byte> data);

}  // namespace crossdock::columns
