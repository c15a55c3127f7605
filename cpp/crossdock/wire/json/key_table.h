#pragma once

#include <cstddef>
#include <cstdint>

// What finding a key in the table of an object and filling that table must agree on.
namespace crossdock::json {

// Where in a table of so many bits the search for a hash begins: at its upper bits, which depend on all of a
// key.
[[nodiscard]] inline std::size_t place_of(std::uint32_t hash, std::uint8_t table_bits) {
  return hash >> (32 - table_bits);
}

}  // namespace crossdock::json
