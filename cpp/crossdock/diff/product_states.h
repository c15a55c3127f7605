#pragma once

#include <array>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "crossdock/canonical/product.h"
#include "crossdock/diff/product_fields.h"
#include "crossdock/diff/states.h"

// The options, their values and the variants of a product in its three states, brought together.
//
// Options belong together by id, otherwise by name, and where one of the two has no id yet by having the same
// values. Variants belong together by id; where one has no id yet, by their choices for the options that both
// products have, and otherwise by SKU, if only one of either product has them. A value was renamed where
// every variant that chose it now chooses one and the same new value.
namespace crossdock::diff {

class ProductStates {
 public:
  // For two states, `agreed` is the observed product itself. The products outlive the object.
  ProductStates(const Product& desired, const Product& observed, const Product& agreed);

  [[nodiscard]] const Lists<ProductOption>& option_lists() const { return option_lists_; }
  [[nodiscard]] const Lists<ProductVariant>& variant_lists() const { return variant_lists_; }
  [[nodiscard]] std::span<const Places> options() const { return options_; }
  [[nodiscard]] std::span<const Places> variants() const { return variants_; }

  // The texts of one option's values in the three states; empty where it is not there.
  struct Values {
    std::array<std::vector<std::string_view>, 3> texts;
    std::vector<Places> places;
  };
  [[nodiscard]] Values values(const Places& option) const;

  // A variant that is at these places, as product_fields.h compares it.
  [[nodiscard]] VariantView view(State state, std::uint32_t variant) const;

 private:
  // A variant's choices by the options of its own product.
  using Choices = std::vector<std::string_view>;
  using Words = std::map<std::string_view, std::string_view>;

  void align_options();
  void align_variants();
  void find_renamed(State state);

  [[nodiscard]] Partners option_partners(State left, State right) const;
  [[nodiscard]] Partners variant_partners(State left, State right) const;
  void find_by_choices(State left, State right, bool is_left_new, Partners& partners) const;
  void find_by_sku(State left, State right, bool is_left_new, Partners& partners) const;

  [[nodiscard]] const std::vector<Choices>& choices(State state) const {
    return choices_[static_cast<std::size_t>(state)];
  }
  // A value in the desired product's words.
  [[nodiscard]] std::string_view in_desired_words(State state, std::uint32_t desired_option,
                                                  std::string_view value) const;

  Lists<ProductOption> option_lists_;
  Lists<ProductVariant> variant_lists_;
  std::array<std::vector<Choices>, 3> choices_;  // By state and variant.
  std::vector<Places> options_;                  // Those of the desired product come first.
  std::vector<Places> variants_;
  std::array<std::vector<Words>, 3> renamed_;  // By state and the desired product's option.
};

}  // namespace crossdock::diff
