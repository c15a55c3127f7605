#include "crossdock/diff/tables.h"

#include <gtest/gtest.h>

#include <map>

#include "crossdock/base/limit_error.h"
#include "crossdock/diff/tables_for_test.h"

namespace crossdock::diff {
namespace {

const std::vector<std::string> kKey{"key"};

TEST(DiffTables, TellsAddedRemovedAndChangedWithItsFields) {
  const auto desired = table_of({{3, 1, "a"}, {1, 1, "a"}, {2, std::nullopt, "b"}, {5, 0, "a"}});
  const auto observed = table_of({{2, 0, "c"}, {4, 1, "a"}, {1, 1, "a"}, {5, 0, "b"}});
  const auto result = diff_tables(desired, observed, kKey, {});
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->fields, (std::vector<std::string>{"amount", "text"}));
  EXPECT_EQ(result->added, std::vector<std::uint32_t>{0});
  EXPECT_EQ(result->removed, std::vector<std::uint32_t>{1});
  EXPECT_EQ(result->changed, (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(result->changed_from, (std::vector<std::uint32_t>{0, 3}));
  EXPECT_EQ(result->changed_fields, (std::vector<std::uint64_t>{3, 2}));
}

TEST(DiffTables, OnlyTheFieldsNamedAreCompared) {
  const std::vector<std::string> fields{"text"};
  const auto result = diff_tables(table_of({{1, 1, "a"}}), table_of({{1, 2, "a"}}), kKey, fields);
  EXPECT_TRUE(result->changed.empty());
}

TEST(DiffTables, EmptyTablesAreAllAddedOrAllRemoved) {
  const auto rows = table_of({{1, 1, "a"}, {2, 2, "b"}});
  EXPECT_EQ(diff_tables(rows, table_of({}), kKey, {})->added.size(), 2u);
  EXPECT_EQ(diff_tables(table_of({}), rows, kKey, {})->removed.size(), 2u);
}

TEST(DiffTables, KeyOfTwoRowsIsRefusedOnEitherSide) {
  const auto twice = table_of({{1, 1, "a"}, {2, 2, "b"}, {1, 3, "c"}});
  const auto once = table_of({{1, 1, "a"}});
  EXPECT_EQ(diff_tables(twice, once, kKey, {}).status().message(),
            "Rows 0 and 2 of the first table have the same key.");
  EXPECT_EQ(diff_tables(once, twice, kKey, {}).status().message(),
            "Rows 0 and 2 of the second table have the same key.");
  EXPECT_FALSE(diff_tables(twice, table_of({}), kKey, {}).ok());
  EXPECT_FALSE(diff_tables(table_of({}), twice, kKey, {}).ok());
}

TEST(DiffTables, ColumnThatIsMissingOrOfAnotherTypeIsRefused) {
  const auto table = table_of({{1, 1, "a"}});
  const std::vector<std::string> unknown{"none"};
  EXPECT_FALSE(diff_tables(table, table, unknown, {}).ok());
  EXPECT_FALSE(diff_tables(table, table, kKey, unknown).ok());
  EXPECT_FALSE(diff_tables(table, table, {}, {}).ok());
}

TEST(DiffTables, TooManyFieldsAreALimit) {
  const auto table = table_of({{1, 1, "a"}});
  const std::vector<std::string> many(65, "text");
  EXPECT_EQ(base::limit_error_of(diff_tables(table, table, kKey, many).status())->name, "diff_fields_max");
}

// The same by look-ups in maps.
TableDiff model(const std::vector<TestRow>& desired, const std::vector<TestRow>& observed) {
  TableDiff result;
  std::map<std::int64_t, std::uint32_t> rows;
  for (std::uint32_t row = 0; row < observed.size(); ++row) rows[observed[row].key] = row;
  std::map<std::int64_t, bool> seen;
  for (std::uint32_t row = 0; row < desired.size(); ++row) {
    seen[desired[row].key] = true;
    const auto found = rows.find(desired[row].key);
    if (found == rows.end()) {
      result.added.push_back(row);
      continue;
    }
    const TestRow& other = observed[found->second];
    const std::uint64_t mask =
        (desired[row].amount == other.amount ? 0u : 1u) | (desired[row].text == other.text ? 0u : 2u);
    if (mask == 0) continue;
    result.changed.push_back(row);
    result.changed_from.push_back(found->second);
    result.changed_fields.push_back(mask);
  }
  for (std::uint32_t row = 0; row < observed.size(); ++row) {
    if (!seen.contains(observed[row].key)) result.removed.push_back(row);
  }
  return result;
}

void expect_same(const TableDiff& left, const TableDiff& right) {
  EXPECT_EQ(left.added, right.added);
  EXPECT_EQ(left.removed, right.removed);
  EXPECT_EQ(left.changed, right.changed);
  EXPECT_EQ(left.changed_from, right.changed_from);
  EXPECT_EQ(left.changed_fields, right.changed_fields);
}

TEST(DiffTables, AgreesWithLookUpsInMapsWhateverTheKeyIsMadeOf) {
  std::mt19937_64 random(5);
  const std::vector<std::vector<std::string>> keys{{"key"}, {"key", "key"}};
  for (int round = 0; round < 60; ++round) {
    const auto desired = random_rows(random, 1 + static_cast<std::int64_t>(random() % 300));
    const auto observed = random_rows(random, 1 + static_cast<std::int64_t>(random() % 300));
    // One key is exact in its hash; the same column twice is not, and the cells themselves decide.
    for (const auto& key : keys) {
      const auto result = diff_tables(table_of(desired), table_of(observed), key, {});
      ASSERT_TRUE(result.ok()) << result.status();
      expect_same(*result, model(desired, observed));
    }
  }
}

TEST(DiffTables, LittleMemoryTakesMoreRoundsAndGivesTheSame) {
  std::mt19937_64 random(6);
  const auto desired = random_rows(random, 200'000);
  const auto observed = random_rows(random, 200'000);
  const auto wide = diff_tables(table_of(desired), table_of(observed), kKey, {});
  ASSERT_TRUE(wide.ok());
  const std::size_t row_bytes = 4 * (desired.size() + wide->changed.size());
  constexpr std::size_t kLittle = std::size_t{1} << 20;
  const auto narrow = diff_tables(table_of(desired), table_of(observed), kKey, {}, kLittle);
  ASSERT_TRUE(narrow.ok()) << narrow.status();
  expect_same(*wide, *narrow);
  EXPECT_LE(narrow->work_bytes - row_bytes, kLittle);
  EXPECT_GT(wide->work_bytes - row_bytes, 4 * kLittle);
}

TEST(DiffTables, PartThatDoesNotFitIsALimit) {
  std::mt19937_64 random(6);
  const auto rows = table_of(random_rows(random, 20'000));
  EXPECT_EQ(base::limit_error_of(diff_tables(rows, rows, kKey, {}, 1000).status())->name,
            "diff_work_bytes_max");
}

TEST(DiffTables, NullKeysAndDecimalsOfOtherScalesAreTheSameKey) {
  const auto one = [](columns::Column column, const char* type) {
    std::vector<columns::Column> columns;
    columns.push_back(std::move(column));
    return *columns::Table::make({*columns::parse_field("key", type)}, std::move(columns));
  };
  const auto nulls = one({std::vector<std::int64_t>{0, 0, 5}, {1, 0, 1}}, "int8");
  const auto diff = diff_tables(nulls, one({std::vector<std::int64_t>{0, 0}, {0, 1}}, "int8"), kKey, {});
  ASSERT_TRUE(diff.ok()) << diff.status();
  EXPECT_EQ(diff->added, std::vector<std::uint32_t>{2});
  EXPECT_TRUE(diff->removed.empty());
  const auto left = one({columns::Decimals{{1999, 0}, {2, 0}}, {1, 1}}, "numeric");
  const auto right = one({columns::Decimals{{0, 19990}, {4, 3}}, {1, 1}}, "numeric");
  const auto decimals = diff_tables(left, right, kKey, {});
  EXPECT_TRUE(decimals->added.empty() && decimals->removed.empty());
}

}  // namespace
}  // namespace crossdock::diff
