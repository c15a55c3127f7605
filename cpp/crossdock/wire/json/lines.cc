#include "crossdock/wire/json/lines.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "crossdock/base/limits.h"

namespace crossdock::json {

LineReader::LineReader(Read read)
    : read_(std::move(read)), buffer_(base::kJsonlChunkBytes + kLinePaddingBytes) {}

bool LineReader::fill() {
  const std::size_t kept = end_ - begin_;
  if (kept > 0 && begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
  begin_ = 0;
  end_ = kept;
  // Half a chunk at least, so that a long line does not come in ever smaller pieces.
  if (buffer_.size() < kept + base::kJsonlChunkBytes / 2 + kLinePaddingBytes)
    buffer_.resize(kept + base::kJsonlChunkBytes + kLinePaddingBytes);
  const std::size_t read = read_(buffer_.data() + kept, buffer_.size() - kept - kLinePaddingBytes);
  end_ += read;
  std::fill_n(buffer_.begin() + static_cast<std::ptrdiff_t>(end_), kLinePaddingBytes, '\0');
  return read > 0;
}

bool LineReader::next(Line& line) {
  line = Line{};
  std::size_t searched = 0;  // Of what is left, in which there is no newline.
  while (true) {
    const char* const start = buffer_.data() + begin_;
    const std::size_t left = end_ - begin_;
    const void* const newline = std::memchr(start + searched, '\n', left - searched);
    const std::size_t length =
        newline == nullptr ? left : static_cast<std::size_t>(static_cast<const char*>(newline) - start);
    if (length > base::kJsonlLineBytesMax) line.too_long = true;
    if (newline != nullptr) {
      line.terminated = true;
      line.text = line.too_long ? std::string_view() : std::string_view(start, length);
      line.number = ++number_;
      begin_ += length + 1;
      return true;
    }
    searched = left;
    if (line.too_long) {
      begin_ = end_;
      searched = 0;
    }
    if (fill()) continue;
    if (left == 0 && !line.too_long) return false;
    if (!line.too_long) line.text = {buffer_.data(), left};
    line.number = ++number_;
    begin_ = end_;
    return true;
  }
}

}  // namespace crossdock::json
