#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// The lines of a JSONL stream, one after another, in bounded memory.
//
// At most a chunk and one line are held, whatever the size of the stream. A line beyond kJsonlLineBytesMax is
// given as too long, without its text, and skipped to its end.
namespace crossdock::json {

struct Line {
  std::string_view text;    // Without its newline; valid until the next call of next().
  std::size_t number = 0;   // From 1.
  bool too_long = false;    // `text` is empty.
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
  std::vector<char> chunk_;
  std::string_view rest_;  // What of the chunk has not been given yet.
  std::string partial_;    // The front of a line that began in a former chunk.
  std::size_t number_ = 0;
};

}  // namespace crossdock::json
