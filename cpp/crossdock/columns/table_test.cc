#include "crossdock/columns/table.h"

#include <gtest/gtest.h>

#include <limits>

#include "crossdock/columns/cell_rules.h"

namespace crossdock::columns {
namespace {

template <typename Values>
absl::StatusOr<Table> one_column(const std::string& type, Values values, std::vector<std::uint8_t> valid) {
  std::vector<Column> columns;
  columns.push_back({std::move(values), std::move(valid)});
  return Table::make({*parse_field("amount", type)}, std::move(columns));
}

TEST(ParseField, TypesHavePostgresqlsNames) {
  EXPECT_EQ(parse_field("a", "int8 not null")->nullable, false);
  EXPECT_EQ(parse_field("a", "varchar")->type, ColumnType::kText);
  EXPECT_EQ(type_name(ColumnType::kTimestampTz), "timestamptz");
  EXPECT_FALSE(parse_field("a", "money").ok());
  EXPECT_FALSE(parse_field("", "int8").ok());
}

TEST(Table, CellsAreTheSameByValue) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto floats = one_column("float8", std::vector<double>{nan, nan, 0.0, -0.0, 1.0}, {1, 1, 1, 1, 0});
  ASSERT_TRUE(floats.ok());
  EXPECT_TRUE(Table::same(*floats, 0, 0, *floats, 0, 1));
  EXPECT_TRUE(Table::same(*floats, 0, 2, *floats, 0, 3));
  EXPECT_FALSE(Table::same(*floats, 0, 2, *floats, 0, 4)) << "NULL is no zero";
  const auto decimals = one_column("numeric", Decimals{{1999, 19990, 0}, {2, 3, 0}}, {1, 1, 0});
  ASSERT_TRUE(decimals.ok());
  EXPECT_TRUE(Table::same(*decimals, 0, 0, *decimals, 0, 1));
  EXPECT_TRUE(Table::same(*decimals, 0, 2, *decimals, 0, 2));
}

TEST(Table, TakeKeepsTheOrderGiven) {
  const auto table = one_column("text", Texts{{0, 1, 1, 3}, "abc"}, {1, 0, 1});
  ASSERT_TRUE(table.ok());
  const Table taken = table->take(std::vector<std::uint32_t>{2, 1, 2});
  EXPECT_EQ(taken.values<Texts>(0).bytes, "bcbc");
  EXPECT_EQ(taken.column(0).valid, (std::vector<std::uint8_t>{1, 0, 1}));
}

TEST(Table, ColumnsThatBreakARuleAreRefused) {
  EXPECT_FALSE(one_column("int8 not null", std::vector<std::int64_t>{1}, {0}).ok());
  EXPECT_FALSE(one_column("int8", std::vector<std::int32_t>{1}, {1}).ok());
  EXPECT_FALSE(one_column("int8", std::vector<std::int64_t>{1, 2}, {1}).ok());
  EXPECT_FALSE(one_column("int8", std::vector<std::int64_t>{1}, {2}).ok());
  EXPECT_FALSE(one_column("bool", std::vector<std::uint8_t>{2}, {1}).ok());
  EXPECT_FALSE(one_column("date", std::vector<std::int32_t>{kDateMax + 1}, {1}).ok());
  EXPECT_FALSE(one_column("timestamp", std::vector<std::int64_t>{kTimestampUsMin - 1}, {1}).ok());
  EXPECT_FALSE(one_column("numeric", Decimals{{1}, {19}}, {1}).ok());
  EXPECT_FALSE(one_column("numeric", Decimals{{1}, {}}, {1}).ok());
  EXPECT_FALSE(one_column("text", Texts{{0, 2, 1}, "ab"}, {1, 1}).ok());
  EXPECT_FALSE(one_column("text", Texts{{0, 1}, "ab"}, {1}).ok());
  EXPECT_FALSE(one_column("text", Texts{{0, 1}, "\xFF"}, {1}).ok());
  EXPECT_FALSE(one_column("uuid", Texts{{0, 1}, "a"}, {1}).ok());
  EXPECT_TRUE(one_column("bytea", Texts{{0, 1}, "\xFF"}, {1}).ok());
}

}  // namespace
}  // namespace crossdock::columns
