#include "crossdock/wire/json/text.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace crossdock::json {
namespace {

constexpr std::size_t kUnicodeDigits = 4;

constexpr bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xd800 && unit <= 0xdbff; }
constexpr bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

std::optional<std::uint32_t> hexadecimal_unit(std::string_view text, std::size_t start) {
  if (text.size() < start + kUnicodeDigits) return std::nullopt;
  std::uint32_t unit = 0;
  for (const char character : text.substr(start, kUnicodeDigits)) {
    unit <<= 4;
    if (character >= '0' && character <= '9') {
      unit |= static_cast<std::uint32_t>(character - '0');
    } else if (character >= 'a' && character <= 'f') {
      unit |= static_cast<std::uint32_t>(character - 'a' + 10);
    } else if (character >= 'A' && character <= 'F') {
      unit |= static_cast<std::uint32_t>(character - 'A' + 10);
    } else {
      return std::nullopt;
    }
  }
  return unit;
}

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t end = 0;
};

// `start` is behind "\u". Two escapes that form a surrogate pair are one code point; half a pair is none.
std::optional<CodePoint> unicode_escape(std::string_view text, std::size_t start) {
  const std::optional<std::uint32_t> first = hexadecimal_unit(text, start);
  if (!first.has_value() || is_low_surrogate(*first)) return std::nullopt;
  const std::size_t behind = start + kUnicodeDigits;
  if (!is_high_surrogate(*first)) return CodePoint{*first, behind};
  if (text.substr(behind, 2) != "\\u") return std::nullopt;
  const std::optional<std::uint32_t> second = hexadecimal_unit(text, behind + 2);
  if (!second.has_value() || !is_low_surrogate(*second)) return std::nullopt;
  return CodePoint{0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00), behind + 2 + kUnicodeDigits};
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(value); };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xc0 | (point >> 6));
    byte(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    byte(0xe0 | (point >> 12));
    byte(0x80 | ((point >> 6) & 0x3f));
    byte(0x80 | (point & 0x3f));
  } else {
    byte(0xf0 | (point >> 18));
    byte(0x80 | ((point >> 12) & 0x3f));
    byte(0x80 | ((point >> 6) & 0x3f));
    byte(0x80 | (point & 0x3f));
  }
}

// What a one-letter escape stands for; '\0' for letters that are none.
constexpr char simple_escape(char letter) {
  switch (letter) {
    case '"':
    case '\\':
    case '/':
      return letter;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

// Length of the valid sequence at `start`, 0 where there is none (the table of well-formed sequences,
// Unicode 3.9).
std::size_t utf8_sequence(std::string_view text, std::size_t start) {
  const auto byte = [&text](std::size_t index) {
    return index < text.size() ? static_cast<std::uint8_t>(text[index]) : std::uint8_t{0};
  };
  const auto tail = [&byte](std::size_t index) { return (byte(index) & 0xc0) == 0x80; };
  const std::uint8_t first = byte(start);
  const std::uint8_t second = byte(start + 1);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return tail(start + 1) ? 2 : 0;
  if (first < 0xf0) {
    if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f)) return 0;
    return tail(start + 1) && tail(start + 2) ? 3 : 0;
  }
  if ((first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) return 0;
  return tail(start + 1) && tail(start + 2) && tail(start + 3) ? 4 : 0;
}

}  // namespace

std::optional<StringSpan> scan_string(std::string_view text, std::size_t start, std::size_t& fault) {
  StringSpan span;
  std::size_t position = start + 1;
  while (true) {
    position = static_cast<std::size_t>(find_string_stop(text.data() + position) - text.data());
    fault = std::min(position, text.size());
    if (position >= text.size()) return std::nullopt;
    if (text[position] == '"') {
      span.end = position + 1;
      return span;
    }
    if (text[position] != '\\') return std::nullopt;
    span.escaped = true;
    const char letter = position + 1 < text.size() ? text[position + 1] : '\0';
    if (letter == 'u') {
      const std::optional<CodePoint> point = unicode_escape(text, position + 2);
      if (!point.has_value()) return std::nullopt;
      position = point->end;
    } else {
      if (simple_escape(letter) == '\0') return std::nullopt;
      position += 2;
    }
  }
}

std::string unescape(std::string_view inside) {
  std::string out;
  out.reserve(inside.size());
  std::size_t position = 0;
  while (position < inside.size()) {
    const std::size_t backslash = inside.find('\\', position);
    out += inside.substr(position, backslash - position);
    if (backslash == std::string_view::npos || backslash + 1 >= inside.size()) break;
    const char letter = inside[backslash + 1];
    position = backslash + 2;
    if (letter != 'u') {
      out += simple_escape(letter);
      continue;
    }
    const std::optional<CodePoint> point = unicode_escape(inside, position);
    if (!point.has_value()) break;
    append_utf8(out, point->value);
    position = point->end;
  }
  return out;
}

bool is_utf8(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::uint64_t word = 0;
  std::uint64_t high = 0;
  std::size_t position = 0;
  for (; position + sizeof word <= text.size(); position += sizeof word) {
    std::memcpy(&word, text.data() + position, sizeof word);
    high |= word;
  }
  for (; position < text.size(); ++position) high |= static_cast<std::uint64_t>(text[position] & 0x80);
  return (high & kHighBits) == 0 || simdjson::validate_utf8(text.data(), text.size());
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  std::size_t position = 0;
  while (position < text.size()) {
    const std::size_t length = utf8_sequence(text, position);
    if (length == 0) return position;
    position += length;
  }
  return std::nullopt;
}

}  // namespace crossdock::json
