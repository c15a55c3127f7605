#pragma once

#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
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

[[noreturn]] inline void throw_os_error(const py::object& path) {
  PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path.ptr());
  throw py::error_already_set();
}

// With the GIL released, for opening may wait: for a pipe's other end, or for a file server. Null with errno
// where it fails.
inline std::FILE* open_released(const std::string& name) {
  std::FILE* file = nullptr;
  int fault = 0;
  {
    const py::gil_scoped_release released;
    file = std::fopen(name.c_str(), "rb");
    fault = errno;
  }
  errno = fault;
  return file;
}

// The bytes of a path or a buffer, from front to end. Made and destroyed with the GIL.
class Stream {
 public:
  explicit Stream(const py::object& source) : source_(source) {
    if (py::isinstance<py::buffer>(source)) {
      bytes_.emplace(py::reinterpret_borrow<py::buffer>(source));
      rest_ = bytes_->text();
      return;
    }
    const std::string name = py::module_::import("os").attr("fsencode")(source).cast<std::string>();
    file_.reset(open_released(name));
    if (!file_) throw_os_error(source);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  // What a reader of the core takes; the stream outlives it.
  [[nodiscard]] json::LineReader::Read reader() {
    return [this](char* target, std::size_t size) {
      if (file_) return std::fread(target, 1, size, file_.get());
      const std::size_t count = rest_.copy(target, size);
      rest_.remove_prefix(count);
      return count;
    };
  }

  // What `read`, (KeepGoing) -> StatusOr, gives; it reads from reader() without the GIL.
  template <typename Read>
  auto read_released(Read read) {
    decltype(read(no_signal)) result;
    {
      const py::gil_scoped_release released;
      result = read(no_signal);
    }
    if (PyErr_Occurred() != nullptr) throw py::error_already_set();
    // A file whose reading failed looks like a shorter file.
    if (file_ && std::ferror(file_.get()) != 0) throw_os_error(source_);
    return value_or_throw(std::move(result));
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };

  py::object source_;
  std::optional<InputBytes> bytes_;
  std::string_view rest_;
  std::unique_ptr<std::FILE, Close> file_;
};

// `read` is (LineReader::Read, KeepGoing) -> StatusOr.
template <typename Reader>
auto read_stream(const py::object& source, Reader read) {
  Stream stream(source);
  return stream.read_released([&](const auto& keep_going) { return read(stream.reader(), keep_going); });
}

}  // namespace crossdock::bindings
