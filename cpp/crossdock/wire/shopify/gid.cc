#include "crossdock/wire/shopify/gid.h"

#include <algorithm>
#include <charconv>

namespace crossdock::shopify {
namespace {

constexpr std::string_view kPrefix = "gid://shopify/";
constexpr std::string_view kItemParameter = "inventory_item_id=";

bool is_letter(char character) {
  return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
}

std::optional<std::int64_t> positive(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (code != std::errc() || end != digits.data() + digits.size() || number <= 0) return std::nullopt;
  return number;
}

}  // namespace

std::optional<Gid> parse_gid(std::string_view text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  const std::string_view kind = text.substr(0, slash);
  if (!std::all_of(kind.begin(), kind.end(), is_letter)) return std::nullopt;
  const std::string_view behind = text.substr(slash + 1);
  const std::optional<std::int64_t> id = positive(behind.substr(0, behind.find('?')));
  if (!id.has_value()) return std::nullopt;
  return Gid{kind, *id};
}

std::string make_gid(std::string_view kind, std::int64_t id) {
  std::string text(kPrefix);
  text += kind;
  text += '/';
  text += std::to_string(id);
  return text;
}

std::optional<std::int64_t> inventory_item_of(std::string_view level_gid) {
  const std::size_t query = level_gid.find('?');
  if (query == std::string_view::npos) return std::nullopt;
  std::string_view parameters = level_gid.substr(query + 1);
  while (!parameters.empty()) {
    const std::size_t end = parameters.find('&');
    const std::string_view parameter = parameters.substr(0, end);
    if (parameter.starts_with(kItemParameter)) return positive(parameter.substr(kItemParameter.size()));
    parameters = end == std::string_view::npos ? std::string_view() : parameters.substr(end + 1);
  }
  return std::nullopt;
}

}  // namespace crossdock::shopify
