#include <new>
#include <utility>

#include "crossdock/base/decode_error.h"
#include "crossdock/base/limit_error.h"
#include "errors.h"
#include "register.h"

namespace py = pybind11;

namespace crossdock::bindings {
namespace {

// The classes are written in Python (crossdock_core/errors.py), where they can be read, typed and pickled;
// they are looked up when one is needed, so that importing the extension alone needs nothing.
void raise(const char* class_name, const py::tuple& arguments) {
  const py::object exception_class = py::module_::import("crossdock_core.errors").attr(class_name);
  const py::object exception = exception_class(*arguments);
  PyErr_SetObject(exception_class.ptr(), exception.ptr());
}

void raise_status(const absl::Status& status) {
  const std::string message(status.message());
  if (const auto decode = base::decode_error_of(status); decode.has_value()) {
    py::object offset = py::none();
    if (decode->offset.has_value()) offset = py::int_(*decode->offset);
    raise("DecodeError", py::make_tuple(message, decode->system, decode->topic, decode->path,
                                        decode->expected, decode->found, offset));
  } else if (const auto limit = base::limit_error_of(status); limit.has_value()) {
    raise("LimitError", py::make_tuple(message, limit->name, limit->limit, limit->actual));
  } else if (status.code() == absl::StatusCode::kInvalidArgument) {
    raise("InputError", py::make_tuple(message));
  } else if (status.code() == absl::StatusCode::kResourceExhausted) {
    PyErr_NoMemory();
  } else {
    raise("CrossdockError", py::make_tuple(message));
  }
}

void translate(std::exception_ptr pointer) {
  try {
    if (pointer) std::rethrow_exception(std::move(pointer));
  } catch (const StatusException& exception) {
    raise_status(exception.status());
  } catch (const py::builtin_exception&) {
    // pybind11's own kinds (stop_iteration, cast_error, ...) already name a Python class.
    throw;
  } catch (const std::bad_alloc&) {
    PyErr_NoMemory();
  } catch (const std::exception& exception) {
    raise("CrossdockError", py::make_tuple(std::string("The core failed unexpectedly: ") + exception.what()));
  }
}

}  // namespace

void register_errors(py::module_& module) {
  module.def_submodule("errors", "Turns failures of the core into the exceptions of crossdock_core.errors.");
  // Local: other extensions in the process keep their own translation.
  py::register_local_exception_translator(&translate);
}

}  // namespace crossdock::bindings
