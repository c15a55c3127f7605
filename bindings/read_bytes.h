#pragma once

#include <string_view>
#include <utility>

#include "buffers.h"
#include "errors.h"

namespace crossdock::bindings {

// Calls a reader of the core on a buffer of Python's, with the GIL released if the buffer is large: the
// reader sees only the bytes, which cannot change meanwhile, and makes no Python object.
template <typename Read>
auto read_bytes(const py::buffer& buffer, Read read) {
  const InputBytes bytes(buffer);
  decltype(read(std::string_view())) result;
  {
    const GilReleasedFor released(bytes.text().size());
    result = read(bytes.text());
  }
  return value_or_throw(std::move(result));
}

}  // namespace crossdock::bindings
