#include "crossdock/wire/json/decoding.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "crossdock/base/decode_error.h"

namespace crossdock::json {
namespace {

const Source kSource{"hubspot", "read"};

// Reads one thing and gives the error, if any.
std::optional<base::DecodeError> error_of(const std::string& bytes,
                                          const std::function<void(const Object&)>& read) {
  Document document;
  EXPECT_TRUE(document.parse(bytes, kSource).ok()) << bytes;
  Decoding decoding(document, kSource);
  const Object root = decoding.root();
  read(root);
  return base::decode_error_of(decoding.finish(0).status());
}

TEST(Decoding, MissingAndWrongFieldsAreNamed) {
  const auto missing =
      error_of(R"({"a": {}})", [](const Object& root) { (void)root.object("a").text("name"); });
  ASSERT_TRUE(missing.has_value());
  EXPECT_EQ(missing->path, "$.a.name");
  EXPECT_EQ(missing->expected, "a string");
  EXPECT_EQ(missing->found, "nothing");
  const auto wrong =
      error_of(R"({"a": {"name": 7}})", [](const Object& root) { (void)root.object("a").text("name"); });
  ASSERT_TRUE(wrong.has_value());
  EXPECT_EQ(wrong->path, "$.a.name");
  EXPECT_EQ(wrong->found, "a number");
  EXPECT_EQ(wrong->offset, 15);
}

TEST(Decoding, TheFirstFailureIsKept) {
  const auto error = error_of(R"({"b": 1})", [](const Object& root) {
    (void)root.text("a");
    (void)root.text("b");
  });
  EXPECT_EQ(error->path, "$.a");
}

TEST(Decoding, OptionalMeansMissingOrNullButNeverAnotherType) {
  EXPECT_FALSE(error_of(R"({"a": null, "b": ""})", [](const Object& root) {
                 EXPECT_FALSE(root.optional_text("a").has_value());
                 EXPECT_FALSE(root.optional_text("b").has_value());
                 EXPECT_FALSE(root.optional_text("c").has_value());
                 EXPECT_FALSE(root.optional_integer("a").has_value());
                 EXPECT_FALSE(root.optional_object("a").has_value());
                 EXPECT_FALSE(root.optional_timestamp("c").has_value());
               }).has_value());
  EXPECT_TRUE(error_of(R"({"a": 0})", [](const Object& root) { (void)root.optional_text("a"); }).has_value());
  EXPECT_TRUE(
      error_of(R"({"a": "1"})", [](const Object& root) { (void)root.optional_integer("a"); }).has_value());
  EXPECT_TRUE(
      error_of(R"({"a": []})", [](const Object& root) { (void)root.optional_object("a"); }).has_value());
}

TEST(Decoding, TextsAreCopiedOverWhatWasThereAsTheyAreRead) {
  const std::string former = "what was there before";
  EXPECT_FALSE(error_of(R"({"a": "\u00e9 1", "b": "", "c": null})", [&former](const Object& root) {
                 std::string text = former;
                 root.copy_text("a", text);
                 EXPECT_EQ(text, root.text("a"));
                 root.copy_text_or_empty("c", text);
                 EXPECT_EQ(text, "");
                 for (const char* const key : {"a", "b", "c", "d"}) {
                   std::optional<std::string> optional = former;
                   root.copy_optional_text(key, optional);
                   EXPECT_EQ(optional, root.optional_text(key)) << key;
                 }
               }).has_value());
  std::optional<std::string> optional = former;
  const auto wrong = error_of(R"({"a": 7})", [&optional](const Object& root) {
    root.copy_optional_text("a", optional);
    std::string text;
    root.copy_text("b", text);
  });
  EXPECT_EQ(wrong->path, "$.a");
  EXPECT_EQ(wrong->expected, "a string");
  EXPECT_EQ(wrong->found, "a number");
  EXPECT_FALSE(optional.has_value());
}

TEST(Decoding, IntegersAreExactBeyond53Bits) {
  EXPECT_FALSE(error_of(R"({"id": 9007199254740993, "n": -9223372036854775808})", [](const Object& root) {
                 EXPECT_EQ(root.id("id"), 9007199254740993);
                 EXPECT_EQ(root.integer("n"), std::numeric_limits<std::int64_t>::min());
               }).has_value());
  EXPECT_EQ(
      error_of(R"({"id": 9223372036854775808})", [](const Object& root) { (void)root.id("id"); })->found,
      "a larger integer");
  EXPECT_EQ(error_of(R"({"id": 1.0})", [](const Object& root) { (void)root.id("id"); })->found,
            "a number with a fraction or an exponent");
  EXPECT_TRUE(error_of(R"({"id": 0})", [](const Object& root) { (void)root.id("id"); }).has_value());
}

TEST(Decoding, MoneyComesExactlyFromTextAndFromNumbers) {
  EXPECT_FALSE(error_of(R"({"a": "19.990", "b": 19.990, "c": 0.06})", [](const Object& root) {
                 EXPECT_EQ(root.decimal("a").text(), "19.990");
                 EXPECT_EQ(root.decimal("b").text(), "19.990");
                 EXPECT_EQ(root.decimal("c").text(), "0.06");
               }).has_value());
  EXPECT_EQ(error_of(R"({"a": "1,5"})", [](const Object& root) { (void)root.decimal("a"); })->found,
            "a string that is no decimal number");
  EXPECT_EQ(
      error_of(R"({"a": 0.1234567890123456789})", [](const Object& root) { (void)root.decimal("a"); })->found,
      "a number that does not fit exactly");
  EXPECT_EQ(error_of(R"({"a": true})", [](const Object& root) { (void)root.decimal("a"); })->found,
            "a boolean");
}

TEST(Decoding, TimesNeedAnOffset) {
  EXPECT_EQ(error_of(R"({"a": "2021-12-31T19:00:00"})", [](const Object& root) { (void)root.timestamp("a"); })
                ->path,
            "$.a");
  EXPECT_FALSE(error_of(R"({"a": "2021-12-31T19:00:00Z"})", [](const Object& root) {
                 (void)root.timestamp("a");
               }).has_value());
}

TEST(Decoding, ListsStopAtTheFirstBadElement) {
  int calls = 0;
  const auto error = error_of(R"({"a": [{}, 5, {}]})", [&calls](const Object& root) {
    (void)root.objects("a", [&calls](const Object&) { return ++calls; });
  });
  EXPECT_EQ(error->path, "$.a[1]");
  EXPECT_EQ(calls, 1);
}

TEST(Decoding, ARootThatIsNoObjectIsAnError) {
  EXPECT_EQ(error_of("[1]", [](const Object& root) { EXPECT_TRUE(root.text_or_empty("a").empty()); })->path,
            "$");
}

}  // namespace
}  // namespace crossdock::json
