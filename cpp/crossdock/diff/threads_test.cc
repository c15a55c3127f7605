#include <gtest/gtest.h>

#include <random>
#include <string>
#include <thread>
#include <vector>

#include "crossdock/columns/copy_decoder.h"
#include "crossdock/columns/copy_encoder.h"
#include "crossdock/diff/tables.h"
#include "crossdock/diff/tables_for_test.h"
#include "crossdock/diff/three_way.h"

// Tables are immutable once made, so that threads may compare, write and read the same ones at once: the
// thread sanitizer looks on.
namespace crossdock::diff {
namespace {

constexpr int kThreads = 4;
constexpr std::int64_t kKeys = 3000;

TEST(Threads, CompareWriteAndReadTheSameTablesAtOnce) {
  std::mt19937_64 random(7);
  const columns::Table desired = table_of(random_rows(random, kKeys));
  const columns::Table observed = table_of(random_rows(random, kKeys));
  const std::vector<std::string> key = {"key"};
  const auto expected = diff_tables(desired, observed, key, {});
  ASSERT_TRUE(expected.ok()) << expected.status();
  ASSERT_FALSE(expected->changed.empty());

  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number) {
    threads.emplace_back([&] {
      const auto found = diff_tables(desired, observed, key, {});
      ASSERT_TRUE(found.ok()) << found.status();
      EXPECT_EQ(found->changed, expected->changed);
      EXPECT_EQ(found->changed_fields, expected->changed_fields);
      EXPECT_TRUE(diff_three_ways(desired, observed, observed, key, {}).ok());
      EXPECT_EQ(desired.take(found->added).size(), expected->added.size());

      std::string bytes;
      columns::CopyEncoder encoder(desired);
      while (encoder.append_to(bytes, 4096)) {
      }
      const auto read = columns::read_table_copy(desired.schema(), "table", std::as_bytes(std::span(bytes)));
      ASSERT_TRUE(read.ok()) << read.status();
      EXPECT_EQ(*read, desired);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace crossdock::diff
