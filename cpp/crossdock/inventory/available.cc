#include "crossdock/inventory/available.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/inventory/id_index.h"
#include "crossdock/inventory/odoo_round.h"

namespace crossdock::inventory {
namespace {

// Side by side, so that a row touches one cache line.
struct Sums {
  double plus = 0;
  double minus = 0;
};

// Which remote locations each Odoo location feeds, as places in `remote_location_ids`.
class FeedTable {
 public:
  explicit FeedTable(std::span<const LocationFeed> feeds) : locations_(ids_of(feeds)) {
    for (const LocationFeed& feed : feeds) remote_location_ids_.push_back(feed.remote_location_id);
    std::sort(remote_location_ids_.begin(), remote_location_ids_.end());
    remote_location_ids_.erase(std::unique(remote_location_ids_.begin(), remote_location_ids_.end()),
                               remote_location_ids_.end());
    targets_.resize(locations_.size());
    for (const LocationFeed& feed : feeds) {
      const auto place =
          std::lower_bound(remote_location_ids_.begin(), remote_location_ids_.end(), feed.remote_location_id);
      const auto column = static_cast<std::size_t>(place - remote_location_ids_.begin());
      std::vector<std::size_t>& columns =
          targets_[static_cast<std::size_t>(locations_.find(feed.location_id))];
      if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    }
  }

  [[nodiscard]] const std::vector<std::int64_t>& remote_location_ids() const { return remote_location_ids_; }

  [[nodiscard]] std::span<const std::size_t> targets(std::int32_t location_id) const {
    const std::int32_t slot = locations_.find(location_id);
    if (slot == IdIndex::kAbsent) return {};
    return targets_[static_cast<std::size_t>(slot)];
  }

 private:
  static std::vector<std::int32_t> ids_of(std::span<const LocationFeed> feeds) {
    std::vector<std::int32_t> ids;
    for (const LocationFeed& feed : feeds) ids.push_back(feed.location_id);
    return ids;
  }

  IdIndex locations_;
  std::vector<std::int64_t> remote_location_ids_;
  std::vector<std::vector<std::size_t>> targets_;
};

// Item and the dense number of its product, sorted by item, each once.
using ItemSlots = std::vector<std::pair<std::int64_t, std::int32_t>>;

absl::StatusOr<ItemSlots> sort_items(const columns::ItemMap& items, const IdIndex& products) {
  ItemSlots slots;
  slots.reserve(items.size());
  for (std::size_t row = 0; row < items.size(); ++row) {
    slots.emplace_back(items.inventory_item_ids[row], products.find(items.product_ids[row]));
  }
  if (!std::is_sorted(slots.begin(), slots.end())) std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  for (std::size_t place = 1; place < slots.size(); ++place) {
    if (slots[place].first == slots[place - 1].first) {
      return absl::InvalidArgumentError(
          absl::StrCat("Inventory item ", slots[place].first, " is linked with more than one product."));
    }
  }
  return slots;
}

std::vector<Sums> sum_stock(const columns::StockRows& stock, const IdIndex& products,
                            const FeedTable& feeds) {
  const std::size_t width = feeds.remote_location_ids().size();
  std::vector<Sums> sums(products.size() * width);
  for (std::size_t row = 0; row < stock.size(); ++row) {
    const std::int32_t product = products.find(stock.product_ids[row]);
    if (product == IdIndex::kAbsent) continue;
    Sums* const sums_of_product = sums.data() + static_cast<std::size_t>(product) * width;
    for (const std::size_t column : feeds.targets(stock.location_ids[row])) {
      sums_of_product[column].plus += stock.plus[row];
      sums_of_product[column].minus += stock.minus[row];
    }
  }
  return sums;
}

// What of a product's free stock is for sale.
struct Policy {
  double withheld = 0;
  double share = 1;
  std::int64_t maximum = base::kInventoryQuantityMax;
};

absl::Status check_policy(const columns::SalePolicies& policies, std::size_t row) {
  const double withheld = policies.withheld[row];
  const double share = policies.shares[row];
  if (std::isfinite(withheld) && withheld >= 0 && share >= 0 && share <= 1 && policies.maxima[row] >= 0) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "The policy of product ", policies.product_ids[row],
      " must withhold 0 units or more, sell a share from 0 to 1, and show 0 units or more at most, and has ",
      withheld, ", ", share, " and ", policies.maxima[row], "."));
}

// The policy of each product by its dense number; empty where no product has one.
absl::StatusOr<std::vector<Policy>> policies_of(const columns::SalePolicies& policies,
                                                const IdIndex& products) {
  std::vector<Policy> found;
  if (policies.size() == 0) return found;
  found.resize(products.size());
  std::vector<bool> seen(products.size());
  for (std::size_t row = 0; row < policies.size(); ++row) {
    if (absl::Status status = check_policy(policies, row); !status.ok()) return status;
    const std::int32_t product = products.find(policies.product_ids[row]);
    if (product == IdIndex::kAbsent) continue;
    const auto slot = static_cast<std::size_t>(product);
    if (seen[slot]) {
      return absl::InvalidArgumentError(
          absl::StrCat("Product ", policies.product_ids[row], " has more than one policy."));
    }
    seen[slot] = true;
    found[slot] = {policies.withheld[row], policies.shares[row], policies.maxima[row]};
  }
  return found;
}

std::int64_t whole_units(double free_quantity, const OdooRounder& rounder) {
  // Also false for not-a-number, which infinite sums would give.
  if (!(free_quantity > 0)) return 0;
  constexpr auto kMax = static_cast<double>(base::kInventoryQuantityMax);
  if (free_quantity >= kMax) return base::kInventoryQuantityMax;
  return static_cast<std::int64_t>(std::floor(rounder.round(free_quantity)));
}

absl::Status check_precision(int digits) {
  if (digits >= 0 && digits <= kPrecisionDigitsMax) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("The precision must be from 0 to ", kPrecisionDigitsMax,
                                                 " digits, and ", digits, " was given."));
}

absl::Status check_cells(std::size_t items, std::size_t remote_locations) {
  if (items == 0 || remote_locations <= kAvailableCellsMax / items) return absl::OkStatus();
  return base::to_status(base::LimitError{.name = "available_cells_max",
                                          .limit = static_cast<std::int64_t>(kAvailableCellsMax),
                                          .actual = static_cast<std::int64_t>(items * remote_locations)});
}

}  // namespace

absl::StatusOr<canonical::LevelColumns> compute_available(const columns::StockRows& stock,
                                                          const columns::ItemMap& items,
                                                          std::span<const LocationFeed> feeds,
                                                          int precision_digits,
                                                          const columns::SalePolicies& policies) {
  if (absl::Status status = check_precision(precision_digits); !status.ok()) return status;
  const IdIndex products(items.product_ids);
  absl::StatusOr<ItemSlots> slots = sort_items(items, products);
  if (!slots.ok()) return slots.status();
  const absl::StatusOr<std::vector<Policy>> by_product = policies_of(policies, products);
  if (!by_product.ok()) return by_product.status();
  const FeedTable feed_table(feeds);
  const std::size_t width = feed_table.remote_location_ids().size();
  if (absl::Status status = check_cells(slots->size(), width); !status.ok()) return status;
  const std::vector<Sums> sums = sum_stock(stock, products, feed_table);

  const OdooRounder rounder(precision_digits);
  const std::vector<std::int64_t>& remote_location_ids = feed_table.remote_location_ids();
  const std::size_t cells = slots->size() * width;
  canonical::LevelColumns levels;
  levels.inventory_item_ids.resize(cells);
  levels.location_ids.resize(cells);
  levels.quantities.resize(cells);
  levels.known.assign(cells, 1);
  levels.raisable.assign(cells, 1);
  levels.updated_at_us.assign(cells, canonical::kNoTime);
  std::size_t cell = 0;
  for (const auto& [inventory_item_id, product] : *slots) {
    const Sums* const sums_of_product = sums.data() + static_cast<std::size_t>(product) * width;
    const Policy* const policy =
        by_product->empty() ? nullptr : &(*by_product)[static_cast<std::size_t>(product)];
    for (std::size_t column = 0; column < width; ++column, ++cell) {
      levels.inventory_item_ids[cell] = inventory_item_id;
      levels.location_ids[cell] = remote_location_ids[column];
      const double free_quantity = sums_of_product[column].plus - sums_of_product[column].minus;
      levels.quantities[cell] =
          policy == nullptr
              ? whole_units(free_quantity, rounder)
              : std::min(policy->maximum,
                         whole_units((free_quantity - policy->withheld) * policy->share, rounder));
    }
  }
  return levels;
}

}  // namespace crossdock::inventory
