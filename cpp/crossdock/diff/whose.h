#pragma once

#include <cstdint>
#include <string_view>

// Whose change a difference is, told from three states: what we desire, what the other system shows, and what
// both last agreed on. Ownership and survivorship rules decide by it; the comparison itself decides nothing.
//
//   desired | observed | against agreed    whose
//   --------+----------+----------------   -----------------------------------------------------------
//   same    | same     |                   nobody's
//   other   | same     |                   ours: to be sent
//   same    | other    |                   theirs: to be taken over, or to be put back by the owner
//   other   | the same other               both: nothing to do but to note the agreement
//   other   | another other                conflict
namespace crossdock::diff {

enum class Whose : std::uint8_t { kNobody, kOurs, kTheirs, kBoth, kConflict };

// "nobody", "ours", "theirs", "both" or "conflict".
[[nodiscard]] constexpr std::string_view name_of(Whose whose) {
  switch (whose) {
    case Whose::kNobody:
      return "nobody";
    case Whose::kOurs:
      return "ours";
    case Whose::kTheirs:
      return "theirs";
    case Whose::kBoth:
      return "both";
    case Whose::kConflict:
      return "conflict";
  }
  return "";
}

// Whose change it is, from which of the three are the same.
[[nodiscard]] constexpr Whose whose_change(bool desired_is_agreed, bool observed_is_agreed,
                                           bool desired_is_observed) {
  if (desired_is_agreed && observed_is_agreed) return Whose::kNobody;
  if (desired_is_observed) return Whose::kBoth;
  if (observed_is_agreed) return Whose::kOurs;
  return desired_is_agreed ? Whose::kTheirs : Whose::kConflict;
}

}  // namespace crossdock::diff
