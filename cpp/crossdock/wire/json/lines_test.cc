#include "crossdock/wire/json/lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "crossdock/base/limits.h"

namespace crossdock::json {
namespace {

struct Seen {
  std::string text;
  std::size_t number;
  bool too_long;
  bool terminated;

  bool operator==(const Seen&) const = default;
};

// Gives the stream in pieces of `piece` bytes at most.
std::vector<Seen> lines_of(const std::string& stream, std::size_t piece) {
  std::size_t position = 0;
  LineReader reader([&](char* buffer, std::size_t size) {
    const std::size_t count = std::min({size, piece, stream.size() - position});
    std::copy_n(stream.begin() + static_cast<std::ptrdiff_t>(position), count, buffer);
    position += count;
    return count;
  });
  std::vector<Seen> seen;
  Line line;
  while (reader.next(line))
    seen.push_back({std::string(line.text), line.number, line.too_long, line.terminated});
  return seen;
}

TEST(LineReader, LinesAreTheSameHoweverTheStreamIsCut) {
  const std::vector<Seen> expected = {
      {"one", 1, false, true}, {"", 2, false, true}, {"three", 3, false, true}, {"cut", 4, false, false}};
  for (const std::size_t piece : {1U, 2U, 3U, 5U, 100U})
    EXPECT_EQ(lines_of("one\n\nthree\ncut", piece), expected);
  EXPECT_TRUE(lines_of("", 1).empty());
  EXPECT_EQ(lines_of("a\n", 1), (std::vector<Seen>{{"a", 1, false, true}}));
}

TEST(LineReader, BehindALineStandsANewlineOrAZeroAndMayBeRead) {
  for (const std::size_t piece : {1U, 4U, 1000U}) {
    const std::string stream = "first\nsecond";
    std::size_t position = 0;
    LineReader reader([&](char* buffer, std::size_t size) {
      const std::size_t count = stream.copy(buffer, std::min(size, piece), position);
      position += count;
      return count;
    });
    Line line;
    std::size_t sum = 0;
    while (reader.next(line)) {
      const char* const end = line.text.data() + line.text.size();
      EXPECT_EQ(*end, line.terminated ? '\n' : '\0');
      for (std::size_t at = 0; at < kLinePaddingBytes; ++at) sum += static_cast<unsigned char>(end[at]);
    }
    EXPECT_EQ(line.number, 0U);
    EXPECT_GE(sum, static_cast<std::size_t>('\n'));
  }
}

TEST(LineReader, LinesLieAcrossTheEndsOfChunksThatGrow) {
  std::string stream;
  std::vector<Seen> expected;
  for (std::size_t number = 1; stream.size() < 3 * base::kJsonlChunkBytes; ++number) {
    const std::string text(number * 7 % 1999, static_cast<char>('a' + number % 26));
    stream += text + "\n";
    expected.push_back({text, number, false, true});
  }
  for (const std::size_t piece : {std::size_t{4095}, std::size_t{4096}, stream.size()})
    EXPECT_EQ(lines_of(stream, piece), expected) << piece;
}

TEST(LineReader, ALineThatIsTooLongCostsItselfAlone) {
  const std::size_t most = base::kJsonlLineBytesMax;
  const std::string stream = "a\n" + std::string(2 * most, 'x') + "\n" + std::string(most, 'y') + "\nb\n";
  for (const std::size_t piece : {most / 3, most * 10}) {
    EXPECT_EQ(lines_of(stream, piece), (std::vector<Seen>{{"a", 1, false, true},
                                                          {"", 2, true, true},
                                                          {std::string(most, 'y'), 3, false, true},
                                                          {"b", 4, false, true}}));
  }
}

}  // namespace
}  // namespace crossdock::json
