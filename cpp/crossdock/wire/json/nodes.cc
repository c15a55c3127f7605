#include "crossdock/wire/json/nodes.h"

#include <algorithm>

#include "crossdock/wire/json/key_table.h"
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

std::size_t find_key(std::string_view document, const NodeList& list, std::size_t object,
                     std::string_view key, std::uint32_t hash) {
  const std::span<const Node> nodes = list.nodes();
  const Node& owner = nodes[object];
  if (owner.table_bits == 0) {
    for (std::size_t index = object + 1; index < owner.next; index = nodes[index + 1].next) {
      if (nodes[index].extra == hash && text_equals(document, nodes[index], key)) return index;
    }
    return 0;
  }
  const std::uint32_t* const table = list.tables.data() + owner.extra;
  const std::size_t mask = (std::size_t{1} << owner.table_bits) - 1;
  // A table is at most half full, so the search ends at an empty place.
  for (std::size_t place = place_of(hash, owner.table_bits); table[place] != 0; place = (place + 1) & mask) {
    const std::size_t index = table[place];
    if (nodes[index].extra == hash && text_equals(document, nodes[index], key)) return index;
  }
  return 0;
}

std::string path_of(std::string_view document, std::span<const Node> nodes, std::size_t index) {
  std::string path = "$";
  std::size_t container = 0;
  while (container != index && container < nodes.size()) {
    const bool is_object = nodes[container].type == Type::kObject;
    std::size_t child = container + 1;
    std::size_t position = 0;
    // In an object the value stands behind its key, so a step over both begins at the value's `next`.
    while (child < nodes.size()) {
      const std::size_t value = is_object ? child + 1 : child;
      if (value >= nodes.size() || index < nodes[value].next) break;
      child = nodes[value].next;
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
