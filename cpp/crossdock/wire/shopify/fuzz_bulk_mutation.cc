#include <algorithm>
#include <cstdint>
#include <string_view>

#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/wire/shopify/bulk_mutation_result.h"
#include "crossdock/wire/shopify/operation_writing.h"

// What a store answers to a bulk mutation: the target of its upload, and what became of its lines.
namespace {

namespace shopify = crossdock::shopify;
using crossdock::fuzz::is_value;
using crossdock::fuzz::piece_bytes_of;
using crossdock::fuzz::require;

constexpr std::size_t kLinesSent = 5;

shopify::BulkMutationResult read(std::string_view bytes, std::size_t piece_bytes) {
  auto result = shopify::read_bulk_mutation_result(
      [bytes, piece_bytes](char* buffer, std::size_t size) mutable {
        const std::size_t count = bytes.copy(buffer, std::min(size, piece_bytes));
        bytes.remove_prefix(count);
        return count;
      },
      [] { return true; }, "productSet", kLinesSent);
  require(result.ok());
  return *std::move(result);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const shopify::BulkMutationResult whole = read(bytes, size + 1);
  require(whole.outcomes.size() == kLinesSent);
  require(whole.outcomes == read(bytes, piece_bytes_of(bytes)).outcomes);
  // Each line of the result settles one line at most.
  const auto settled = std::count_if(whole.outcomes.begin(), whole.outcomes.end(),
                                     [](auto outcome) { return outcome != shopify::LineOutcome::kMissing; });
  require(static_cast<std::size_t>(settled) <= size);
  require(whole.refusals.size() <= static_cast<std::size_t>(settled));
  is_value(shopify::read_staged_targets(bytes));
  return 0;
}
