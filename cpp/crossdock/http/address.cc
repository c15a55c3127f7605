#include "crossdock/http/address.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace crossdock::http {
namespace {

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::optional<std::string> part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return std::nullopt;
  std::string result(text);
  curl_free(text);
  return result;
}

absl::Status refuse(std::string_view reason) { return absl::InvalidArgumentError(std::string(reason)); }

}  // namespace

bool is_loopback_host(std::string_view host) {
  if (host == "localhost") return true;
  std::string text(host);
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  in_addr ipv4{};
  if (inet_pton(AF_INET, text.c_str(), &ipv4) == 1) return (ntohl(ipv4.s_addr) >> 24) == 127;
  in6_addr ipv6{};
  if (inet_pton(AF_INET6, text.c_str(), &ipv6) == 1) return IN6_IS_ADDR_LOOPBACK(&ipv6);
  return false;
}

absl::StatusOr<Address> check_address(std::string_view url) {
  const std::unique_ptr<CURLU, UrlDeleter> parsed(curl_url());
  if (!parsed) return absl::ResourceExhaustedError("Out of memory.");
  if (url.find('\0') != std::string_view::npos ||
      curl_url_set(parsed.get(), CURLUPART_URL, std::string(url).c_str(), 0) != CURLUE_OK) {
    return refuse("The address is not an absolute http or https address.");
  }
  const std::optional<std::string> scheme = part_of(parsed.get(), CURLUPART_SCHEME);
  const std::optional<std::string> host = part_of(parsed.get(), CURLUPART_HOST);
  if (!scheme || !host || host->empty() || (*scheme != "https" && *scheme != "http")) {
    return refuse("The address is not an absolute http or https address.");
  }
  if (part_of(parsed.get(), CURLUPART_USER) || part_of(parsed.get(), CURLUPART_PASSWORD)) {
    return refuse("The address must not contain a user name or password.");
  }
  const std::optional<std::string> port = part_of(parsed.get(), CURLUPART_PORT);
  Address address{.scheme = *scheme,
                  .place = absl::StrCat(*scheme, "://", *host, port ? ":" + *port : std::string()),
                  .is_plain = *scheme == "http"};
  if (address.is_plain && !is_loopback_host(*host)) {
    return refuse(absl::StrCat("Plain http is allowed to this machine's own loopback addresses only, and ",
                               address.place, " is not one; use https."));
  }
  return address;
}

}  // namespace crossdock::http
