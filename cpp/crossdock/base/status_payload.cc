#include "crossdock/base/status_payload.h"

#include <charconv>

namespace crossdock::base {

std::string pack_texts(const std::vector<std::string>& texts) {
  std::string packed;
  for (const std::string& text : texts) {
    packed += std::to_string(text.size());
    packed += ':';
    packed += text;
  }
  return packed;
}

std::optional<std::vector<std::string>> unpack_texts(std::string_view packed, std::size_t count) {
  std::vector<std::string> texts;
  while (!packed.empty() && texts.size() < count) {
    std::size_t length = 0;
    const char* const end = packed.data() + packed.size();
    const auto [after, error] = std::from_chars(packed.data(), end, length);
    if (error != std::errc() || after == end || *after != ':') return std::nullopt;
    packed.remove_prefix(static_cast<std::size_t>(after - packed.data()) + 1);
    if (packed.size() < length) return std::nullopt;
    texts.emplace_back(packed.substr(0, length));
    packed.remove_prefix(length);
  }
  if (!packed.empty() || texts.size() != count) return std::nullopt;
  return texts;
}

}  // namespace crossdock::base
