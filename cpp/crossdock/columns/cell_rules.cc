#include "crossdock/columns/cell_rules.h"

#include <cstring>

namespace crossdock::columns {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080u;
constexpr std::uint64_t kLowBits = 0x0101010101010101u;

struct Sequence {
  std::size_t bytes = 0;  // 0: no sequence begins with this byte.
  unsigned first_min = 0x80;
  unsigned first_max = 0xBF;  // What the second byte may be; the others are always 0x80 to 0xBF.
};

Sequence sequence_of(unsigned lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {.bytes = 2};
  if (lead == 0xE0) return {.bytes = 3, .first_min = 0xA0};
  if (lead == 0xED) return {.bytes = 3, .first_max = 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {.bytes = 3};
  if (lead == 0xF0) return {.bytes = 4, .first_min = 0x90};
  if (lead >= 0xF1 && lead <= 0xF3) return {.bytes = 4};
  if (lead == 0xF4) return {.bytes = 4, .first_max = 0x8F};
  return {};
}

unsigned byte_at(std::string_view bytes, std::size_t position) {
  return static_cast<unsigned char>(bytes[position]);
}

bool is_whole(std::string_view bytes, std::size_t position, const Sequence& sequence) {
  if (sequence.bytes == 0 || bytes.size() - position < sequence.bytes) return false;
  const unsigned second = byte_at(bytes, position + 1);
  if (second < sequence.first_min || second > sequence.first_max) return false;
  for (std::size_t index = 2; index < sequence.bytes; ++index) {
    if ((byte_at(bytes, position + index) & 0xC0) != 0x80) return false;
  }
  return true;
}

}  // namespace

bool is_text(std::string_view bytes) {
  std::size_t position = 0;
  while (position < bytes.size()) {
    if (bytes.size() - position >= sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + position, sizeof word);
      // Eight characters of ASCII, none of them NUL.
      if ((word & kHighBits) == 0 && ((word - kLowBits) & ~word & kHighBits) == 0) {
        position += sizeof word;
        continue;
      }
    }
    const unsigned lead = byte_at(bytes, position);
    if (lead == 0) return false;
    if (lead < 0x80) {
      ++position;
      continue;
    }
    const Sequence sequence = sequence_of(lead);
    if (!is_whole(bytes, position, sequence)) return false;
    position += sequence.bytes;
  }
  return true;
}

bool is_uuid(std::string_view text) {
  if (text.size() != kUuidTextBytes) return false;
  for (std::size_t position = 0; position < text.size(); ++position) {
    const char character = text[position];
    const bool is_hyphen_place = position == 8 || position == 13 || position == 18 || position == 23;
    const bool is_hex = (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    if (is_hyphen_place ? character != '-' : !is_hex) return false;
  }
  return true;
}

}  // namespace crossdock::columns
