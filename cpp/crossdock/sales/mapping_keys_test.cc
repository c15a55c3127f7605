#include "crossdock/sales/mapping_keys.h"

#include <gtest/gtest.h>

#include <string>

namespace crossdock::sales {
namespace {

using base::Decimal;

TEST(TaxKey, HasTheRateWithSixDigitsWhateverItsScale) {
  EXPECT_EQ(tax_key("VAT", Decimal(21, 2), true), "VAT|0.210000|included");
  EXPECT_EQ(tax_key("VAT", Decimal(), false), "VAT|0.000000|excluded");
  EXPECT_EQ(tax_key("VAT", Decimal(8875000000000001, 17), false), "VAT|0.088750|excluded");
  EXPECT_EQ(tax_key("VAT", Decimal(1, 18), false), "VAT|0.000000|excluded");
  EXPECT_EQ(tax_key("VAT", Decimal(9'000'000'000'000'000'000, 0), false),
            "VAT|9000000000000000000.000000|excluded");
}

TEST(TaxKey, ARateOfMoreDigitsRoundsAsTheFloatDoes) {
  EXPECT_EQ(tax_key("", Decimal(25, 7), false), "|0.000003|excluded") << "the float is a little more";
  EXPECT_EQ(tax_key("", Decimal(1234565, 7), false), "|0.123456|excluded") << "the float is a little less";
}

TEST(CarrierKey, HasWordsForNoTitle) {
  EXPECT_EQ(carrier_key(" Standard "), "Standard");
  EXPECT_EQ(carrier_key("  "), "(no shipping method)");
}

TEST(ProductKey, NamesTheVariant) { EXPECT_EQ(product_key(9007199254740993), "variant:9007199254740993"); }

}  // namespace
}  // namespace crossdock::sales
