#pragma once

#include <pybind11/operators.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>

#include "casters.h"
#include "read_bytes.h"

// How the canonical values of Shopify's objects and their readers become Python's classes and functions.
namespace crossdock::bindings {

// A read-only class whose objects compare by value. Values hold personal data, which must not reach a log
// through a repr: it names the id alone.
template <typename Value>
py::class_<Value> value_class(py::module_& room, const char* name) {
  py::class_<Value> registered(room, name);
  registered.def(py::self == py::self);
  if constexpr (requires(const Value& value) {
                  { value.id } -> std::same_as<const std::int64_t&>;
                }) {
    registered.def("__repr__", [name](const Value& value) {
      return std::string(name) + "(id=" + std::to_string(value.id) + ")";
    });
  }
  return registered;
}

// `read` is (bytes) -> StatusOr.
template <typename Read>
void reader(py::module_& room, const char* name, Read read) {
  room.def(
      name, [read](const py::buffer& body) { return read_bytes(body, read); }, py::arg("body"));
}

// `read` is (bytes, topic) -> StatusOr; `topic` the argument's name, with a default where one makes sense.
template <typename Read, typename Topic>
void topic_reader(py::module_& room, const char* name, Read read, const Topic& topic) {
  room.def(
      name,
      [read](const py::buffer& body, const std::string& given) {
        return read_bytes(body, [&](std::string_view bytes) { return read(bytes, given); });
      },
      py::arg("body"), topic);
}

}  // namespace crossdock::bindings
