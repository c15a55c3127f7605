#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// The inside of JSON strings: finding where one ends, and turning escapes into UTF-8.
namespace crossdock::json {

struct StringSpan {
  std::size_t end = 0;   // Behind the closing quote.
  bool escaped = false;  // Whether it holds any backslash.
};

// How many bytes of zero must stand behind a text that is scanned: so many are read at once, and a zero,
// which counts as a control character, ends the search.
inline constexpr std::size_t kStopPaddingBytes = 32;

#ifdef __SSE2__

// The first quote, backslash or control character at or behind `position`.
[[nodiscard]] inline const char* find_string_stop(const char* position) {
  const auto stops_at = [](const char* bytes_at) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes_at));
    // Control characters are those without any of the upper three bits.
    const __m128i upper_bits = _mm_and_si128(bytes, _mm_set1_epi8(static_cast<char>(0xe0)));
    const __m128i is_control = _mm_cmpeq_epi8(upper_bits, _mm_setzero_si128());
    const __m128i is_mark =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(is_control, is_mark)));
  };
  while (true) {
    // Two at once: most strings are shorter, and where they end is no branch then.
    const std::uint32_t stops = stops_at(position) | stops_at(position + sizeof(__m128i)) << sizeof(__m128i);
    if (stops != 0) return position + std::countr_zero(stops);
    position += 2 * sizeof(__m128i);
  }
}

#else

// The first quote, backslash or control character at or behind `position`, by words of 8 bytes.
[[nodiscard]] inline const char* find_string_stop(const char* position) {
  constexpr std::uint64_t kEveryByte = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = 0x80 * kEveryByte;
  // Sets the high bit of the first byte that is zero; above it further bits may be set wrongly.
  const auto zeros = [](std::uint64_t word) { return (word - kEveryByte) & ~word & kHighBits; };
  while (true) {
    std::uint64_t word = 0;
    std::memcpy(&word, position, sizeof word);
    const std::uint64_t controls = (word - 0x20 * kEveryByte) & ~word & kHighBits;
    const std::uint64_t stops =
        zeros(word ^ ('"' * kEveryByte)) | zeros(word ^ ('\\' * kEveryByte)) | controls;
    if (stops == 0) {
      position += sizeof word;
      continue;
    }
    if constexpr (std::endian::native == std::endian::little) return position + std::countr_zero(stops) / 8;
    while (*position != '"' && *position != '\\' && static_cast<unsigned char>(*position) >= 0x20) ++position;
    return position;
  }
}

#endif

// `start` is the opening quote; kStopPaddingBytes of zero stand behind `text`. Nothing when the string does
// not end, holds a control character, an unknown escape or half of a surrogate pair; then `fault` is the byte
// where that shows.
[[nodiscard]] std::optional<StringSpan> scan_string(std::string_view text, std::size_t start,
                                                    std::size_t& fault);

// `inside` is what scan_string() accepted, without its quotes.
[[nodiscard]] std::string unescape(std::string_view inside);

// Whether the text is UTF-8; meant for short ones, of which most are ASCII alone.
[[nodiscard]] bool is_utf8(std::string_view text);

// The first byte that is no UTF-8 (overlong forms, surrogates and values beyond U+10FFFF included).
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

}  // namespace crossdock::json
