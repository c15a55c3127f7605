#include "crossdock/columns/catalogue_tables.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

namespace crossdock::columns {
namespace {

// What the tables hold must also pass the checks that tables of unknown origin go through.
void expect_valid(Table table) {
  const Table copy = table;
  std::vector<Field> schema = table.schema();
  const auto checked = Table::make(std::move(schema), table.release());
  ASSERT_TRUE(checked.ok()) << checked.status();
  EXPECT_EQ(*checked, copy);
}

TEST(CatalogueTables, VariantsKeepTheirValuesAndWhatIsMissing) {
  canonical::VariantColumns variants;
  variants.append({1, 10, 100, "A-1", std::nullopt, "Blue", "Shirt", true});
  variants.append({2, 10, 200, std::nullopt, "400", "",
                   "Gr\xc3\xb6\xc3\x9f"
                   "e",
                   false});
  const Table table = variants_table(variants);
  ASSERT_EQ(table.size(), 2U);
  EXPECT_EQ(table.values<std::vector<std::int64_t>>(0), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(table.values<std::vector<std::int64_t>>(2), (std::vector<std::int64_t>{100, 200}));
  EXPECT_EQ(table.values<Texts>(*table.find("sku")).at(0), "A-1");
  EXPECT_EQ(table.column(*table.find("sku")).valid, (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(table.column(*table.find("barcode")).valid, (std::vector<std::uint8_t>{0, 1}));
  EXPECT_EQ(table.values<Texts>(*table.find("product_title")).at(1),
            "Gr\xc3\xb6\xc3\x9f"
            "e");
  EXPECT_EQ(table.values<std::vector<std::uint8_t>>(*table.find("tracked")),
            (std::vector<std::uint8_t>{1, 0}));
  expect_valid(table);
}

TEST(CatalogueTables, LevelsWithoutQuantityOrTimeHoldNull) {
  canonical::LevelColumns levels;
  levels.append(1, 7, -3, false, 1'000'000);
  levels.append(2, 7, std::nullopt, false);
  const Table table = levels_table(levels);
  ASSERT_EQ(table.size(), 2U);
  EXPECT_EQ(table.values<std::vector<std::int64_t>>(2), (std::vector<std::int64_t>{-3, 0}));
  EXPECT_EQ(table.column(2).valid, (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(table.values<std::vector<std::int64_t>>(3), (std::vector<std::int64_t>{1'000'000, 0}));
  EXPECT_EQ(table.column(3).valid, (std::vector<std::uint8_t>{1, 0}));
  expect_valid(table);
}

TEST(CatalogueTables, NoRowsAreTablesToo) {
  EXPECT_EQ(variants_table({}).size(), 0U);
  EXPECT_EQ(levels_table({}).size(), 0U);
  expect_valid(variants_table({}));
  expect_valid(levels_table({}));
}

}  // namespace
}  // namespace crossdock::columns
