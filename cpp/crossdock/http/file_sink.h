#pragma once

#include <cstdint>

namespace crossdock::http {

// Where the body of a successful download goes. Bodies of other answers stay in memory.
struct FileSink {
  int descriptor = -1;  // Open for writing; -1 for no file.
  std::int64_t bytes_max = 0;
};

}  // namespace crossdock::http
