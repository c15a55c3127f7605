#include "crossdock/wire/shopify/tombstone.h"

#include <charconv>

#include "crossdock/wire/shopify/identify.h"

namespace crossdock::shopify {

absl::StatusOr<canonical::Tombstone> read_tombstone(std::string_view body, const std::string& topic) {
  const absl::StatusOr<Identity> identity = identify(topic, body);
  if (!identity.ok()) return identity.status();
  const std::string& key = identity->object_key;
  const std::size_t colon = key.find(':');
  canonical::Tombstone tombstone;
  const char* const end = key.data() + key.size();
  if (!topic.ends_with("/delete") || colon == std::string::npos ||
      std::from_chars(key.data() + colon + 1, end, tombstone.id).ptr != end) {
    return absl::InvalidArgumentError("A tombstone is read from a topic <resource>/delete.");
  }
  tombstone.kind = key.substr(0, colon);
  return tombstone;
}

}  // namespace crossdock::shopify
