#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

// How HubSpot says no: to a whole request, or to some inputs of a batch. HubSpot asks to treat every field of
// these as optional, so what is missing or of another type is simply none, and nothing but a body that is no
// JSON object is refused. Nothing else of HubSpot's is read this way.
namespace crossdock::hubspot {

// Names of what an error is about, with one or more values each: "ids", "missingScopes".
using ErrorContext = std::map<std::string, std::vector<std::string>>;

// One fault of several that an error lists.
struct ErrorDetail {
  std::string message;
  std::optional<std::string> code;   // "PROPERTY_DOESNT_EXIST".
  std::optional<std::string> place;  // `in`: the name of the property or parameter.
  std::optional<std::string> sub_category;
  ErrorContext context;

  bool operator==(const ErrorDetail&) const = default;
};

// The body of a refusal, {"message", "category", "correlationId", ...}.
struct ErrorBody {
  std::optional<std::string> message;
  std::optional<std::string> category;  // Or `errorType`, as the rate limit's answer calls it.
  std::optional<std::string> correlation_id;
  std::optional<std::string> sub_category;
  std::optional<std::string> policy_name;  // Of a rate limit: "DAILY", "TEN_SECONDLY_ROLLING".
  std::vector<ErrorDetail> details;
  ErrorContext context;

  // What the retry table knows it by: the policy of a rate limit where it is named, else the category.
  [[nodiscard]] std::optional<std::string> code() const { return policy_name ? policy_name : category; }

  bool operator==(const ErrorBody&) const = default;
};

// Why one or more inputs of a batch were refused.
struct BatchError {
  std::string message;
  std::optional<std::string> category;
  std::optional<std::string> sub_category;
  std::vector<std::string> ids;        // Of the context: `ids`, `id`.
  std::vector<std::string> trace_ids;  // Of the context: `objectWriteTraceId`.
  std::optional<std::string> status;
  std::vector<ErrorDetail> details;
  ErrorContext context;

  bool operator==(const BatchError&) const = default;
};

// A DecodeError only when the body is no JSON object.
[[nodiscard]] absl::StatusOr<ErrorBody> read_error(std::string_view body);

}  // namespace crossdock::hubspot
