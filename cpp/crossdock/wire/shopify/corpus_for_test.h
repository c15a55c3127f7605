#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "crossdock/base/decode_error.h"
#include "crossdock/wire/json/lines.h"

// The documents of the corpus as tests read them.
namespace crossdock::shopify {

inline std::string corpus(const std::string& name) {
  std::ifstream stream(CORPUS + name, std::ios::binary);
  EXPECT_TRUE(stream.good()) << name;
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// The text with one replacement, which must have something to replace.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t position = text.find(from);
  EXPECT_NE(position, std::string::npos) << from;
  return text.replace(position, from.size(), to);
}

// Where a reading failed; empty where it did not.
template <typename Result>
std::string path_of_failure(const Result& result) {
  const auto error = base::decode_error_of(result.status());
  return error.has_value() ? error->path : std::string();
}

// The bytes of a bulk file, in pieces.
inline json::LineReader::Read file_of(const std::string& bytes) {
  return [rest = std::string_view(bytes)](char* buffer, std::size_t size) mutable {
    const std::size_t count = rest.copy(buffer, std::min<std::size_t>(size, 100));
    rest.remove_prefix(count);
    return count;
  };
}

inline bool go_on() { return true; }

}  // namespace crossdock::shopify
