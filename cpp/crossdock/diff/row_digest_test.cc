#include "crossdock/diff/row_digest.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace crossdock::diff {
namespace {

using columns::Column;
using columns::Table;
using columns::Texts;

Table one_column(const std::string& type, Column column) {
  auto table = Table::make({*columns::parse_field("cell", type)}, {std::move(column)});
  return *std::move(table);
}

std::vector<std::uint64_t> digests_of(const Table& table, const std::vector<DigestKey>& keys) {
  std::vector<std::size_t> places(keys.size());
  for (std::size_t place = 0; place < places.size(); ++place) places[place] = place;
  std::array<std::uint64_t, kHashBlockRows> digests{};
  RowDigest(table, places, keys).digest_block(0, table.size(), digests);
  return {digests.begin(), digests.begin() + static_cast<std::ptrdiff_t>(table.size())};
}

std::size_t different(const std::vector<std::uint64_t>& digests) {
  return std::set<std::uint64_t>(digests.begin(), digests.end()).size();
}

// Every pair of rows has the same digest exactly when Table::same() says that it holds the same.
void expect_as_same_has_it(const Table& table) {
  const auto digests = digests_of(table, random_digest_keys(1));
  for (std::size_t left = 0; left < table.size(); ++left) {
    for (std::size_t right = 0; right < table.size(); ++right)
      EXPECT_EQ(digests[left] == digests[right], Table::same(table, 0, left, table, 0, right))
          << left << " and " << right;
  }
}

TEST(RowDigest, NumbersAndNulls) {
  expect_as_same_has_it(one_column(
      "int8",
      {std::vector<std::int64_t>{0, 1, -1, 0, 1, INT64_MAX, INT64_MIN, 0}, {1, 1, 1, 0, 1, 1, 1, 0}}));
  expect_as_same_has_it(one_column("int2", {std::vector<std::int16_t>{0, 1, -1, 0, 256}, {1, 1, 1, 0, 1}}));
}

TEST(RowDigest, FloatsWithBothZerosAndNotANumber) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  expect_as_same_has_it(
      one_column("float8", {std::vector<double>{0.0, -0.0, nan, -nan, 1.5, INFINITY, -INFINITY},
                            std::vector<std::uint8_t>(7, 1)}));
}

TEST(RowDigest, DecimalsByValue) {
  columns::Decimals decimals{{100, 1, 10, 0, 0, -100, 1001}, {2, 0, 1, 0, 5, 2, 3}};
  expect_as_same_has_it(one_column("numeric", {std::move(decimals), std::vector<std::uint8_t>(7, 1)}));
}

TEST(RowDigest, TextsOfEveryLengthAndOfOneByteElsewhere) {
  Texts texts;
  const std::string zeros(40, '\0');
  const auto add = [&texts](const std::string& text) {
    texts.bytes += text;
    texts.offsets.push_back(static_cast<std::int64_t>(texts.bytes.size()));
  };
  for (std::size_t length = 0; length <= 40; ++length) add(zeros.substr(0, length));
  for (std::size_t place = 0; place < 40; ++place) {
    std::string text = zeros;
    text[place] = 'x';
    add(text);
    add(text);
  }
  const std::size_t rows = texts.offsets.size() - 1;
  const Table table = one_column("bytea", {std::move(texts), std::vector<std::uint8_t>(rows, 1)});
  expect_as_same_has_it(table);
}

TEST(RowDigest, TheColumnInWhichAValueStandsCounts) {
  const std::vector<std::uint8_t> valid(4, 1);
  const auto table = Table::make(
      {*columns::parse_field("a", "int8"), *columns::parse_field("b", "int8")},
      {{std::vector<std::int64_t>{1, 0, 0, 1}, valid}, {std::vector<std::int64_t>{0, 1, 0, 1}, valid}});
  EXPECT_EQ(different(digests_of(*table, random_digest_keys(2))), 4u);
}

TEST(RowDigest, KeysAreDrawnAnew) {
  const Table table = one_column("int8", {std::vector<std::int64_t>{7}, {1}});
  EXPECT_NE(digests_of(table, random_digest_keys(1)), digests_of(table, random_digest_keys(1)));
}

}  // namespace
}  // namespace crossdock::diff
