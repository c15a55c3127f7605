#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/wire/hubspot/lenient.h"
#include "crossdock/wire/json/decoding.h"

// What the readers of this room share. Only its sources use it.
namespace crossdock::hubspot {

// Name of the system in errors.
inline constexpr char kSystem[] = "hubspot";

// Parses a body whose root is an object and reads it with `read`.
template <typename Read>
auto read_root(std::string_view body, const char* topic, Read read)
    -> absl::StatusOr<std::invoke_result_t<Read&, const json::Object&>> {
  const json::Source source{kSystem, topic};
  json::Document document;
  if (const absl::Status status = document.parse(body, source); !status.ok()) return status;
  json::Decoding decoding(document, source);
  const json::Object root = decoding.root();
  return decoding.finish(read(root));
}

// The `errors` of a batch answer, which may be missing.
[[nodiscard]] std::vector<BatchError> read_errors(const json::Object& from);

// `paging.next.after`; none on the last page.
[[nodiscard]] std::optional<std::string> read_after(const json::Object& from);

// An id that some versions write as a number and others as text; it must be there.
[[nodiscard]] std::string identifier(const json::Object& from, std::string_view key);
[[nodiscard]] std::optional<std::string> optional_identifier(const json::Object& from, std::string_view key);
[[nodiscard]] std::vector<std::string> optional_identifiers(const json::Object& from, std::string_view key);

}  // namespace crossdock::hubspot
