#include <benchmark/benchmark.h>

#include <cstdint>
#include <random>
#include <vector>

#include "crossdock/inventory/available.h"

// The available quantity of every item at every location: the work of a full reconcile without database and
// network.
namespace crossdock::inventory {
namespace {

constexpr std::int32_t kProducts = 500'000;
constexpr std::int32_t kLocations = 10;
constexpr std::int32_t kFirstProductId = 1000;

struct Input {
  columns::StockRows stock;
  columns::ItemMap items;
  std::vector<LocationFeed> feeds;
};

// Three of four products lie at every location; one row in eight is not a whole number of units.
Input make_input() {
  std::mt19937_64 random(1);
  Input input;
  for (std::int32_t location = 0; location < kLocations; ++location)
    input.feeds.push_back({8 + location, 900 + location});
  for (std::int32_t product = 0; product < kProducts; ++product) {
    input.items.append(kFirstProductId + product, 40'000'000'000'000 + product);
    if (product % 4 == 3) continue;
    for (std::int32_t location = 0; location < kLocations; ++location) {
      const auto units = static_cast<double>(random() % 500);
      const double part = random() % 8 == 0 ? static_cast<double>(random() % 100) / 100 : 0;
      input.stock.append(kFirstProductId + product, 8 + location, units + part,
                         static_cast<double>(random() % 20));
    }
  }
  return input;
}

void available_compute(benchmark::State& state) {
  const Input input = make_input();
  for (auto _ : state) {
    const auto desired = compute_available(input.stock, input.items, input.feeds, 2);
    if (!desired.ok()) state.SkipWithError("not computed");
  }
  state.SetItemsProcessed(state.iterations() * kProducts * kLocations);
}
BENCHMARK(available_compute)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace crossdock::inventory
