#include "crossdock/wire/shopify/fields.h"

#include <algorithm>

#include "crossdock/wire/shopify/gid.h"

namespace crossdock::shopify {

std::int64_t gid_number(const json::Object& object, const json::Key& key, std::string_view kind) {
  const std::string text = object.text(key);
  const std::optional<Gid> gid = parse_gid(text);
  if (!gid.has_value() || gid->kind != kind) {
    object.decoding().fail(object.find(key), "a global id of kind " + std::string(kind),
                           "a string of another form");
    return 0;
  }
  return gid->id;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
  });
  return text;
}

std::optional<std::string> state(const json::Object& object, const json::Key& key) {
  std::optional<std::string> text = object.optional_text(key);
  if (text.has_value()) text = lower_case(*std::move(text));
  return text;
}

std::optional<base::Timestamp> moment_or_day(const json::Object& object, const json::Key& key) {
  constexpr std::size_t kDayCharacters = 10;
  const json::Value found = object.find(key);
  if (found.is(json::Type::kString)) {
    std::string text = found.text();
    if (text.size() == kDayCharacters) {
      const std::optional<base::Timestamp> day = base::Timestamp::parse(text + "T00:00:00Z");
      if (day.has_value()) return day;
    }
  }
  return object.optional_timestamp(key);
}

std::string scalar_text(const json::Object& object, const json::Key& key) {
  const json::Value value = object.find(key);
  if (!value.has_content()) return {};
  if (value.is(json::Type::kString)) return value.text();
  if (value.is(json::Type::kArray) || value.is(json::Type::kObject)) {
    object.decoding().fail(value, "a text");
    return {};
  }
  return std::string(value.raw());
}

std::vector<json::Value> connection_nodes(const json::Object& owner, const json::Key& key) {
  json::Decoding& decoding = owner.decoding();
  const json::Object connection = owner.object(key);
  if (const std::optional<json::Object> page = connection.optional_object("pageInfo"); page.has_value()) {
    if (page->optional_boolean("hasNextPage").value_or(false)) {
      decoding.fail(page->find("hasNextPage"), "a whole connection on one page",
                    "an incomplete node with more pages");
      return {};
    }
  }
  if (connection.has_content("nodes")) return decoding.array(connection.find("nodes"));
  std::vector<json::Value> nodes;
  for (const json::Value& edge : decoding.array(connection.require("edges", "nodes or edges"))) {
    nodes.push_back(decoding.object(edge).require("node", "an object"));
  }
  return nodes;
}

}  // namespace crossdock::shopify
