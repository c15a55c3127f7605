#include "crossdock/wire/json/text.h"

#include <gtest/gtest.h>

#include <string>

namespace crossdock::json {
namespace {

TEST(FindInvalidUtf8, FollowsTheTableOfWellFormedSequences) {
  for (const char* good : {"", "abc", "\u00e9", "\u20ac", "\U0001F600", "\U0010FFFF", "\uD7FF", "\uE000"}) {
    EXPECT_FALSE(find_invalid_utf8(good).has_value()) << good;
    EXPECT_TRUE(is_utf8(good)) << good;
    EXPECT_TRUE(is_utf8(std::string("eight or more: ") + good)) << good;
  }
  for (const char* bad : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98"}) {
    EXPECT_EQ(find_invalid_utf8(bad), 0U);
    EXPECT_EQ(find_invalid_utf8(std::string("ab") + bad), 2U);
    for (std::size_t place = 0; place < 20; ++place)
      EXPECT_FALSE(is_utf8(std::string(place, 'a') + bad)) << place;
  }
}

// The bytes of zero that a text stands before in a document.
std::optional<StringSpan> scan_padded(std::string_view text, std::size_t start, std::size_t& fault) {
  const std::string padded = std::string(text) + std::string(kStopPaddingBytes, '\0');
  return scan_string(std::string_view(padded).substr(0, text.size()), start, fault);
}

TEST(ScanString, EndsBehindTheQuoteAndKnowsOfEscapes) {
  std::size_t fault = 0;
  EXPECT_EQ(scan_padded(R"(x"abc"y)", 1, fault)->end, 6U);
  EXPECT_FALSE(scan_padded(R"("abc")", 0, fault)->escaped);
  EXPECT_TRUE(scan_padded(R"("a\"c")", 0, fault)->escaped);
  EXPECT_FALSE(scan_padded(R"("ab)", 0, fault).has_value());
  EXPECT_EQ(fault, 3U);
  EXPECT_FALSE(scan_padded(R"("ab\q")", 0, fault).has_value());
  EXPECT_EQ(fault, 3U);
  EXPECT_FALSE(scan_padded(R"("\)", 0, fault).has_value());
}

TEST(FindStringStop, FindsTheFirstStopWhereverItStands) {
  const std::string padding(kStopPaddingBytes, '\0');
  for (const char stop : {'"', '\\', '\n', '\x1f', '\0'}) {
    for (std::size_t place = 0; place < 40; ++place) {
      for (const char* filling : {"a", " ", "!", "#", "[", "]", "\xff", "\x80", "\xa2", "\xdc", "\x7f"}) {
        std::string text;
        while (text.size() < place) text += filling;
        const std::string whole = text + stop + "\"\\\n" + padding;
        EXPECT_EQ(find_string_stop(whole.data()) - whole.data(), static_cast<std::ptrdiff_t>(place))
            << filling << int{stop};
      }
    }
  }
}

}  // namespace
}  // namespace crossdock::json
