#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crossdock/base/timestamp.h"
#include "crossdock/wire/json/decoding.h"

// Shapes that Shopify's payloads share: global ids, money, connections, states.
namespace crossdock::shopify {

// Name of the system in errors.
inline constexpr char kSystem[] = "shopify";

// The number in the global id at `key`, which must be of the named kind ("Order"). Called for the check alone
// as well.
std::int64_t gid_number(const json::Object& object, const json::Key& key, std::string_view kind);

// A state in lower case; none for null, a missing field and an empty text.
[[nodiscard]] std::optional<std::string> state(const json::Object& object, const json::Key& key);
[[nodiscard]] std::string lower_case(std::string text);

// A moment, or a day alone ("2026-11-25"), which stands for its first moment in UTC; none for null and a
// missing field.
[[nodiscard]] std::optional<base::Timestamp> moment_or_day(const json::Object& object, const json::Key& key);

// A text of a buyer's own making, where some senders put numbers and booleans: null is empty, a scalar is its
// text.
[[nodiscard]] std::string scalar_text(const json::Object& object, const json::Key& key);

// The nodes of a GraphQL connection, as {nodes: [...]} or {edges: [{node}]}. A connection that says it has
// more pages fails the decoding: what is not there would silently be lost.
[[nodiscard]] std::vector<json::Value> connection_nodes(const json::Object& owner, const json::Key& key);

template <typename Read>
[[nodiscard]] auto connection(const json::Object& owner, const json::Key& key, Read read) {
  json::Decoding& decoding = owner.decoding();
  std::vector<std::invoke_result_t<Read&, const json::Object&>> results;
  for (const json::Value& value : connection_nodes(owner, key)) {
    const json::Object node = decoding.object(value);
    if (decoding.failed()) break;
    results.push_back(read(node));
  }
  return results;
}

}  // namespace crossdock::shopify
