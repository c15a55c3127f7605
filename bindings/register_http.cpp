#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "buffers.h"
#include "crossdock/http/budget.h"
#include "crossdock/http/client.h"
#include "crossdock/http/retry_after.h"
#include "crossdock/http/retry_table.h"
#include "errors.h"
#include "register.h"

namespace crossdock::bindings {
namespace {

using http::Client;
using http::Request;
using http::Response;

Request make_request(std::string method, std::string url, http::Headers headers, const py::buffer& body,
                     std::int64_t connect_timeout_ms, std::int64_t total_timeout_ms,
                     std::int64_t response_bytes_max) {
  const InputBytes bytes(body);
  return {.method = std::move(method),
          .url = std::move(url),
          .headers = std::move(headers),
          .body = std::string(bytes.text()),
          .connect_timeout_ms = connect_timeout_ms,
          .total_timeout_ms = total_timeout_ms,
          .response_bytes_max = response_bytes_max};
}

// Header bytes as text: HTTP gives them no encoding, and latin-1 loses none.
py::str latin1(const std::string& bytes) {
  PyObject* const text = PyUnicode_DecodeLatin1(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), nullptr);
  if (text == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(text);
}

// Whether a call may go on: not when Python has a signal to raise.
bool has_no_signal() {
  const py::gil_scoped_acquire acquired;
  return PyErr_CheckSignals() == 0;
}

// Runs a call with the GIL released; the requests are copies that only the call sees. An exception of a
// signal handler, such as KeyboardInterrupt, ends the call and goes on to the caller.
template <typename Call>
auto call_released(Call call) {
  using Result = decltype(call());
  std::optional<Result> result;
  {
    const py::gil_scoped_release released;
    result.emplace(call());
  }
  if (PyErr_Occurred() != nullptr) throw py::error_already_set();
  return value_or_throw(*std::move(result));
}

std::vector<Response> perform(Client& client, const std::vector<Request>& requests) {
  return call_released([&] { return client.perform(requests, &has_no_signal); });
}

Response download(Client& client, const Request& request, const std::string& path, std::int64_t bytes_max) {
  return call_released([&] { return client.download(request, path, bytes_max, &has_no_signal); });
}

void close(Client& client) {
  const py::gil_scoped_release released;
  client.close();
}

std::unique_ptr<Client> make_client(const std::optional<std::string>& ca_path, std::int64_t connections_max,
                                    std::string user_agent) {
  if (connections_max < 1)
    throw_unless_ok(absl::InvalidArgumentError("A client needs at least one connection."));
  return std::make_unique<Client>(
      http::ClientOptions{.ca_path = ca_path.value_or(""),
                          .connections_max = static_cast<std::size_t>(connections_max),
                          .user_agent = std::move(user_agent)});
}

template <typename Value>
Value known(const std::optional<Value>& value, const char* what) {
  if (!value)
    throw_unless_ok(absl::InvalidArgumentError(std::string(what) + " is not one of the retry table's."));
  return *value;
}

http::Decision decide(const std::string& system, const std::string& resume, const std::string& outcome,
                      int status, const std::optional<std::string>& error_code, int attempt,
                      std::optional<double> retry_after, double jitter) {
  const std::string code = error_code.value_or("");
  return value_or_throw(http::decide({.system = known(http::system_of(system), "The system"),
                                      .resume = known(http::resume_of(resume), "The resume rule"),
                                      .outcome = known(http::outcome_of(outcome), "The outcome"),
                                      .status = status,
                                      .error_code = code,
                                      .attempt = attempt,
                                      .retry_after_seconds = retry_after,
                                      .jitter = jitter}));
}

void register_messages(py::module_& room) {
  py::class_<Request>(room, "Request")
      .def(py::init(&make_request), py::arg("method"), py::arg("url"), py::kw_only(),
           py::arg("headers") = http::Headers{}, py::arg("body") = py::bytes(),
           py::arg("connect_timeout_ms") = http::kConnectTimeoutMs,
           py::arg("total_timeout_ms") = http::kTotalTimeoutMs,
           py::arg("response_bytes_max") = http::kResponseBytes)
      .def_readonly("method", &Request::method)
      .def_readonly("url", &Request::url)
      .def_readonly("headers", &Request::headers)
      .def_property_readonly("body", [](const Request& request) { return py::bytes(request.body); })
      .def_readonly("connect_timeout_ms", &Request::connect_timeout_ms)
      .def_readonly("total_timeout_ms", &Request::total_timeout_ms)
      .def_readonly("response_bytes_max", &Request::response_bytes_max)
      // Neither credentials nor personal data: they would end in a traceback.
      .def("__repr__", [](const Request& request) { return "<Request " + request.method + ">"; });
  py::class_<Response>(room, "Response")
      .def_property_readonly("outcome",
                             [](const Response& response) { return http::name_of(response.outcome); })
      .def_readonly("status", &Response::status)
      .def_property_readonly("headers",
                             [](const Response& response) {
                               py::list headers;
                               for (const auto& [name, value] : response.headers) {
                                 headers.append(py::make_tuple(latin1(name), latin1(value)));
                               }
                               return headers;
                             })
      .def(
          "header",
          [](const Response& response, const std::string& name) -> py::object {
            const auto value = response.header(name);
            if (!value) return py::none();
            return latin1(*value);
          },
          py::arg("name"))
      .def_property_readonly("body", [](const Response& response) { return py::bytes(response.body); })
      .def_readonly("error", &Response::error)
      .def_readonly("error_code", &Response::error_code)
      .def_readonly("elapsed_ms", &Response::elapsed_ms)
      .def_readonly("http_version", &Response::http_version)
      .def("__repr__", [](const Response& response) {
        return "<Response " + std::string(http::name_of(response.outcome)) + " " +
               std::to_string(response.status) + ">";
      });
}

void register_client(py::module_& room) {
  py::class_<Client>(room, "Client")
      .def(py::init(&make_client), py::kw_only(), py::arg("ca_path") = py::none(),
           py::arg("connections_max") = http::kConnectionsMax,
           py::arg("user_agent") = "Crossdock/" CROSSDOCK_VERSION)
      .def("perform", &perform, py::arg("requests"))
      .def("download", &download, py::arg("request"), py::arg("path"), py::kw_only(), py::arg("bytes_max"))
      .def("close", &close);
}

void register_budgets(py::module_& room) {
  py::class_<http::CostBudget>(room, "CostBudget")
      .def(py::init<>())
      .def("update", &http::CostBudget::update, py::arg("maximum"), py::arg("available"),
           py::arg("restore_rate"), py::arg("now"))
      .def("wait", &http::CostBudget::wait, py::arg("points"), py::arg("now"))
      .def("spend", &http::CostBudget::spend, py::arg("points"), py::arg("now"));
  py::class_<http::WindowBudget>(room, "WindowBudget")
      .def(py::init<>())
      .def("update", &http::WindowBudget::update, py::arg("maximum"), py::arg("remaining"),
           py::arg("interval_ms"), py::arg("now"))
      .def("wait", &http::WindowBudget::wait, py::arg("now"))
      .def("spend", &http::WindowBudget::spend, py::arg("now"));
}

}  // namespace

void register_http(py::module_& module) {
  py::module_ room = module.def_submodule("http", "Calls to remote systems.");
  register_messages(room);
  register_client(room);
  register_budgets(room);
  room.def("parse_retry_after", &http::parse_retry_after, py::arg("value"), py::arg("now_unix_seconds"));
  py::class_<http::Decision>(room, "Decision")
      .def_property_readonly("action",
                             [](const http::Decision& decision) { return http::name_of(decision.action); })
      .def_readonly("delay_seconds", &http::Decision::delay_seconds)
      .def_readonly("reason", &http::Decision::reason)
      .def("__repr__", [](const http::Decision& decision) {
        return "<Decision " + std::string(http::name_of(decision.action)) + ": " + decision.reason + ">";
      });
  room.def("decide", &decide, py::kw_only(), py::arg("system"), py::arg("resume"), py::arg("outcome"),
           py::arg("status"), py::arg("error_code"), py::arg("attempt"), py::arg("retry_after"),
           py::arg("jitter"));
}

}  // namespace crossdock::bindings
