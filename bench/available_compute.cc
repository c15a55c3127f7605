// How fast the available quantity of every item at every location is computed and compared with what the
// store holds, on one core: the work of a full reconcile without database and network.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

#include "crossdock/diff/levels.h"
#include "crossdock/inventory/available.h"

namespace {

using crossdock::canonical::LevelColumns;

constexpr std::int32_t kProducts = 500'000;
constexpr std::int32_t kLocations = 10;
constexpr std::int32_t kFirstProductId = 1000;
constexpr double kBarMillionsPerSecond = 10;
constexpr int kRounds = 5;

struct Input {
  crossdock::columns::StockRows stock;
  crossdock::columns::ItemMap items;
  std::vector<crossdock::inventory::LocationFeed> feeds;
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

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void print_figure(const char* name, double seconds) {
  const double millions = static_cast<double>(kProducts) * kLocations / seconds / 1e6;
  std::printf("bench %s: %.1f M/s (bar %.0f) %s\n", name, millions, kBarMillionsPerSecond,
              millions >= kBarMillionsPerSecond ? "pass" : "short");
}

}  // namespace

int main() {
  const Input input = make_input();
  double available_seconds = 1e9;
  double diff_seconds = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    auto begin = std::chrono::steady_clock::now();
    auto desired = crossdock::inventory::compute_available(input.stock, input.items, input.feeds, 2);
    available_seconds = std::min(available_seconds, seconds_since(begin));
    if (!desired.ok()) return 1;

    // One level in a hundred differs from what the store holds.
    LevelColumns observed = *desired;
    for (std::size_t row = 0; row < observed.size(); row += 100) observed.quantities[row] += 1;
    begin = std::chrono::steady_clock::now();
    const auto difference = crossdock::diff::diff_levels(*desired, observed);
    diff_seconds = std::min(diff_seconds, seconds_since(begin));
    if (!difference.ok() || difference->changes.size() != (observed.size() + 99) / 100) return 1;
  }
  print_figure("available_compute", available_seconds);
  print_figure("levels_diff", diff_seconds);
  return 0;
}
