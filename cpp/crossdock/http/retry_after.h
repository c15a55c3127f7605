#pragma once

#include <optional>
#include <string_view>

namespace crossdock::http {

// A day: whoever asks for more has to be asked again.
inline constexpr double kRetryAfterSecondsMax = 86'400;

// What a Retry-After header asks for, in seconds from `now_unix_seconds` on: a number of seconds (Shopify
// sends "2.0") or a date (RFC 9110, 10.2.3). A date that has passed is 0; anything else is nothing.
[[nodiscard]] std::optional<double> parse_retry_after(std::string_view value, double now_unix_seconds);

}  // namespace crossdock::http
