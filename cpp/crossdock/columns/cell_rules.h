#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// What a cell may hold, wherever it came from.
namespace crossdock::columns {

// The years 1 to 9999, as days and as microseconds since 1970-01-01.
inline constexpr std::int32_t kDateMin = -719'162;
inline constexpr std::int32_t kDateMax = 2'932'896;
inline constexpr std::int64_t kTimestampUsMin = -62'135'596'800'000'000;
inline constexpr std::int64_t kTimestampUsMax = 253'402'300'799'999'999;

inline constexpr std::size_t kUuidBytes = 16;
inline constexpr std::size_t kUuidTextBytes = 36;

// Whether the bytes are UTF-8 without the character NUL, which no text of PostgreSQL may hold.
[[nodiscard]] bool is_text(std::string_view bytes);

// Whether it is a UUID of 36 characters in lower case, with its four hyphens.
[[nodiscard]] bool is_uuid(std::string_view text);

}  // namespace crossdock::columns
