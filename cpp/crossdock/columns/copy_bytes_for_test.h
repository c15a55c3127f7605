#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "crossdock/columns/copy_numeric.h"

// Builds answers of a binary COPY for the tests of this room, whole or deliberately wrong.
namespace crossdock::columns {

class CopyBytes {
 public:
  CopyBytes& header() {
    bytes_.append("PGCOPY\n\377\r\n\0", 11);
    return int32(0).int32(0);
  }
  CopyBytes& row(int fields) { return big_endian(static_cast<std::uint64_t>(fields), 2); }
  CopyBytes& trailer() { return big_endian(0xFFFF, 2); }
  CopyBytes& null() { return int32(-1); }
  CopyBytes& int2(std::int16_t value) { return int32(2).big_endian(static_cast<std::uint16_t>(value), 2); }
  CopyBytes& int4(std::int32_t value) { return int32(4).int32(value); }
  CopyBytes& int8(std::int64_t value) { return int32(8).big_endian(static_cast<std::uint64_t>(value), 8); }
  CopyBytes& float8(double value) { return int32(8).big_endian(std::bit_cast<std::uint64_t>(value), 8); }
  CopyBytes& numeric(std::int64_t coefficient, int scale) {
    std::array<char, kNumericBytesMax> bytes{};
    const char* const end = write_numeric(bytes.data(), coefficient, scale);
    return field({bytes.data(), static_cast<std::size_t>(end - bytes.data())});
  }
  CopyBytes& boolean(int byte) { return int32(1).big_endian(static_cast<std::uint64_t>(byte), 1); }
  CopyBytes& int32(std::int32_t value) { return big_endian(static_cast<std::uint32_t>(value), 4); }
  CopyBytes& field(std::string_view bytes) {
    return int32(static_cast<std::int32_t>(bytes.size())).raw(bytes);
  }
  CopyBytes& raw(std::string_view bytes) {
    bytes_.append(bytes);
    return *this;
  }

  [[nodiscard]] std::span<const std::byte> span() const { return std::as_bytes(std::span(bytes_)); }
  [[nodiscard]] const std::string& text() const { return bytes_; }

 private:
  CopyBytes& big_endian(std::uint64_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      bytes_.push_back(static_cast<char>((value >> shift) & 0xFF));
    }
    return *this;
  }

  std::string bytes_;
};

}  // namespace crossdock::columns
