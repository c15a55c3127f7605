#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "crossdock/wire/json/nodes.h"

// A whole, validated JSON document and views of its values.
//
// simdjson validates the UTF-8 of the whole text and the scanner everything else, in one pass that keeps what
// a DOM drops (numbers as written, offsets) and refuses what one lets pass (repeated keys). A document object
// can be used again for the next document; that keeps its memory and ends all views of the former.
namespace crossdock::json {

// Who sent the bytes and what they are read as; for errors.
struct Source {
  std::string system;
  std::string topic;
};

class Document;

// A view of one value. A value that is not there is a view too: exists() is false and it has no bytes.
class Value {
 public:
  Value() = default;
  Value(const Document* document, std::size_t index) : document_(document), index_(index) {}

  [[nodiscard]] bool exists() const { return document_ != nullptr; }
  [[nodiscard]] bool is(Type type) const;
  [[nodiscard]] bool is_null() const { return is(Type::kNull); }
  // Neither missing nor null.
  [[nodiscard]] bool has_content() const { return exists() && !is_null(); }

  // The bytes as they were written, strings with their quotes.
  [[nodiscard]] std::string_view raw() const;
  // Of a string: what it says.
  [[nodiscard]] std::string text() const;
  void copy_text(std::string& to) const;
  // The same without a copy where the string holds no escape; else `kept` holds what the view shows.
  [[nodiscard]] std::string_view text_view(std::string& kept) const;
  [[nodiscard]] std::size_t offset() const { return node().offset; }
  [[nodiscard]] std::string path() const;
  // "null", "a string", "nothing": the shape, never the value.
  [[nodiscard]] std::string_view shape() const;

  // Of an object: the value of a key, or a value that is not there.
  [[nodiscard]] Value find(const Key& key) const;
  // Calls `visit` with each value of an array or object, in order, for as long as it says true.
  template <typename Visit>
  void for_each(Visit visit) const;
  // Of an array or object: how many values it has; counting them is a step for each.
  [[nodiscard]] std::size_t size() const;
  // Of an array or object: its values in order; of anything else none.
  [[nodiscard]] std::vector<Value> elements() const;
  // Of an object: its keys in order, beside elements().
  [[nodiscard]] std::vector<std::string> keys() const;

 private:
  [[nodiscard]] const Node& node() const;

  const Document* document_ = nullptr;
  std::size_t index_ = 0;
};

class Document {
 public:
  // A DecodeError or LimitError as Status; std::bad_alloc when there is no memory for it.
  absl::Status parse(std::string_view bytes, const Source& source);

  [[nodiscard]] Value root() const { return Value(this, 0); }
  [[nodiscard]] std::string_view bytes() const { return {buffer_.data(), length_}; }
  [[nodiscard]] std::span<const Node> nodes() const { return list_.nodes(); }
  [[nodiscard]] const NodeList& list() const { return list_; }

 private:
  std::vector<char> buffer_;  // The bytes and the padding the scanner may read behind them.
  std::size_t length_ = 0;
  NodeList list_;
};

inline const Node& Value::node() const { return document_->nodes()[index_]; }

inline bool Value::is(Type type) const { return exists() && node().type == type; }

inline Value Value::find(const Key& key) const {
  if (!is(Type::kObject)) return {};
  const std::size_t found = find_key(document_->bytes(), document_->list(), index_, key);
  return found == 0 ? Value() : Value(document_, found + 1);
}

template <typename Visit>
void Value::for_each(Visit visit) const {
  if (!is(Type::kObject) && !is(Type::kArray)) return;
  const std::span<const Node> nodes = document_->nodes();
  const std::size_t key = is(Type::kObject) ? 1 : 0;
  for (std::size_t index = index_ + 1 + key; index < index_ + node().span; index += nodes[index].span + key) {
    if (!visit(Value(document_, index))) return;
  }
}

inline std::size_t Value::size() const {
  std::size_t count = 0;
  for_each([&count](const Value&) {
    ++count;
    return true;
  });
  return count;
}

}  // namespace crossdock::json
