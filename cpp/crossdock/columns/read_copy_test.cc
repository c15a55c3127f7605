#include "crossdock/columns/read_copy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "crossdock/base/decode_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/columns/copy_bytes_for_test.h"

namespace crossdock::columns {
namespace {

constexpr std::int64_t kBig = std::numeric_limits<std::int64_t>::max();

CopyBytes levels_answer() {
  CopyBytes bytes;
  bytes.header();
  bytes.row(4).int8(kBig).int8(11).int8(-4).boolean(1);
  bytes.row(4).int8(2).int8(12).null().boolean(0);
  bytes.trailer();
  return bytes;
}

TEST(ReadLevelsCopy, ReadsIdsQuantitiesAndUnknownOnes) {
  const auto levels = read_levels_copy(levels_answer().span());
  ASSERT_TRUE(levels.ok()) << levels.status();
  canonical::LevelColumns expected;
  expected.append(kBig, 11, -4, true);
  expected.append(2, 12, std::nullopt, false);
  EXPECT_EQ(*levels, expected);
}

TEST(ReadStockCopy, ReadsEachNumericAsTheDoubleNearestToIt) {
  CopyBytes bytes;
  bytes.header().row(4).int4(-7).int4(9).numeric(1, 1).numeric(-25, 2).trailer();
  const auto rows = read_stock_copy(bytes.span());
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(rows->product_ids[0], -7);
  EXPECT_EQ(rows->location_ids[0], 9);
  EXPECT_EQ(rows->plus[0], 0.1);
  EXPECT_EQ(rows->minus[0], -0.25);
}

TEST(ReadItemsCopy, ReadsIdsBeyond32Bits) {
  CopyBytes bytes;
  bytes.header().row(2).int4(5).int8(9'007'199'254'740'993).trailer();
  const auto items = read_items_copy(bytes.span());
  ASSERT_TRUE(items.ok()) << items.status();
  EXPECT_EQ(items->product_ids, std::vector<std::int32_t>{5});
  EXPECT_EQ(items->inventory_item_ids, std::vector<std::int64_t>{9'007'199'254'740'993});
}

TEST(ReadPoliciesCopy, NoMaximumIsWhatAStoreAccepts) {
  CopyBytes bytes;
  bytes.header();
  bytes.row(4).int4(5).float8(2.5).float8(0.5).int8(4);
  bytes.row(4).int4(6).float8(0).float8(1).null();
  bytes.trailer();
  const auto policies = read_policies_copy(bytes.span());
  ASSERT_TRUE(policies.ok()) << policies.status();
  EXPECT_EQ(policies->product_ids, (std::vector<std::int32_t>{5, 6}));
  EXPECT_EQ(policies->withheld, (std::vector<double>{2.5, 0}));
  EXPECT_EQ(policies->shares, (std::vector<double>{0.5, 1}));
  EXPECT_EQ(policies->maxima, (std::vector<std::int64_t>{4, base::kInventoryQuantityMax}));
}

TEST(ReadCopy, EmptyTableIsNoRows) {
  CopyBytes bytes;
  bytes.header().trailer();
  EXPECT_EQ(read_levels_copy(bytes.span())->size(), 0u);
  EXPECT_EQ(read_stock_copy(bytes.span())->size(), 0u);
  EXPECT_EQ(read_items_copy(bytes.span())->size(), 0u);
  EXPECT_EQ(read_policies_copy(bytes.span())->size(), 0u);
}

TEST(ReadCopy, EveryCutOfAnAnswerIsRefusedWithTheOffset) {
  const CopyBytes whole = levels_answer();
  for (std::size_t bytes = 0; bytes < whole.text().size(); ++bytes) {
    // A copy of the exact size, so that the sanitizers see a read beyond it.
    const std::vector<std::byte> cut(whole.span().begin(),
                                     whole.span().begin() + static_cast<std::ptrdiff_t>(bytes));
    const auto levels = read_levels_copy(cut);
    ASSERT_FALSE(levels.ok()) << "cut after " << bytes << " bytes";
    const auto error = base::decode_error_of(levels.status());
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->system, "postgresql");
    ASSERT_TRUE(error->offset.has_value());
    EXPECT_LE(*error->offset, static_cast<std::int64_t>(bytes));
  }
}

TEST(ReadCopy, RandomDamageNeverReadsBeyondTheData) {
  const CopyBytes whole = levels_answer();
  std::mt19937_64 random(99);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::byte> damaged(whole.span().begin(), whole.span().end());
    for (int change = 0; change < 3; ++change) {
      damaged[random() % damaged.size()] = static_cast<std::byte>(random() % 256);
    }
    const auto levels = read_levels_copy(damaged);
    if (levels.ok()) {
      EXPECT_LE(levels->size(), 2u);
    }
  }
}

}  // namespace
}  // namespace crossdock::columns
