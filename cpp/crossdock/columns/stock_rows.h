#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// What the stock engine reads from Odoo's database, as columns of equal length.
namespace crossdock::columns {

// Sums of stock by product and location, one row each or several. `plus` is what lies there (stock.quant's
// quantity), `minus` what is promised away (reserved, and demand that is captured but not reserved yet), both
// as PostgreSQL's numeric sum turned into float8, in the product's unit of measure.
struct StockRows {
  std::vector<std::int32_t> product_ids;
  std::vector<std::int32_t> location_ids;
  std::vector<double> plus;
  std::vector<double> minus;

  [[nodiscard]] std::size_t size() const { return product_ids.size(); }

  void reserve(std::size_t rows) {
    product_ids.reserve(rows);
    location_ids.reserve(rows);
    plus.reserve(rows);
    minus.reserve(rows);
  }

  void append(std::int32_t product_id, std::int32_t location_id, double plus_quantity,
              double minus_quantity) {
    product_ids.push_back(product_id);
    location_ids.push_back(location_id);
    plus.push_back(plus_quantity);
    minus.push_back(minus_quantity);
  }
};

// Which product of Odoo stands behind which inventory item of the store. A product may stand behind several
// items (the same article sold twice); an item has one product.
struct ItemMap {
  std::vector<std::int32_t> product_ids;
  std::vector<std::int64_t> inventory_item_ids;

  [[nodiscard]] std::size_t size() const { return product_ids.size(); }

  void reserve(std::size_t rows) {
    product_ids.reserve(rows);
    inventory_item_ids.reserve(rows);
  }

  void append(std::int32_t product_id, std::int64_t inventory_item_id) {
    product_ids.push_back(product_id);
    inventory_item_ids.push_back(inventory_item_id);
  }
};

// What is kept from sale of products that are not simply sold as far as they lie there: safety stock that is
// withheld, the share of the rest that this store may sell, and the most that it is shown, all at each of the
// store's locations. Products without a row are sold whole.
struct SalePolicies {
  std::vector<std::int32_t> product_ids;
  std::vector<double> withheld;      // Units, not below zero.
  std::vector<double> shares;        // From 0 to 1.
  std::vector<std::int64_t> maxima;  // Whole units, not below zero.

  [[nodiscard]] std::size_t size() const { return product_ids.size(); }

  void append(std::int32_t product_id, double withheld_units, double share, std::int64_t maximum) {
    product_ids.push_back(product_id);
    withheld.push_back(withheld_units);
    shares.push_back(share);
    maxima.push_back(maximum);
  }
};

}  // namespace crossdock::columns
