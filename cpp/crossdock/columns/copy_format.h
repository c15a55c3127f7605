#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// The bytes of PostgreSQL's `COPY ... (FORMAT binary)` (its manual, COPY, "Binary Format"):
//
//   "PGCOPY\n\377\r\n\0"  flags:int32  extension_bytes:int32  extension       the header
//   fields:int16  { bytes:int32  value }...                                   one row; bytes -1 is NULL
//   -1:int16                                                                  the trailer; nothing follows it
//
// All integers are big-endian. Values are what each type's send function writes: integers and IEEE floats
// big-endian, bool one byte, date days and timestamps microseconds since 2000-01-01, uuid 16 bytes, text and
// json their bytes, jsonb a version byte 1 and the text, numeric
//
//   groups:int16  weight:int16  sign:uint16  scale:int16  { group:int16 }...  groups of four digits, the
//   first of
//                                                                             them worth 10000^weight
namespace crossdock::columns {

inline constexpr std::string_view kCopySignature{"PGCOPY\n\377\r\n\0", 11};
inline constexpr std::size_t kCopyHeaderBytes = kCopySignature.size() + 8;
// Bits 16 to 31 change the format in ways a reader must know; bit 16 says that rows carry an object id.
inline constexpr std::uint32_t kCopyCriticalFlags = 0xFFFF0000u;
inline constexpr std::uint32_t kCopyNullBytes = 0xFFFFFFFFu;
inline constexpr std::uint16_t kCopyTrailer = 0xFFFFu;

// PostgreSQL counts from 2000-01-01, columns from 1970-01-01.
inline constexpr std::int32_t kCopyEpochDays = 10'957;
inline constexpr std::int64_t kCopyEpochUs = std::int64_t{kCopyEpochDays} * 86'400'000'000;

inline constexpr std::size_t kJsonbVersionBytes = 1;
inline constexpr char kJsonbVersion = 1;

inline constexpr std::size_t kNumericHeaderBytes = 8;
inline constexpr std::uint16_t kNumericNegative = 0x4000;
inline constexpr std::uint16_t kNumericScaleMax = 0x3FFF;
inline constexpr unsigned kNumericBase = 10'000;

template <typename Unsigned>
constexpr Unsigned swapped_if_little(Unsigned value) {
  if constexpr (std::endian::native == std::endian::little) {
    if constexpr (sizeof value == 8) return __builtin_bswap64(value);
    if constexpr (sizeof value == 4) return __builtin_bswap32(value);
    if constexpr (sizeof value == 2) return __builtin_bswap16(value);
  }
  return value;
}

// A big-endian integer at `bytes`, which the caller has checked to be there.
template <typename Unsigned>
Unsigned load_big(const std::byte* bytes) {
  Unsigned value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return swapped_if_little(value);
}

// Writes a big-endian integer to where the caller has made room, and gives the place behind it.
template <typename Unsigned>
char* store_big(char* target, Unsigned value) {
  value = swapped_if_little(value);
  std::memcpy(target, &value, sizeof value);
  return target + sizeof value;
}

}  // namespace crossdock::columns
