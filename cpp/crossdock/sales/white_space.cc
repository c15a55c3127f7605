#include "crossdock/sales/white_space.h"

#include <algorithm>
#include <array>

namespace crossdock::sales {
namespace {

// White space beyond ASCII, in UTF-8: U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F,
// U+205F and U+3000.
constexpr std::array<std::string_view, 19> kWideSpaces = {
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81",
    "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86",
    "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8",
    "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};

constexpr bool is_narrow_space(char character) {
  return character == ' ' || (character >= '\t' && character <= '\r') ||
         (character >= '\x1c' && character <= '\x1f');
}

constexpr bool is_ascii(char character) { return (character & '\x80') == 0; }

// Beyond ASCII, white space begins with one of these bytes alone.
constexpr bool may_begin_wide_space(char character) {
  return character == '\xc2' || (character >= '\xe1' && character <= '\xe3');
}

// Bytes of the white space at the front of `text`; 0 where there is none.
std::size_t space_in_front(std::string_view text) {
  if (text.empty()) return 0;
  if (is_narrow_space(text.front())) return 1;
  if (!may_begin_wide_space(text.front())) return 0;
  const auto* const found = std::find_if(kWideSpaces.begin(), kWideSpaces.end(),
                                         [&text](std::string_view space) { return text.starts_with(space); });
  return found == kWideSpaces.end() ? 0 : found->size();
}

std::size_t space_at_end(std::string_view text) {
  if (text.empty()) return 0;
  if (is_narrow_space(text.back())) return 1;
  if (is_ascii(text.back())) return 0;
  const auto* const found = std::find_if(kWideSpaces.begin(), kWideSpaces.end(),
                                         [&text](std::string_view space) { return text.ends_with(space); });
  return found == kWideSpaces.end() ? 0 : found->size();
}

// Bytes of the word at the front of `text`, which begins with one.
std::size_t word_in_front(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && space_in_front(text.substr(size)) == 0) ++size;
  return size;
}

// Whether there is nothing to collapse, as in most texts; what is not told at a glance counts as no.
bool is_collapsed(std::string_view text) {
  bool behind_space = true;
  for (const char character : text) {
    const bool is_space = character == ' ';
    if (is_space ? behind_space : is_narrow_space(character) || may_begin_wide_space(character)) return false;
    behind_space = is_space;
  }
  return text.empty() || !behind_space;
}

}  // namespace

std::string_view stripped(std::string_view text) {
  for (std::size_t size = space_in_front(text); size != 0; size = space_in_front(text))
    text.remove_prefix(size);
  for (std::size_t size = space_at_end(text); size != 0; size = space_at_end(text)) text.remove_suffix(size);
  return text;
}

std::string collapsed(std::string_view text) {
  if (is_collapsed(text)) return std::string(text);
  std::string words;
  words.reserve(text.size());
  while (!text.empty()) {
    if (const std::size_t space = space_in_front(text); space != 0) {
      text.remove_prefix(space);
      continue;
    }
    const std::size_t size = word_in_front(text);
    if (!words.empty()) words += ' ';
    words += text.substr(0, size);
    text.remove_prefix(size);
  }
  return words;
}

}  // namespace crossdock::sales
