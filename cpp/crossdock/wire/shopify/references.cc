#include "crossdock/wire/shopify/references.h"

#include <algorithm>
#include <charconv>

#include "crossdock/wire/shopify/gid.h"

namespace crossdock::shopify {

using json::Object;

std::optional<std::int64_t> optional_gid(const Object& object, const json::Key& key, std::string_view kind) {
  if (!object.has_content(key)) return std::nullopt;
  return gid_number(object, key, kind);
}

std::int64_t reference(const Object& owner, const json::Key& key, std::string_view kind) {
  return gid_number(owner.object(key), "id", kind);
}

std::optional<std::int64_t> optional_reference(const Object& owner, const json::Key& key,
                                               std::string_view kind) {
  return optional_part(owner, key, [kind](const Object& part) { return gid_number(part, "id", kind); });
}

std::int64_t told_or_known(const Object& part, const json::Key& key, std::string_view kind,
                           const std::optional<std::int64_t>& known) {
  if (known.has_value() && !part.has_content(key)) return *known;
  return reference(part, key, kind);
}

std::optional<std::int64_t> loose_id(const Object& object, const json::Key& key) {
  const json::Value found = object.find(key);
  if (!found.has_content()) return std::nullopt;
  if (!found.is(json::Type::kString)) return object.optional_id(key);
  std::string kept;
  const std::string_view text = found.text_view(kept);
  if (text.empty()) return std::nullopt;
  if (const std::optional<Gid> gid = parse_gid(text)) return gid->id;
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  if (const auto [stop, code] = std::from_chars(text.data(), end, number);
      code != std::errc() || stop != end || number <= 0) {
    object.decoding().fail(found, "an id", "a string of another form");
  }
  return number;
}

std::optional<std::int64_t> loose_reference(const Object& owner, const json::Key& key) {
  const std::optional<Object> part = owner.optional_object(key);
  if (!part.has_value()) return std::nullopt;
  return loose_id(*part, "id");
}

std::optional<std::int64_t> optional_numeric_reference(const Object& owner, const json::Key& key) {
  return optional_part(owner, key, [](const Object& part) { return part.id("id"); });
}

std::vector<std::int64_t> optional_ids(const Object& owner, const json::Key& key) {
  std::vector<std::int64_t> ids;
  if (!owner.has_content(key)) return ids;
  for (const json::Value& id : owner.decoding().array(owner.find(key))) {
    ids.push_back(owner.decoding().integer(id));
  }
  return ids;
}

std::vector<std::int64_t> connection_ids(const Object& owner, const json::Key& key) {
  std::vector<std::int64_t> ids = optional_connection(owner, key, [](const Object& node) {
    const std::optional<Gid> gid = parse_gid(node.text("id"));
    if (!gid.has_value()) node.decoding().fail(node.find("id"), "a global id", "a string of another form");
    return gid.has_value() ? gid->id : 0;
  });
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<std::string> states(const Object& object, const json::Key& key) {
  std::vector<std::string> members;
  if (object.has_content(key)) members = object.texts(key);
  for (std::string& member : members) member = lower_case(std::move(member));
  std::sort(members.begin(), members.end());
  return members;
}

}  // namespace crossdock::shopify
