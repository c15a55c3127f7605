#pragma once

#include <span>
#include <string>
#include <vector>

#include "crossdock/diff/difference.h"

// Differences in words, so that tests read as what they expect.
namespace crossdock::diff {

// One difference in words: "price changed 1/2 price compare_at_price", with its places in the desired and in
// the observed state.
inline std::string words_of(const Difference& one) {
  const auto place = [](std::uint32_t number) { return number == kNoRow ? "-" : std::to_string(number); };
  std::string words = std::string(name_of(one.part)) + " " + std::string(name_of(one.kind));
  if (one.parent != Places()) words += " in " + place(one.parent.desired) + "/" + place(one.parent.observed);
  if (one.places != Places()) words += " " + place(one.places.desired) + "/" + place(one.places.observed);
  const auto names = field_names(one.part);
  for (std::size_t index = 0; index < names.size(); ++index)
    if ((one.differing() >> index & 1) != 0) words += " " + std::string(names[index]);
  return words;
}

inline std::vector<std::string> words_of(std::span<const Difference> differences) {
  std::vector<std::string> words;
  for (const Difference& one : differences) words.push_back(words_of(one));
  return words;
}

}  // namespace crossdock::diff
