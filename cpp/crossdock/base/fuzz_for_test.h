#pragma once

#include <cstdlib>

#include "absl/status/status.h"
#include "crossdock/base/decode_error.h"
#include "crossdock/base/limit_error.h"

// What the fuzz targets ask of every reader.
namespace crossdock::fuzz {

// Ends the process, which libFuzzer reports together with the input.
inline void require(bool holds) {
  if (!holds) std::abort();
}

// A reader gives a value, or one of the two errors that name what was wrong. True for a value.
template <typename Result>
bool is_value(const Result& result) {
  if (result.ok()) return true;
  require(base::decode_error_of(result.status()).has_value() ||
          base::limit_error_of(result.status()).has_value());
  return false;
}

}  // namespace crossdock::fuzz
