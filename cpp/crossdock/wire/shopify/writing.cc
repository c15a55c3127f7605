#include "crossdock/wire/shopify/writing.h"

#include <algorithm>

#include "crossdock/base/limit_error.h"
#include "crossdock/wire/shopify/gid.h"

namespace crossdock::shopify {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

absl::Status check_most(std::size_t count, const char* bound, std::size_t most) {
  if (count <= most) return absl::OkStatus();
  return to_status(
      base::LimitError{bound, static_cast<std::int64_t>(most), static_cast<std::int64_t>(count)});
}

absl::Status check_count(std::size_t count, const char* bound, std::size_t most) {
  if (count == 0) return absl::InvalidArgumentError("There is nothing to put into the request.");
  return check_most(count, bound, most);
}

absl::Status check_gid(std::string_view gid, std::span<const std::string_view> kinds) {
  const std::optional<Gid> parsed = parse_gid(gid);
  if (!parsed.has_value()) return absl::InvalidArgumentError("An object's global id has another form.");
  if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), parsed->kind) == kinds.end())
    return absl::InvalidArgumentError("An object is of a kind that this mutation does not take.");
  return absl::OkStatus();
}

absl::Status check_ids(std::span<const std::int64_t> ids) {
  std::vector<std::int64_t> sorted(ids.begin(), ids.end());
  std::sort(sorted.begin(), sorted.end());
  if (!sorted.empty() && sorted.front() <= 0) return absl::InvalidArgumentError("An id is not above zero.");
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    return absl::InvalidArgumentError("An id stands twice in one request.");
  return absl::OkStatus();
}

void write_gid(json::Writer& writer, std::string_view kind, std::int64_t id) {
  writer.text(make_gid(kind, id));
}

void write_gids(json::Writer& writer, std::string_view kind, std::span<const std::int64_t> ids) {
  writer.begin_array();
  for (const std::int64_t id : ids) write_gid(writer, kind, id);
  writer.end_array();
}

void write_texts(json::Writer& writer, std::span<const std::string> texts) {
  writer.begin_array();
  for (const std::string& text : texts) writer.text(text);
  writer.end_array();
}

void write_decimal(json::Writer& writer, const base::Decimal& number) { writer.text(number.text()); }

void write_or_null(json::Writer& writer, const std::optional<base::Decimal>& number) {
  if (number.has_value()) {
    write_decimal(writer, *number);
  } else {
    writer.null();
  }
}

void write_or_null(json::Writer& writer, const std::optional<std::string>& text) {
  if (text.has_value()) {
    writer.text(*text);
  } else {
    writer.null();
  }
}

void write_if_told(json::Writer& writer, std::string_view key, const std::optional<std::string>& text) {
  if (text.has_value()) writer.key(key).text(*text);
}

void write_if_told(json::Writer& writer, std::string_view key, const std::optional<bool>& truth) {
  if (truth.has_value()) writer.key(key).boolean(*truth);
}

std::string upper_case(std::string text) {
  for (char& character : text) {
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
  }
  return text;
}

}  // namespace crossdock::shopify
