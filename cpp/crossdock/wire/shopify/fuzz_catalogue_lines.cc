#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/wire/json/lines.h"
#include "crossdock/wire/shopify/catalogue.h"
#include "crossdock/wire/shopify/catalogue_line.h"

// Bulk files of variants and levels: what the plain way takes, the whole validation takes too and to the
// same; neither how the bytes are cut into pieces nor how many rows are asked for at a time makes a
// difference; and every line that holds something is a row or an error.
namespace {

namespace json = crossdock::json;
namespace shopify = crossdock::shopify;
using crossdock::fuzz::piece_bytes_of;
using crossdock::fuzz::require;

json::LineReader::Read pieces_of(std::string_view& rest, std::size_t piece) {
  return [&rest, piece](char* buffer, std::size_t size) {
    const std::size_t count = rest.copy(buffer, std::min(size, piece));
    rest.remove_prefix(count);
    return count;
  };
}

bool always() { return true; }

void compare_both_ways(std::string_view bytes) {
  json::LineReader lines(pieces_of(bytes, bytes.size() + 1));
  shopify::CatalogueLineReader reader;
  shopify::CatalogueLine plain;
  shopify::CatalogueLine whole;
  json::Line line;
  while (lines.next(line)) {
    if (!shopify::read_plain_line(line.text, plain)) continue;
    require(reader.read(line.text, whole).ok());
    require(plain.is_level == whole.is_level);
    require(plain.is_level ? plain.level == whole.level : plain.variant == whole.variant);
  }
}

// All parts of so many rows put together.
std::pair<shopify::CatalogueColumns, shopify::CatalogueReport> read(std::string_view bytes, std::size_t piece,
                                                                    std::size_t rows) {
  shopify::CatalogueReader reader(pieces_of(bytes, piece));
  shopify::CatalogueColumns columns;
  while (true) {
    const auto is_read = reader.next(rows, always, columns);
    require(is_read.ok());
    if (!*is_read) break;
  }
  return {columns, reader.report()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  compare_both_ways(bytes);
  const auto [columns, report] = read(bytes, size + 1, size + 1);
  const auto [same_columns, same_report] = read(bytes, piece_bytes_of(bytes), 1);
  require(columns.variants == same_columns.variants && columns.levels == same_columns.levels);
  require(report.errors == same_report.errors && report.error_count == same_report.error_count);
  require(report.truncated == same_report.truncated);
  require(report.plain_line_count <= report.line_count);
  require(columns.size() + report.error_count == report.line_count);
  return 0;
}
