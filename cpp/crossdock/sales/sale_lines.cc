#include "crossdock/sales/sale_lines.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "crossdock/sales/mapping_keys.h"

namespace crossdock::sales {
namespace {

using base::Decimal;
using canonical::DiscountAllocation;
using canonical::Order;
using canonical::OrderLine;
using canonical::ShippingLine;
using canonical::TaxLine;

// Goods come first, in the store's order, then shipping, then what was charged beside them.
constexpr std::int64_t kFirstGoodsSequence = 10;
constexpr std::int64_t kShippingSequence = 900;
constexpr std::int64_t kExtraSequence = 950;

// Wide enough for the product of any two coefficients.
__extension__ typedef __int128 Wide;

// Sum of the discounts on a line; nothing where it does not fit.
std::optional<Decimal> allocated(const std::vector<DiscountAllocation>& allocations) {
  std::optional<Decimal> sum = Decimal();
  for (const DiscountAllocation& allocation : allocations) {
    if (sum.has_value()) sum = Decimal::add(*sum, allocation.amount);
  }
  return sum;
}

// Whether a tax of `rate` on `base`, neither of them zero, would be at least half a hundredth.
bool rounds_to_something(const Decimal& base, const Decimal& rate) {
  constexpr int kThousandths = 3;
  const int scale = base.scale() + rate.scale();
  // With fewer digits the least product there is, is a hundredth.
  if (scale < kThousandths) return true;
  Wide half_hundredth = 5;
  for (int digit = kThousandths; digit < scale; ++digit) half_hundredth *= 10;
  const Wide tax = Wide{base.coefficient()} * rate.coefficient();
  return tax >= half_hundredth || -tax >= half_hundredth;
}

std::string with_title(std::string_view label, std::string_view title) {
  constexpr std::string_view kPlace = "%s";
  std::string text(label);
  if (const std::size_t place = text.find(kPlace); place != std::string::npos) {
    text.replace(place, kPlace.size(), title);
  }
  return text;
}

Lack lack_of(std::string_view kind, std::string key, const std::string& title,
             std::optional<std::int64_t> line_id) {
  return {std::string(kind), std::move(key), title, line_id, std::nullopt, std::nullopt, std::nullopt};
}

// Makes the lines of one order and remembers what is lacking.
class LineMaker {
 public:
  LineMaker(const Order& order, const Mapping& mapping, const Currency& currency, SaleLines& result)
      : order_(order),
        mapping_(mapping),
        precision_{mapping.percent_digits, currency.digits},
        lines_(result.lines),
        lacks_(result.lacks) {}

  void goods(const OrderLine& line, std::int64_t sequence) {
    line_id_ = line.id;
    const std::optional<Decimal> discount = allocated(line.discount_allocations);
    const std::optional<Decimal> ordered = multiple(line.price, line.quantity);
    const std::optional<Decimal> gross = multiple(line.price, line.current_quantity);
    if (!discount.has_value() || !ordered.has_value() || !gross.has_value()) return lack_amount(line.title);
    const std::optional<Decimal> taxed = Decimal::subtract(*ordered, *discount);
    const std::optional<Decimal> left =
        discount->is_zero() ? discount
                            : discount_left(line.price, *discount, {line.current_quantity, line.quantity},
                                            precision_.currency_digits);
    if (!taxed.has_value() || !left.has_value()) return lack_amount(line.title);

    SaleLine made;
    set_goods_product(line, made);
    made.quantity = line.current_quantity;
    made.price_unit = line.price;
    made.tax_ids = taxes(line.tax_lines, *taxed);
    made.sequence = sequence;
    made.remote_line_id = line.id;
    add_discounted(std::move(made), *gross, *left, line.title);
  }

  void shipping(const ShippingLine& line) {
    line_id_.reset();
    const std::optional<Decimal> discount = allocated(line.discount_allocations);
    if (!discount.has_value()) return lack_amount(line.title);
    const std::optional<Decimal> taxed = Decimal::subtract(line.price, *discount);
    if (!taxed.has_value()) return lack_amount(line.title);

    SaleLine made;
    if (const Product* product = carrier(line.title); product != nullptr) {
      made.product_id = product->id;
      made.name = line.title.empty() ? product->name : line.title;
    }
    made.price_unit = line.price;
    made.tax_ids = taxes(line.tax_lines, *taxed);
    made.sequence = kShippingSequence;
    add_discounted(std::move(made), line.price, *discount, line.title);
  }

  // A tip, duties or fees: an amount without a line of the store's, and without taxes.
  void extra(const std::string& label, const Decimal& amount) {
    if (amount.is_zero()) return;
    line_id_.reset();
    if (!mapping_.custom_product.has_value()) return lack("product", "custom", label);
    SaleLine made;
    made.product_id = *mapping_.custom_product;
    made.name = label;
    made.price_unit = amount;
    made.sequence = kExtraSequence;
    lines_.push_back(std::move(made));
  }

 private:
  Lack& add_lack(std::string_view kind, std::string key, const std::string& title) {
    return lacks_.emplace_back(lack_of(kind, std::move(key), title, line_id_));
  }
  void lack(std::string_view kind, std::string key, const std::string& title) {
    add_lack(kind, std::move(key), title);
  }
  void lack_amount(const std::string& title) { lack("order", "amount", title); }

  void set_goods_product(const OrderLine& line, SaleLine& made) {
    const bool is_custom = !line.variant_id.has_value();
    if (is_custom && !mapping_.custom_product.has_value()) return lack("product", "custom", line.title);
    const auto found = is_custom ? mapping_.products.end() : mapping_.products.find(*line.variant_id);
    if (!is_custom && found == mapping_.products.end()) {
      add_lack("product", product_key(*line.variant_id), line.title).sku = line.sku;
      return;
    }
    made.product_id = is_custom ? *mapping_.custom_product : found->second.id;
    // The product for custom lines says nothing about what was sold.
    made.name = made.product_id == mapping_.custom_product ? line.title : found->second.name;
    for (const auto& [name, value] : line.properties) {
      // Properties that begin so are of apps, hidden from the buyer.
      if (name.starts_with('_')) continue;
      made.name.append(1, '\n').append(name).append(": ").append(value);
    }
  }

  const Product* carrier(const std::string& title) {
    std::string key = carrier_key(title);
    if (const auto found = mapping_.carriers.find(key); found != mapping_.carriers.end())
      return &found->second;
    if (mapping_.default_shipping.has_value()) return &*mapping_.default_shipping;
    lack("carrier", std::move(key), title);
    return nullptr;
  }

  // Odoo's taxes for the store's; a tax that charged nothing on a base of nothing, or was exempt, needs none.
  std::vector<std::int64_t> taxes(const std::vector<TaxLine>& tax_lines, const Decimal& base) {
    std::vector<std::int64_t> ids;
    ids.reserve(tax_lines.size());
    for (const TaxLine& tax : tax_lines) {
      const Decimal rate = tax.rate.value_or(Decimal());  // Shopify's schema allows a tax without a rate.
      if (tax.price.is_zero() && (rate.is_zero() || base.is_zero() || rounds_to_something(base, rate)))
        continue;
      std::string key = tax_key(tax.title, rate, order_.taxes_included);
      if (const auto found = mapping_.taxes.find(key); found != mapping_.taxes.end()) {
        ids.push_back(found->second);
      } else {
        add_lack("tax", std::move(key), tax.title).rate = rate;
      }
    }
    return ids;
  }

  // Shows a discount as a percentage where one gives the very amount, else as a line of its own.
  void add_discounted(SaleLine made, const Decimal& gross, const Decimal& discount,
                      const std::string& title) {
    if (!discount.is_zero()) made.discount_percent = exact_percentage(gross, discount, precision_);
    const bool is_own_line = !discount.is_zero() && !made.discount_percent.has_value();
    if (is_own_line && !mapping_.discount_product.has_value()) {
      add_lack("product", "discount", title).amount = discount;
      return;
    }
    lines_.push_back(std::move(made));
    if (!is_own_line) return;
    const std::optional<Decimal> negative = Decimal::subtract(Decimal(), discount);
    if (!negative.has_value()) return lack_amount(title);
    SaleLine line;
    line.product_id = *mapping_.discount_product;
    line.name = with_title(mapping_.labels.discount, title);
    line.price_unit = *negative;
    line.tax_ids = lines_.back().tax_ids;
    line.sequence = lines_.back().sequence;
    lines_.push_back(std::move(line));
  }

  const Order& order_;
  const Mapping& mapping_;
  DiscountPrecision precision_;
  std::vector<SaleLine>& lines_;
  std::vector<Lack>& lacks_;
  std::optional<std::int64_t> line_id_;  // Of the goods that are being made into a line.
};

}  // namespace

SaleLines sale_lines(const Order& order, const Mapping& mapping) {
  SaleLines result;
  const auto currency = mapping.currencies.find(order.currency);
  if (currency == mapping.currencies.end()) {
    result.lacks.push_back(lack_of("currency", order.currency, {}, std::nullopt));
    return result;
  }
  result.currency = currency->second;
  if (static_cast<std::int64_t>(order.lines.size()) > mapping.lines_max) {
    result.lacks.push_back(lack_of("order", "lines", {}, std::nullopt));
    return result;
  }

  LineMaker maker(order, mapping, currency->second, result);
  result.lines.reserve(order.lines.size() + order.shipping_lines.size() + 1);
  std::int64_t sequence = kFirstGoodsSequence;
  for (const OrderLine& line : order.lines) {
    if (line.current_quantity > 0) maker.goods(line, sequence);
    ++sequence;
  }
  for (const ShippingLine& line : order.shipping_lines) {
    if (!line.is_removed) maker.shipping(line);
  }
  maker.extra(mapping.labels.tip, order.total_tip);
  maker.extra(mapping.labels.duties, order.total_duties);
  maker.extra(mapping.labels.additional_fees, order.total_additional_fees);
  return result;
}

Decimal expected_total(const Order& order) {
  const bool reduced = std::any_of(order.lines.begin(), order.lines.end(), [](const OrderLine& line) {
    return line.current_quantity != line.quantity;
  });
  return reduced ? order.current_total : order.total;
}

}  // namespace crossdock::sales
