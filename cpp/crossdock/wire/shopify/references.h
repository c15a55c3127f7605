#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/wire/json/decoding.h"
#include "crossdock/wire/json/document.h"
#include "crossdock/wire/shopify/fields.h"

// How one object of Shopify's names another: by a number, by a global id, or by an object that holds either.
namespace crossdock::shopify {

// Reads a whole document with `read`, which is given its root object and gives the canonical value.
template <typename Read>
[[nodiscard]] auto read_whole(std::string_view body, const std::string& topic, Read read)
    -> absl::StatusOr<std::invoke_result_t<Read&, const json::Object&>> {
  const json::Source source{kSystem, topic};
  json::Document document;
  if (const absl::Status status = document.parse(body, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  return decoding.finish(read(decoding.root()));
}

// The number in the global id at `key`; none for null and a missing field.
[[nodiscard]] std::optional<std::int64_t> optional_gid(const json::Object& object, const json::Key& key,
                                                       std::string_view kind);

// The number in the global id of the object at `key`: {"location": {"id": "gid://shopify/Location/1"}}.
[[nodiscard]] std::int64_t reference(const json::Object& owner, const json::Key& key, std::string_view kind);
[[nodiscard]] std::optional<std::int64_t> optional_reference(const json::Object& owner, const json::Key& key,
                                                             std::string_view kind);

// The id that a part's node itself tells at `key`, or else the `known` one of the node it stands in; neither
// is an error.
[[nodiscard]] std::int64_t told_or_known(const json::Object& part, const json::Key& key,
                                         std::string_view kind, const std::optional<std::int64_t>& known);

// An id that some senders write as a number and others as text, digits alone or a global id of any kind; none
// for null, a missing field and an empty text.
[[nodiscard]] std::optional<std::int64_t> loose_id(const json::Object& object, const json::Key& key);
// The loose id in the object at `key`.
[[nodiscard]] std::optional<std::int64_t> loose_reference(const json::Object& owner, const json::Key& key);

// The numeric id of the object at `key`, as webhooks write it: {"order": {"id": 1}}.
[[nodiscard]] std::optional<std::int64_t> optional_numeric_reference(const json::Object& owner,
                                                                     const json::Key& key);

// The ids in an array of numbers; none where the field is missing or null.
[[nodiscard]] std::vector<std::int64_t> optional_ids(const json::Object& owner, const json::Key& key);

// The numbers in the global ids of a connection's nodes, which may be of any kind; sorted. None where the
// connection was not asked for.
[[nodiscard]] std::vector<std::int64_t> connection_ids(const json::Object& owner, const json::Key& key);

// Members of a closed set in lower case, sorted; none where the field is missing or null.
[[nodiscard]] std::vector<std::string> states(const json::Object& object, const json::Key& key);

// The nodes of a connection that may be left out of a query.
template <typename Read>
[[nodiscard]] auto optional_connection(const json::Object& owner, const json::Key& key, Read read)
    -> std::vector<std::invoke_result_t<Read&, const json::Object&>> {
  if (!owner.has_content(key)) return {};
  return connection(owner, key, std::move(read));
}

// The objects of an array; none, which differs from an empty list, where the field is missing or null.
template <typename Read>
[[nodiscard]] auto told_objects(const json::Object& owner, const json::Key& key, Read read)
    -> std::optional<std::vector<std::invoke_result_t<Read&, const json::Object&>>> {
  const json::Value found = owner.find(key);
  if (!found.has_content()) return std::nullopt;
  json::Decoding& decoding = owner.decoding();
  std::optional<std::vector<std::invoke_result_t<Read&, const json::Object&>>> results(std::in_place);
  if (!decoding.is_array(found)) return results;
  found.for_each([&](const json::Value& element) {
    const json::Object object = decoding.object(element);
    if (decoding.failed()) return false;
    results->emplace_back(json::Made([&] { return read(object); }));
    return true;
  });
  return results;
}

// The nodes of a connection; none where it was not asked for.
template <typename Read>
[[nodiscard]] auto told_connection(const json::Object& owner, const json::Key& key, Read read)
    -> std::optional<std::vector<std::invoke_result_t<Read&, const json::Object&>>> {
  if (!owner.has_content(key)) return std::nullopt;
  return connection(owner, key, std::move(read));
}

// An object that may be missing or null, read by `read` to where it stays.
template <typename Result, typename Read>
void read_part(const json::Object& owner, const json::Key& key, std::optional<Result>& to, Read read) {
  to.reset();
  const std::optional<json::Object> part = owner.optional_object(key);
  if (part.has_value()) to.emplace(json::Made([&] { return read(*part); }));
}

// The same as a result.
template <typename Read>
[[nodiscard]] auto optional_part(const json::Object& owner, const json::Key& key, Read read)
    -> std::optional<std::invoke_result_t<Read&, const json::Object&>> {
  std::optional<std::invoke_result_t<Read&, const json::Object&>> result;
  read_part(owner, key, result, read);
  return result;
}

}  // namespace crossdock::shopify
