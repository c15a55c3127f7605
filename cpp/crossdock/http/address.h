#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

// Where a request may go. Credentials travel in headers, so they travel over TLS only; plain http is for
// programs on the same machine, such as a simulated store.
namespace crossdock::http {

struct Address {
  std::string scheme;  // "https", or "http" to a loopback address.
  std::string
      place;  // "scheme://host" or "scheme://host:port", for messages: no path, no query, no credentials.
  bool is_plain = false;
};

// Fails with InvalidArgument and a sentence for anything but an absolute http or https address without user
// name and password, and for plain http to a host that is not a loopback address (localhost, 127.0.0.0/8,
// [::1]).
absl::StatusOr<Address> check_address(std::string_view url);

// A name that means this machine, or one of its loopback addresses as text.
[[nodiscard]] bool is_loopback_host(std::string_view host);

}  // namespace crossdock::http
