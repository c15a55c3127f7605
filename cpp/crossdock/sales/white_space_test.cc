#include "crossdock/sales/white_space.h"

#include <gtest/gtest.h>

namespace crossdock::sales {
namespace {

TEST(Stripped, TakesAwayWhatPythonTakesAway) {
  EXPECT_EQ(stripped(" \t\n\x1c VAT 21 % \r\x1f"), "VAT 21 %");
  EXPECT_EQ(stripped("\u00a0\u2028VAT\u3000\u0085"), "VAT");
  EXPECT_EQ(stripped("\u200bVAT\u00e9"), "\u200bVAT\u00e9") << "a zero width space is no white space";
  EXPECT_EQ(stripped(" \u2003 "), "");
  EXPECT_EQ(stripped(""), "");
}

TEST(Collapsed, LeavesOneSpaceBetweenWordsAsPythonDoes) {
  EXPECT_EQ(collapsed("  12\t\n Main \u00a0\u3000Street\x1c"), "12 Main Street");
  EXPECT_EQ(collapsed("K\u00f8benhavn\u2009\u00d8"), "K\u00f8benhavn \u00d8");
  EXPECT_EQ(collapsed("a\u200bb\u00e2"), "a\u200bb\u00e2") << "a zero width space is no white space";
  EXPECT_EQ(collapsed(" \u2003 "), "");
  EXPECT_EQ(collapsed(""), "");
}

}  // namespace
}  // namespace crossdock::sales
