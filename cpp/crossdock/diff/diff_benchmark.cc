#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "crossdock/canonical/level_columns.h"
#include "crossdock/diff/levels.h"
#include "crossdock/diff/tables.h"

// Comparisons of which one row in a hundred has changed.
namespace crossdock::diff {
namespace {

using columns::Column;
using columns::Table;

constexpr std::int64_t kLocations = 10;

// Rows in an order of their own: a key of 64 bits, three numbers and a text.
Table table_of(std::int64_t count, unsigned seed) {
  std::vector<std::int64_t> keys(static_cast<std::size_t>(count));
  std::iota(keys.begin(), keys.end(), std::int64_t{0});
  std::shuffle(keys.begin(), keys.end(), std::mt19937_64(seed));
  std::vector<std::vector<std::int64_t>> fields(3);
  columns::Texts texts;
  for (std::int64_t& key : keys) {
    for (std::size_t field = 0; field < fields.size(); ++field)
      fields[field].push_back(key * static_cast<std::int64_t>(field + 3) % 1000);
    if (seed == 1 && key % 100 == 0) fields[0].back() += 1;
    texts.bytes += "SKU-" + std::to_string(10'000'000 + key);
    texts.offsets.push_back(static_cast<std::int64_t>(texts.bytes.size()));
    key = 40'000'000'000'000 + key * 7;
  }
  const std::vector<std::uint8_t> valid(keys.size(), 1);
  std::vector<Column> columns;
  columns.push_back({std::move(keys), valid});
  for (std::vector<std::int64_t>& field : fields) columns.push_back({std::move(field), valid});
  columns.push_back({std::move(texts), valid});
  return *Table::make({*columns::parse_field("id", "int8"), *columns::parse_field("a", "int8"),
                       *columns::parse_field("b", "int8"), *columns::parse_field("c", "int8"),
                       *columns::parse_field("sku", "text")},
                      std::move(columns));
}

void table_diff(benchmark::State& state) {
  const Table desired = table_of(state.range(0), 0);
  const Table observed = table_of(state.range(0), 1);
  const std::vector<std::string> key{"id"};
  for (auto _ : state) {
    const auto found = diff_tables(desired, observed, key, {});
    if (!found.ok() || found->changed.size() != desired.size() / 100) state.SkipWithError("another result");
    state.counters["work_bytes"] = static_cast<double>(found->work_bytes);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(table_diff)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void levels_diff(benchmark::State& state) {
  canonical::LevelColumns desired;
  for (std::int64_t row = 0; row < state.range(0); ++row)
    desired.append(40'000'000'000'000 + row / kLocations, 900 + row % kLocations, row % 500);
  canonical::LevelColumns observed = desired;
  for (std::size_t row = 0; row < observed.size(); row += 100) observed.quantities[row] += 1;
  for (auto _ : state) {
    const auto found = diff_levels(desired, observed);
    if (!found.ok() || found->changes.size() != observed.size() / 100) state.SkipWithError("another result");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(levels_diff)->Arg(5'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace crossdock::diff
