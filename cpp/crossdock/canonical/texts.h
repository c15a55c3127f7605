#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Texts behind each other in one piece of memory: a million of them are two allocations.
namespace crossdock::canonical {

// That of row i is bytes[offsets[i], offsets[i + 1]).
struct Texts {
  std::vector<std::int64_t> offsets{0};  // One more than rows.
  std::string bytes;

  [[nodiscard]] std::size_t size() const { return offsets.size() - 1; }

  [[nodiscard]] std::string_view at(std::size_t row) const {
    const auto begin = static_cast<std::size_t>(offsets[row]);
    return {bytes.data() + begin, static_cast<std::size_t>(offsets[row + 1]) - begin};
  }

  void append(std::string_view text) {
    bytes.append(text);
    offsets.push_back(static_cast<std::int64_t>(bytes.size()));
  }

  bool operator==(const Texts&) const = default;
};

}  // namespace crossdock::canonical
