#include "crossdock/http/retry_after.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <string>

namespace crossdock::http {

std::optional<double> parse_retry_after(std::string_view value, double now_unix_seconds) {
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  while (!value.empty() && value.back() == ' ') value.remove_suffix(1);
  if (value.empty()) return std::nullopt;
  if (value.front() >= '0' && value.front() <= '9') {
    double seconds = 0;
    const auto [end, error] =
        std::from_chars(value.data(), value.data() + value.size(), seconds, std::chars_format::fixed);
    const bool is_whole = end == value.data() + value.size();
    if (is_whole && error == std::errc::result_out_of_range) return kRetryAfterSecondsMax;
    if (is_whole && error == std::errc()) return std::min(seconds, kRetryAfterSecondsMax);
    return std::nullopt;
  }
  // curl_getdate makes dates of fragments too; one of HTTP has a time of day.
  const std::string text(value);
  if (text.find(':') == std::string::npos) return std::nullopt;
  const std::time_t date = curl_getdate(text.c_str(), nullptr);
  if (date == -1) return std::nullopt;
  return std::clamp(static_cast<double>(date) - now_unix_seconds, 0.0, kRetryAfterSecondsMax);
}

}  // namespace crossdock::http
