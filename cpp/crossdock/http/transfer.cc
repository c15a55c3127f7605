#include "crossdock/http/transfer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace crossdock::http {
namespace {

// Idle connections older than this are not tried again: servers close them at about a minute.
constexpr long kIdleSecondsMax = 50;

bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

// No control characters: a line break in a value would begin a header of its own.
bool is_header_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

bool is_loopback(const curl_sockaddr& address) {
  if (address.family == AF_INET) {
    const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(&address.addr);
    return (ntohl(ipv4->sin_addr.s_addr) >> 24) == 127;
  }
  if (address.family == AF_INET6) {
    const auto* ipv6 = reinterpret_cast<const sockaddr_in6*>(&address.addr);
    return IN6_IS_ADDR_LOOPBACK(&ipv6->sin6_addr);
  }
  return false;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::string version_text(long version) {
  switch (version) {
    case CURL_HTTP_VERSION_1_0:
      return "1.0";
    case CURL_HTTP_VERSION_1_1:
      return "1.1";
    case CURL_HTTP_VERSION_2_0:
      return "2";
    case CURL_HTTP_VERSION_3:
      return "3";
    default:
      return "";
  }
}

absl::Status check_bounds(const Request& request) {
  if (!is_token(request.method)) return absl::InvalidArgumentError("The method is not one of HTTP.");
  for (const std::int64_t timeout_ms : {request.connect_timeout_ms, request.total_timeout_ms}) {
    if (timeout_ms < 1 || timeout_ms > kTimeoutMsMax) {
      return absl::InvalidArgumentError(absl::StrCat("A time-out must be from 1 to ", kTimeoutMsMax, " ms."));
    }
  }
  if (request.response_bytes_max < 1) {
    return absl::InvalidArgumentError("The response must be allowed at least one byte.");
  }
  return absl::OkStatus();
}

}  // namespace

Transfer::Transfer(const Request& request, const TransferOptions& options, FileSink file, Sockets& sockets)
    : request_(request), options_(options), file_(file), sockets_(sockets) {}

Response Transfer::refused(std::string_view reason) {
  Response response;
  response.outcome = Outcome::kNotSent;
  response.error = std::string(reason);
  return response;
}

absl::Status Transfer::prepare() {
  if (absl::Status status = check_bounds(request_); !status.ok()) return status;
  absl::StatusOr<Address> address = check_address(request_.url);
  if (!address.ok()) return address.status();
  address_ = *std::move(address);
  handle_.reset(curl_easy_init());
  if (!handle_) return absl::ResourceExhaustedError("Out of memory.");
  if (absl::Status status = set_headers(); !status.ok()) return status;

  CURL* const handle = handle_.get();
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, error_buffer_);
  curl_easy_setopt(handle, CURLOPT_PRIVATE, this);
  curl_easy_setopt(handle, CURLOPT_URL, request_.url.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, header_lines_.get());
  curl_easy_setopt(handle, CURLOPT_USERAGENT, options_.user_agent.c_str());
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, &Transfer::on_before_request);
  curl_easy_setopt(handle, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open_socket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, &Transfer::on_close_socket);
  // Connections outlive the transfer, so what closes them must not point to it.
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, &sockets_);
  set_method_and_body();
  set_trust();
  set_limits();
  return absl::OkStatus();
}

absl::Status Transfer::set_headers() {
  bool has_content_type = false;
  for (const auto& [name, value] : request_.headers) {
    const std::string lower = lower_case(name);
    if (!is_token(name) || !is_header_value(value)) {
      return absl::InvalidArgumentError("A header has a name or value that HTTP does not allow.");
    }
    // The body decides about these; a second opinion would let one request hide in another.
    if (lower == "content-length" || lower == "transfer-encoding" || lower == "connection") {
      return absl::InvalidArgumentError(absl::StrCat("The header ", lower, " must not be given."));
    }
    has_content_type = has_content_type || lower == "content-type";
    // libcurl reads "Name:" as an order to leave the header out, and "Name;" as an empty one.
    const std::string line = value.empty() ? absl::StrCat(name, ";") : absl::StrCat(name, ": ", value);
    if (!append_line(header_lines_, line.c_str())) return absl::ResourceExhaustedError("Out of memory.");
  }
  // No waiting for "100 Continue", and no content type that the caller has not given.
  if (!append_line(header_lines_, "Expect:") ||
      (!has_content_type && !append_line(header_lines_, "Content-Type:"))) {
    return absl::ResourceExhaustedError("Out of memory.");
  }
  return absl::OkStatus();
}

void Transfer::set_method_and_body() {
  CURL* const handle = handle_.get();
  if (request_.method == "HEAD") {
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    return;
  }
  if (request_.method == "GET" && request_.body.empty()) {
    curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    return;
  }
  curl_easy_setopt(handle, CURLOPT_POST, 1L);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request_.body.data());
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

void Transfer::set_trust() {
  CURL* const handle = handle_.get();
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  // Requests side by side to a server that speaks HTTP/2 share its one connection.
  curl_easy_setopt(handle, CURLOPT_PIPEWAIT, 1L);
  curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  // A proxy of the environment must not see what is meant for this machine.
  if (address_.is_plain) curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
  if (options_.ca_path.empty()) return;
  struct stat status {};
  if (stat(options_.ca_path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    curl_easy_setopt(handle, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(handle, CURLOPT_CAPATH, options_.ca_path.c_str());
  } else {
    curl_easy_setopt(handle, CURLOPT_CAINFO, options_.ca_path.c_str());
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
  }
}

void Transfer::set_limits() {
  CURL* const handle = handle_.get();
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout_ms));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.total_timeout_ms));
  curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, kIdleSecondsMax);
#if LIBCURL_VERSION_NUM >= 0x075700
  // A name server that does not answer must not hold the clean-up as well.
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
#endif
}

bool Transfer::accept_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kResponseHeadersBytesMax) {
    is_too_large_ = true;
    return false;
  }
  // A new status line: what came before was informational.
  if (line.starts_with("HTTP/")) {
    response_.headers.clear();
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  response_.headers.emplace_back(lower_case(line.substr(0, colon)),
                                 std::string(trim(line.substr(colon + 1))));
  return true;
}

bool Transfer::accept_body(std::string_view bytes) {
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  const bool to_file = file_.descriptor >= 0 && status >= 200 && status < 300;
  received_bytes_ += static_cast<std::int64_t>(bytes.size());
  if (received_bytes_ > (to_file ? file_.bytes_max : request_.response_bytes_max)) {
    is_too_large_ = true;
    return false;
  }
  if (!to_file) {
    response_.body.append(bytes);
    return true;
  }
  has_file_failed_ = !write_all(file_.descriptor, bytes);
  return !has_file_failed_;
}

std::size_t Transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  const std::size_t bytes = size * count;
  // Anything but the number of bytes ends the transfer.
  try {
    return static_cast<Transfer*>(self)->accept_body({data, bytes}) ? bytes : bytes + 1;
  } catch (const std::bad_alloc&) {
    return bytes + 1;
  }
}

std::size_t Transfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  const std::size_t bytes = size * count;
  try {
    return static_cast<Transfer*>(self)->accept_header({data, bytes}) ? bytes : bytes + 1;
  } catch (const std::bad_alloc&) {
    return bytes + 1;
  }
}

// libcurl sends a request again by itself when a kept-alive connection ends without an answer. For anything
// that may have an effect that is not its decision: the server may have acted before it hung up.
int Transfer::on_before_request(void* self, char* /*remote_ip*/, char* /*local_ip*/, int /*remote_port*/,
                                int /*local_port*/) {
  auto* transfer = static_cast<Transfer*>(self);
  const bool is_harmless = transfer->request_.method == "GET" || transfer->request_.method == "HEAD";
  if (transfer->times_sent_ > 0 && !is_harmless) {
    transfer->was_sent_twice_ = true;
    return CURL_PREREQFUNC_ABORT;
  }
  ++transfer->times_sent_;
  return CURL_PREREQFUNC_OK;
}

curl_socket_t Transfer::on_open_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
  auto* transfer = static_cast<Transfer*>(self);
  // A name may resolve to anything; what counts is where the bytes go.
  if (transfer->address_.is_plain && !is_loopback(*address)) return CURL_SOCKET_BAD;
  const int descriptor = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (descriptor < 0) return CURL_SOCKET_BAD;
  transfer->sockets_.add(descriptor);
  return descriptor;
}

int Transfer::on_close_socket(void* sockets, curl_socket_t descriptor) {
  static_cast<Sockets*>(sockets)->remove(descriptor);
  return ::close(descriptor);
}

std::string Transfer::error_text(CURLcode code) const {
  const auto says = [this](std::string_view words) {
    return absl::StrCat(address_.place, ": ", std::string(words));
  };
  if (is_too_large_) return says("the answer is larger than allowed.");
  if (has_file_failed_) return says("the answer could not be written to its file.");
  if (was_sent_twice_) return says("the connection closed without an answer.");
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return says("the host name could not be resolved.");
    case CURLE_COULDNT_CONNECT:
      return says("no connection could be made.");
    case CURLE_OPERATION_TIMEDOUT:
      if (times_sent_ == 0) return says("no connection could be made in time.");
      return absl::StrCat(says("no whole answer within "), request_.total_timeout_ms, " ms.");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
      // The buffer speaks of certificates here, never of the request.
      return absl::StrCat(says("no trusted TLS connection: "),
                          error_buffer_[0] != '\0' ? error_buffer_ : curl_easy_strerror(code), ".");
    case CURLE_SSL_CACERT_BADFILE:
      return says("the file of trusted certificates cannot be read.");
    case CURLE_GOT_NOTHING:
      return says("the connection closed without an answer.");
    case CURLE_PARTIAL_FILE:
      return says("the answer was cut short.");
    default:
      return absl::StrCat(says(curl_easy_strerror(code)), ".");
  }
}

Response Transfer::finish(CURLcode code) {
  Response response = std::move(response_);
  curl_off_t elapsed_us = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_TOTAL_TIME_T, &elapsed_us);
  response.elapsed_ms = static_cast<double>(elapsed_us) / 1000;
  if (code == CURLE_OK) {
    long status = 0;
    long version = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle_.get(), CURLINFO_HTTP_VERSION, &version);
    response.outcome = Outcome::kAnswered;
    response.status = static_cast<int>(status);
    response.http_version = version_text(version);
    return response;
  }
  response.outcome = times_sent_ == 0 ? Outcome::kNotSent : Outcome::kUnknown;
  response.error_code = was_sent_twice_ ? static_cast<int>(CURLE_GOT_NOTHING) : static_cast<int>(code);
  response.error = error_text(code);
  // Half an answer is none: nobody shall read it by mistake.
  response.headers.clear();
  response.body.clear();
  return response;
}

}  // namespace crossdock::http
