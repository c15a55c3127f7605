#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "crossdock/base/fuzz_for_test.h"

// Runs a fuzz target without libFuzzer: over every file of the folders it is given, and over every prefix of
// each, so that a cut anywhere is tried; each input meets every reader of the target. Fails when there was
// nothing to run.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// Short prefixes are all tried; of long ones every so many-th, which falls on every kind of token in the end.
constexpr std::size_t kEveryPrefixBytesMax = 256;
constexpr std::size_t kPrefixStep = 17;

std::vector<std::filesystem::path> files_of(int count, char** arguments) {
  std::vector<std::filesystem::path> files;
  for (int index = 1; index < count; ++index) {
    for (const auto& entry : std::filesystem::directory_iterator(arguments[index]))
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void run_prefix(const std::vector<char>& content, std::size_t size) {
  // A copy of exactly that size lets a sanitizer see any read beyond it.
  const std::vector<std::uint8_t> prefix(content.begin(),
                                         content.begin() + static_cast<std::ptrdiff_t>(size));
  LLVMFuzzerTestOneInput(prefix.data(), prefix.size());
}

void replay(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::vector<char> content((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  std::size_t size = 0;
  while (size < content.size()) {
    run_prefix(content, size);
    size += size < kEveryPrefixBytesMax ? 1 : kPrefixStep;
  }
  run_prefix(content, content.size());
}

}  // namespace

int main(int count, char** arguments) {
  crossdock::fuzz::every_reader_reads = true;
  const std::vector<std::filesystem::path> files = files_of(count, arguments);
  for (const std::filesystem::path& file : files) replay(file);
  std::printf("%zu files replayed\n", files.size());
  return files.empty() ? 1 : 0;
}
