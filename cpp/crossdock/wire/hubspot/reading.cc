#include "crossdock/wire/hubspot/reading.h"

#include <utility>

namespace crossdock::hubspot {
namespace {

using json::Object;
using json::Value;

std::string identifier_of(json::Decoding& decoding, const Value& value) {
  if (value.is(json::Type::kNumber)) return std::to_string(decoding.integer(value));
  std::string text = value.text();
  if (text.empty()) decoding.fail(value, "an id", value.is(json::Type::kString) ? "an empty string" : "");
  return text;
}

}  // namespace

std::vector<BatchError> read_errors(const Object& from) {
  return from.optional_objects("errors", [](const Object& error) { return read_batch_error(error.value()); });
}

std::optional<std::string> read_after(const Object& from) {
  const std::optional<Object> paging = from.optional_object("paging");
  if (!paging.has_value()) return std::nullopt;
  const std::optional<Object> next = paging->optional_object("next");
  if (!next.has_value()) return std::nullopt;
  return next->text("after");
}

std::string identifier(const Object& from, std::string_view key) {
  return identifier_of(from.decoding(), from.require(key, "an id"));
}

std::optional<std::string> optional_identifier(const Object& from, std::string_view key) {
  if (!from.has_content(key)) return std::nullopt;
  return identifier(from, key);
}

std::vector<std::string> optional_identifiers(const Object& from, std::string_view key) {
  std::vector<std::string> identifiers;
  if (!from.has_content(key)) return identifiers;
  for (const Value& value : from.decoding().array(from.find(key))) {
    identifiers.push_back(identifier_of(from.decoding(), value));
  }
  return identifiers;
}

}  // namespace crossdock::hubspot
