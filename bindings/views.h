#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <string>
#include <utility>

// Numbers of any width that Python reads in place.
namespace crossdock::bindings {

namespace py = pybind11;

// `owner` is the object in which the numbers lie; they never change.
struct Numbers {
  py::object owner;
  const void* data;
  py::ssize_t item_bytes;
  std::string format;
  std::size_t count;
};

// A read-only memoryview of numbers that lie inside `owner`, which it keeps alive.
template <typename Value>
py::object view_of(py::object owner, const Value* data, std::size_t count) {
  const py::object numbers =
      py::cast(Numbers{std::move(owner), data, sizeof(Value), py::format_descriptor<Value>::format(), count});
  PyObject* const view = PyMemoryView_FromObject(numbers.ptr());
  if (view == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(view);
}

}  // namespace crossdock::bindings
