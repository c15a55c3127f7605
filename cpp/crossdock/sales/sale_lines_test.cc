#include "crossdock/sales/sale_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace crossdock::sales {
namespace {

using base::Decimal;
using canonical::DiscountAllocation;
using canonical::Order;
using canonical::OrderLine;
using canonical::ShippingLine;
using canonical::TaxLine;
using testing::ElementsAre;

constexpr std::int64_t kMug = 9007199254740993;

Mapping mapping() {
  Mapping mapping;
  mapping.products[kMug] = {11, "[MUG] Mug"};
  mapping.taxes["VAT|0.100000|excluded"] = 21;
  mapping.carriers["Standard"] = {31, "Freight"};
  mapping.currencies["USD"] = {1, 2};
  mapping.custom_product = 41;
  mapping.discount_product = 42;
  mapping.lines_max = 3;
  mapping.labels = {"Tip", "Duties", "Fees", "Discount: %s"};
  return mapping;
}

TaxLine tax_of(const std::string& title, Decimal price) {
  TaxLine tax;
  tax.title = title;
  tax.rate = Decimal(1, 1);
  tax.price = price;
  return tax;
}

TaxLine vat(Decimal price) { return tax_of("VAT", price); }

DiscountAllocation allocation(Decimal amount, std::int64_t application_index) {
  DiscountAllocation part;
  part.amount = amount;
  part.application_index = application_index;
  return part;
}

ShippingLine shipping(const std::string& title, Decimal price = Decimal()) {
  ShippingLine line;
  line.title = title;
  line.price = price;
  return line;
}

OrderLine mugs(std::int64_t quantity, Decimal price) {
  OrderLine line;
  line.id = 77;
  line.variant_id = kMug;
  line.title = "Mug";
  line.quantity = line.current_quantity = quantity;
  line.price = price;
  line.tax_lines = {vat(Decimal(1, 0))};
  return line;
}

Order order(std::vector<OrderLine> lines) {
  Order order;
  order.currency = "USD";
  order.lines = std::move(lines);
  return order;
}

std::vector<std::string> lacking(const Order& order, const Mapping& mapping) {
  std::vector<std::string> keys;
  for (const Lack& lack : sale_lines(order, mapping).lacks) keys.push_back(lack.kind + " " + lack.key);
  return keys;
}

TEST(SaleLines, GoodsShippingAndExtrasStandInTheirOrder) {
  Order sold = order({mugs(2, Decimal(1000, 2)), mugs(0, Decimal(1000, 2))});
  sold.shipping_lines = {shipping("Standard", Decimal(490, 2)), shipping("Removed")};
  sold.shipping_lines[1].is_removed = true;
  sold.total_tip = Decimal(250, 2);
  const SaleLines made = sale_lines(sold, mapping());
  ASSERT_TRUE(made.lacks.empty());
  ASSERT_EQ(made.lines.size(), 3U);
  EXPECT_EQ(made.currency->id, 1);
  EXPECT_EQ(made.lines[0].product_id, 11);
  EXPECT_EQ(made.lines[0].name, "[MUG] Mug");
  EXPECT_EQ(made.lines[0].quantity, 2);
  EXPECT_EQ(made.lines[0].price_unit, Decimal(10, 0));
  EXPECT_THAT(made.lines[0].tax_ids, ElementsAre(21));
  EXPECT_EQ(made.lines[0].remote_line_id, 77);
  EXPECT_EQ(made.lines[1].name, "Standard");
  EXPECT_FALSE(made.lines[1].remote_line_id.has_value());
  EXPECT_EQ(made.lines[2].name, "Tip");
  EXPECT_EQ(made.lines[2].product_id, 41);
  EXPECT_LT(made.lines[0].sequence, made.lines[1].sequence);
  EXPECT_LT(made.lines[1].sequence, made.lines[2].sequence);
}

TEST(SaleLines, ADiscountIsAPercentageOrALineOfTheSameTaxes) {
  OrderLine exact = mugs(2, Decimal(1000, 2));
  exact.discount_allocations = {allocation(Decimal(200, 2), 0), allocation(Decimal(50, 2), 1)};
  OrderLine odd = mugs(1, Decimal(999999, 2));
  odd.discount_allocations = {allocation(Decimal(1, 2), 0)};
  const SaleLines made = sale_lines(order({exact, odd}), mapping());
  ASSERT_EQ(made.lines.size(), 3U);
  EXPECT_EQ(made.lines[0].discount_percent, Decimal(1250, 2));
  EXPECT_FALSE(made.lines[1].discount_percent.has_value());
  EXPECT_EQ(made.lines[2].product_id, 42);
  EXPECT_EQ(made.lines[2].name, "Discount: Mug");
  EXPECT_EQ(made.lines[2].price_unit, Decimal(-1, 2));
  EXPECT_EQ(made.lines[2].tax_ids, made.lines[1].tax_ids);
  EXPECT_EQ(made.lines[2].sequence, made.lines[1].sequence);
}

TEST(SaleLines, ATaxThatChargedNothingNeedsNoneUnlessItsAmountWasRoundedAway) {
  OrderLine exempt = mugs(1, Decimal(10, 0));
  exempt.tax_lines = {tax_of("Unknown", Decimal())};
  EXPECT_TRUE(sale_lines(order({exempt}), mapping()).lines[0].tax_ids.empty());
  OrderLine tiny = mugs(1, Decimal(4, 2));
  tiny.tax_lines = {vat(Decimal())};
  EXPECT_THAT(sale_lines(order({tiny}), mapping()).lines[0].tax_ids, ElementsAre(21)) << "0.004 is nothing";
  tiny.price = Decimal(5, 2);
  EXPECT_TRUE(sale_lines(order({tiny}), mapping()).lines[0].tax_ids.empty()) << "0.005 would be a cent";
  tiny.tax_lines[0].rate.reset();
  EXPECT_TRUE(sale_lines(order({tiny}), mapping()).lines[0].tax_ids.empty());
}

TEST(SaleLines, WhatIsLackingIsToldInTheOrderOfTheLines) {
  OrderLine unknown = mugs(1, Decimal(1, 0));
  unknown.variant_id = 5;
  unknown.sku = "LAMP";
  unknown.tax_lines[0].title = "City";
  OrderLine custom = mugs(1, Decimal(999999, 2));
  custom.variant_id.reset();
  custom.discount_allocations = {allocation(Decimal(1, 2), 0)};
  Order sold = order({unknown, custom});
  sold.shipping_lines.push_back(shipping(" Drone "));
  sold.total_duties = Decimal(1, 0);
  Mapping lean = mapping();
  lean.custom_product.reset();
  lean.discount_product.reset();
  EXPECT_THAT(lacking(sold, lean),
              ElementsAre("product variant:5", "tax City|0.100000|excluded", "product custom",
                          "product discount", "carrier Drone", "product custom"));
  const std::vector<Lack> lacks = sale_lines(sold, lean).lacks;
  EXPECT_EQ(lacks[0].sku, "LAMP");
  EXPECT_EQ(lacks[0].line_id, 77);
  EXPECT_EQ(lacks[1].rate, Decimal(1, 1));
  EXPECT_EQ(lacks[3].amount, Decimal(1, 2));
  EXPECT_FALSE(lacks[4].line_id.has_value());
  EXPECT_EQ(lacks[5].title, "Duties");
}

TEST(SaleLines, ACurrencyAndTooManyLinesAreLackingByThemselves) {
  Order sold =
      order({mugs(1, Decimal(1, 0)), mugs(1, Decimal(1, 0)), mugs(1, Decimal(1, 0)), mugs(1, Decimal(1, 0))});
  EXPECT_THAT(lacking(sold, mapping()), ElementsAre("order lines"));
  sold.currency = "JPY";
  EXPECT_THAT(lacking(sold, mapping()), ElementsAre("currency JPY"));
}

TEST(SaleLines, AmountsBeyond64BitsAreLackingAndNotWrapped) {
  const Decimal largest(std::numeric_limits<std::int64_t>::max(), 2);
  OrderLine discounted = mugs(1, Decimal(1, 0));
  discounted.discount_allocations = {allocation(largest, 0), allocation(largest, 0)};
  EXPECT_THAT(lacking(order({mugs(2, largest)}), mapping()), ElementsAre("order amount"));
  EXPECT_THAT(lacking(order({discounted}), mapping()), ElementsAre("order amount"));
}

TEST(ExpectedTotal, IsTheCurrentOneOnceQuantitiesWereReduced) {
  Order sold = order({mugs(2, Decimal(1, 0))});
  sold.total = Decimal(20, 0);
  sold.current_total = Decimal(10, 0);
  EXPECT_EQ(expected_total(sold), Decimal(20, 0));
  sold.lines[0].current_quantity = 1;
  EXPECT_EQ(expected_total(sold), Decimal(10, 0));
}

}  // namespace
}  // namespace crossdock::sales
