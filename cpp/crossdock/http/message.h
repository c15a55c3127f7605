#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// One request and what became of it.
namespace crossdock::http {

inline constexpr std::int64_t kConnectTimeoutMs = 5'000;
inline constexpr std::int64_t kTotalTimeoutMs = 30'000;
// Odoo ends a cron round after 120 seconds; nothing that waits longer could tell anybody.
inline constexpr std::int64_t kTimeoutMsMax = 3'600'000;
inline constexpr std::int64_t kResponseBytes = std::int64_t{64} << 20;
// All header lines of one response together.
inline constexpr std::size_t kResponseHeadersBytesMax = std::size_t{256} << 10;

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string url;
  Headers headers;
  std::string body;
  std::int64_t connect_timeout_ms = kConnectTimeoutMs;
  std::int64_t total_timeout_ms = kTotalTimeoutMs;
  std::int64_t response_bytes_max = kResponseBytes;  // After decompression.
};

// Whether the remote system may have acted on a request.
enum class Outcome {
  kAnswered,  // A whole response is here.
  kNotSent,   // Failed before any byte of the request left: certainly no effect.
  kUnknown,   // Failed later (time-out, reset, cut short, too large): the effect may have happened.
};

[[nodiscard]] std::string_view name_of(Outcome outcome);

struct Response {
  Outcome outcome = Outcome::kNotSent;
  int status = 0;      // 0 unless answered.
  Headers headers;     // Names in lower case. Empty unless answered.
  std::string body;    // Empty unless answered.
  std::string error;   // A sentence without credentials, path and query; empty when answered.
  int error_code = 0;  // libcurl's number for the failure, 0 if none.
  double elapsed_ms = 0;
  std::string http_version;  // "1.0", "1.1", "2"; empty unless answered.

  // The first header of that name, in any case.
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

}  // namespace crossdock::http
