#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

// The lines of a JSONL stream, one after another, in bounded memory and without a copy of each.
//
//   | given lines | the rest of the chunk, with lines to give | zeros |
//                 ^ begin_                                    ^ end_
//
// At most a chunk and one line are held, whatever the size of the stream. When a chunk ends within a line,
// what has come of it moves to the front and the stream goes on behind it. A line beyond kJsonlLineBytesMax
// is given as too long, without its text, and skipped to its end.
namespace crossdock::json {

// How many bytes behind a line may be read: the next lines, and zeros at the end. Readers that compare words
// or whole literals need not look where the line ends.
inline constexpr std::size_t kLinePaddingBytes = 64;

struct Line {
  // Without its newline; valid until the next call of next(). A newline or a zero stands behind it.
  std::string_view text;
  std::size_t number = 0;   // From 1.
  bool too_long = false;    // `text` is empty, and nothing stands behind it.
  bool terminated = false;  // Ended in a newline; only a stream's last line may not.
};

class LineReader {
 public:
  // `read` fills the buffer from its front and says how many bytes it gave; 0 is the end.
  using Read = std::function<std::size_t(char* buffer, std::size_t size)>;

  explicit LineReader(Read read);

  // False at the end of the stream.
  bool next(Line& line);

 private:
  bool fill();

  Read read_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t chunk_bytes_;  // How much is asked for at once.
  bool was_filled_ = false;  // All that was asked for came.
  std::size_t number_ = 0;
};

}  // namespace crossdock::json
