#include "crossdock/wire/json/lines.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "crossdock/base/limits.h"

namespace crossdock::json {
namespace {

// A small stream needs no whole chunk: the first is this large, and each that was filled to its end is
// followed by one of so many times its size.
constexpr std::size_t kFirstChunkBytes = std::size_t{1} << 12;
constexpr std::size_t kChunkGrowth = 8;

}  // namespace

LineReader::LineReader(Read read)
    : read_(std::move(read)), buffer_(kFirstChunkBytes + kLinePaddingBytes), chunk_bytes_(kFirstChunkBytes) {}

bool LineReader::fill() {
  const std::size_t kept = end_ - begin_;
  if (kept > 0 && begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
  begin_ = 0;
  end_ = kept;
  if (was_filled_) chunk_bytes_ = std::min(base::kJsonlChunkBytes, kChunkGrowth * chunk_bytes_);
  // Half a chunk at least, so that a long line does not come in ever smaller pieces.
  if (buffer_.size() < std::max(kept + chunk_bytes_ / 2, chunk_bytes_) + kLinePaddingBytes)
    buffer_.resize(kept + chunk_bytes_ + kLinePaddingBytes);
  const std::size_t space = buffer_.size() - kept - kLinePaddingBytes;
  const std::size_t read = read_(buffer_.data() + kept, space);
  was_filled_ = read == space;
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
