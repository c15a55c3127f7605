#include "crossdock/columns/copy_decoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "crossdock/base/decode_error.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/columns/copy_bytes_for_test.h"

namespace crossdock::columns {
namespace {

std::vector<Field> fields(const std::vector<std::pair<std::string, std::string>>& names) {
  std::vector<Field> schema;
  for (const auto& [name, type] : names) schema.push_back(*parse_field(name, type));
  return schema;
}

std::vector<Field> one(const std::string& type) { return fields({{"amount", type}}); }

base::DecodeError fault_of(const absl::Status& status) {
  const auto error = base::decode_error_of(status);
  EXPECT_TRUE(error.has_value()) << status;
  return error.value_or(base::DecodeError{});
}

base::DecodeError fault_in(const CopyBytes& bytes, const std::string& type) {
  return fault_of(read_table_copy(one(type), "test", bytes.span()).status());
}

CopyBytes three_rows() {
  CopyBytes bytes;
  bytes.header();
  bytes.row(3).int8(-2).field("A1").boolean(1);
  bytes.row(3).null().field("").boolean(0);
  bytes.row(3).int8(9).null().null();
  bytes.trailer();
  return bytes;
}

const std::vector<std::pair<std::string, std::string>> kThree{
    {"id", "int8"}, {"sku", "text"}, {"live", "bool"}};

TEST(CopyDecoder, NullsAndValuesComeApart) {
  const auto table = read_table_copy(fields(kThree), "test", three_rows().span());
  ASSERT_TRUE(table.ok()) << table.status();
  ASSERT_EQ(table->size(), 3u);
  EXPECT_EQ(table->values<std::vector<std::int64_t>>(0), (std::vector<std::int64_t>{-2, 0, 9}));
  EXPECT_EQ(table->column(0).valid, (std::vector<std::uint8_t>{1, 0, 1}));
  EXPECT_EQ(table->values<Texts>(1).bytes, "A1");
  EXPECT_EQ(table->values<Texts>(1).offsets, (std::vector<std::int64_t>{0, 2, 2, 2}));
  EXPECT_EQ(table->column(1).valid, (std::vector<std::uint8_t>{1, 1, 0}));
  EXPECT_EQ(table->values<std::vector<std::uint8_t>>(2), (std::vector<std::uint8_t>{1, 0, 0}));
}

TEST(CopyDecoder, ChunksOfAnySizeGiveWhatTheWholeGives) {
  const CopyBytes bytes = three_rows();
  const auto whole = read_table_copy(fields(kThree), "test", bytes.span());
  for (std::size_t size = 1; size <= bytes.text().size(); ++size) {
    CopyDecoder decoder(fields(kThree), "test");
    for (std::size_t begin = 0; begin < bytes.text().size(); begin += size) {
      // Copies of the exact size, so that the sanitizers see a read beyond it.
      const auto part = bytes.span().subspan(begin, std::min(size, bytes.text().size() - begin));
      const std::vector<std::byte> chunk(part.begin(), part.end());
      ASSERT_TRUE(decoder.feed(chunk).ok());
    }
    ASSERT_TRUE(decoder.finish().ok());
    EXPECT_EQ(decoder.take(), *whole) << size;
  }
}

TEST(CopyDecoder, RowsTakenBetweenAreRowsOnceAndTheRestCountsOn) {
  CopyBytes bytes;
  bytes.header().row(1).int8(1).row(1).int8(2);
  CopyDecoder decoder(one("int8 not null"), "test");
  ASSERT_TRUE(decoder.feed(bytes.span()).ok());
  EXPECT_EQ(decoder.take().values<std::vector<std::int64_t>>(0), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(decoder.rows(), 0u);
  CopyBytes rest;
  rest.row(1).int8(3).row(1).null();
  const base::DecodeError fault = fault_of(decoder.feed(rest.span()));
  EXPECT_EQ(fault.path, "$[3].amount");
  EXPECT_EQ(fault.found, "NULL");
  EXPECT_EQ(fault.offset, static_cast<std::int64_t>(bytes.text().size()) + 14 + 2);
  EXPECT_EQ(decoder.take().values<std::vector<std::int64_t>>(0), (std::vector<std::int64_t>{3}));
  EXPECT_FALSE(decoder.feed(rest.span()).ok()) << "a fault stays";
}

TEST(CopyDecoder, TimesAreCountedFrom1970) {
  CopyBytes bytes;
  bytes.header().row(2).int4(-10'957).int8(1).trailer();
  const auto table = read_table_copy(fields({{"day", "date"}, {"at", "timestamptz"}}), "test", bytes.span());
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ(table->values<std::vector<std::int32_t>>(0)[0], 0);
  EXPECT_EQ(table->values<std::vector<std::int64_t>>(1)[0], 946'684'800'000'001);
}

TEST(CopyDecoder, InfiniteTimesAreRefused) {
  CopyBytes day;
  day.header().row(1).int4(std::numeric_limits<std::int32_t>::max()).trailer();
  EXPECT_EQ(fault_in(day, "date").expected, "a date of the years 1 to 9999");
  for (const std::int64_t infinity :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    CopyBytes moment;
    moment.header().row(1).int8(infinity).trailer();
    EXPECT_EQ(fault_in(moment, "timestamp").expected, "a time of the years 1 to 9999");
  }
}

TEST(CopyDecoder, FloatsAreReadToTheBitAndOnlyFiniteOnesWhereAsked) {
  CopyBytes bytes;
  bytes.header().row(1).float8(std::numeric_limits<double>::quiet_NaN()).row(1).float8(-0.0).trailer();
  const auto table = read_table_copy(one("float8"), "test", bytes.span());
  ASSERT_TRUE(table.ok());
  EXPECT_TRUE(std::isnan(table->values<std::vector<double>>(0)[0]));
  EXPECT_TRUE(std::signbit(table->values<std::vector<double>>(0)[1]));
  std::vector<Field> finite = one("float8");
  finite[0].finite = true;
  EXPECT_EQ(fault_of(read_table_copy(finite, "test", bytes.span()).status()).found, "NaN");
}

TEST(CopyDecoder, UuidAndJsonbAreTexts) {
  CopyBytes bytes;
  bytes.header().row(2).field({"\x01\x23\xAB\xCD\xEF\x45\x67\x89\xAB\xCD\xEF\x01\x23\x45\x67\x89", 16});
  bytes.field("\x01{\"a\": 1}").trailer();
  const auto table = read_table_copy(fields({{"key", "uuid"}, {"body", "jsonb"}}), "test", bytes.span());
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ(table->values<Texts>(0).at(0), "0123abcd-ef45-6789-abcd-ef0123456789");
  EXPECT_EQ(table->values<Texts>(1).at(0), "{\"a\": 1}");
}

TEST(CopyDecoder, HeaderExtensionIsSkipped) {
  CopyBytes bytes;
  bytes.raw({"PGCOPY\n\377\r\n\0", 11}).int32(7).int32(3).raw("abc").trailer();
  EXPECT_EQ(read_table_copy(one("int8"), "test", bytes.span())->size(), 0u);
}

TEST(CopyDecoder, HeaderExtensionBeyondTheDataIsRefused) {
  CopyBytes bytes;
  bytes.raw({"PGCOPY\n\377\r\n\0", 11}).int32(0).int32(1000).raw("abc");
  EXPECT_EQ(fault_in(bytes, "int8").expected, "the header of a binary COPY");
  CopyBytes huge;
  huge.raw({"PGCOPY\n\377\r\n\0", 11}).int32(0).int32(-1).raw("abc");
  const auto limit = base::limit_error_of(read_table_copy(one("int8"), "test", huge.span()).status());
  ASSERT_TRUE(limit.has_value());
  EXPECT_EQ(limit->name, "copy_row_bytes_max");
}

TEST(CopyDecoder, TextFormatIsNotMistakenForBinary) {
  CopyBytes bytes;
  bytes.raw("10\t2\t3\n4\t5\t6\n7\t8\t9\n");
  EXPECT_EQ(fault_in(bytes, "int8").expected, "the signature of a binary COPY");
}

TEST(CopyDecoder, CriticalFlagIsRefused) {
  CopyBytes bytes;
  bytes.raw({"PGCOPY\n\377\r\n\0", 11}).int32(1 << 16).int32(0).trailer();
  EXPECT_EQ(fault_in(bytes, "int8").expected, "a header without critical flags");
}

TEST(CopyDecoder, WrongNumberOfFieldsIsRefusedWithItsRow) {
  CopyBytes bytes;
  bytes.header().row(2).int8(1).int8(2).trailer();
  const base::DecodeError fault = fault_in(bytes, "int8");
  EXPECT_EQ(fault.path, "$[0]");
  EXPECT_EQ(fault.expected, "1 fields");
  EXPECT_EQ(fault.found, "2 fields");
  EXPECT_EQ(fault.offset, 19);
}

TEST(CopyDecoder, BytesAfterTheTrailerAreRefusedInTheSamePieceOrTheNext) {
  CopyBytes bytes;
  bytes.header().trailer().raw("x");
  EXPECT_EQ(fault_in(bytes, "int8").found, "1 more bytes");
  CopyDecoder decoder(one("int8"), "test");
  ASSERT_TRUE(decoder.feed(bytes.span().first(21)).ok());
  EXPECT_EQ(fault_of(decoder.feed(bytes.span().subspan(21))).found, "1 more bytes");
}

TEST(CopyDecoder, FieldOfAnotherLengthIsRefused) {
  for (const std::string type : {"int2", "int8", "float8", "bool", "timestamp", "uuid"}) {
    CopyBytes bytes;
    bytes.header().row(1).int4(1).trailer();
    const base::DecodeError fault = fault_in(bytes, type);
    EXPECT_EQ(fault.path, "$[0].amount");
    EXPECT_EQ(fault.found, "a field of 4 bytes") << type;
    EXPECT_EQ(fault.offset, 21);
  }
}

TEST(CopyDecoder, BoolOfAnotherByteIsRefused) {
  CopyBytes bytes;
  bytes.header().row(1).boolean(2).trailer();
  EXPECT_EQ(fault_in(bytes, "bool").expected, "a bool of 0 or 1");
}

TEST(CopyDecoder, LengthsNoFieldHasAreRefused) {
  CopyBytes large;
  large.header().row(1).int32(std::numeric_limits<std::int32_t>::max()).raw("12345678");
  EXPECT_EQ(fault_in(large, "int8").found, "a field of 2147483647 bytes");
  EXPECT_TRUE(base::limit_error_of(read_table_copy(one("text"), "test", large.span()).status()).has_value());
  CopyBytes negative;
  negative.header().row(1).int32(-2).raw("12345678");
  EXPECT_EQ(fault_in(negative, "text").found, "a field of negative length");
  EXPECT_EQ(fault_in(negative, "numeric").found, "a field of no such length");
}

TEST(CopyDecoder, TextThatIsNotUtf8IsRefusedAndBytesAreNot) {
  CopyBytes bytes;
  bytes.header().row(1).field("\xFF").trailer();
  EXPECT_EQ(fault_in(bytes, "text").expected, "text in UTF-8 without NUL");
  EXPECT_EQ(fault_in(bytes, "json").expected, "text in UTF-8 without NUL");
  EXPECT_TRUE(read_table_copy(one("bytea"), "test", bytes.span()).ok());
}

TEST(CopyDecoder, CutAnswerNamesTheFieldWhereItEnds) {
  CopyBytes bytes;
  bytes.header().row(1).int32(8).raw("123");
  const base::DecodeError fault = fault_in(bytes, "text");
  EXPECT_EQ(fault.path, "$[0].amount");
  EXPECT_EQ(fault.expected, "a text");
  EXPECT_EQ(fault.found, "the end of the data");
}

TEST(CopyDecoder, SchemaWithoutColumnsOrWithOneTwiceIsRefused) {
  CopyBytes bytes;
  bytes.header().trailer();
  EXPECT_FALSE(read_table_copy({}, "test", bytes.span()).ok());
  EXPECT_FALSE(read_table_copy(fields({{"a", "int8"}, {"a", "text"}}), "test", bytes.span()).ok());
}

TEST(CopyDecoder, RandomDamageNeverReadsBeyondTheData) {
  const CopyBytes whole = three_rows();
  std::mt19937_64 random(99);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::byte> damaged(whole.span().begin(), whole.span().end());
    for (int change = 0; change < 3; ++change)
      damaged[random() % damaged.size()] = static_cast<std::byte>(random() % 256);
    const auto table = read_table_copy(fields(kThree), "test", damaged);
    if (table.ok()) {
      EXPECT_LE(table->size(), 3u);
    }
  }
}

}  // namespace
}  // namespace crossdock::columns
