#include "crossdock/diff/states.h"

namespace crossdock::diff {
namespace {

// Whether a list stands in the order that another one gets when it is not reordered: what both have in the
// other one's order, and then what only the list has. `elements` are those to look at.
bool is_order_kept(std::vector<Places>& elements, State list, State other) {
  std::sort(elements.begin(), elements.end(),
            [list](const Places& left, const Places& right) { return left.in(list) < right.in(list); });
  std::uint32_t next = 0;
  for (const Places& places : elements) {
    if (places.in(list) == kNoRow) break;
    if (places.in(other) < next) return false;
    next = places.in(other);
  }
  return true;
}

}  // namespace

DifferenceKind Collector::kind_of(RowKind kind) {
  switch (kind) {
    case RowKind::kChanged:
      return DifferenceKind::kChanged;
    case RowKind::kAdded:
      return DifferenceKind::kAdded;
    case RowKind::kRemoved:
      return DifferenceKind::kRemoved;
  }
  return DifferenceKind::kChanged;
}

void Collector::compare_order(Part part, std::span<const Places> aligned, const Places& parent) {
  if (!wants(part)) return;
  // What they removed takes no part: where it stood is no question of order any more.
  std::vector<Places> elements;
  std::copy_if(aligned.begin(), aligned.end(), std::back_inserter(elements), [](const Places& places) {
    return places.desired != kNoRow && (places.observed != kNoRow || places.agreed == kNoRow);
  });
  if (is_order_kept(elements, State::kDesired, State::kObserved)) return;
  const bool is_ours_kept = is_order_kept(elements, State::kDesired, State::kAgreed);
  const bool is_theirs_kept = is_order_kept(elements, State::kObserved, State::kAgreed);
  Whose whose = whose_change(is_ours_kept, is_theirs_kept, false);
  if (whose == Whose::kNobody) whose = Whose::kConflict;  // Both added the same, in other orders.
  found_.push_back({.part = part, .kind = DifferenceKind::kReordered, .whose = whose, .parent = parent});
}

}  // namespace crossdock::diff
