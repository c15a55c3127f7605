#include "crossdock/diff/product_states.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace crossdock::diff {
namespace {

constexpr std::array kStates{State::kDesired, State::kObserved, State::kAgreed};

// The choice of a variant for each option of its product, by the option's name, or by its place where the
// source gave none.
std::vector<std::string_view> choices_of(const ProductVariant& variant,
                                         std::span<const ProductOption> options) {
  std::vector<std::string_view> choices(options.size());
  for (std::size_t place = 0; place < variant.options.size(); ++place) {
    const canonical::SelectedOption& selected = variant.options[place];
    std::size_t option = place;
    if (!selected.name.empty()) {
      const auto named = std::find_if(options.begin(), options.end(),
                                      [&](const ProductOption& one) { return one.name == selected.name; });
      if (named != options.end()) option = static_cast<std::size_t>(named - options.begin());
    }
    if (option < choices.size()) choices[option] = selected.value;
  }
  return choices;
}

std::optional<std::int64_t> id_if_known(std::int64_t id) {
  return id == 0 ? std::nullopt : std::optional(id);
}

// Pairs of values met together, as long as each value of either side has met only one of the other.
class OneToOne {
 public:
  void meet(std::string_view desired, std::string_view other) {
    const bool is_new_other = desired_of_.try_emplace(other, desired).second;
    const bool is_new_desired = other_of_.try_emplace(desired, other).second;
    if (is_new_other && is_new_desired) return;
    if (desired_of_[other] == desired && other_of_[desired] == other) return;
    ambiguous_.insert(other);
    ambiguous_.insert(other_of_[desired]);
  }

  template <typename Accept>
  [[nodiscard]] std::map<std::string_view, std::string_view> pairs(const Accept& accept) const {
    std::map<std::string_view, std::string_view> accepted;
    for (const auto& [other, desired] : desired_of_)
      if (!ambiguous_.contains(other) && accept(desired, other)) accepted.emplace(other, desired);
    return accepted;
  }

 private:
  std::map<std::string_view, std::string_view> desired_of_;
  std::map<std::string_view, std::string_view> other_of_;
  std::set<std::string_view> ambiguous_;
};

bool has_value(const ProductOption& option, std::string_view value) {
  return std::find(option.values.begin(), option.values.end(), value) != option.values.end();
}

}  // namespace

ProductStates::ProductStates(const Product& desired, const Product& observed, const Product& agreed)
    : option_lists_{desired.options, observed.options, agreed.options},
      variant_lists_{desired.variants, observed.variants, agreed.variants} {
  for (const State state : kStates)
    for (const ProductVariant& variant : variant_lists_.in(state))
      choices_[static_cast<std::size_t>(state)].push_back(choices_of(variant, option_lists_.in(state)));
  align_options();
  align_variants();
  for (const State state : kStates) find_renamed(state);
}

void ProductStates::align_options() {
  options_ = align(option_lists_, [this](State left, State right) {
    const auto one = option_lists_.in(left);
    const auto other = option_lists_.in(right);
    Partners partners(one.size(), kNoRow);
    const auto id_in = [](std::span<const ProductOption> list) {
      return [list](std::uint32_t place) { return id_if_known(list[place].id); };
    };
    const auto name_in = [](std::span<const ProductOption> list) {
      return [list](std::uint32_t place) { return std::optional<std::string_view>(list[place].name); };
    };
    const auto values_in = [](std::span<const ProductOption> list, bool is_new_only) {
      return [list, is_new_only](std::uint32_t place) -> std::optional<std::vector<std::string>> {
        if (is_new_only && list[place].id != 0) return std::nullopt;
        return list[place].values;
      };
    };
    find_partners<std::int64_t>(one.size(), other.size(), id_in(one), id_in(other), false, partners);
    find_partners<std::string_view>(one.size(), other.size(), name_in(one), name_in(other), false, partners);
    for (const bool is_left_new : {true, false})
      find_partners<std::vector<std::string>>(one.size(), other.size(), values_in(one, is_left_new),
                                              values_in(other, !is_left_new), true, partners);
    return partners;
  });
}

void ProductStates::align_variants() {
  variants_ =
      align(variant_lists_, [this](State left, State right) { return variant_partners(left, right); });
}

Partners ProductStates::option_partners(State left, State right) const {
  Partners partners(option_lists_.in(left).size(), kNoRow);
  for (const Places& places : options_)
    if (places.in(left) != kNoRow) partners[places.in(left)] = places.in(right);
  return partners;
}

Partners ProductStates::variant_partners(State left, State right) const {
  const auto id_in = [this](State state) {
    return [list = variant_lists_.in(state)](std::uint32_t place) { return id_if_known(list[place].id); };
  };
  Partners partners(variant_lists_.in(left).size(), kNoRow);
  find_partners<std::int64_t>(partners.size(), variant_lists_.in(right).size(), id_in(left), id_in(right),
                              false, partners);
  for (const bool is_left_new : {true, false}) find_by_choices(left, right, is_left_new, partners);
  for (const bool is_left_new : {true, false}) find_by_sku(left, right, is_left_new, partners);
  return partners;
}

void ProductStates::find_by_choices(State left, State right, bool is_left_new, Partners& partners) const {
  const Partners options = option_partners(left, right);
  const auto key_in = [&](State state, bool is_new_only) {
    return [&, state, is_new_only](std::uint32_t place) -> std::optional<Choices> {
      if (is_new_only && variant_lists_.in(state)[place].id != 0) return std::nullopt;
      Choices key;
      for (std::uint32_t option = 0; option < options.size(); ++option)
        if (options[option] != kNoRow)
          key.push_back(choices(state)[place][state == left ? option : options[option]]);
      return key;
    };
  };
  find_partners<Choices>(partners.size(), variant_lists_.in(right).size(), key_in(left, is_left_new),
                         key_in(right, !is_left_new), true, partners);
}

void ProductStates::find_by_sku(State left, State right, bool is_left_new, Partners& partners) const {
  const auto key_in = [this](State state, bool is_new_only) {
    return [list = variant_lists_.in(state),
            is_new_only](std::uint32_t place) -> std::optional<std::string_view> {
      if (is_new_only && list[place].id != 0) return std::nullopt;
      return list[place].sku;
    };
  };
  find_partners<std::string_view>(partners.size(), variant_lists_.in(right).size(), key_in(left, is_left_new),
                                  key_in(right, !is_left_new), true, partners);
}

void ProductStates::find_renamed(State state) {
  std::vector<Words>& renamed = renamed_[static_cast<std::size_t>(state)];
  renamed.resize(option_lists_.desired.size());
  if (state == State::kDesired) return;
  for (const Places& option : options_) {
    if (option.desired == kNoRow || option.in(state) == kNoRow) continue;
    const ProductOption& desired = option_lists_.desired[option.desired];
    const ProductOption& other = option_lists_.in(state)[option.in(state)];
    OneToOne pairs;
    for (const Places& variant : variants_) {
      if (variant.desired == kNoRow || variant.in(state) == kNoRow) continue;
      pairs.meet(choices(State::kDesired)[variant.desired][option.desired],
                 choices(state)[variant.in(state)][option.in(state)]);
    }
    renamed[option.desired] = pairs.pairs([&](std::string_view desired_value, std::string_view value) {
      return has_value(desired, desired_value) && !has_value(desired, value) && has_value(other, value) &&
             !has_value(other, desired_value);
    });
  }
}

std::string_view ProductStates::in_desired_words(State state, std::uint32_t desired_option,
                                                 std::string_view value) const {
  const Words& words = renamed_[static_cast<std::size_t>(state)][desired_option];
  const auto found = words.find(value);
  return found == words.end() ? value : found->second;
}

ProductStates::Values ProductStates::values(const Places& option) const {
  Values values;
  std::array<std::vector<std::string_view>, 3> keys;
  for (const State state : kStates) {
    if (option.in(state) == kNoRow) continue;
    const auto index = static_cast<std::size_t>(state);
    for (const std::string& value : option_lists_.in(state)[option.in(state)].values) {
      values.texts[index].push_back(value);
      keys[index].push_back(option.desired == kNoRow ? value
                                                     : in_desired_words(state, option.desired, value));
    }
  }
  values.places =
      align_by(Lists<std::string_view>{keys[0], keys[1], keys[2]}, [](std::string_view key) { return key; });
  return values;
}

VariantView ProductStates::view(State state, std::uint32_t variant) const {
  VariantView view{&variant_lists_.in(state)[variant], Choices(option_lists_.desired.size())};
  for (const Places& option : options_) {
    if (option.desired == kNoRow || option.in(state) == kNoRow) continue;
    view.choices[option.desired] =
        in_desired_words(state, option.desired, choices(state)[variant][option.in(state)]);
  }
  return view;
}

}  // namespace crossdock::diff
