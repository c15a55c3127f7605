#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/canonical/order.h"
#include "crossdock/sales/discount.h"

// From what a store sold to the lines of a sale order in Odoo: goods with their discounts, shipping, tips,
// duties and fees.
//
// What stands for what is the connection's mapping, which Odoo looks up once for a batch of orders. What the
// mapping lacks is told, with the key under which it would be found, and nothing is guessed: an order with a
// lack is held until somebody mends it. All amounts stay decimals here; the bindings make the doubles that
// Odoo's fields are.
namespace crossdock::sales {

// A product of Odoo's with the name that its lines show.
struct Product {
  std::int64_t id = 0;
  std::string name;
};

struct Currency {
  std::int64_t id = 0;
  int digits = 2;  // Of its minor unit.
};

// Names of lines that the store has none for, in the language of the database.
struct Labels {
  std::string tip;
  std::string duties;
  std::string additional_fees;
  std::string discount;  // "%s" in it becomes the title of the line that the discount is on.
};

// What of Odoo's stands for what of the store's, for one connection.
struct Mapping {
  std::unordered_map<std::int64_t, Product> products;    // By variant id.
  std::unordered_map<std::string, std::int64_t> taxes;   // By tax_key().
  std::unordered_map<std::string, Product> carriers;     // By carrier_key().
  std::unordered_map<std::string, Currency> currencies;  // By ISO 4217.
  std::optional<Product> default_shipping;               // For shipping methods that are not mapped.
  std::optional<std::int64_t> custom_product;            // For lines that are no product at the store.
  std::optional<std::int64_t> discount_product;          // For discounts that are no exact percentage.
  int percent_digits = 2;                                // Of Odoo's discounts.
  std::int64_t lines_max = 0;                            // Orders of more are entered by hand.
  Labels labels;
};

struct SaleLine {
  std::int64_t product_id = 0;
  std::string name;
  std::int64_t quantity = 1;
  base::Decimal price_unit;
  std::optional<base::Decimal> discount_percent;
  std::vector<std::int64_t> tax_ids;
  std::int64_t sequence = 0;
  std::optional<std::int64_t> remote_line_id;  // Of goods.
};

// Why an order cannot be entered yet.
struct Lack {
  std::string kind;  // "product", "tax", "carrier", "currency", or "order" for the order as a whole.
  std::string key;  // "variant:77", "custom", "discount", a tax's or carrier's key, "EUR", "lines", "amount".
  std::string title;                    // Of what has it: a line, a tax, a shipping method.
  std::optional<std::int64_t> line_id;  // Of the goods that need it; none for shipping and extras.
  std::optional<std::string> sku;
  std::optional<base::Decimal> rate;    // Of a tax.
  std::optional<base::Decimal> amount;  // Of a discount.
};

struct SaleLines {
  std::optional<Currency> currency;
  std::vector<SaleLine> lines;
  std::vector<Lack> lacks;  // In the order of what has them. With any, the lines are not all there.
};

[[nodiscard]] SaleLines sale_lines(const canonical::Order& order, const Mapping& mapping);

// What the sale order must come to: the total as placed, or the current one once quantities were reduced.
[[nodiscard]] base::Decimal expected_total(const canonical::Order& order);

}  // namespace crossdock::sales
