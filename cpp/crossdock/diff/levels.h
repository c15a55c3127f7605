#pragma once

#include "absl/status/statusor.h"
#include "crossdock/canonical/level_columns.h"

// What must be sent so that the store's stock levels become what Odoo wants: only the difference, and only
// what may be sent on the strength of what is known.
//
//   desired \ observed |  no row, or not known  |  equal   |  lower than desired       |  higher than desired
//   -------------------+------------------------+----------+---------------------------+---------------------
//   a quantity         |  unknown: read first   |  nothing |  raisable: changes        |  changes
//                      |                        |          |  otherwise: blocked       |
//   zero               |  unknown: read first   |  nothing |  nothing (oversold level) |  changes
//
// A level the store shows below zero has been oversold there; setting it to zero would hide from the store
// that it owes goods. Observed levels that nobody desires are none of our business and are passed over.
namespace crossdock::diff {

struct LevelDiff {
  canonical::LevelChanges changes;  // May be sent.
  canonical::LevelChanges blocked;  // Raises whose observation is too old to raise upon (invariant I12).
  canonical::LevelChanges unknown;  // No observed quantity: read it before anything is sent; no change_from.
};

// Compares two sets of levels by (inventory item, location). The results are sorted by that key. Desired rows
// without a known quantity want nothing and are passed over.
//
// Cost: one pass over both where they lie in order, otherwise O(n log n) and 8 bytes a row of the unordered
// set. Fails with InvalidArgument when one of the sets names a level twice.
absl::StatusOr<LevelDiff> diff_levels(const canonical::LevelColumns& desired,
                                      const canonical::LevelColumns& observed);

}  // namespace crossdock::diff
