#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/http/file_sink.h"
#include "crossdock/http/message.h"

// Sends requests, several side by side, over connections that are kept for the next call: libcurl's multi
// interface.
//
// TLS is verified, HTTP/2 is spoken where a server offers it, redirects are not followed, and a request is
// never sent twice by itself (see transfer.cc). Plain http goes to loopback addresses alone.
//
// Everything of libcurl is made on the first call and belongs to the process that made it. After a fork the
// child closes its copies of the connections and makes its own. Calls of several threads on one client take
// turns.
namespace crossdock::http {

inline constexpr std::size_t kConnectionsMax = 8;
// How long a call may go on before it asks whether it should.
inline constexpr int kPollMs = 250;

struct ClientOptions {
  std::string ca_path;  // File or folder of trusted certificates; empty for the system's.
  std::size_t connections_max = kConnectionsMax;
  std::string user_agent;
};

class Client {
 public:
  // Asked at least every 500 ms; false ends the call.
  using KeepGoing = std::function<bool()>;

  explicit Client(ClientOptions options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // One Response for each request, in their order; up to connections_max at a time, each with its own
  // time-outs from the moment it is started. Fails with Cancelled when `keep_going` says no (requests under
  // way have then an unknown outcome) and with FailedPrecondition after close().
  absl::StatusOr<std::vector<Response>> perform(std::span<const Request> requests,
                                                const KeepGoing& keep_going);

  // Like perform() for one request, with the body of an answer of status 2xx in the file at `path`, which is
  // made (readable by its owner alone) or overwritten. The file is empty unless the answer is whole and of
  // status 2xx.
  absl::StatusOr<Response> download(const Request& request, const std::string& path, std::int64_t bytes_max,
                                    const KeepGoing& keep_going);

  // Closes all connections. May be called again.
  void close();

 private:
  struct State;

  absl::StatusOr<std::vector<Response>> run(std::span<const Request> requests, FileSink file,
                                            const KeepGoing& keep_going);
  // The state of this process; another process's is let go.
  State& state();

  ClientOptions options_;
  std::atomic<bool> is_closed_{false};
  std::atomic<State*> state_{nullptr};
};

}  // namespace crossdock::http
