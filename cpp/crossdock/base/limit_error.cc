#include "crossdock/base/limit_error.h"

#include <charconv>
#include <vector>

#include "absl/strings/cord.h"
#include "crossdock/base/status_payload.h"

namespace crossdock::base {
namespace {

constexpr char kPayloadType[] = "crossdock/limit_error";
constexpr std::size_t kPayloadTexts = 3;

bool parse(const std::string& text, std::int64_t& value) {
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
}

}  // namespace

std::string LimitError::sentence() const {
  return "The limit " + name + " is " + std::to_string(limit) + ", and this has " + std::to_string(actual) +
         ".";
}

absl::Status to_status(const LimitError& error) {
  absl::Status status = absl::OutOfRangeError(error.sentence());
  status.SetPayload(
      kPayloadType,
      absl::Cord(pack_texts({error.name, std::to_string(error.limit), std::to_string(error.actual)})));
  return status;
}

std::optional<LimitError> limit_error_of(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayloadType);
  if (!payload.has_value()) return std::nullopt;
  const std::optional<std::vector<std::string>> texts = unpack_texts(std::string(*payload), kPayloadTexts);
  LimitError error;
  if (!texts.has_value() || !parse((*texts)[1], error.limit) || !parse((*texts)[2], error.actual)) {
    return std::nullopt;
  }
  error.name = (*texts)[0];
  return error;
}

}  // namespace crossdock::base
