#include "crossdock/sales/mapping_keys.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace crossdock::sales {
namespace {

// Digits of a rate in a key. An odd rate is told apart, and one that went through a float is the same again.
constexpr int kRateDigits = 6;

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

// Bytes of the white space at the front of `text`; 0 where there is none.
std::size_t space_in_front(std::string_view text) {
  if (text.empty()) return 0;
  if (is_narrow_space(text.front())) return 1;
  const auto* const found = std::find_if(kWideSpaces.begin(), kWideSpaces.end(),
                                         [&text](std::string_view space) { return text.starts_with(space); });
  return found == kWideSpaces.end() ? 0 : found->size();
}

std::size_t space_at_end(std::string_view text) {
  if (text.empty()) return 0;
  if (is_narrow_space(text.back())) return 1;
  const auto* const found = std::find_if(kWideSpaces.begin(), kWideSpaces.end(),
                                         [&text](std::string_view space) { return text.ends_with(space); });
  return found == kWideSpaces.end() ? 0 : found->size();
}

// A rate with kRateDigits. Odoo keeps the mapping's rate as a float, and a rate of more digits must round as
// that float does: this is the only place where a rate (never an amount) becomes one.
std::string rate_text(const base::Decimal& rate) {
  if (rate.scale() <= kRateDigits) {
    std::optional<base::Decimal> wide = base::Decimal::add(rate, base::Decimal(0, kRateDigits));
    if (wide.has_value() && wide->scale() == kRateDigits) return wide->text();
  }
  const std::string digits = rate.text();
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  std::array<char, 64> shown{};
  const std::to_chars_result end =
      std::to_chars(shown.data(), shown.data() + shown.size(), value, std::chars_format::fixed, kRateDigits);
  return {shown.data(), end.ptr};
}

}  // namespace

std::string_view stripped(std::string_view text) {
  for (std::size_t size = space_in_front(text); size != 0; size = space_in_front(text))
    text.remove_prefix(size);
  for (std::size_t size = space_at_end(text); size != 0; size = space_at_end(text)) text.remove_suffix(size);
  return text;
}

std::string tax_key(std::string_view title, const base::Decimal& rate, bool included) {
  std::string key(stripped(title));
  key += '|';
  key += rate_text(rate);
  key += included ? "|included" : "|excluded";
  return key;
}

std::string carrier_key(std::string_view title) {
  const std::string_view name = stripped(title);
  return std::string(name.empty() ? "(no shipping method)" : name);
}

std::string product_key(std::int64_t variant_id) { return "variant:" + std::to_string(variant_id); }

}  // namespace crossdock::sales
