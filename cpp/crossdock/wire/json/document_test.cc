#include "crossdock/wire/json/document.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "crossdock/base/decode_error.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"

namespace crossdock::json {
namespace {

const Source kSource{"shopify", "orders/create"};

base::DecodeError error_of(std::string_view bytes) {
  Document document;
  const absl::Status status = document.parse(bytes, kSource);
  EXPECT_FALSE(status.ok()) << bytes;
  return base::decode_error_of(status).value_or(base::DecodeError{});
}

std::string limit_of(std::string_view bytes) {
  Document document;
  return base::limit_error_of(document.parse(bytes, kSource)).value_or(base::LimitError{}).name;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t index = 0; index < count; ++index) all += text;
  return all;
}

TEST(Document, GivesValuesAsTheyWereWritten) {
  Document document;
  ASSERT_TRUE(
      document.parse(R"( {"a": [1, 19.990, -0.10e+2], "b\u00e9": {"c": null}, "d": true} )", kSource).ok());
  const Value root = document.root();
  EXPECT_EQ(root.find("a").raw(), "[1, 19.990, -0.10e+2]");
  EXPECT_EQ(root.find("a").elements()[1].raw(), "19.990");
  EXPECT_EQ(root.find("a").elements()[2].path(), "$.a[2]");
  EXPECT_EQ(root.find("b\u00e9").find("c").raw(), "null");
  EXPECT_EQ(root.find("d").raw(), "true");
  EXPECT_EQ(root.find("d").offset(), 59U);
  EXPECT_FALSE(root.find("e").exists());
  EXPECT_FALSE(root.find("d").find("x").exists());
  EXPECT_EQ(root.keys(), (std::vector<std::string>{"a", "b\u00e9", "d"}));
}

TEST(Document, ResolvesEscapes) {
  Document document;
  ASSERT_TRUE(document.parse(R"(["\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00\u0000"])", kSource).ok());
  EXPECT_EQ(document.root().elements()[0].text(),
            std::string("\"\\/\b\f\n\r\tA\u00e9\u20ac\U0001F600\0", 8 + 1 + 2 + 3 + 4 + 1));
}

TEST(Document, CanBeUsedAgain) {
  Document document;
  ASSERT_TRUE(document.parse("[1,2,3]", kSource).ok());
  ASSERT_FALSE(document.parse("[", kSource).ok());
  ASSERT_TRUE(document.parse("{\"k\":" + std::string(100'000, ' ') + "7}", kSource).ok());
  EXPECT_EQ(document.root().find("k").raw(), "7");
}

TEST(Document, RefusesEveryMalformedText) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "[",
                           "[1",
                           "[1,",
                           "[1,]",
                           "[,1]",
                           "[1 2]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{\"a\":1 \"b\":2}",
                           "[1]]",
                           "{} {}",
                           "tru",
                           "nul",
                           "nullx",
                           "[01]",
                           "[1.]",
                           "[.5]",
                           "[1e]",
                           "[+1]",
                           "[-]",
                           "[0x1]",
                           "[NaN]",
                           "[Infinity]",
                           "\"",
                           "[\"\\x\"]",
                           "[\"\\u12\"]",
                           "[\"\\ud800\"]",
                           "[\"\\udc00\"]",
                           "[\"\\ud800\\u0041\"]",
                           "[\"a\nb\"]",
                           "['a']",
                           "[1]/*c*/",
                           "\xef\xbb\xbf{}",
                           "[\"\xff\"]",
                           "[\"\xed\xa0\x80\"]",
                           "[1e400]"}) {
    EXPECT_FALSE(error_of(text).expected.empty()) << text;
  }
}

TEST(Document, SaysWhereItBroke) {
  const base::DecodeError error = error_of(R"({"line_items": [{"price": "1"}, {"price": tru}]})");
  EXPECT_EQ(error.path, "$.line_items[1].price");
  EXPECT_EQ(error.offset, 42);
  EXPECT_EQ(error.expected, "a JSON value");
  EXPECT_EQ(error.system, "shopify");
  EXPECT_EQ(error.topic, "orders/create");
}

TEST(Document, NamesTruncation) {
  const base::DecodeError error = error_of(R"({"id": 1, "name": "Al)");
  EXPECT_EQ(error.found, "the end of the bytes");
  EXPECT_EQ(error.offset, 21);
  EXPECT_EQ(error_of("").found, "no bytes");
}

TEST(Document, RefusesKeysThatRepeatWhereverTheyAre) {
  EXPECT_EQ(error_of(R"({"a":1,"a":1})").found, "a key that repeats");
  EXPECT_EQ(error_of(R"({"x":[{"skipped":{"b":1,"c":2,"b":3}}]})").path, "$.x[0].skipped");
  EXPECT_EQ(error_of(R"({"a":1,"\u0061":2})").found, "a key that repeats");
  std::string many = "{";
  for (int index = 0; index < 50'000; ++index) many += "\"k" + std::to_string(index) + "\":0,";
  EXPECT_EQ(error_of(many + "\"k777\":0}").found, "a key that repeats");
  Document document;
  EXPECT_TRUE(document.parse(many + "\"other\":0}", kSource).ok());
}

TEST(Document, FindsEachKeyOfAnObjectOfAnySize) {
  for (const int count : {1, 7, 8, 9, 16, 17, 300}) {
    std::string text = "{";
    for (int index = 0; index < count; ++index) {
      text += "\"" + std::string(static_cast<std::size_t>(index % 20), 'k') + std::to_string(index) + "\":[" +
              std::to_string(index) + "],";
    }
    text += "\"\\u00e9\":true}";
    Document document;
    ASSERT_TRUE(document.parse(text, kSource).ok());
    const Value root = document.root();
    for (int index = 0; index < count; ++index) {
      const std::string key = std::string(static_cast<std::size_t>(index % 20), 'k') + std::to_string(index);
      EXPECT_EQ(root.find(key).raw(), "[" + std::to_string(index) + "]") << count;
    }
    EXPECT_EQ(root.find("\u00e9").raw(), "true");
    EXPECT_FALSE(root.find("\\u00e9").exists());
    EXPECT_FALSE(root.find("").exists());
    EXPECT_EQ(root.keys().size(), static_cast<std::size_t>(count) + 1);
  }
}

TEST(Document, KeysThatDifferInOneByteAreNotTheSame) {
  for (std::size_t size = 1; size <= 40; ++size) {
    const std::string key(size, 'k');
    Document document;
    ASSERT_TRUE(document.parse("{\"" + key + "\":1}", kSource).ok());
    EXPECT_TRUE(document.root().find(key).exists()) << size;
    for (std::size_t place = 0; place < size; ++place) {
      std::string other = key;
      other[place] = 'K';
      EXPECT_FALSE(same_text(key, other)) << size << ' ' << place;
      EXPECT_FALSE(document.root().find(other).exists()) << size << ' ' << place;
    }
  }
}

TEST(Document, KeysChosenToCollideAreFoundAndComparedAllTheSame) {
  std::string text = "{";
  std::vector<std::string> keys;
  for (int number = 0; keys.size() < 500; ++number) {
    const std::string key = "k" + std::to_string(number);
    if (key_hash(key) >> 22 != 5) continue;
    keys.push_back(key);
    text += "\"" + key + "\":" + std::to_string(number) + ",";
  }
  Document document;
  ASSERT_TRUE(document.parse(text + "\"last\":1}", kSource).ok());
  EXPECT_EQ(document.nodes().front().table_bits, 0) << "the table was given up";
  for (const std::string& key : keys) EXPECT_EQ(document.root().find(key).raw(), key.substr(1));
  EXPECT_EQ(document.root().find("last").raw(), "1");
  EXPECT_EQ(error_of(text + "\"" + keys[250] + "\":1}").found, "a key that repeats");
}

TEST(Document, NumbersStayWithinTheRangeOfDoublesAsTheyAreWritten) {
  const std::string digits(400, '7');
  for (const std::string& good :
       {std::string("1e308"), std::string("-1.5E+308"), std::string("1e-400"), std::string("0e999"),
        std::string("0.0e-99999999999999999999"), "0." + digits, "0." + std::string(400, '0') + "1",
        "0." + std::string(400, '0') + "1e5", "1" + std::string(300, '0') + ".5", digits + "e-300"}) {
    Document document;
    EXPECT_TRUE(document.parse("[" + good + "]", kSource).ok()) << good;
    EXPECT_EQ(document.root().elements().at(0).raw(), good);
  }
  for (const std::string& bad :
       {std::string("1e309"), std::string("-1.8e308"), digits + ".5", std::string("1e99999999999999999999"),
        "0." + std::string(400, '0') + "1e800", digits + "e-10"}) {
    EXPECT_EQ(error_of("[" + bad + "]").found, "a number beyond it") << bad;
  }
}

TEST(Document, NamesIntegersBeyond64Bits) {
  const base::DecodeError error = error_of(R"({"id": 18446744073709551616})");
  EXPECT_EQ(error.path, "$.id");
  EXPECT_EQ(error.expected, "an integer within 64 bits");
  EXPECT_EQ(error.offset, 7);
  Document document;
  EXPECT_TRUE(document.parse("[18446744073709551615, -9223372036854775808]", kSource).ok());
  EXPECT_FALSE(document.parse("[-9223372036854775809]", kSource).ok());
}

TEST(Document, NamesBytesThatAreNotUtf8) {
  const base::DecodeError error = error_of("{\"a\": \"\xc3\x28\"}");
  EXPECT_EQ(error.found, "bytes that are not UTF-8");
  EXPECT_EQ(error.offset, 7);
  EXPECT_EQ(error_of("{\"a\": \"\xc3").found, "the end of the bytes") << "cut off within a character";
}

TEST(Document, DepthAndSizeAndCountAreBounded) {
  Document document;
  const std::size_t depth = base::kJsonDepthMax;
  EXPECT_TRUE(document.parse(repeated("[", depth) + repeated("]", depth), kSource).ok());
  EXPECT_EQ(limit_of(repeated("[", depth + 1) + repeated("]", depth + 1)), "json_depth_max");
  EXPECT_EQ(limit_of(repeated("{\"a\":", depth + 1) + "1" + repeated("}", depth + 1)), "json_depth_max");
  EXPECT_EQ(limit_of(repeated("[", 1'000'000)), "json_depth_max");
  EXPECT_EQ(limit_of(std::string(base::kDocumentBytesMax + 1, ' ')), "document_bytes_max");
  EXPECT_EQ(limit_of("[" + repeated("0,", base::kJsonValuesMax) + "0]"), "json_values_max");
}

TEST(Document, ErrorsQuoteNoPayload) {
  for (const char* text :
       {R"({"jon@example.com": 1, "jon@example.com": 2})", R"({"a": {"jon@example.com": jon}})",
        R"(["jon@example.com)", R"({"email": jon@example.com})"}) {
    const base::DecodeError error = error_of(text);
    EXPECT_EQ(error.sentence().find("jon"), std::string::npos) << error.sentence();
  }
}

}  // namespace
}  // namespace crossdock::json
