#include "crossdock/wire/json/lines.h"

#include <utility>

#include "crossdock/base/limits.h"

namespace crossdock::json {

LineReader::LineReader(Read read) : read_(std::move(read)), chunk_(base::kJsonlChunkBytes) {}

bool LineReader::fill() {
  rest_ = {chunk_.data(), read_(chunk_.data(), chunk_.size())};
  return !rest_.empty();
}

bool LineReader::next(Line& line) {
  line = Line{};
  partial_.clear();
  bool begun = false;
  while (!rest_.empty() || fill()) {
    begun = true;
    const std::size_t newline = rest_.find('\n');
    const std::string_view piece = rest_.substr(0, newline);
    if (partial_.size() + piece.size() > base::kJsonlLineBytesMax) {
      line.too_long = true;
      line.text = {};
      partial_.clear();
    }
    line.terminated = newline != std::string_view::npos;
    if (line.terminated && partial_.empty() && !line.too_long) {
      // The usual case: the whole line lies in this chunk and need not be copied.
      line.text = piece;
    } else if (!line.too_long) {
      partial_ += piece;
      line.text = partial_;
    }
    rest_.remove_prefix(line.terminated ? newline + 1 : rest_.size());
    if (line.terminated) break;
  }
  if (begun) line.number = ++number_;
  return begun;
}

}  // namespace crossdock::json
