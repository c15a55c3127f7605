#include "crossdock/wire/hubspot/lenient.h"

namespace crossdock::hubspot {

std::optional<std::string> lenient_text(const json::Value& value) {
  std::string text = value.text();
  if (text.empty()) return std::nullopt;
  return text;
}

std::vector<std::string> lenient_texts(const json::Value& value) {
  std::vector<std::string> texts;
  const std::vector<json::Value> values =
      value.is(json::Type::kArray) ? value.elements() : std::vector<json::Value>{value};
  for (const json::Value& element : values) {
    if (element.is(json::Type::kString)) texts.push_back(element.text());
    if (element.is(json::Type::kNumber)) texts.emplace_back(element.raw());
  }
  return texts;
}

}  // namespace crossdock::hubspot
