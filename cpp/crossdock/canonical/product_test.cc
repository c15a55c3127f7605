#include "crossdock/canonical/product.h"

#include <gtest/gtest.h>

#include "crossdock/canonical/location.h"
#include "crossdock/canonical/price.h"

namespace crossdock::canonical {
namespace {

TEST(Product, ASectionThatIsNotToldDiffersFromAnEmptyOne) {
  Product told;
  told.collection_ids.emplace();
  EXPECT_NE(told, Product());
  told.collection_ids.reset();
  EXPECT_EQ(told, Product());
}

TEST(Product, AVariantsPriceIsComparedByValue) {
  Product left;
  left.variants.emplace_back().price = base::Decimal(1990, 2);
  Product right;
  right.variants.emplace_back().price = base::Decimal(199, 1);
  EXPECT_EQ(left, right);
  right.variants[0].compare_at_price = base::Decimal(0, 0);
  EXPECT_NE(left, right);
}

TEST(InventoryLevel, AQuantityThatIsNotToldIsNotZero) {
  InventoryLevel level;
  level.quantities = {{"available", 0}, {"damaged", 2}};
  EXPECT_EQ(level.quantity("available"), 0);
  EXPECT_EQ(level.quantity("damaged"), 2);
  EXPECT_FALSE(level.quantity("on_hand").has_value());
}

TEST(PriceChanges, RowsStayParallel) {
  PriceChanges changes;
  changes.append(1, 2, base::Decimal(5, 0), std::nullopt);
  changes.append(1, 3, base::Decimal(6, 0), base::Decimal(7, 0));
  EXPECT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes.product_ids.size(), changes.compare_at_prices.size());
  EXPECT_EQ(changes.compare_at_prices[1], base::Decimal(7, 0));
}

}  // namespace
}  // namespace crossdock::canonical
