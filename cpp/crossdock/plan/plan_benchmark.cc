#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crossdock/plan/plan.h"

// A push of a whole catalogue: of each product its own fields, nine variants and as many prices, each of
// which comes after its variant, and that after its product.
namespace crossdock::plan {
namespace {

constexpr std::int64_t kOperations = 1'000'000;
constexpr std::int64_t kVariantsOfProduct = 9;

Operations make_operations() {
  const Bounds bounds{.count_max = 250, .bytes_max = 1 << 20, .cost_max = 1000};
  auto operations = *Operations::make({{"product", 1, Nature::kState, bounds, false},
                                       {"variant", 2, Nature::kState, bounds, true},
                                       {"price", 3, Nature::kState, bounds, true}});
  std::int64_t id = 0;
  const auto append = [&](std::string_view kind, const std::string& object, const std::string& after,
                          const std::string& scope) {
    const std::array<std::string_view, 1> objects{after};
    const std::string content = "digest " + std::to_string(id);
    const absl::Status status = operations.append({.id = id++,
                                                   .kind = kind,
                                                   .object = object,
                                                   .after = objects,
                                                   .scope = scope,
                                                   .content = content,
                                                   .bytes = 300,
                                                   .cost = 2});
    if (!status.ok()) std::abort();
  };
  for (std::int64_t product = 0; id < kOperations; ++product) {
    const std::string key = "product/" + std::to_string(product);
    append("product", key, "nothing", key);
    for (std::int64_t variant = 0; variant < kVariantsOfProduct; ++variant) {
      const std::string variant_key = "variant/" + std::to_string(product * kVariantsOfProduct + variant);
      append("variant", variant_key, key, key);
      append("price", variant_key + "/price", variant_key, key);
    }
  }
  return operations;
}

void append_operations(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(make_operations());
  state.SetItemsProcessed(state.iterations() * kOperations);
}
BENCHMARK(append_operations)->Unit(benchmark::kMillisecond);

void plan_operations(benchmark::State& state) {
  const Operations operations = make_operations();
  std::size_t batches = 0;
  for (auto _ : state) batches = make_plan(operations)->batches.size();
  state.counters["batches"] = static_cast<double>(batches);
  state.SetItemsProcessed(state.iterations() * kOperations);
}
BENCHMARK(plan_operations)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace crossdock::plan
