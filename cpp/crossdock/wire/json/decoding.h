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

class Decoding {
 public:
  Decoding(const Document& document, Source source) : document_(document), source_(std::move(source)) {}

  // The root, which must be an object.
  [[nodiscard]] Object root();
  [[nodiscard]] Value root_value() const { return document_.root(); }

  [[nodiscard]] bool failed() const { return !status_.ok(); }
  // Remembers the first failure; `found` is said by the value's shape where none is given.
  void fail(const Value& value, std::string_view expected, std::string_view found = {});
  void fail_at(const Value& object, std::string_view key, std::string_view expected, std::string_view found);

  // `value` must be of the type that is asked for; an empty result and a failure otherwise.
  std::string text(const Value& value);
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
  // What takes a key is inlined, so that the hash of a key that is written in the code is a constant.
  [[nodiscard, gnu::always_inline]] Value find(std::string_view key) const { return value_.find(key); }
  [[nodiscard, gnu::always_inline]] bool has_content(std::string_view key) const {
    return find(key).has_content();
  }
  // The value of a key that must be there; null is allowed.
  [[nodiscard, gnu::always_inline]] Value require(std::string_view key, std::string_view expected) const {
    const Value found = find(key);
    if (!found.exists()) decoding_->fail_at(value_, key, expected, "nothing");
    return found;
  }

  [[nodiscard, gnu::always_inline]] std::string text(std::string_view key) const {
    return decoding_->text(require(key, "a string"));
  }
  [[nodiscard, gnu::always_inline]] std::string_view text_view(std::string_view key,
                                                               std::string& kept) const {
    return decoding_->text_view(require(key, "a string"), kept);
  }
  [[nodiscard, gnu::always_inline]] std::string text_or_empty(std::string_view key) const {
    const Value found = find(key);
    return found.has_content() ? decoding_->text(found) : std::string();
  }
  // An empty text counts as none.
  [[nodiscard, gnu::always_inline]] std::optional<std::string> optional_text(std::string_view key) const {
    return decoding_->optional_text(find(key));
  }
  [[nodiscard, gnu::always_inline]] std::int64_t integer(std::string_view key) const {
    return decoding_->integer(require(key, "an integer"));
  }
  [[nodiscard, gnu::always_inline]] std::optional<std::int64_t> optional_integer(std::string_view key) const {
    return optional(key, &Decoding::integer);
  }
  // An id of the remote system: an integer above zero.
  [[nodiscard, gnu::always_inline]] std::int64_t id(std::string_view key) const {
    return decoding_->id(require(key, "an id"));
  }
  [[nodiscard, gnu::always_inline]] std::optional<std::int64_t> optional_id(std::string_view key) const {
    return optional(key, &Decoding::id);
  }
  [[nodiscard, gnu::always_inline]] bool boolean(std::string_view key) const {
    return decoding_->boolean(require(key, "a boolean"));
  }
  [[nodiscard, gnu::always_inline]] std::optional<bool> optional_boolean(std::string_view key) const {
    return optional(key, &Decoding::boolean);
  }
  [[nodiscard, gnu::always_inline]] base::Decimal decimal(std::string_view key) const {
    return decoding_->decimal(require(key, "a decimal number"));
  }
  [[nodiscard, gnu::always_inline]] std::optional<base::Decimal> optional_decimal(
      std::string_view key) const {
    return optional(key, &Decoding::decimal);
  }
  [[nodiscard, gnu::always_inline]] base::Timestamp timestamp(std::string_view key) const {
    return decoding_->timestamp(require(key, "a time"));
  }
  [[nodiscard, gnu::always_inline]] std::optional<base::Timestamp> optional_timestamp(
      std::string_view key) const {
    return optional(key, &Decoding::timestamp);
  }
  [[nodiscard, gnu::always_inline]] Object object(std::string_view key) const {
    return decoding_->object(require(key, "an object"));
  }
  [[nodiscard, gnu::always_inline]] std::optional<Object> optional_object(std::string_view key) const {
    return optional(key, &Decoding::object);
  }
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;

  // `read` is called with each element of the array, which must all be objects.
  template <typename Read>
  [[nodiscard]] auto objects(std::string_view key, Read read) const {
    return objects_of(require(key, "an array"), read);
  }

  template <typename Read>
  [[nodiscard]] auto optional_objects(std::string_view key, Read read) const {
    const Value found = find(key);
    return found.has_content() ? objects_of(found, read) : decltype(objects_of(found, read))();
  }

 private:
  // What `read` makes of the key's value; nothing where there is none.
  template <typename Result>
  [[nodiscard]] std::optional<Result> optional(std::string_view key,
                                               Result (Decoding::*read)(const Value&)) const {
    const Value found = find(key);
    if (!found.has_content()) return std::nullopt;
    return (decoding_->*read)(found);
  }

  template <typename Read>
  auto objects_of(const Value& array, Read& read) const {
    std::vector<std::invoke_result_t<Read&, const Object&>> results;
    if (!decoding_->is_array(array)) return results;
    results.reserve(array.size());
    array.for_each([&](const Value& element) {
      const Object object = decoding_->object(element);
      if (decoding_->failed()) return false;
      results.push_back(read(object));
      return true;
    });
    return results;
  }

  Decoding* decoding_;
  Value value_;
};

}  // namespace crossdock::json
