#include "crossdock/diff/row_digest.h"

#include <cstring>
#include <random>
#include <string_view>
#include <type_traits>

#include "crossdock/diff/cell_hash.h"

namespace crossdock::diff {
namespace {

using columns::Column;
using columns::Decimals;
using columns::Texts;
using Block = std::array<std::uint64_t, kHashBlockRows>;

__extension__ typedef unsigned __int128 Wide;

constexpr std::size_t kWord = sizeof(std::uint64_t);

// Both halves of a product, of which each bit depends on all of the value: the step of wyhash.
std::uint64_t folded(std::uint64_t value, std::uint64_t factor) {
  const Wide product = Wide{value} * factor;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t word_at(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, kWord);
  return word;
}

// The last word may overlap the one before it, since the length counts too.
std::uint64_t word_of_text(std::string_view text, const DigestKey& key) {
  std::uint64_t digest = key.text ^ text.size();
  if (text.size() < kWord) {
    std::uint64_t word = 0;
    if (!text.empty()) std::memcpy(&word, text.data(), text.size());
    return folded(digest ^ word, key.factor);
  }
  const char* const last = text.data() + text.size() - kWord;
  for (const char* from = text.data(); from < last; from += kWord)
    digest = folded(digest ^ word_at(from), key.factor);
  return folded(digest ^ word_at(last), key.factor);
}

template <typename Values>
std::uint64_t word_of_cell(const Values& values, std::size_t row, const DigestKey& key) {
  if constexpr (std::is_same_v<Values, Decimals>) {
    return word_of_decimal(values.coefficients[row], values.scales[row]);
  } else if constexpr (std::is_same_v<Values, Texts>) {
    return word_of_text(values.at(row), key);
  } else if constexpr (std::is_floating_point_v<typename Values::value_type>) {
    return word_of_float(static_cast<double>(values[row]));
  } else {
    return static_cast<std::uint64_t>(std::int64_t{values[row]});
  }
}

// Another digest for each other cell, as long as the keys are secret.
void fold(const Column& column, std::size_t begin, std::size_t end, const DigestKey& key, Block& digests) {
  std::visit(
      [&](const auto& values) {
        for (std::size_t row = begin; row < end; ++row) {
          const std::uint64_t word = column.valid[row] == 0 ? key.null : word_of_cell(values, row, key);
          digests[row - begin] = folded(digests[row - begin] ^ word, key.factor);
        }
      },
      column.values);
}

}  // namespace

std::vector<DigestKey> random_digest_keys(std::size_t columns) {
  std::random_device device;
  const auto draw = [&device] { return std::uint64_t{device()} << 32 | device(); };
  std::vector<DigestKey> keys(columns);
  // A factor of few bits would mix little.
  for (DigestKey& key : keys) key = {draw() | std::uint64_t{1} << 63 | 1, draw(), draw()};
  return keys;
}

void RowDigest::digest_block(std::size_t begin, std::size_t end, Block& digests) const {
  digests.fill(0);
  for (std::size_t index = 0; index < columns_.size(); ++index)
    fold(table_.column(columns_[index]), begin, end, keys_[index], digests);
}

}  // namespace crossdock::diff
