#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "crossdock/diff/difference.h"

// How objects that consist of fields and of lists are compared in their three states. Two states are compared
// by giving the observed one as the agreed one too.
namespace crossdock::diff {

// Partners by place: those of the left list's elements in the right one, or kNoRow.
using Partners = std::vector<std::uint32_t>;

// One list in its three states.
template <typename Element>
struct Lists {
  std::span<const Element> desired;
  std::span<const Element> observed;
  std::span<const Element> agreed;

  [[nodiscard]] std::span<const Element> in(State state) const {
    if (state == State::kDesired) return desired;
    return state == State::kObserved ? observed : agreed;
  }

  // Whether observed and agreed state are one, so that only two are compared.
  [[nodiscard]] bool is_two_way() const {
    return agreed.data() == observed.data() && agreed.size() == observed.size();
  }
};

// Finds partners of the same key among elements that have none yet. An element without a key (the function
// gives an empty optional) takes no part. Equal keys within one list: the first ones of either list become
// partners, then the second ones; or none of them, where `is_unique_only`.
template <typename Key, typename LeftKey, typename RightKey>
void find_partners(std::size_t left_count, std::size_t right_count, const LeftKey& left_key,
                   const RightKey& right_key, bool is_unique_only, Partners& partners) {
  using Keyed = std::pair<Key, std::uint32_t>;
  std::vector<bool> is_taken(right_count, false);
  for (const std::uint32_t right : partners)
    if (right != kNoRow) is_taken[right] = true;
  std::vector<Keyed> left;
  std::vector<Keyed> right;
  for (std::uint32_t place = 0; place < left_count; ++place)
    if (auto key = left_key(place); partners[place] == kNoRow && key)
      left.emplace_back(*std::move(key), place);
  for (std::uint32_t place = 0; place < right_count; ++place)
    if (auto key = right_key(place); !is_taken[place] && key) right.emplace_back(*std::move(key), place);
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());

  const auto end_of_key = [](const std::vector<Keyed>& keyed, std::size_t begin) {
    std::size_t end = begin;
    while (end < keyed.size() && keyed[end].first == keyed[begin].first) ++end;
    return end;
  };
  for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    if (left[i].first < right[j].first) {
      ++i;
    } else if (right[j].first < left[i].first) {
      ++j;
    } else {
      const std::size_t left_end = end_of_key(left, i);
      const std::size_t right_end = end_of_key(right, j);
      if (!is_unique_only || (left_end - i == 1 && right_end - j == 1))
        for (std::size_t k = 0; k < std::min(left_end - i, right_end - j); ++k)
          partners[left[i + k].second] = right[j + k].second;
      i = left_end;
      j = right_end;
    }
  }
}

// Brings the elements of three lists together: `partners_of(State, State)` finds the partners of two lists.
// First come those of the desired list, then those of the observed and of the agreed one alone, each in its
// order.
template <typename Element, typename PartnersOf>
std::vector<Places> align(const Lists<Element>& lists, const PartnersOf& partners_of) {
  const Partners observed_of_desired = partners_of(State::kDesired, State::kObserved);
  const bool is_two_way = lists.is_two_way();
  Partners agreed_of_desired;
  Partners agreed_of_observed;
  if (!is_two_way) {
    agreed_of_desired = partners_of(State::kDesired, State::kAgreed);
    agreed_of_observed = partners_of(State::kObserved, State::kAgreed);
  }
  std::vector<Places> all;
  std::vector<bool> is_observed_taken(lists.observed.size(), false);
  std::vector<bool> is_agreed_taken(lists.agreed.size(), false);
  const auto append = [&](Places places) {
    if (places.observed != kNoRow) is_observed_taken[places.observed] = true;
    if (is_two_way) places.agreed = places.observed;
    if (places.agreed != kNoRow) is_agreed_taken[places.agreed] = true;
    all.push_back(places);
  };
  const auto unless_taken = [&](std::uint32_t place) {
    return place == kNoRow || is_agreed_taken[place] ? kNoRow : place;
  };
  for (std::uint32_t place = 0; place < lists.desired.size(); ++place) {
    Places places{.desired = place, .observed = observed_of_desired[place]};
    if (!is_two_way && places.observed != kNoRow)
      places.agreed = unless_taken(agreed_of_observed[places.observed]);
    if (!is_two_way && places.agreed == kNoRow) places.agreed = unless_taken(agreed_of_desired[place]);
    append(places);
  }
  for (std::uint32_t place = 0; place < lists.observed.size(); ++place)
    if (!is_observed_taken[place])
      append({.observed = place, .agreed = is_two_way ? place : unless_taken(agreed_of_observed[place])});
  for (std::uint32_t place = 0; place < lists.agreed.size(); ++place)
    if (!is_agreed_taken[place]) append({.agreed = place});
  return all;
}

// Aligns lists whose elements have keys.
template <typename Element, typename KeyOf>
std::vector<Places> align_by(const Lists<Element>& lists, const KeyOf& key_of) {
  using Key = std::decay_t<decltype(key_of(lists.desired[0]))>;
  return align(lists, [&](State left, State right) {
    const auto keys_in = [&](State state) {
      return [list = lists.in(state), &key_of](std::uint32_t place) {
        return std::optional<Key>(key_of(list[place]));
      };
    };
    Partners partners(lists.in(left).size(), kNoRow);
    find_partners<Key>(partners.size(), lists.in(right).size(), keys_in(left), keys_in(right), false,
                       partners);
    return partners;
  });
}

// One field of an object.
template <typename Object>
struct Field {
  std::string_view name;
  bool (*same)(const Object&, const Object&);
  // Whether a desired object says anything about it; where it does not, the field is left alone.
  bool (*is_told)(const Object&);
};

template <typename Object, std::size_t kSize>
constexpr std::array<std::string_view, kSize> names_of_fields(
    const std::array<Field<Object>, kSize>& fields) {
  std::array<std::string_view, kSize> names;
  for (std::size_t index = 0; index < kSize; ++index) names[index] = fields[index].name;
  return names;
}

namespace internal {
template <typename Type>
struct MemberOf;
template <typename Object, typename Value>
struct MemberOf<Value Object::*> {
  using Class = Object;
};
}  // namespace internal

// A field in which a value that is none, or an empty text, is a value as any other.
template <auto kMember, typename Object = typename internal::MemberOf<decltype(kMember)>::Class>
constexpr Field<Object> field(std::string_view name) {
  return {name, [](const Object& left, const Object& right) { return left.*kMember == right.*kMember; },
          [](const Object&) { return true; }};
}

// A field about which a desired object says nothing when it is none or empty.
template <auto kMember, typename Object = typename internal::MemberOf<decltype(kMember)>::Class>
constexpr Field<Object> told_field(std::string_view name) {
  return {name, [](const Object& left, const Object& right) { return left.*kMember == right.*kMember; },
          [](const Object& object) {
            if constexpr (requires { (object.*kMember).has_value(); }) {
              return (object.*kMember).has_value();
            } else {
              return !(object.*kMember).empty();
            }
          }};
}

// An object in its three states; null where it is not.
template <typename Object>
struct Objects {
  const Object* desired = nullptr;
  const Object* observed = nullptr;
  const Object* agreed = nullptr;

  [[nodiscard]] const Object& in(State state) const {
    if (state == State::kDesired) return *desired;
    return state == State::kObserved ? *observed : *agreed;
  }
};

template <typename Element>
Objects<Element> objects_at(const Lists<Element>& lists, const Places& places) {
  const auto at = [](std::span<const Element> list, std::uint32_t place) {
    return place == kNoRow ? nullptr : &list[place];
  };
  return {at(lists.desired, places.desired), at(lists.observed, places.observed),
          at(lists.agreed, places.agreed)};
}

template <typename Object>
std::optional<Judgement> judge_objects(const Objects<Object>& objects,
                                       std::span<const Field<Object>> fields) {
  const auto same = [&](State left, State right, std::size_t index) {
    const Field<Object>& field = fields[index];
    if (objects.desired != nullptr && !field.is_told(*objects.desired)) return true;
    const Object& one = objects.in(left);
    const Object& other = objects.in(right);
    return &one == &other || field.same(one, other);
  };
  return judge({objects.desired != nullptr, objects.observed != nullptr, objects.agreed != nullptr},
               fields.size(), same);
}

// Collects what differs in the parts that are asked for.
class Collector {
 public:
  explicit Collector(Parts parts) : parts_(parts) {}

  [[nodiscard]] bool wants(Part part) const { return parts_.contains(part); }
  [[nodiscard]] std::vector<Difference> take() && { return std::move(found_); }

  void append(const Difference& difference) {
    if (wants(difference.part)) found_.push_back(difference);
  }

  // Compares one object. Some removed object is a conflict too where the other side changed what it holds
  // beside its own fields.
  template <typename Object>
  void compare(Part part, const Places& places, const Places& parent, const Objects<Object>& objects,
               std::span<const Field<Object>> fields, bool is_changed_within = false) {
    if (!wants(part)) return;
    const std::optional<Judgement> judgement = judge_objects(objects, fields);
    if (!judgement) return;
    Whose whose = judgement->whose;
    if (judgement->kind == RowKind::kRemoved && is_changed_within) whose = Whose::kConflict;
    found_.push_back({part, kind_of(judgement->kind), whose, places, parent, judgement->fields});
  }

  // Compares the elements of a list.
  template <typename Element>
  void compare_each(Part part, std::span<const Places> aligned, const Places& parent,
                    const Lists<Element>& lists, std::span<const Field<Element>> fields) {
    for (const Places& places : aligned) compare(part, places, parent, objects_at(lists, places), fields);
  }

  // Compares the order of a list's elements: one difference at most.
  void compare_order(Part part, std::span<const Places> aligned, const Places& parent);

 private:
  static DifferenceKind kind_of(RowKind kind);

  Parts parts_;
  std::vector<Difference> found_;
};

}  // namespace crossdock::diff
