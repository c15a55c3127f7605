#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// A JSON document as a flat list of nodes in the order of the text.
//
//   {"a": [1, 2], "b": null}
//   0 object  span=7
//   1   string "a"        a key; its value is the node behind it
//   2   array   span=3
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
  std::uint32_t span = 1;    // How many nodes its subtree has, itself included.
  std::uint32_t extra = 0;   // Of a key its hash; of an object where its table begins.
  Type type = Type::kNull;
  bool escaped = false;          // Of a string: it holds escapes.
  std::uint16_t table_bits = 0;  // Of an object: its table has so many bits of places; 0 where there is none.
};

// Up to so many keys, comparing their hashes one by one is as fast as a table and needs none.
inline constexpr std::size_t kKeysWithoutTable = 8;

// The nodes of one document and the tables of its objects: places that hold the index of a key, or 0. The
// place of a key is its hash's upper bits, or one of those that follow, in a circle.
struct NodeList {
  std::vector<Node>
      places;  // The first `count` are the nodes; those behind keep their memory for a next document.
  std::size_t count = 0;
  std::vector<std::uint32_t> tables;

  [[nodiscard]] std::span<const Node> nodes() const { return {places.data(), count}; }

  void clear() {
    count = 0;
    tables.clear();
  }
};

// `Count` bytes at `start` as a number.
template <std::size_t Count>
[[nodiscard]] inline std::uint64_t word_at(const char* start) {
  std::uint64_t word = 0;
  std::memcpy(&word, start, Count);
  return word;
}

// A hash of what a key says: of its length, and of its first and last 8 bytes, which tell most keys apart.
// Keys may be chosen to share one: nothing but speed depends on it.
[[nodiscard]] inline std::uint32_t key_hash(std::uint64_t size, std::uint64_t first, std::uint64_t last) {
  constexpr std::uint64_t kFirstSpread = 0x9e3779b97f4a7c15;
  constexpr std::uint64_t kLastSpread = 0xa0761d6478bd642f;
  const std::uint64_t hash = (first + size) * kFirstSpread + last * kLastSpread;
  return static_cast<std::uint32_t>(hash >> 32);
}

// The hash of any text. Without a loop over long ones, so that the hash of a literal is a constant.
[[nodiscard]] inline std::uint32_t key_hash(std::string_view key) {
  const char* const start = key.data();
  const std::size_t size = key.size();
  if (size >= 8) return key_hash(size, word_at<8>(start), word_at<8>(start + size - 8));
  std::uint64_t word = 0;
  for (std::size_t index = 0; index < size; ++index) {
    word |= std::uint64_t{static_cast<unsigned char>(start[index])} << 8 * index;
  }
  return key_hash(size, word, word);
}

// Whether the first or the last `Count` bytes of two texts of one size differ.
template <std::size_t Count>
[[nodiscard]] inline bool ends_differ(const char* one, const char* other, std::size_t size) {
  const std::size_t last = size - Count;
  return word_at<Count>(one) != word_at<Count>(other) ||
         word_at<Count>(one + last) != word_at<Count>(other + last);
}

// Whether two texts are the same; keys are too short for a call to pay.
[[nodiscard]] inline bool same_text(std::string_view left, std::string_view right) {
  const std::size_t size = left.size();
  if (size != right.size()) return false;
  const char* const one = left.data();
  const char* const other = right.data();
  const auto differ_at = [one, other](std::size_t start) {
    return word_at<8>(one + start) ^ word_at<8>(other + start);
  };
  if (size >= 8) {
    std::uint64_t differences = differ_at(0) | differ_at((size - 8) / 2) | differ_at(size - 8);
    for (std::size_t start = 8; size > 24 && start + 8 < size; start += 8) differences |= differ_at(start);
    return differences == 0;
  }
  if (size >= 4) return !ends_differ<4>(one, other, size);
  if (size >= 2) return !ends_differ<2>(one, other, size);
  return size == 0 || *one == *other;
}

// Inside of the string `node`, without quotes and with escapes as they were written.
[[nodiscard]] inline std::string_view inside_of(std::string_view document, const Node& node) {
  return {document.data() + node.offset + 1, node.length - 2};
}

// Inside of the string `node`, without quotes and with escapes resolved.
[[nodiscard]] std::string text_of(std::string_view document, const Node& node);

// Whether the string `node`, which holds escapes, says `text`.
[[nodiscard]] bool unescaped_equals(std::string_view document, const Node& node, std::string_view text);
// Whether the string `node` says `text`.
[[nodiscard]] inline bool text_equals(std::string_view document, const Node& node, std::string_view text) {
  return node.escaped ? unescaped_equals(document, node, text) : same_text(inside_of(document, node), text);
}

// A key that is looked for, with its hash. It is made from a text without a word, so that what takes a key is
// called with a literal; inlined, because the hash of a literal is a constant then.
class Key {
 public:
  [[gnu::always_inline]] Key(const char* text)  // NOLINT(google-explicit-constructor)
      : Key(std::string_view(text)) {}
  [[gnu::always_inline]] Key(const std::string& text)  // NOLINT(google-explicit-constructor)
      : Key(std::string_view(text)) {}
  [[gnu::always_inline]] Key(std::string_view text)  // NOLINT(google-explicit-constructor)
      : text_(text), hash_(key_hash(text)) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::uint32_t hash() const { return hash_; }

 private:
  std::string_view text_;
  std::uint32_t hash_;
};

// Where in a table of so many bits the search for a hash begins: at its upper bits, which depend on all of a
// key.
[[nodiscard]] inline std::size_t place_of(std::uint32_t hash, std::uint16_t table_bits) {
  return hash >> (32 - table_bits);
}

// Index of the key `key` of the object at `object`; 0, which is no key, where it has none.
[[nodiscard]] inline std::size_t find_key(std::string_view document, const NodeList& list, std::size_t object,
                                          const Key& key) {
  const Node* const nodes = list.places.data();
  const Node& owner = nodes[object];
  const auto is_key = [&](const Node& node) {
    return node.extra == key.hash() && text_equals(document, node, key.text());
  };
  if (owner.table_bits == 0) {
    for (std::size_t index = object + 1; index < object + owner.span; index += 1 + nodes[index + 1].span) {
      if (is_key(nodes[index])) return index;
    }
    return 0;
  }
  const std::uint32_t* const table = list.tables.data() + owner.extra;
  const std::size_t mask = (std::size_t{1} << owner.table_bits) - 1;
  // A table is at most half full, so the search ends at an empty place.
  std::size_t place = place_of(key.hash(), owner.table_bits);
  for (; table[place] != 0; place = (place + 1) & mask) {
    if (is_key(nodes[table[place]])) return table[place];
  }
  return 0;
}

// The place of node `index` as JSON path: "$.line_items[2].price". Keys that are no plain identifiers may be
// data (an address used as a key) and are shown as [*].
[[nodiscard]] std::string path_of(std::string_view document, std::span<const Node> nodes, std::size_t index);

}  // namespace crossdock::json
