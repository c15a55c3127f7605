#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Texts packed into one payload of an absl::Status and unpacked again: each as its length, a colon and its
// bytes.
namespace crossdock::base {

[[nodiscard]] std::string pack_texts(const std::vector<std::string>& texts);

// Nothing when the bytes were not made by pack_texts with exactly `count` texts.
[[nodiscard]] std::optional<std::vector<std::string>> unpack_texts(std::string_view packed,
                                                                   std::size_t count);

}  // namespace crossdock::base
