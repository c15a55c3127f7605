#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "absl/status/statusor.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/columns/stock_rows.h"

// What a store may sell: for every linked inventory item at every mapped location, what lies there less what
// is promised away, rounded as Odoo rounds and cut to whole units.
//
//   free(item, remote location) =
//       sum(plus) - sum(minus)   over the stock rows of the item's product in the Odoo locations that feed
//                                the remote location
//   available(item, remote location) =
//       min(maximum, max(0, floor(round((free - withheld) * share))))
//                                by the policy of the item's product; without one max(0, floor(round(free)))
//
// Free is Odoo's free_qty of the product in those locations (stock/models/product.py,
// _compute_quantities_dict), where minus also holds demand that is not reserved yet. Rounding comes before
// cutting: 2.9999999999996 is three pieces.
namespace crossdock::inventory {

// One Odoo location that feeds a location of the store. Children are expanded already. An Odoo location may
// feed several, a remote location be fed by several; a pair named twice counts once.
struct LocationFeed {
  std::int32_t location_id = 0;
  std::int64_t remote_location_id = 0;
};

// Items times remote locations of one call. Result and sums take about 50 bytes each, so that the largest
// call stays well inside the 2.5 GB of address space Odoo gives a worker.
inline constexpr std::size_t kAvailableCellsMax = 20'000'000;

// The levels of all items at all remote locations, sorted by item and location. An item without any stock row
// is at 0; stock of products or locations that are not mapped is passed over; more than a store accepts
// (kInventoryQuantityMax) is shown as that. Quantities are summed in the order of the rows, as doubles.
//
// Fails with InvalidArgument when `precision_digits` is outside 0 to kPrecisionDigitsMax, an item has two
// products, or a product two policies or one outside of what SalePolicies allows, and with a LimitError
// beyond kAvailableCellsMax.
absl::StatusOr<canonical::LevelColumns> compute_available(const columns::StockRows& stock,
                                                          const columns::ItemMap& items,
                                                          std::span<const LocationFeed> feeds,
                                                          int precision_digits,
                                                          const columns::SalePolicies& policies = {});

}  // namespace crossdock::inventory
