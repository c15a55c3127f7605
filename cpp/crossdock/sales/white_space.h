#pragma once

#include <string>
#include <string_view>

// White space as Python's str understands it, so that texts are the same on both sides. Every `text` is valid
// UTF-8.
namespace crossdock::sales {

// Without white space at both ends, as str.strip().
[[nodiscard]] std::string_view stripped(std::string_view text);

// Its words with one space between them, as " ".join(text.split()).
[[nodiscard]] std::string collapsed(std::string_view text);

}  // namespace crossdock::sales
