#include "crossdock/http/client.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>
#include <vector>

#include "crossdock/http/scripted_server_for_test.h"

namespace crossdock::http {
namespace {

constexpr char kOk[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Shop:  a \r\n\r\nok";

bool always() { return true; }

Request request_to(const std::string& url, const std::string& method = "POST") {
  Request request;
  request.method = method;
  request.url = url;
  request.body = method == "POST" ? "{}" : "";
  request.total_timeout_ms = 2000;
  return request;
}

Response one(Client& client, const Request& request) {
  auto responses = client.perform({&request, 1}, &always);
  EXPECT_TRUE(responses.ok()) << responses.status();
  EXPECT_EQ(responses->size(), 1u);
  return responses->front();
}

TEST(Client, AnswerComesWithStatusHeadersAndBody) {
  ScriptedServer server({{kOk}});
  ASSERT_TRUE(server.is_listening());
  Client client({});
  const Response response = one(client, request_to(server.url("/x?token=secret")));
  EXPECT_EQ(response.outcome, Outcome::kAnswered) << response.error;
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "ok");
  EXPECT_EQ(response.header("X-SHOP"), "a");
  EXPECT_EQ(response.header("x-other"), std::nullopt);
  EXPECT_EQ(response.http_version, "1.1");
}

TEST(Client, ConnectionIsKeptForTheNextCall) {
  ScriptedServer server({{kOk}, {kOk}, {kOk}});
  Client client({});
  for (int call = 0; call < 3; ++call) ASSERT_EQ(one(client, request_to(server.url())).status, 200);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Client, RefusedConnectionIsNotSent) {
  std::string url;
  {
    const ScriptedServer gone({});
    url = gone.url("/secret-path?token=secret");
  }
  Client client({});
  const Response response = one(client, request_to(url));
  EXPECT_EQ(response.outcome, Outcome::kNotSent);
  EXPECT_EQ(response.error.find("secret"), std::string::npos) << response.error;
}

TEST(Client, ConnectionCutAfterTheRequestIsUnknown) {
  ScriptedServer server({{"", true}});
  Client client({});
  const Response response = one(client, request_to(server.url()));
  EXPECT_EQ(response.outcome, Outcome::kUnknown);
  EXPECT_EQ(response.status, 0);
}

TEST(Client, CutBodyIsUnknownAndLeavesNothingToRead) {
  ScriptedServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", true}});
  Client client({});
  const Response response = one(client, request_to(server.url()));
  EXPECT_EQ(response.outcome, Outcome::kUnknown);
  EXPECT_EQ(response.status, 0);
  EXPECT_EQ(response.body, "");
}

TEST(Client, I3PostIsNeverSentTwiceByItself) {
  // The server acts on the second request of a kept connection and hangs up without an answer; libcurl alone
  // would send it once more.
  ScriptedServer server({{kOk}, {"", true}, {kOk}});
  Client client({});
  ASSERT_EQ(one(client, request_to(server.url())).status, 200);
  const Response response = one(client, request_to(server.url()));
  EXPECT_EQ(response.outcome, Outcome::kUnknown);
  EXPECT_EQ(server.requests(), 2);
}

TEST(Client, GetMayBeSentAgainOnAFreshConnection) {
  ScriptedServer server({{kOk}, {"", true}, {kOk}});
  Client client({});
  ASSERT_EQ(one(client, request_to(server.url(), "GET")).status, 200);
  EXPECT_EQ(one(client, request_to(server.url(), "GET")).status, 200);
  EXPECT_EQ(server.requests(), 3);
}

TEST(Client, SilentServerIsGivenUpInTime) {
  ScriptedServer server({{""}});
  Client client({});
  Request request = request_to(server.url());
  request.total_timeout_ms = 200;
  const Response response = one(client, request);
  EXPECT_EQ(response.outcome, Outcome::kUnknown);
  EXPECT_GE(response.elapsed_ms, 190);
  EXPECT_LT(response.elapsed_ms, 1500);
}

TEST(Client, AnswerBeyondTheLimitIsUnknown) {
  ScriptedServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n12345678901", true}});
  Client client({});
  Request request = request_to(server.url());
  request.response_bytes_max = 10;
  EXPECT_EQ(one(client, request).outcome, Outcome::kUnknown);
}

TEST(Client, HeadersBeyondTheLimitAreUnknown) {
  std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
  for (int line = 0; line < 600; ++line) {
    answer += "X-Line-" + std::to_string(line) + ": " + std::string(800, 'x') + "\r\n";
  }
  ScriptedServer server({{answer + "\r\n", true}});
  Client client({});
  EXPECT_EQ(one(client, request_to(server.url())).outcome, Outcome::kUnknown);
}

TEST(Client, InformationalAnswerIsNotTheAnswer) {
  ScriptedServer server({{std::string("HTTP/1.1 103 Early Hints\r\nX-Hint: 1\r\n\r\n") + kOk}});
  Client client({});
  const Response response = one(client, request_to(server.url()));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("x-hint"), std::nullopt);
}

TEST(Client, RedirectIsAnAnswerAndNotFollowed) {
  ScriptedServer server({{"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"}, {kOk}});
  Client client({});
  EXPECT_EQ(one(client, request_to(server.url())).status, 302);
  EXPECT_EQ(server.requests(), 1);
}

TEST(Client, WhatCannotBeARequestIsNotSent) {
  ScriptedServer server({{kOk}});
  Client client({});
  Request request = request_to(server.url());
  request.headers = {{"X-Token", "a\r\nX-Injected: b"}};
  EXPECT_EQ(one(client, request).outcome, Outcome::kNotSent);
  request.headers = {{"Content-Length", "0"}};
  EXPECT_EQ(one(client, request).outcome, Outcome::kNotSent);
  request.headers = {};
  request.method = "PO ST";
  EXPECT_EQ(one(client, request).outcome, Outcome::kNotSent);
  request.method = "POST";
  request.total_timeout_ms = 0;
  EXPECT_EQ(one(client, request).outcome, Outcome::kNotSent);
  EXPECT_EQ(one(client, request_to("http://192.0.2.1/")).outcome, Outcome::kNotSent);
  EXPECT_EQ(server.requests(), 0);
}

TEST(Client, CallEndsSoonAfterItIsToldTo) {
  ScriptedServer server({{""}});
  Client client({});
  const Request request = request_to(server.url());
  const auto begin = std::chrono::steady_clock::now();
  const auto responses = client.perform({&request, 1}, [] { return false; });
  EXPECT_EQ(responses.status().code(), absl::StatusCode::kCancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(500 + 250));
}

TEST(Client, ClosedClientRefuses) {
  Client client({});
  client.close();
  client.close();
  const Request request = request_to("http://127.0.0.1:1/");
  EXPECT_EQ(client.perform({&request, 1}, &always).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(Client, ForkedChildOpensItsOwnConnectionAndLeavesTheParentsAlone) {
  ScriptedServer server({{kOk}, {kOk}, {kOk}});
  Client client({});
  ASSERT_EQ(one(client, request_to(server.url())).status, 200);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // One connection is served at a time, so the child learns only that its own is waited for; it must not
    // answer to, or end, the parent's.
    Request request = request_to(server.url());
    request.total_timeout_ms = 300;
    const auto responses = client.perform({&request, 1}, &always);
    _exit(responses.ok() && responses->front().outcome == Outcome::kUnknown ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(one(client, request_to(server.url())).status, 200);
  EXPECT_EQ(server.connections(), 1);
}

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class Download : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() / ("crossdock-download-" + std::to_string(getpid()));
    std::ofstream(path_) << "what was there before";
  }
  void TearDown() override { std::filesystem::remove(path_); }

  Response download(const std::string& answer, std::int64_t bytes_max = 1000) {
    ScriptedServer server({{answer, true}});
    Client client({});
    auto response = client.download(request_to(server.url(), "GET"), path_, bytes_max, &always);
    EXPECT_TRUE(response.ok()) << response.status();
    return *response;
  }

  std::filesystem::path path_;
};

TEST_F(Download, BodyGoesToTheFileAndNotToMemory) {
  const Response response = download("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndata");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(text_of(path_), "data");
}

TEST_F(Download, RefusalGoesToMemoryAndNotToTheFile) {
  const Response response = download("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\ngone");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(response.body, "gone");
  EXPECT_EQ(text_of(path_), "");
}

TEST_F(Download, HalfAFileIsNoFile) {
  EXPECT_EQ(download("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ndata").outcome, Outcome::kUnknown);
  EXPECT_EQ(text_of(path_), "");
}

TEST_F(Download, FileBeyondItsLimitIsNoFile) {
  EXPECT_EQ(download("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789", 8).outcome, Outcome::kUnknown);
  EXPECT_EQ(text_of(path_), "");
}

TEST_F(Download, FolderThatIsNotThereMeansNothingIsSent) {
  ScriptedServer server({{kOk}});
  Client client({});
  const auto response =
      client.download(request_to(server.url(), "GET"), path_ / "none" / "file", 10, &always);
  EXPECT_EQ(response->outcome, Outcome::kNotSent);
  EXPECT_EQ(server.requests(), 0);
}

TEST(Client, ThreadsShareOneClientByTurnsAndOneConnection) {
  constexpr int kThreads = 4;
  constexpr int kCalls = 8;
  ScriptedServer server(std::vector<ScriptedServer::Step>(kThreads * kCalls, {kOk}));
  Client client({});
  std::atomic<int> answered{0};
  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number) {
    threads.emplace_back([&] {
      for (int call = 0; call < kCalls; ++call) {
        if (one(client, request_to(server.url())).status == 200) ++answered;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answered, kThreads * kCalls);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Client, ThreadsWithClientsOfTheirOwnStartLibcurlTogether) {
  constexpr std::size_t kThreads = 4;
  std::vector<std::unique_ptr<ScriptedServer>> servers;
  for (std::size_t number = 0; number < kThreads; ++number) {
    servers.push_back(std::make_unique<ScriptedServer>(std::vector<ScriptedServer::Step>{{kOk}, {kOk}}));
  }
  std::vector<std::thread> threads;
  for (std::size_t number = 0; number < kThreads; ++number) {
    threads.emplace_back([&server = *servers[number]] {
      Client client({});
      for (int call = 0; call < 2; ++call) EXPECT_EQ(one(client, request_to(server.url())).body, "ok");
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Client, CallThatWaitsForItsTurnWhileTheClientIsClosedIsNotSent) {
  ScriptedServer silent({{""}, {kOk}});
  Client client({});
  Request request = request_to(silent.url());
  request.total_timeout_ms = 400;
  std::thread first([&] { EXPECT_EQ(one(client, request).outcome, Outcome::kUnknown); });
  while (silent.requests() == 0) std::this_thread::yield();
  absl::Status late;
  std::thread second([&] { late = client.perform({&request, 1}, &always).status(); });
  client.close();
  first.join();
  second.join();
  EXPECT_TRUE(absl::IsFailedPrecondition(late)) << late;
  EXPECT_EQ(silent.requests(), 1);
}

}  // namespace
}  // namespace crossdock::http
