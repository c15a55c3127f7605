#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "crossdock/columns/table.h"

// Small tables for the tests of this room: a key, and two fields of which one may be NULL.
namespace crossdock::diff {

struct TestRow {
  std::int64_t key = 0;
  std::optional<std::int64_t> amount;
  std::string text;

  bool operator==(const TestRow&) const = default;
};

inline columns::Table table_of(const std::vector<TestRow>& rows) {
  std::vector<std::int64_t> keys;
  std::vector<std::int64_t> amounts;
  std::vector<std::uint8_t> known;
  columns::Texts texts;
  for (const TestRow& row : rows) {
    keys.push_back(row.key);
    amounts.push_back(row.amount.value_or(0));
    known.push_back(row.amount ? 1 : 0);
    texts.bytes += row.text;
    texts.offsets.push_back(static_cast<std::int64_t>(texts.bytes.size()));
  }
  const std::vector<std::uint8_t> all(rows.size(), 1);
  std::vector<columns::Column> made;
  made.push_back({std::move(keys), all});
  made.push_back({std::move(amounts), std::move(known)});
  made.push_back({std::move(texts), all});
  auto table =
      columns::Table::make({*columns::parse_field("key", "int8"), *columns::parse_field("amount", "int8"),
                            *columns::parse_field("text", "text")},
                           std::move(made));
  EXPECT_TRUE(table.ok()) << table.status();
  return *std::move(table);
}

// Rows of different keys below `keys`, each with one chance in four to be left out, in any order.
inline std::vector<TestRow> random_rows(std::mt19937_64& random, std::int64_t keys) {
  std::vector<TestRow> rows;
  for (std::int64_t key = 0; key < keys; ++key) {
    if (random() % 4 == 0) continue;
    TestRow row{key * 1'000'003, std::nullopt, std::string(random() % 2, 'x')};
    if (random() % 3 != 0) row.amount = static_cast<std::int64_t>(random() % 2);
    rows.push_back(row);
  }
  std::shuffle(rows.begin(), rows.end(), random);
  return rows;
}

}  // namespace crossdock::diff
