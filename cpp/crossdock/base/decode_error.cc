#include "crossdock/base/decode_error.h"

#include <charconv>
#include <vector>

#include "absl/strings/cord.h"
#include "crossdock/base/status_payload.h"

namespace crossdock::base {
namespace {

constexpr char kPayloadType[] = "crossdock/decode_error";
constexpr std::size_t kPayloadTexts = 6;

std::string name_of_system(const std::string& system) {
  if (system == "shopify") return "Shopify";
  if (system == "hubspot") return "HubSpot";
  return system;
}

}  // namespace

std::string DecodeError::sentence() const {
  std::string text =
      name_of_system(system) + " " + topic + ": expected " + expected + " at " + path + ", found " + found;
  if (offset.has_value()) text += " (byte " + std::to_string(*offset) + ")";
  return text + ".";
}

absl::Status to_status(const DecodeError& error) {
  absl::Status status = absl::InvalidArgumentError(error.sentence());
  const std::string offset = error.offset.has_value() ? std::to_string(*error.offset) : "";
  status.SetPayload(
      kPayloadType,
      absl::Cord(pack_texts({error.system, error.topic, error.path, error.expected, error.found, offset})));
  return status;
}

std::optional<DecodeError> decode_error_of(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayloadType);
  if (!payload.has_value()) return std::nullopt;
  const std::optional<std::vector<std::string>> texts = unpack_texts(std::string(*payload), kPayloadTexts);
  if (!texts.has_value()) return std::nullopt;
  DecodeError error{(*texts)[0], (*texts)[1], (*texts)[2], (*texts)[3], (*texts)[4], std::nullopt};
  const std::string& offset = (*texts)[5];
  std::int64_t value = 0;
  if (!offset.empty() &&
      std::from_chars(offset.data(), offset.data() + offset.size(), value).ec == std::errc()) {
    error.offset = value;
  }
  return error;
}

}  // namespace crossdock::base
