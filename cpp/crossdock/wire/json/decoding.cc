#include "crossdock/wire/json/decoding.h"

#include <charconv>

#include "crossdock/base/decode_error.h"

namespace crossdock::json {

Object Decoding::root() { return object(document_.root()); }

void Decoding::fail(const Value& value, std::string_view expected, std::string_view found) {
  if (failed()) return;
  base::DecodeError error{source_.system,
                          source_.topic,
                          value.path(),
                          std::string(expected),
                          std::string(found.empty() ? value.shape() : found),
                          std::nullopt};
  if (value.exists()) error.offset = static_cast<std::int64_t>(value.offset());
  status_ = to_status(error);
}

void Decoding::fail_at(const Value& object, const Key& key, std::string_view expected,
                       std::string_view found) {
  if (failed()) return;
  base::DecodeError error{
      source_.system,        source_.topic,      object.path() + "." + std::string(key.text()),
      std::string(expected), std::string(found), std::nullopt};
  if (object.exists()) error.offset = static_cast<std::int64_t>(object.offset());
  status_ = to_status(error);
}

std::string Decoding::text(const Value& value) {
  if (!value.is(Type::kString)) fail(value, "a string");
  return value.text();
}

void Decoding::copy_text(const Value& value, std::string& to) {
  if (!value.is(Type::kString)) fail(value, "a string");
  value.copy_text(to);
}

std::string_view Decoding::text_view(const Value& value, std::string& kept) {
  if (!value.is(Type::kString)) fail(value, "a string");
  return value.text_view(kept);
}

std::optional<std::string> Decoding::optional_text(const Value& value) {
  if (!value.has_content()) return std::nullopt;
  std::string content = text(value);
  if (content.empty()) return std::nullopt;
  return content;
}

std::int64_t Decoding::integer(const Value& value) {
  if (!value.is(Type::kNumber)) {
    fail(value, "an integer");
    return 0;
  }
  const std::string_view token = value.raw();
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(token.data(), token.data() + token.size(), number);
  if (code == std::errc::result_out_of_range) {
    fail(value, "an integer within 64 bits", "a larger integer");
    return 0;
  }
  if (code != std::errc() || end != token.data() + token.size()) {
    fail(value, "an integer", "a number with a fraction or an exponent");
    return 0;
  }
  return number;
}

std::int64_t Decoding::id(const Value& value) {
  const std::int64_t number = integer(value);
  if (number <= 0) fail(value, "an id above zero", "an integer of zero or less");
  return number;
}

bool Decoding::boolean(const Value& value) {
  if (!value.is(Type::kTrue) && !value.is(Type::kFalse)) fail(value, "a boolean");
  return value.is(Type::kTrue);
}

base::Decimal Decoding::decimal(const Value& value) {
  if (!value.is(Type::kNumber) && !value.is(Type::kString)) {
    fail(value, "a decimal number");
    return {};
  }
  std::string kept;
  const base::ParsedDecimal parsed =
      base::Decimal::parse(value.is(Type::kNumber) ? value.raw() : value.text_view(kept));
  if (parsed.fault == base::DecimalFault::kNotDecimal) {
    fail(value, "a decimal number", "a string that is no decimal number");
  } else if (parsed.fault == base::DecimalFault::kOverflow) {
    fail(value, "a decimal number of at most 64 bits and 18 decimals", "a number that does not fit exactly");
  }
  return parsed.value;
}

base::Timestamp Decoding::timestamp(const Value& value) {
  if (!value.is(Type::kString)) {
    fail(value, "a time");
    return {};
  }
  std::string kept;
  const std::optional<base::Timestamp> moment = base::Timestamp::parse(value.text_view(kept));
  if (!moment.has_value()) fail(value, "a time in ISO 8601 with an offset", "a string that is no such time");
  return moment.value_or(base::Timestamp{});
}

Object Decoding::object(const Value& value) {
  if (!value.is(Type::kObject)) fail(value, "an object");
  return {*this, value};
}

bool Decoding::is_array(const Value& value) {
  if (value.is(Type::kArray)) return true;
  fail(value, "an array");
  return false;
}

std::vector<Value> Decoding::array(const Value& value) {
  return is_array(value) ? value.elements() : std::vector<Value>();
}

bool Object::has_content(const Key& key) const { return find(key).has_content(); }

Value Object::require(const Key& key, std::string_view expected) const {
  const Value found = find(key);
  if (!found.exists()) decoding_->fail_at(value_, key, expected, "nothing");
  return found;
}

std::string Object::text(const Key& key) const { return decoding_->text(require(key, "a string")); }

std::string_view Object::text_view(const Key& key, std::string& kept) const {
  return decoding_->text_view(require(key, "a string"), kept);
}

std::string Object::text_or_empty(const Key& key) const {
  const Value found = find(key);
  return found.has_content() ? decoding_->text(found) : std::string();
}

std::optional<std::string> Object::optional_text(const Key& key) const {
  return decoding_->optional_text(find(key));
}

void Object::copy_text(const Key& key, std::string& to) const {
  decoding_->copy_text(require(key, "a string"), to);
}

void Object::copy_text_or_empty(const Key& key, std::string& to) const {
  const Value found = find(key);
  if (found.has_content()) {
    decoding_->copy_text(found, to);
  } else {
    to.clear();
  }
}

void Object::copy_optional_text(const Key& key, std::optional<std::string>& to) const {
  to.reset();
  const Value found = find(key);
  if (!found.has_content()) return;
  decoding_->copy_text(found, to.emplace());
  if (to->empty()) to.reset();
}

std::int64_t Object::integer(const Key& key) const { return decoding_->integer(require(key, "an integer")); }

std::optional<std::int64_t> Object::optional_integer(const Key& key) const {
  const Value found = find(key);
  if (!found.has_content()) return std::nullopt;
  return decoding_->integer(found);
}

std::int64_t Object::id(const Key& key) const { return decoding_->id(require(key, "an id")); }

std::optional<std::int64_t> Object::optional_id(const Key& key) const {
  const Value found = find(key);
  if (!found.has_content()) return std::nullopt;
  return decoding_->id(found);
}

bool Object::boolean(const Key& key) const { return decoding_->boolean(require(key, "a boolean")); }

std::optional<bool> Object::optional_boolean(const Key& key) const {
  const Value found = find(key);
  if (!found.has_content()) return std::nullopt;
  return decoding_->boolean(found);
}

base::Decimal Object::decimal(const Key& key) const {
  return decoding_->decimal(require(key, "a decimal number"));
}

std::optional<base::Decimal> Object::optional_decimal(const Key& key) const {
  const Value found = find(key);
  if (!found.has_content()) return std::nullopt;
  return decoding_->decimal(found);
}

base::Timestamp Object::timestamp(const Key& key) const {
  return decoding_->timestamp(require(key, "a time"));
}

std::optional<base::Timestamp> Object::optional_timestamp(const Key& key) const {
  const Value found = find(key);
  if (!found.has_content()) return std::nullopt;
  return decoding_->timestamp(found);
}

Object Object::object(const Key& key) const { return decoding_->object(require(key, "an object")); }

std::optional<Object> Object::optional_object(const Key& key) const {
  const Value found = find(key);
  if (!found.has_content()) return std::nullopt;
  return decoding_->object(found);
}

std::vector<std::string> Object::texts(const Key& key) const {
  std::vector<std::string> results;
  const Value array = require(key, "an array");
  if (!decoding_->is_array(array)) return results;
  results.reserve(array.size());
  array.for_each([&](const Value& element) {
    results.push_back(decoding_->text(element));
    return !decoding_->failed();
  });
  return results;
}

}  // namespace crossdock::json
