#include "crossdock/wire/hubspot/refusals.h"

#include <utility>

#include "crossdock/wire/hubspot/reading.h"

namespace crossdock::hubspot {
namespace {

using json::Value;

ErrorContext read_context(const Value& from) {
  ErrorContext context;
  const std::vector<std::string> keys = from.keys();
  if (keys.empty()) return context;
  const std::vector<Value> values = from.elements();
  for (std::size_t index = 0; index < keys.size(); ++index) {
    std::vector<std::string> texts = lenient_texts(values[index]);
    if (!texts.empty()) context.emplace(keys[index], std::move(texts));
  }
  return context;
}

std::vector<ErrorDetail> read_details(const Value& from) {
  std::vector<ErrorDetail> details;
  if (!from.is(json::Type::kArray)) return details;
  for (const Value& element : from.elements()) {
    if (!element.is(json::Type::kObject)) continue;
    ErrorDetail& detail = details.emplace_back();
    detail.message = lenient_text(element.find("message")).value_or("");
    detail.code = lenient_text(element.find("code"));
    detail.place = lenient_text(element.find("in"));
    detail.sub_category = lenient_text(element.find("subCategory"));
    detail.context = read_context(element.find("context"));
  }
  return details;
}

void append(std::vector<std::string>& texts, const ErrorContext& context, const std::string& name) {
  const auto found = context.find(name);
  if (found != context.end()) texts.insert(texts.end(), found->second.begin(), found->second.end());
}

}  // namespace

absl::StatusOr<ErrorBody> read_error(std::string_view body) {
  return read_root(body, "error body", [](const json::Object& object) {
    const Value& root = object.value();
    ErrorBody error;
    error.message = lenient_text(root.find("message"));
    error.category = lenient_text(root.find("category"));
    if (!error.category.has_value()) error.category = lenient_text(root.find("errorType"));
    error.correlation_id = lenient_text(root.find("correlationId"));
    error.sub_category = lenient_text(root.find("subCategory"));
    error.policy_name = lenient_text(root.find("policyName"));
    error.details = read_details(root.find("errors"));
    error.context = read_context(root.find("context"));
    return error;
  });
}

BatchError read_batch_error(const Value& from) {
  BatchError error;
  error.message = lenient_text(from.find("message")).value_or("");
  error.category = lenient_text(from.find("category"));
  error.sub_category = lenient_text(from.find("subCategory"));
  error.status = lenient_text(from.find("status"));
  error.details = read_details(from.find("errors"));
  error.context = read_context(from.find("context"));
  append(error.ids, error.context, "ids");
  append(error.ids, error.context, "id");
  append(error.trace_ids, error.context, "objectWriteTraceId");
  return error;
}

}  // namespace crossdock::hubspot
