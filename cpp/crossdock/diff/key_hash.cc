#include "crossdock/diff/key_hash.h"

#include <bit>
#include <cstring>
#include <string_view>
#include <type_traits>

#include "crossdock/diff/cell_hash.h"

namespace crossdock::diff {
namespace {

using columns::Column;
using columns::Decimals;
using columns::Texts;
using Block = std::array<std::uint64_t, kHashBlockRows>;

constexpr unsigned kExactBits = 64;

std::uint64_t hash_of_text(std::string_view text) {
  std::uint64_t hash = text.size();
  while (text.size() >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof word);
    hash = mixed(hash ^ word);
    text.remove_prefix(sizeof word);
  }
  std::uint64_t rest = 0;
  if (!text.empty()) std::memcpy(&rest, text.data(), text.size());
  return mixed(hash ^ rest);
}

template <typename Values>
std::uint64_t hash_of_cell(const Values& values, std::size_t row) {
  if constexpr (std::is_same_v<Values, Decimals>) {
    return word_of_decimal(values.coefficients[row], values.scales[row]);
  } else if constexpr (std::is_same_v<Values, Texts>) {
    return hash_of_text(values.at(row));
  } else if constexpr (std::is_floating_point_v<typename Values::value_type>) {
    return mixed(word_of_float(static_cast<double>(values[row])));
  } else {
    return mixed(static_cast<std::uint64_t>(std::int64_t{values[row]}));
  }
}

// Whole numbers of this column's width, or 0 for columns of anything else.
unsigned bits_of(const Column& column) {
  return std::visit(
      [](const auto& values) -> unsigned {
        if constexpr (requires { values.data(); }) {
          using Value = typename std::decay_t<decltype(values)>::value_type;
          return std::is_integral_v<Value> ? 8 * sizeof(Value) : 0;
        }
        return 0;
      },
      column.values);
}

// Puts the column's numbers behind the bits that the hashes have already.
void pack(const Column& column, std::size_t begin, std::size_t end, Block& hashes) {
  std::visit(
      [&](const auto& values) {
        if constexpr (requires { values.data(); }) {
          using Value = typename std::decay_t<decltype(values)>::value_type;
          if constexpr (std::is_integral_v<Value>) {
            using Bits = std::make_unsigned_t<Value>;
            constexpr unsigned kHalf = 4 * sizeof(Value);
            for (std::size_t row = begin; row < end; ++row) {
              // Two shifts by half of the width, as one by all of 64 bits has no meaning.
              hashes[row - begin] = hashes[row - begin] << kHalf << kHalf | static_cast<Bits>(values[row]);
            }
          }
        }
      },
      column.values);
}

void fold(const Column& column, std::size_t begin, std::size_t end, Block& hashes) {
  std::visit(
      [&](const auto& values) {
        for (std::size_t row = begin; row < end; ++row) {
          const std::uint64_t cell = column.valid[row] == 0 ? 0 : 1 + hash_of_cell(values, row);
          hashes[row - begin] = mixed(std::rotl(hashes[row - begin], 1) ^ cell);
        }
      },
      column.values);
}

}  // namespace

void KeyHash::hash_block(std::size_t begin, std::size_t end, Block& hashes) const {
  hashes.fill(0);
  if (!is_exact_) {
    for (const std::size_t index : key_) fold(table_.column(index), begin, end, hashes);
    return;
  }
  for (const std::size_t index : key_) pack(table_.column(index), begin, end, hashes);
  for (std::uint64_t& hash : hashes) hash = mixed(hash);
}

bool keys_are_exact(const columns::Table& table, std::span<const std::size_t> key) {
  unsigned bits = 0;
  for (const std::size_t index : key) {
    const unsigned column_bits = bits_of(table.column(index));
    if (column_bits == 0 || has_null(table.column(index))) return false;
    bits += column_bits;
  }
  return bits <= kExactBits;
}

bool has_null(const Column& column) {
  return !column.valid.empty() && std::memchr(column.valid.data(), 0, column.valid.size()) != nullptr;
}

}  // namespace crossdock::diff
