#include "crossdock/wire/json/nodes.h"

#include <algorithm>

#include "crossdock/wire/json/text.h"

namespace crossdock::json {
namespace {

constexpr std::size_t kPathKeyBytesMax = 64;

bool is_identifier(std::string_view key) {
  const auto plain = [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_';
  };
  return !key.empty() && key.size() <= kPathKeyBytesMax && std::all_of(key.begin(), key.end(), plain);
}

void append_key(std::string& path, std::string_view document, const Node& key) {
  const std::string name = text_of(document, key);
  if (is_identifier(name)) {
    path += '.';
    path += name;
  } else {
    path += "[*]";
  }
}

void append_position(std::string& path, std::size_t position) {
  path += '[';
  path += std::to_string(position);
  path += ']';
}

}  // namespace

std::string text_of(std::string_view document, const Node& node) {
  const std::string_view inside = inside_of(document, node);
  return node.escaped ? unescape(inside) : std::string(inside);
}

bool unescaped_equals(std::string_view document, const Node& node, std::string_view text) {
  return text_of(document, node) == text;
}

std::string path_of(std::string_view document, std::span<const Node> nodes, std::size_t index) {
  std::string path = "$";
  std::size_t container = 0;
  while (container != index && container < nodes.size()) {
    const bool is_object = nodes[container].type == Type::kObject;
    std::size_t child = container + 1;
    std::size_t position = 0;
    // In an object the value stands behind its key, so a step over both is one over the value's span.
    while (child < nodes.size()) {
      const std::size_t value = is_object ? child + 1 : child;
      if (value >= nodes.size() || index < value + nodes[value].span) break;
      child = value + nodes[value].span;
      ++position;
    }
    if (child >= nodes.size()) break;
    if (is_object) {
      append_key(path, document, nodes[child]);
    } else {
      append_position(path, position);
    }
    if (is_object && child == index) break;
    container = is_object ? child + 1 : child;
  }
  return path;
}

}  // namespace crossdock::json
