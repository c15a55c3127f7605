#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "crossdock/canonical/level_columns.h"
#include "crossdock/canonical/variant_columns.h"
#include "crossdock/wire/json/document.h"

// One line of a bulk file of variants and their stock, read in either of two ways that give the same.
//
// CatalogueLineReader reads any line: it validates the whole document and says what is wrong.
// read_plain_line() knows the one shape in which Shopify answers our query, byte by byte, and reads it
// without a list of values; for every other line, wrong ones and those that are only unusual, it says no, and
// the first has to look. So whether a line is good, and what its error is, is decided in one place, and the
// plain shape is only faster.
namespace crossdock::shopify {

// A level as its line tells it.
struct LevelLine {
  std::int64_t variant_id = 0;         // 0 where the parent is the inventory item itself.
  std::int64_t inventory_item_id = 0;  // 0 where only the line of the parent can tell.
  std::int64_t location_id = 0;
  std::optional<std::int64_t> quantity;
  std::int64_t updated_at_us = canonical::kNoTime;

  bool operator==(const LevelLine&) const = default;
};

// Texts of one variant.
inline constexpr std::size_t kVariantTexts = 4;

struct CatalogueLine {
  bool is_level = false;           // Which of the two was read; the other means nothing.
  canonical::VariantView variant;  // Its texts live as long as the line's bytes, its reader and this object.
  LevelLine level;
  std::array<std::string, kVariantTexts> unescaped;  // What texts say that were written with escapes.
};

// False for any line that is not of the plain shape; `line` then means nothing. kLinePaddingBytes behind
// `text` are readable, and the first of them is a newline or a zero.
[[nodiscard]] bool read_plain_line(std::string_view text, CatalogueLine& line);

class CatalogueLineReader {
 public:
  CatalogueLineReader() : source_(source()) {}

  // A DecodeError or LimitError as Status where the line is no variant and no level.
  absl::Status read(std::string_view text, CatalogueLine& line);

  // Whether the last line was a whole document, if perhaps no variant and no level.
  [[nodiscard]] bool is_whole() const { return is_whole_; }

 private:
  static json::Source source();

  json::Source source_;
  json::Document document_;
  bool is_whole_ = false;
  canonical::Variant kept_;  // What the texts of the last variant are views of.
};

}  // namespace crossdock::shopify
