#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "buffers.h"
#include "crossdock/wire/json/lines.h"
#include "errors.h"

// Calls a reader of the core on a bulk file, which is given as a path or as a buffer of its bytes. The GIL is
// released all the time: what runs meanwhile sees only the file or an immutable buffer. Every few thousand
// lines signals are looked at, so that Ctrl-C and Odoo's time limits end the reading.
namespace crossdock::bindings {

// True until a signal's handler raised; the exception is then set.
inline bool no_signal() {
  const py::gil_scoped_acquire acquired;
  return PyErr_CheckSignals() == 0;
}

// `read` is (LineReader::Read, KeepGoing) -> StatusOr.
template <typename Reader>
auto read_released(json::LineReader::Read chunks, Reader read) {
  decltype(read(std::move(chunks), no_signal)) result;
  {
    const py::gil_scoped_release released;
    result = read(std::move(chunks), no_signal);
  }
  if (PyErr_Occurred() != nullptr) throw py::error_already_set();
  return value_or_throw(std::move(result));
}

template <typename Reader>
auto read_stream_of_bytes(const py::buffer& buffer, Reader read) {
  const InputBytes bytes(buffer);
  std::string_view rest = bytes.text();
  return read_released(
      [&rest](char* target, std::size_t size) {
        const std::size_t count = rest.copy(target, size);
        rest.remove_prefix(count);
        return count;
      },
      read);
}

[[noreturn]] inline void throw_os_error(const py::object& path) {
  PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path.ptr());
  throw py::error_already_set();
}

template <typename Reader>
auto read_stream(const py::object& source, Reader read) {
  if (py::isinstance<py::buffer>(source))
    return read_stream_of_bytes(py::reinterpret_borrow<py::buffer>(source), read);
  const py::bytes name = py::module_::import("os").attr("fsencode")(source);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(std::string(name).c_str(), "rb"),
                                                             &std::fclose);
  if (!file) throw_os_error(source);
  auto result = read_released(
      [&file](char* target, std::size_t size) { return std::fread(target, 1, size, file.get()); }, read);
  // A file whose reading failed looks like a shorter file.
  if (std::ferror(file.get()) != 0) throw_os_error(source);
  return result;
}

}  // namespace crossdock::bindings
