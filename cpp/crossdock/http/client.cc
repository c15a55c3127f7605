#include "crossdock/http/client.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <utility>

#include "absl/status/status.h"
#include "crossdock/http/curl_handles.h"
#include "crossdock/http/sockets.h"
#include "crossdock/http/transfer.h"

namespace crossdock::http {

// What belongs to one process.
struct Client::State {
  const pid_t pid = getpid();
  std::mutex mutex;  // Held during a call.
  Sockets sockets;   // Before the handle: closing that one reports sockets.
  MultiHandle multi;
};

namespace {

using Clock = std::chrono::steady_clock;

// Runs a list of requests to their ends on one multi handle.
class Run {
 public:
  Run(CURLM* multi, std::span<const Request> requests, const TransferOptions& options, FileSink file,
      Sockets& sockets)
      : multi_(multi),
        requests_(requests),
        options_(options),
        file_(file),
        sockets_(sockets),
        transfers_(requests.size()),
        responses_(requests.size()) {}

  // Transfers that are still under way are taken off, which closes their connections.
  ~Run() {
    for (const auto& transfer : transfers_) {
      if (transfer && transfer->handle() != nullptr) curl_multi_remove_handle(multi_, transfer->handle());
    }
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  absl::Status to_the_end(std::size_t parallel_max, const Client::KeepGoing& keep_going) {
    Clock::time_point asked_at = Clock::now();
    while (next_ < requests_.size() || active_ > 0) {
      while (active_ < parallel_max && next_ < requests_.size()) start(next_++);
      int running = 0;
      if (curl_multi_perform(multi_, &running) != CURLM_OK) return absl::InternalError("libcurl failed.");
      const bool has_finished = collect_finished();
      if (!has_finished && active_ > 0) curl_multi_poll(multi_, nullptr, 0, kPollMs, nullptr);
      if (Clock::now() - asked_at >= std::chrono::milliseconds(kPollMs)) {
        if (!keep_going()) return absl::CancelledError("The call was interrupted.");
        asked_at = Clock::now();
      }
    }
    return absl::OkStatus();
  }

  std::vector<Response> take_responses() { return std::move(responses_); }

 private:
  void start(std::size_t index) {
    auto transfer = std::make_unique<Transfer>(requests_[index], options_, file_, sockets_);
    const absl::Status status = transfer->prepare();
    if (!status.ok()) {
      responses_[index] = Transfer::refused({status.message().data(), status.message().size()});
      return;
    }
    if (curl_multi_add_handle(multi_, transfer->handle()) != CURLM_OK) {
      responses_[index] = Transfer::refused("libcurl did not take the request.");
      return;
    }
    transfers_[index] = std::move(transfer);
    ++active_;
  }

  bool collect_finished() {
    bool has_finished = false;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      const CURL* const handle = message->easy_handle;
      const auto place = std::find_if(transfers_.begin(), transfers_.end(), [handle](const auto& transfer) {
        return transfer && transfer->handle() == handle;
      });
      if (place == transfers_.end()) continue;
      responses_[static_cast<std::size_t>(place - transfers_.begin())] = (*place)->finish(code);
      curl_multi_remove_handle(multi_, (*place)->handle());
      place->reset();
      --active_;
      has_finished = true;
    }
    return has_finished;
  }

  CURLM* multi_;
  std::span<const Request> requests_;
  const TransferOptions& options_;
  FileSink file_;
  Sockets& sockets_;
  std::vector<std::unique_ptr<Transfer>> transfers_;
  std::vector<Response> responses_;
  std::size_t next_ = 0;
  std::size_t active_ = 0;
};

// A file descriptor that is closed with its scope.
class File {
 public:
  explicit File(const std::string& path)
      : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  // Makes the file empty again; false if that cannot be. What is no regular file has nothing to empty.
  [[nodiscard]] bool empty() const { return ::ftruncate(descriptor_, 0) == 0 || errno == EINVAL; }

 private:
  int descriptor_;
};

absl::Status closed() { return absl::FailedPreconditionError("The HTTP client is closed."); }

}  // namespace

Client::Client(ClientOptions options) : options_(std::move(options)) {
  options_.connections_max = std::max<std::size_t>(options_.connections_max, 1);
}

Client::~Client() {
  State* const state = state_.load();
  if (state == nullptr) return;
  if (state->pid == getpid()) {
    delete state;
  } else {
    // A forked child that never used the client: see Sockets.
    state->sockets.close_all_after_fork();
  }
}

Client::State& Client::state() {
  State* present = state_.load();
  if (present != nullptr && present->pid == getpid()) return *present;
  auto fresh = std::make_unique<State>();
  // Threads of a child may come here at once; one of them wins and lets the parent's state go, which is never
  // freed.
  if (state_.compare_exchange_strong(present, fresh.get())) {
    if (present != nullptr) present->sockets.close_all_after_fork();
    return *fresh.release();
  }
  return *present;
}

absl::StatusOr<std::vector<Response>> Client::perform(std::span<const Request> requests,
                                                      const KeepGoing& keep_going) {
  return run(requests, FileSink{}, keep_going);
}

absl::StatusOr<Response> Client::download(const Request& request, const std::string& path,
                                          std::int64_t bytes_max, const KeepGoing& keep_going) {
  const File file(path);
  if (file.descriptor() < 0)
    return Transfer::refused("The file for the download cannot be opened for writing.");
  absl::StatusOr<std::vector<Response>> responses =
      run({&request, 1}, FileSink{file.descriptor(), bytes_max}, keep_going);
  const bool is_whole = responses.ok() && responses->front().outcome == Outcome::kAnswered &&
                        responses->front().status >= 200 && responses->front().status < 300;
  if (!is_whole && !file.empty())
    return absl::InternalError("The file of a failed download cannot be emptied.");
  if (!responses.ok()) return responses.status();
  return std::move(responses->front());
}

absl::StatusOr<std::vector<Response>> Client::run(std::span<const Request> requests, FileSink file,
                                                  const KeepGoing& keep_going) {
  if (is_closed_) return closed();
  if (!ensure_curl_started()) return absl::InternalError("libcurl could not be started.");
  State& own = state();
  const std::scoped_lock lock(own.mutex);
  // It may have been closed while this call waited for its turn.
  if (is_closed_) return closed();
  if (!own.multi) {
    own.multi.reset(curl_multi_init());
    if (!own.multi) return absl::ResourceExhaustedError("Out of memory.");
    curl_multi_setopt(own.multi.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(options_.connections_max));
  }
  const TransferOptions options{.ca_path = options_.ca_path, .user_agent = options_.user_agent};
  Run run(own.multi.get(), requests, options, file, own.sockets);
  if (absl::Status status = run.to_the_end(options_.connections_max, keep_going); !status.ok()) return status;
  return run.take_responses();
}

void Client::close() {
  is_closed_ = true;
  State* const present = state_.load();
  if (present == nullptr || present->pid != getpid()) return;
  const std::scoped_lock lock(present->mutex);
  present->multi.reset();
}

}  // namespace crossdock::http
