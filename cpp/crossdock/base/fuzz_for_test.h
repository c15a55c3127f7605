#pragma once

#include <cstddef>
#include <cstdlib>
#include <initializer_list>
#include <string_view>

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

// What reads an input and ends the process where a promise is broken.
using Reader = void (*)(std::string_view bytes);

// For the readers of which nothing is asked but a value or an error.
template <auto read>
void reads(std::string_view bytes) {
  is_value(read(bytes));
}

// Set by the replay of the seeds, where each of them meets every reader of its target.
inline bool every_reader_reads = false;

// One of the readers, by the length of the input, so that a run takes the time of one. The length changes
// with most mutations, and leaves the text as well formed as they do.
inline void read_by_length(std::string_view bytes, std::initializer_list<Reader> readers) {
  if (every_reader_reads) {
    for (const Reader read : readers) read(bytes);
    return;
  }
  readers.begin()[bytes.size() % readers.size()](bytes);
}

// How much of an input a stream gives at a time: so little that lines are put together from several pieces,
// and so much that a long input is not read for long.
inline std::size_t piece_bytes_of(std::string_view bytes) { return 5 + bytes.size() / 64; }

}  // namespace crossdock::fuzz
