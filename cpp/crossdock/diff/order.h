#pragma once

#include <vector>

#include "crossdock/canonical/order.h"
#include "crossdock/diff/difference.h"

// What happened to an order between two states of it: header, state, cancellation, totals, customer,
// addresses, and each line, shipping line, refund, transaction and so on by its id. A changed line names
// itself and its fields, not the order.
//
//   for (const Difference& news : diff_orders(before, after))
//     if (news.part == Part::kLine && news.kind == DifferenceKind::kAdded)
//       add_line(after.lines[news.places.desired]);
//
// The newer state stands where difference.h says desired, the older one where it says observed. Sections that
// only one of them tells are not compared; order_fields.h says by what the others are.
namespace crossdock::diff {

// Cost: O(n log n) in the elements.
[[nodiscard]] std::vector<Difference> diff_orders(const canonical::Order& before,
                                                  const canonical::Order& after, Parts parts = Parts::all());

}  // namespace crossdock::diff
