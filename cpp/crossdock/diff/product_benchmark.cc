#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <string>

#include "crossdock/diff/product.h"

// The largest product that the store allows, of which one variant in a hundred has another price.
namespace crossdock::diff {
namespace {

using canonical::Product;

constexpr std::int64_t kVariants = 2048;
constexpr std::array<const char*, 3> kOptionNames{"Size", "Colour", "Stuff"};

Product product_of(bool is_changed) {
  Product product;
  product.id = 1;
  product.title = "Shirt";
  for (std::size_t option = 0; option < kOptionNames.size(); ++option) {
    canonical::ProductOption& made = product.options.emplace_back();
    made.id = static_cast<std::int64_t>(option) + 1;
    made.name = kOptionNames[option];
    for (int value = 0; value < 16; ++value) made.values.push_back("Value " + std::to_string(value));
  }
  for (std::int64_t id = 1; id <= kVariants; ++id) {
    canonical::ProductVariant& variant = product.variants.emplace_back();
    variant.id = id;
    variant.sku = "SKU-" + std::to_string(1'000'000 + id);
    variant.price = base::Decimal(1990 + (is_changed && id % 100 == 0 ? 1 : 0), 2);
    variant.options = {{"Size", "Value " + std::to_string(id % 16)},
                       {"Colour", "Value " + std::to_string(id / 16 % 16)},
                       {"Stuff", "Value " + std::to_string(id / 256 % 16)}};
    variant.metafields.emplace().push_back({"custom", "care", "single_line_text_field", "wash cold"});
  }
  return product;
}

void two_states(benchmark::State& state) {
  const Product desired = product_of(true);
  const Product observed = product_of(false);
  std::size_t found = 0;
  for (auto _ : state) found = diff_products(desired, observed).size();
  state.counters["changes"] = static_cast<double>(found);
  state.SetItemsProcessed(state.iterations() * kVariants);
}
BENCHMARK(two_states)->Unit(benchmark::kMillisecond);

void two_states_of_which_one_has_no_ids(benchmark::State& state) {
  Product desired = product_of(true);
  for (canonical::ProductVariant& variant : desired.variants) variant.id = 0;
  const Product observed = product_of(false);
  std::size_t found = 0;
  for (auto _ : state) found = diff_products(desired, observed).size();
  state.counters["changes"] = static_cast<double>(found);
  state.SetItemsProcessed(state.iterations() * kVariants);
}
BENCHMARK(two_states_of_which_one_has_no_ids)->Unit(benchmark::kMillisecond);

void three_states(benchmark::State& state) {
  const Product desired = product_of(true);
  const Product observed = product_of(false);
  const Product agreed = product_of(false);
  std::size_t found = 0;
  for (auto _ : state) found = diff_products(desired, observed, agreed).size();
  state.counters["changes"] = static_cast<double>(found);
  state.SetItemsProcessed(state.iterations() * kVariants);
}
BENCHMARK(three_states)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace crossdock::diff
