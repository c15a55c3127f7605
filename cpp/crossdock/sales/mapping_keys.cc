#include "crossdock/sales/mapping_keys.h"

#include <array>
#include <charconv>

#include "crossdock/sales/white_space.h"

namespace crossdock::sales {
namespace {

// Digits of a rate in a key. An odd rate is told apart, and one that went through a float is the same again.
constexpr int kRateDigits = 6;

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
