#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// A server on a loopback port that answers each request of a connection with the next text of a script, byte
// by byte as written there, then closes the connection when the script says so. It shows what a real server
// would be ashamed of: cut answers, silence, hanging up.
namespace crossdock::http {

class ScriptedServer {
 public:
  struct Step {
    std::string answer;     // May be empty: nothing is said.
    bool hangs_up = false;  // After the answer; otherwise the next request of the same connection is awaited.
  };

  explicit ScriptedServer(std::vector<Step> script) : script_(std::move(script)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    is_listening_ = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                    ::listen(listener_, 16) == 0 &&
                    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~ScriptedServer() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  [[nodiscard]] bool is_listening() const { return is_listening_; }
  [[nodiscard]] std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] int requests() const { return requests_; }

 private:
  static constexpr int kPollMs = 10;

  bool wait_for(int descriptor) const {
    while (!stop_) {
      pollfd poll_entry{descriptor, POLLIN, 0};
      if (::poll(&poll_entry, 1, kPollMs) > 0) return true;
    }
    return false;
  }

  void serve() {
    while (wait_for(listener_)) {
      const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) continue;
      ++connections_;
      while (serve_request(connection)) {
      }
      ::close(connection);
    }
  }

  // Requests of the tests have their whole body within the first reads; a blank line ends the head.
  bool serve_request(int connection) {
    std::string received;
    while (received.find("\r\n\r\n") == std::string::npos) {
      if (!wait_for(connection)) return false;
      char buffer[4096];
      const ssize_t bytes = ::recv(connection, buffer, sizeof buffer, 0);
      if (bytes <= 0) return false;
      received.append(buffer, static_cast<std::size_t>(bytes));
    }
    ++requests_;
    if (next_ == script_.size()) return false;
    const Step& step = script_[next_++];
    std::size_t sent = 0;
    while (sent < step.answer.size()) {
      const ssize_t bytes =
          ::send(connection, step.answer.data() + sent, step.answer.size() - sent, MSG_NOSIGNAL);
      if (bytes <= 0) return false;
      sent += static_cast<std::size_t>(bytes);
    }
    return !step.hangs_up;
  }

  std::vector<Step> script_;
  std::size_t next_ = 0;
  int listener_ = -1;
  bool is_listening_ = false;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<int> connections_{0};
  std::atomic<int> requests_{0};
  std::thread thread_;
};

}  // namespace crossdock::http
