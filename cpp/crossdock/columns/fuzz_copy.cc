#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "crossdock/base/decimal.h"
#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/columns/copy_decoder.h"
#include "crossdock/columns/copy_encoder.h"
#include "crossdock/columns/read_copy.h"
#include "crossdock/columns/table.h"

// Answers of a binary COPY. The first byte chooses how they are cut into pieces, the second which schema they
// are read by. Pieces make no difference; what is accepted can be written and read again and is then the
// same.
namespace {

namespace columns = crossdock::columns;
using crossdock::fuzz::is_value;
using crossdock::fuzz::require;

columns::Field field(const char* name, const char* type) { return *columns::parse_field(name, type); }

std::vector<columns::Field> schema_of(std::uint8_t choice) {
  switch (choice % 4) {
    case 0:
      return {field("id", "int8 not null"), field("quantity", "float8"), field("name", "text")};
    case 1:
      return {field("small", "int2"), field("flag", "bool"), field("price", "numeric"), field("day", "date")};
    case 2:
      return {field("at", "timestamptz"), field("then", "timestamp"), field("real", "float4"),
              field("count", "int4")};
    default:
      return {field("raw", "bytea"), field("key", "uuid"), field("document", "jsonb"), field("text", "json")};
  }
}

struct Decoded {
  absl::Status status;
  columns::Table table;
};

Decoded decode(std::vector<columns::Field> schema, std::span<const std::byte> bytes, std::size_t piece) {
  columns::CopyDecoder decoder(std::move(schema), "fuzz");
  absl::Status status;
  for (std::size_t start = 0; status.ok() && start < bytes.size(); start += piece) {
    status = decoder.feed(bytes.subspan(start, std::min(piece, bytes.size() - start)));
  }
  if (status.ok()) status = decoder.finish();
  return {status, decoder.take()};
}

void require_survives_writing(const columns::Table& table) {
  columns::CopyEncoder encoder(table);
  std::string written;
  while (encoder.append_to(written, 64)) {
  }
  const auto again = columns::read_table_copy(table.schema(), "fuzz", std::as_bytes(std::span(written)));
  require(again.ok() && *again == table);
}

// Every numeric that is exact is also read as the double nearest to its decimal text.
void require_nearest_doubles(const columns::Table& table, std::span<const std::byte> bytes) {
  std::vector<columns::Field> schema = table.schema();
  for (std::size_t column = 0; column < schema.size(); ++column) {
    if (schema[column].type != columns::ColumnType::kNumeric) continue;
    schema[column].type = columns::ColumnType::kDouble;
    schema[column].from_numeric = true;
    const auto doubles = columns::read_table_copy(schema, "fuzz", bytes);
    require(doubles.ok() && doubles->size() == table.size());
    const auto& exact = table.values<columns::Decimals>(column);
    for (std::size_t row = 0; row < table.size(); ++row) {
      const std::string text = crossdock::base::Decimal(exact.coefficients[row], exact.scales[row]).text();
      require(doubles->values<std::vector<double>>(column)[row] == std::strtod(text.c_str(), nullptr));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t piece = 1 + data[0] % 61u;
  const std::vector<columns::Field> schema = schema_of(data[1]);
  const auto bytes = std::as_bytes(std::span(data + 2, size - 2));
  const auto whole = columns::read_table_copy(schema, "fuzz", bytes);
  const Decoded pieces = decode(schema, bytes, piece);
  require(whole.ok() == pieces.status.ok());
  if (!is_value(whole)) return 0;
  require(*whole == pieces.table);
  require_survives_writing(*whole);
  require_nearest_doubles(*whole, bytes);
  return 0;
}
