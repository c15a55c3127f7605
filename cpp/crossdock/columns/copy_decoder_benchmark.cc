#include <benchmark/benchmark.h>

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "crossdock/columns/copy_decoder.h"
#include "crossdock/columns/copy_encoder.h"
#include "crossdock/columns/table.h"

// Rows of five fields, as a snapshot of stock has them, decoded and encoded.
namespace crossdock::columns {
namespace {

constexpr std::int64_t kRows = 200'000;
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

std::vector<Field> schema() {
  return {*parse_field("id", "int8 not null"), *parse_field("location_id", "int4 not null"),
          *parse_field("quantity", "numeric"), *parse_field("sku", "text"),
          *parse_field("write_date", "timestamp not null")};
}

Table table() {
  std::vector<std::int64_t> ids;
  std::vector<std::int32_t> locations;
  Decimals quantities;
  Texts texts;
  std::vector<std::int64_t> times;
  for (std::int64_t row = 0; row < kRows; ++row) {
    ids.push_back(40'000'000'000'000 + row);
    locations.push_back(static_cast<std::int32_t>(row % 10));
    quantities.coefficients.push_back(row % 100'000);
    quantities.scales.push_back(2);
    texts.bytes += "SKU-" + std::to_string(10'000'000 + row);
    texts.offsets.push_back(static_cast<std::int64_t>(texts.bytes.size()));
    times.push_back(1'767'225'600'000'000 + row);
  }
  const std::vector<std::uint8_t> valid(static_cast<std::size_t>(kRows), 1);
  std::vector<Column> columns;
  columns.push_back({std::move(ids), valid});
  columns.push_back({std::move(locations), valid});
  columns.push_back({std::move(quantities), valid});
  columns.push_back({std::move(texts), valid});
  columns.push_back({std::move(times), valid});
  return *Table::make(schema(), std::move(columns));
}

std::string encoded() {
  const Table rows = table();
  CopyEncoder encoder(rows);
  std::string bytes;
  while (encoder.append_to(bytes, kChunkBytes)) {
  }
  return bytes;
}

void note(benchmark::State& state, std::size_t bytes) {
  state.SetItemsProcessed(state.iterations() * kRows);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void copy_decode(benchmark::State& state) {
  const std::string bytes = encoded();
  for (auto _ : state) {
    auto decoded = read_table_copy(schema(), "table", std::as_bytes(std::span(bytes)));
    if (!decoded.ok()) state.SkipWithError("not decoded");
    benchmark::DoNotOptimize(decoded);
  }
  note(state, bytes.size());
}
BENCHMARK(copy_decode)->Unit(benchmark::kMillisecond);

void copy_encode(benchmark::State& state) {
  const Table rows = table();
  std::size_t bytes = 0;
  std::string chunk;
  for (auto _ : state) {
    CopyEncoder encoder(rows);
    bytes = 0;
    do {
      bytes += chunk.size();
      chunk.clear();
    } while (encoder.append_to(chunk, kChunkBytes));
    benchmark::DoNotOptimize(bytes);
  }
  note(state, bytes);
}
BENCHMARK(copy_encode)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace crossdock::columns
