#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Bytes from Python, and numbers to Python, without copies where that is safe.
namespace crossdock::bindings {

namespace py = pybind11;

// Work on less than this is over before another thread could use the GIL.
inline constexpr std::size_t kReleaseGilBytesMin = std::size_t{16} << 10;

// Whether nobody can change the buffer while the GIL is released. That a view is read-only says nothing of
// what it shows: a bytearray stays its owner's to write. A view of no object is memory that C code lends for
// the length of the call, as io.BufferedWriter does.
inline bool never_changes(const py::buffer& buffer) {
  PyObject* owner = buffer.ptr();
  if (PyMemoryView_Check(owner)) {
    owner = PyMemoryView_GET_BASE(owner);
    if (owner == nullptr) return true;
  }
  return PyBytes_Check(owner) != 0;
}

// The bytes of an argument for as long as the object lives: `bytes` in place, whatever could change meanwhile
// as a copy.
class InputBytes {
 public:
  explicit InputBytes(const py::buffer& buffer) {
    if (PyObject_GetBuffer(buffer.ptr(), &view_, PyBUF_SIMPLE) != 0) throw py::error_already_set();
    const auto* data = static_cast<const std::byte*>(view_.buf);
    const auto size = static_cast<std::size_t>(view_.len);
    if (view_.readonly != 0 && never_changes(buffer)) {
      bytes_ = {data, size};
      return;
    }
    copy_.assign(reinterpret_cast<const char*>(data), size);
    bytes_ = std::as_bytes(std::span(copy_));
  }
  ~InputBytes() { PyBuffer_Release(&view_); }
  InputBytes(const InputBytes&) = delete;
  InputBytes& operator=(const InputBytes&) = delete;

  [[nodiscard]] std::span<const std::byte> span() const { return bytes_; }
  [[nodiscard]] std::string_view text() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }

 private:
  Py_buffer view_{};
  std::string copy_;
  std::span<const std::byte> bytes_;
};

// Releases the GIL for work on `bytes` bytes if that is worth it. What runs under it touches no Python
// object.
class GilReleasedFor {
 public:
  explicit GilReleasedFor(std::size_t bytes) {
    if (bytes >= kReleaseGilBytesMin) release_.emplace();
  }

 private:
  std::optional<py::gil_scoped_release> release_;
};

// A column of int64 that Python reads in place. It keeps the object alive that owns the numbers.
struct Int64Column {
  py::object owner;
  std::span<const std::int64_t> values;
};

// A read-only memoryview of format "q" over `values`, which lie inside `owner` and never change.
inline py::object view_of_column(py::object owner, std::span<const std::int64_t> values) {
  const py::object column = py::cast(Int64Column{std::move(owner), values});
  PyObject* const view = PyMemoryView_FromObject(column.ptr());
  if (view == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(view);
}

// An int of Python's within 64 bits; TypeError or OverflowError otherwise. A bool is no id and no quantity.
inline std::int64_t int64_of(const py::handle& value, const char* what) {
  if (!PyLong_Check(value.ptr()) || PyBool_Check(value.ptr())) {
    throw py::type_error(std::string(what) + " must be an int");
  }
  const long long number = PyLong_AsLongLong(value.ptr());
  if (number == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
  return number;
}

// The same for Odoo's ids and other numbers of 32 bits.
inline std::int32_t int32_of(const py::handle& value, const char* what) {
  const std::int64_t number = int64_of(value, what);
  if (number != static_cast<std::int32_t>(number)) {
    PyErr_Format(PyExc_OverflowError, "%s must fit into 32 bits", what);
    throw py::error_already_set();
  }
  return static_cast<std::int32_t>(number);
}

// A number of Python's as double.
inline double double_of(const py::handle& value) {
  const double number = PyFloat_AsDouble(value.ptr());
  if (number == -1.0 && PyErr_Occurred() != nullptr) throw py::error_already_set();
  return number;
}

// One row given by a caller: a tuple of `fields_min` to `fields_max` values.
inline py::tuple row_of(const py::handle& row, std::size_t fields_min, std::size_t fields_max) {
  if (!py::isinstance<py::tuple>(row)) throw py::type_error("each row must be a tuple");
  auto tuple = py::reinterpret_borrow<py::tuple>(row);
  if (tuple.size() < fields_min || tuple.size() > fields_max) {
    throw py::value_error("a row has " + std::to_string(tuple.size()) + " values, expected " +
                          std::to_string(fields_min) +
                          (fields_min == fields_max ? "" : " to " + std::to_string(fields_max)));
  }
  return tuple;
}

}  // namespace crossdock::bindings
