#include <benchmark/benchmark.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "crossdock/base/limits.h"
#include "crossdock/wire/json/document.h"
#include "crossdock/wire/shopify/bulk_lines.h"
#include "crossdock/wire/shopify/order.h"

// Orders in, levels out: the two directions that carry most bytes.
namespace crossdock::shopify {
namespace {

constexpr std::int64_t kLevels = 100'000;
constexpr std::int64_t kLocations = 10;
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

std::string corpus(const char* name) {
  const std::ifstream file(std::string(CORPUS) + name, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

void note_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

// Scanned and validated whole, no field read.
void json_scan(benchmark::State& state) {
  const std::string body = corpus("order_webhook.json");
  const json::Source source{"shopify", "orders/create"};
  json::Document document;
  for (auto _ : state) {
    if (!document.parse(body, source).ok()) state.SkipWithError("not parsed");
  }
  note_bytes(state, body.size());
}
BENCHMARK(json_scan)->Unit(benchmark::kMicrosecond);

void order_webhook_read(benchmark::State& state) {
  const std::string body = corpus("order_webhook.json");
  for (auto _ : state) {
    const auto order = read_order(body, "orders/create");
    if (!order.ok()) state.SkipWithError("not read");
  }
  note_bytes(state, body.size());
}
BENCHMARK(order_webhook_read)->Unit(benchmark::kMicrosecond);

void bulk_levels_write(benchmark::State& state) {
  canonical::LevelChanges changes;
  BulkLevelsOptions options;
  options.reason = "correction";
  options.reference_uri = "gid://crossdock/StockPush/1";
  for (std::int64_t row = 0; row < kLevels; ++row)
    changes.append(40'000'000'000'000 + row / kLocations, 655'441'491 + row % kLocations, row % 500,
                   row % 300);
  const std::size_t lines = changes.size() / base::kInventoryQuantitiesMax;
  for (std::size_t line = 0; line < lines; ++line) options.keys.push_back("key " + std::to_string(line));
  std::size_t bytes = 0;
  std::string chunk;
  for (auto _ : state) {
    const auto written = bulk_levels(changes, options);
    if (!written.ok()) state.SkipWithError("not written");
    bytes = 0;
    do {
      bytes += chunk.size();
      chunk.clear();
    } while ((*written)->append_to(chunk, kChunkBytes).value_or(false));
    benchmark::DoNotOptimize(bytes);
  }
  note_bytes(state, bytes);
  state.SetItemsProcessed(state.iterations() * kLevels);
}
BENCHMARK(bulk_levels_write)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace crossdock::shopify
