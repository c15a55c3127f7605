#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/base/decimal.h"
#include "crossdock/base/timestamp.h"
#include "crossdock/wire/json/document.h"

// Reading typed fields out of a document, with the first thing that is wrong remembered.
//
//   Decoding decoding(document, source);
//   Object root = decoding.root();
//   order.name = root.text("name");
//   order.lines = root.objects("line_items", [](const Object& line) { return read_line(line); });
//   return decoding.finish(std::move(order));
//
// A field that is missing or of another type fails the decoding, after which every read gives an empty value
// and lists end; finish() then gives the DecodeError instead of the half-read result. So readers are straight
// lists of fields without a branch a field, and still no wrong document becomes a value.
namespace crossdock::json {

class Object;

// What `make` makes, made where it is to stay: containers construct an element from this without a move.
template <typename Make>
class Made {
 public:
  explicit Made(Make make) : make_(std::move(make)) {}
  operator std::invoke_result_t<Make&>() { return make_(); }  // NOLINT(google-explicit-constructor)

 private:
  Make make_;
};

class Decoding {
 public:
  Decoding(const Document& document, Source source) : document_(document), source_(std::move(source)) {}

  // The root, which must be an object.
  [[nodiscard]] Object root();
  [[nodiscard]] Value root_value() const { return document_.root(); }

  [[nodiscard]] bool failed() const { return !status_.ok(); }
  // Remembers the first failure; `found` is said by the value's shape where none is given.
  void fail(const Value& value, std::string_view expected, std::string_view found = {});
  void fail_at(const Value& object, const Key& key, std::string_view expected, std::string_view found);

  // `value` must be of the type that is asked for; an empty result and a failure otherwise.
  std::string text(const Value& value);
  void copy_text(const Value& value, std::string& to);
  // Without a copy where the string holds no escape; else `kept` holds what the view shows.
  std::string_view text_view(const Value& value, std::string& kept);
  std::optional<std::string> optional_text(const Value& value);  // None for nothing, null and an empty text.
  std::int64_t integer(const Value& value);
  std::int64_t id(const Value& value);  // An integer above zero.
  bool boolean(const Value& value);
  base::Decimal decimal(const Value& value);  // A JSON number, or a string that holds one.
  base::Timestamp timestamp(const Value& value);
  Object object(const Value& value);
  std::vector<Value> array(const Value& value);
  // Whether it is one, and a failure if not.
  bool is_array(const Value& value);

  template <typename Result>
  absl::StatusOr<Result> finish(Result result) {
    if (failed()) return status_;
    return absl::StatusOr<Result>(std::move(result));
  }

 private:
  const Document& document_;
  Source source_;
  absl::Status status_;
};

// An object of the document together with the decoding it belongs to. Methods without "optional" need the
// field to be there and not null; with it, a missing field and null are the same.
class Object {
 public:
  Object(Decoding& decoding, Value value) : decoding_(&decoding), value_(value) {}

  [[nodiscard]] Decoding& decoding() const { return *decoding_; }
  [[nodiscard]] const Value& value() const { return value_; }
  [[nodiscard]] Value find(const Key& key) const { return value_.find(key); }
  [[nodiscard]] bool has_content(const Key& key) const;
  // The value of a key that must be there; null is allowed.
  [[nodiscard]] Value require(const Key& key, std::string_view expected) const;

  [[nodiscard]] std::string text(const Key& key) const;
  [[nodiscard]] std::string_view text_view(const Key& key, std::string& kept) const;
  [[nodiscard]] std::string text_or_empty(const Key& key) const;
  // An empty text counts as none.
  [[nodiscard]] std::optional<std::string> optional_text(const Key& key) const;
  // The same three to where the text is kept, which spares a structure of many texts as many moves.
  void copy_text(const Key& key, std::string& to) const;
  void copy_text_or_empty(const Key& key, std::string& to) const;
  void copy_optional_text(const Key& key, std::optional<std::string>& to) const;

  [[nodiscard]] std::int64_t integer(const Key& key) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(const Key& key) const;
  // An id of the remote system: an integer above zero.
  [[nodiscard]] std::int64_t id(const Key& key) const;
  [[nodiscard]] std::optional<std::int64_t> optional_id(const Key& key) const;
  [[nodiscard]] bool boolean(const Key& key) const;
  [[nodiscard]] std::optional<bool> optional_boolean(const Key& key) const;
  [[nodiscard]] base::Decimal decimal(const Key& key) const;
  [[nodiscard]] std::optional<base::Decimal> optional_decimal(const Key& key) const;
  [[nodiscard]] base::Timestamp timestamp(const Key& key) const;
  [[nodiscard]] std::optional<base::Timestamp> optional_timestamp(const Key& key) const;
  [[nodiscard]] Object object(const Key& key) const;
  [[nodiscard]] std::optional<Object> optional_object(const Key& key) const;
  [[nodiscard]] std::vector<std::string> texts(const Key& key) const;

  // `read` is called with each element of the array, which must all be objects.
  template <typename Read>
  [[nodiscard]] auto objects(const Key& key, Read read) const {
    return objects_of(require(key, "an array"), read);
  }

  template <typename Read>
  [[nodiscard]] auto optional_objects(const Key& key, Read read) const {
    const Value found = find(key);
    return found.has_content() ? objects_of(found, read) : decltype(objects_of(found, read))();
  }

 private:
  template <typename Read>
  auto objects_of(const Value& array, Read& read) const {
    std::vector<std::invoke_result_t<Read&, const Object&>> results;
    if (!decoding_->is_array(array)) return results;
    results.reserve(array.size());
    array.for_each([&](const Value& element) {
      const Object object = decoding_->object(element);
      if (decoding_->failed()) return false;
      results.emplace_back(Made([&] { return read(object); }));
      return true;
    });
    return results;
  }

  Decoding* decoding_;
  Value value_;
};

}  // namespace crossdock::json
