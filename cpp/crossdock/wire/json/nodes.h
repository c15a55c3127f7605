#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

// A JSON document as a flat list of nodes in the order of the text.
//
//   {"a": [1, 2], "b": null}
//   0 object  next=7
//   1   string "a"        a key; its value is the node behind it
//   2   array   next=5
//   3     number 1
//   4     number 2
//   5   string "b"
//   6   null
//
// A node names its bytes, so numbers and whole subtrees can be had exactly as they were written. Keys carry
// their hash, and objects of more than kKeysWithoutTable keys a table of them, so that a key is found without
// a look at its neighbours.
namespace crossdock::json {

enum class Type : std::uint8_t { kNull, kFalse, kTrue, kNumber, kString, kArray, kObject };

struct Node {
  std::uint32_t offset = 0;  // First byte, of a string its quote.
  std::uint32_t length = 0;  // Bytes, of a string with both quotes.
  std::uint32_t next = 0;    // Index of the node behind this one's subtree.
  std::uint32_t extra = 0;   // Of a key its hash; of an object where its table begins.
  Type type = Type::kNull;
  bool escaped = false;         // Of a string: it holds escapes.
  std::uint8_t table_bits = 0;  // Of an object: its table has so many bits of places; 0 where there is none.
};

// Up to so many keys, comparing their hashes one by one is as fast as a table and needs none.
inline constexpr std::size_t kKeysWithoutTable = 8;

// The nodes of one document and the tables of its objects: places that hold the index of a key, or 0. The
// place of a key is its hash's low bits, or one of those that follow, in a circle.
struct NodeList {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> tables;

  void clear() {
    nodes.clear();
    tables.clear();
  }
};

// A hash of what a key says. Keys may be chosen to share one: nothing but speed depends on it.
[[nodiscard]] inline std::uint32_t key_hash(std::string_view key) {
  constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15;
  const auto load = [&key](std::size_t start, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, key.data() + start, count);
    return word;
  };
  std::uint64_t hash = key.size() * kSpread;
  const auto mix = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * kSpread;
    hash ^= hash >> 32;
  };
  if (key.size() < 8) {
    // Two overlapping halves instead of a copy of unknown length.
    if (key.size() >= 4) {
      mix(load(0, 4) | load(key.size() - 4, 4) << 32);
    } else if (!key.empty()) {
      mix(load(0, 1) | load(key.size() / 2, 1) << 8 | load(key.size() - 1, 1) << 16);
    }
    return static_cast<std::uint32_t>(hash);
  }
  for (std::size_t start = 0; start + 8 < key.size(); start += 8) mix(load(start, 8));
  mix(load(key.size() - 8, 8));
  return static_cast<std::uint32_t>(hash);
}

// Inside of the string `node`, without quotes and with escapes as they were written.
[[nodiscard]] inline std::string_view inside_of(std::string_view document, const Node& node) {
  return {document.data() + node.offset + 1, node.length - 2};
}

// Inside of the string `node`, without quotes and with escapes resolved.
[[nodiscard]] std::string text_of(std::string_view document, const Node& node);

// Whether the string `node` says `text`.
[[nodiscard]] bool text_equals(std::string_view document, const Node& node, std::string_view text);

// Index of the key `key` of the object at `object`; 0, which is no key, where it has none.
[[nodiscard]] std::size_t find_key(std::string_view document, const NodeList& list, std::size_t object,
                                   std::string_view key);

// The place of node `index` as JSON path: "$.line_items[2].price". Keys that are no plain identifiers may be
// data (an address used as a key) and are shown as [*].
[[nodiscard]] std::string path_of(std::string_view document, const std::vector<Node>& nodes,
                                  std::size_t index);

}  // namespace crossdock::json
