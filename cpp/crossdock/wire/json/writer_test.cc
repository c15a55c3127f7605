#include "crossdock/wire/json/writer.h"

#include <gtest/gtest.h>

#include <limits>

#include "crossdock/wire/json/document.h"

namespace crossdock::json {
namespace {

TEST(Writer, PutsCommasWhereTheyBelong) {
  Writer writer;
  writer.begin_object()
      .key("a")
      .begin_array()
      .integer(1)
      .begin_object()
      .end_object()
      .begin_array()
      .end_array()
      .null();
  writer.end_array().key("b").text("x").key("c").raw("[true]").end_object();
  EXPECT_EQ(writer.take(), R"({"a":[1,{},[],null],"b":"x","c":[true]})");
}

TEST(Writer, EscapesExactlyWhatMustBe) {
  Writer writer;
  writer.text(std::string_view("\"\\/\b\f\n\r\t\x01\x1f\x7f\0\u00e9\U0001F600", 18));
  EXPECT_EQ(writer.take(), "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\\u0000\u00e9\U0001F600\"");
}

TEST(Writer, EveryCharacterComesBackAsItWas) {
  std::string all;
  for (int character = 0; character < 128; ++character) all += static_cast<char>(character);
  Writer writer;
  writer.begin_object().key(all).text(all).end_object();
  Document document;
  ASSERT_TRUE(document.parse(writer.take(), Source{"x", "y"}).ok());
  EXPECT_EQ(document.root().find(all).text(), all);
}

TEST(Writer, IntegersAreWhole) {
  Writer writer;
  writer.begin_array()
      .integer(std::numeric_limits<std::int64_t>::min())
      .integer(9007199254740993)
      .end_array();
  EXPECT_EQ(writer.take(), "[-9223372036854775808,9007199254740993]");
}

}  // namespace
}  // namespace crossdock::json
