#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "crossdock/http/address.h"
#include "crossdock/http/curl_handles.h"
#include "crossdock/http/file_sink.h"
#include "crossdock/http/message.h"
#include "crossdock/http/sockets.h"

// One request on one libcurl handle, from its options to its Response.
namespace crossdock::http {

struct TransferOptions {
  std::string ca_path;  // File or folder of trusted certificates; empty for the system's.
  std::string user_agent;
};

class Transfer {
 public:
  // The request and the sockets outlive the transfer.
  Transfer(const Request& request, const TransferOptions& options, FileSink file, Sockets& sockets);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // Checks the request and sets the handle up. What fails here gives a Response of kNotSent by refused().
  absl::Status prepare();

  [[nodiscard]] CURL* handle() const { return handle_.get(); }

  // The Response after libcurl has ended the transfer.
  Response finish(CURLcode code);

  static Response refused(std::string_view reason);

 private:
  absl::Status set_headers();
  void set_method_and_body();
  void set_trust();
  void set_limits();
  std::string error_text(CURLcode code) const;
  bool accept_body(std::string_view bytes);
  bool accept_header(std::string_view line);

  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static int on_before_request(void* self, char* remote_ip, char* local_ip, int remote_port, int local_port);
  static curl_socket_t on_open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_close_socket(void* sockets, curl_socket_t descriptor);

  const Request& request_;
  const TransferOptions& options_;
  FileSink file_;
  Sockets& sockets_;
  EasyHandle handle_;
  ListHandle header_lines_;
  Address address_;
  Response response_;
  std::int64_t received_bytes_ = 0;
  std::size_t header_bytes_ = 0;
  int times_sent_ = 0;
  bool is_too_large_ = false;
  bool has_file_failed_ = false;
  bool was_sent_twice_ = false;
  char error_buffer_[CURL_ERROR_SIZE] = {};
};

}  // namespace crossdock::http
