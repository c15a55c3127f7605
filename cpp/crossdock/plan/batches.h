#pragma once

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "crossdock/base/limits.h"
#include "crossdock/canonical/level_columns.h"

// Cuts a set of changes into the bodies of single operations. The remote limit on elements decides how many
// fit.
namespace crossdock::plan {

// What one input array of the store may hold, unless the caller knows better.
inline constexpr std::size_t kBatchRowsMax = base::kInventoryQuantitiesMax;

// The changes sorted by inventory item and location, in batches of at most `rows_max` rows. All levels of one
// item stay in one batch unless they alone are more than `rows_max`: an operation that fails then leaves no
// item half set.
//
// Fails with InvalidArgument when `rows_max` is 0 or a level is named twice (Shopify refuses the whole
// mutation).
absl::StatusOr<std::vector<canonical::LevelChanges>> make_batches(const canonical::LevelChanges& changes,
                                                                  std::size_t rows_max = kBatchRowsMax);

}  // namespace crossdock::plan
