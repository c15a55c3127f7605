#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "crossdock/diff/whose.h"

// The judgement of one object in three states, whatever the object is: a row of a table, a product, a line.
//
//   agreed | desired | observed   kind      whose
//   -------+---------+---------   -------   -------------------------------------------------------
//   yes    | yes     | yes        changed   each field as whose.h says; the object: fields together
//   no     | yes     | no         added     ours
//   no     | no      | yes        added     theirs
//   no     | yes     | yes        added     both, or conflict in the fields that differ
//   yes    | no      | yes        removed   ours, or conflict where they changed it meanwhile
//   yes    | yes     | no         removed   theirs, or conflict where we changed it meanwhile
//   yes    | no      | no         removed   both
//
// A comparison of two states is the one in which the observed state is the agreed one too: then every
// difference is ours.
namespace crossdock::diff {

enum class State : std::uint8_t { kDesired, kObserved, kAgreed };

enum class RowKind : std::uint8_t { kChanged, kAdded, kRemoved };

// In which states an object is.
struct Presence {
  bool desired = false;
  bool observed = false;
  bool agreed = false;
};

// Fields by whose change they are: each is a bit.
struct FieldOwners {
  std::uint64_t ours = 0;
  std::uint64_t theirs = 0;
  std::uint64_t both = 0;
  std::uint64_t conflicts = 0;

  void note(Whose whose, std::uint64_t bit) {
    if (whose == Whose::kOurs) ours |= bit;
    if (whose == Whose::kTheirs) theirs |= bit;
    if (whose == Whose::kBoth) both |= bit;
    if (whose == Whose::kConflict) conflicts |= bit;
  }

  [[nodiscard]] std::uint64_t all() const { return ours | theirs | both | conflicts; }

  // Whose the object is; a mixture without conflict is nobody's.
  [[nodiscard]] Whose together() const {
    if (conflicts != 0) return Whose::kConflict;
    const int kinds = (ours != 0 ? 1 : 0) + (theirs != 0 ? 1 : 0) + (both != 0 ? 1 : 0);
    if (kinds != 1) return Whose::kNobody;
    if (ours != 0) return Whose::kOurs;
    return theirs != 0 ? Whose::kTheirs : Whose::kBoth;
  }

  bool operator==(const FieldOwners&) const = default;
};

struct Judgement {
  RowKind kind = RowKind::kChanged;
  Whose whose = Whose::kNobody;
  FieldOwners fields;
};

// Judges an object of `field_count` fields. `same` is (State, State, index of the field) -> bool and is asked
// only of states in which the object is. Nothing where it is everywhere the same.
template <typename Same>
[[nodiscard]] std::optional<Judgement> judge(Presence presence, std::size_t field_count, const Same& same) {
  Judgement result;
  const auto each_field = [&](auto whose_of) {
    for (std::size_t index = 0; index < field_count; ++index)
      result.fields.note(whose_of(index), std::uint64_t{1} << index);
  };
  if (presence.desired && presence.observed && presence.agreed) {
    each_field([&](std::size_t index) {
      return whose_change(same(State::kDesired, State::kAgreed, index),
                          same(State::kObserved, State::kAgreed, index),
                          same(State::kDesired, State::kObserved, index));
    });
    result.whose = result.fields.together();
    if (result.fields.all() == 0) return std::nullopt;
    return result;
  }
  result.kind = presence.agreed ? RowKind::kRemoved : RowKind::kAdded;
  if (presence.desired && presence.observed) {
    each_field([&](std::size_t index) {
      return same(State::kDesired, State::kObserved, index) ? Whose::kBoth : Whose::kConflict;
    });
    result.whose = result.fields.conflicts != 0 ? Whose::kConflict : Whose::kBoth;
    return result;
  }
  if (!presence.agreed) {
    if (!presence.desired && !presence.observed) return std::nullopt;
    result.whose = presence.desired ? Whose::kOurs : Whose::kTheirs;
    return result;
  }
  if (!presence.desired && !presence.observed) {
    result.whose = Whose::kBoth;
    return result;
  }
  // One side removed what the other one still has, and perhaps changed.
  const State kept = presence.desired ? State::kDesired : State::kObserved;
  const Whose keeper = presence.desired ? Whose::kOurs : Whose::kTheirs;
  each_field([&](std::size_t index) { return same(kept, State::kAgreed, index) ? Whose::kNobody : keeper; });
  result.whose = presence.desired ? Whose::kTheirs : Whose::kOurs;
  if (result.fields.all() != 0) result.whose = Whose::kConflict;
  return result;
}

}  // namespace crossdock::diff
