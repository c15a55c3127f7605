#include <algorithm>
#include <charconv>
#include <utility>

#include "crossdock/base/decode_error.h"
#include "crossdock/wire/hubspot/objects.h"
#include "crossdock/wire/hubspot/reading.h"

// The typed readings of a property's text.
namespace crossdock::hubspot {
namespace {

// From 0001-01-01 to the end of 9999, as base::Timestamp promises.
constexpr std::int64_t kMomentMsMin = -62'135'596'800'000;
constexpr std::int64_t kMomentMsMax = 253'402'300'799'999;
constexpr std::int64_t kMicrosecondsPerMs = 1000;
constexpr std::size_t kDateCharacters = 10;  // 2026-11-24

absl::Status refuse(const std::string& property, std::string_view expected, std::string_view found) {
  return to_status(base::DecodeError{kSystem, "object", "$.properties." + property, std::string(expected),
                                     std::string(found), std::nullopt});
}

std::optional<std::int64_t> whole(const base::Decimal& number) {
  std::int64_t coefficient = number.coefficient();
  for (int digit = 0; digit < number.scale(); ++digit) {
    if (coefficient % 10 != 0) return std::nullopt;
    coefficient /= 10;
  }
  return coefficient;
}

std::optional<base::Timestamp> moment_of_milliseconds(std::string_view text) {
  std::int64_t milliseconds = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (milliseconds < kMomentMsMin || milliseconds > kMomentMsMax) return std::nullopt;
  return base::Timestamp{milliseconds * kMicrosecondsPerMs, 0};
}

}  // namespace

std::optional<std::string> RemoteObject::text(const std::string& property) const {
  const auto found = properties.find(property);
  if (found == properties.end() || !found->second.has_value() || found->second->empty()) return std::nullopt;
  return found->second;
}

absl::StatusOr<std::optional<base::Decimal>> RemoteObject::decimal(const std::string& property) const {
  const std::optional<std::string> written = text(property);
  if (!written.has_value()) return std::nullopt;
  const base::ParsedDecimal parsed = base::Decimal::parse(*written);
  if (parsed.fault == base::DecimalFault::kNotDecimal) {
    return refuse(property, "a decimal number", "a string that is no decimal number");
  }
  if (parsed.fault == base::DecimalFault::kOverflow) {
    return refuse(property, "a decimal number of at most 64 bits and 18 decimals",
                  "a number that does not fit exactly");
  }
  return parsed.value;
}

absl::StatusOr<std::optional<std::int64_t>> RemoteObject::integer(const std::string& property) const {
  const absl::StatusOr<std::optional<base::Decimal>> number = decimal(property);
  if (!number.ok()) return number.status();
  if (!number->has_value()) return std::nullopt;
  const std::optional<std::int64_t> integer = whole(**number);
  if (!integer.has_value()) return refuse(property, "an integer", "a number with a fraction");
  return integer;
}

absl::StatusOr<std::optional<bool>> RemoteObject::boolean(const std::string& property) const {
  const std::optional<std::string> written = text(property);
  if (!written.has_value()) return std::nullopt;
  if (*written != "true" && *written != "false") {
    return refuse(property, "\"true\" or \"false\"", "a string that is neither");
  }
  return *written == "true";
}

absl::StatusOr<std::optional<base::Timestamp>> RemoteObject::timestamp(const std::string& property) const {
  const std::optional<std::string> written = text(property);
  if (!written.has_value()) return std::nullopt;
  std::optional<base::Timestamp> moment = base::Timestamp::parse(*written);
  if (!moment.has_value() && written->size() == kDateCharacters) {
    moment = base::Timestamp::parse(*written + "T00:00:00Z");
  }
  if (!moment.has_value()) moment = moment_of_milliseconds(*written);
  if (!moment.has_value()) {
    return refuse(property, "a time in ISO 8601 or in milliseconds", "a string that is no such time");
  }
  return moment;
}

std::vector<std::string> RemoteObject::choices(const std::string& property) const {
  std::vector<std::string> chosen;
  const std::string written = text(property).value_or("");
  std::string_view rest = written;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    if (end > 0) chosen.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace crossdock::hubspot
