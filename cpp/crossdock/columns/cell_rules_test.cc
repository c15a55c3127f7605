#include "crossdock/columns/cell_rules.h"

#include <gtest/gtest.h>

#include <string>

namespace crossdock::columns {
namespace {

TEST(CellRules, TextsOfAnyPlaneAreText) {
  for (const std::string text :
       {"", "plain, and longer than eight bytes",
        "Gr\xC3\xBC\xC3\x9F"
        "e",
        "\xE2\x82\xAC", "\xF0\x9F\x93\xA6 box", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_text(text)) << text;
  }
}

TEST(CellRules, OverlongCutSurrogateAndBeyondTheLastPlaneAreNoText) {
  for (const std::string text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "abcdefgh\xC3"}) {
    EXPECT_FALSE(is_text(text));
  }
}

TEST(CellRules, NulIsNoTextWhereverItStands) {
  for (std::size_t position = 0; position < 20; ++position) {
    std::string text(20, 'x');
    text[position] = '\0';
    EXPECT_FALSE(is_text(text)) << position;
  }
}

TEST(CellRules, UuidHasItsHyphensAndLowerCase) {
  EXPECT_TRUE(is_uuid("0123abcd-ef45-6789-abcd-ef0123456789"));
  EXPECT_FALSE(is_uuid("0123ABCD-ef45-6789-abcd-ef0123456789"));
  EXPECT_FALSE(is_uuid("0123abcdef45-6789-abcd--ef0123456789"));
  EXPECT_FALSE(is_uuid("0123abcd-ef45-6789-abcd-ef012345678"));
}

}  // namespace
}  // namespace crossdock::columns
