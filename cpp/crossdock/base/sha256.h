#pragma once

#include <string>
#include <string_view>

// SHA-256 (FIPS 180-4). Used to make short, stable keys of long texts, not to sign or verify anything.
namespace crossdock::base {

// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace crossdock::base
