#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "crossdock/base/decimal.h"
#include "crossdock/wire/json/writer.h"

// What the writers of this room share. Only its sources use it.
namespace crossdock::shopify {

[[nodiscard]] bool is_blank(std::string_view text);

// InvalidArgument where there is nothing, LimitError of this name where there is more than the bound allows.
[[nodiscard]] absl::Status check_count(std::size_t count, const char* bound, std::size_t most);
// The same where nothing is allowed.
[[nodiscard]] absl::Status check_most(std::size_t count, const char* bound, std::size_t most);

// InvalidArgument unless the text is a global id with a number, of one of `kinds` where any are given.
[[nodiscard]] absl::Status check_gid(std::string_view gid, std::span<const std::string_view> kinds = {});

// InvalidArgument unless every id is above zero and none stands twice.
[[nodiscard]] absl::Status check_ids(std::span<const std::int64_t> ids);

void write_gid(json::Writer& writer, std::string_view kind, std::int64_t id);
void write_gids(json::Writer& writer, std::string_view kind, std::span<const std::int64_t> ids);
void write_texts(json::Writer& writer, std::span<const std::string> texts);
// Money and other exact numbers cross as texts.
void write_decimal(json::Writer& writer, const base::Decimal& number);
// null where there is none.
void write_or_null(json::Writer& writer, const std::optional<base::Decimal>& number);
void write_or_null(json::Writer& writer, const std::optional<std::string>& text);
// Key and value where there is one, nothing at all where there is none.
void write_if_told(json::Writer& writer, std::string_view key, const std::optional<std::string>& text);
void write_if_told(json::Writer& writer, std::string_view key, const std::optional<bool>& truth);

[[nodiscard]] std::string upper_case(std::string text);

// {"query": document, "variables": {...}}, where `write` writes the members of the variables.
template <typename Write>
[[nodiscard]] std::string request(std::string_view document, Write write) {
  json::Writer writer;
  writer.begin_object().key("query").text(document).key("variables").begin_object();
  write(writer);
  writer.end_object().end_object();
  return writer.take();
}

}  // namespace crossdock::shopify
