#include "crossdock/columns/copy_encoder.h"

#include <gtest/gtest.h>

#include "crossdock/columns/copy_bytes_for_test.h"
#include "crossdock/columns/copy_decoder.h"

namespace crossdock::columns {
namespace {

std::string encoded(const Table& table, std::size_t bytes) {
  CopyEncoder encoder(table);
  std::string all;
  std::string chunk;
  while (encoder.append_to(chunk, bytes)) {
    all += chunk;
    chunk.clear();
  }
  return all;
}

CopyBytes every_type() {
  CopyBytes bytes;
  bytes.header();
  bytes.row(12).int2(-3).int4(4).int8(-5).float8(0.25).boolean(1).field("text").field({"\x00\xFF", 2});
  bytes.int4(8000).int8(-1).field({"0123456789abcdef", 16}).field("\x01{}");
  bytes.field({"\x00\x02\x00\x00\x40\x00\x00\x03\x00\x13\x26\xAC", 12});
  bytes.row(12);
  for (int column = 0; column < 12; ++column) bytes.null();
  bytes.trailer();
  return bytes;
}

std::vector<Field> schema_of_every_type() {
  std::vector<Field> schema;
  for (const char* type : {"int2", "int4", "int8", "float8", "bool", "text", "bytea", "date", "timestamptz",
                           "uuid", "jsonb", "numeric"}) {
    schema.push_back(*parse_field(type, type));
  }
  return schema;
}

TEST(CopyEncoder, WritesTheBytesThatWereReadWhateverTheChunks) {
  const CopyBytes bytes = every_type();
  const auto table = read_table_copy(schema_of_every_type(), "test", bytes.span());
  ASSERT_TRUE(table.ok()) << table.status();
  for (const std::size_t size : {1u, 19u, 40u, 1000u, 100000u})
    EXPECT_EQ(encoded(*table, size), bytes.text()) << size;
}

TEST(CopyEncoder, EmptyTableIsHeaderAndTrailer) {
  CopyBytes bytes;
  bytes.header().trailer();
  EXPECT_EQ(encoded(Table(schema_of_every_type()), 10), bytes.text());
}

TEST(CopyEncoder, ChunksAreBoundedByWhatIsWantedAndALittle) {
  Column column{std::vector<std::int64_t>(100'000, 7), std::vector<std::uint8_t>(100'000, 1)};
  std::vector<Column> columns;
  columns.push_back(std::move(column));
  const auto table = Table::make({*parse_field("id", "int8")}, std::move(columns));
  ASSERT_TRUE(table.ok());
  CopyEncoder encoder(*table);
  std::string chunk;
  std::size_t chunks = 0;
  while (encoder.append_to(chunk, 4096)) {
    EXPECT_LE(chunk.size(), 3 * 4096u);
    chunk.clear();
    ++chunks;
  }
  EXPECT_GT(chunks, 100u);
}

}  // namespace
}  // namespace crossdock::columns
