#include "crossdock/wire/shopify/match_variants.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

namespace crossdock::shopify {
namespace {

enum class Fate : std::uint8_t { kOpen, kMatched, kAmbiguous };

// Who carries a key: positions in the two lists.
struct Carriers {
  std::vector<std::size_t> variants;
  std::vector<std::size_t> products;
};

std::string_view trimmed(std::optional<std::string_view> text) {
  std::string_view rest = text.value_or(std::string_view());
  // Labels are pasted: beside ASCII space the no-break space (C2 A0) comes along.
  constexpr std::string_view no_break_space = "\xc2\xa0";
  const auto is_space = [](char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  };
  while (!rest.empty() && (is_space(rest.front()) || rest.starts_with(no_break_space))) {
    rest.remove_prefix(is_space(rest.front()) ? 1 : no_break_space.size());
  }
  while (!rest.empty() && (is_space(rest.back()) || rest.ends_with(no_break_space))) {
    rest.remove_suffix(is_space(rest.back()) ? 1 : no_break_space.size());
  }
  return rest;
}

class Matcher {
 public:
  Matcher(const canonical::VariantColumns& variants, const std::vector<LocalProduct>& products)
      : variants_(variants),
        products_(products),
        variant_fates_(variants.size(), Fate::kOpen),
        product_fates_(products.size(), Fate::kOpen),
        links_(variants.size()) {}

  LinkResult run() {
    link(variants_.skus, &LocalProduct::sku, "sku");
    link(variants_.barcodes, &LocalProduct::barcode, "barcode");
    for (std::size_t index = 0; index < variants_.size(); ++index) {
      if (links_[index].has_value()) result_.matched.push_back(*links_[index]);
      if (variant_fates_[index] == Fate::kOpen) result_.only_remote.push_back(variants_.variant_ids[index]);
    }
    for (std::size_t index = 0; index < products_.size(); ++index) {
      if (product_fates_[index] == Fate::kOpen) result_.only_local.push_back(products_[index].product_id);
    }
    return std::move(result_);
  }

 private:
  using Keys = std::map<std::string_view, Carriers>;

  void link(const canonical::OptionalTexts& variant_keys, canonical::OptionalText LocalProduct::*product_key,
            std::string_view by) {
    Keys keys;
    for (std::size_t index = 0; index < variants_.size(); ++index) {
      keys[trimmed(variant_keys.at(index))].variants.push_back(index);
    }
    for (std::size_t index = 0; index < products_.size(); ++index) {
      keys[trimmed(products_[index].*product_key)].products.push_back(index);
    }
    keys.erase(std::string_view());
    for (const auto& [key, carriers] : keys) {
      if (concerns_both_sides(carriers)) decide(key, carriers, by);
    }
  }

  // Whether the key could link something that is still open on both sides.
  [[nodiscard]] bool concerns_both_sides(const Carriers& carriers) const {
    const auto open_variant = [this](std::size_t index) { return variant_fates_[index] == Fate::kOpen; };
    const auto open_product = [this](std::size_t index) { return product_fates_[index] == Fate::kOpen; };
    return std::any_of(carriers.variants.begin(), carriers.variants.end(), open_variant) &&
           std::any_of(carriers.products.begin(), carriers.products.end(), open_product);
  }

  void decide(std::string_view key, const Carriers& carriers, std::string_view by) {
    if (carriers.variants.size() == 1 && carriers.products.size() == 1) {
      const std::size_t variant = carriers.variants.front();
      const std::size_t product = carriers.products.front();
      links_[variant] = Match{variants_.variant_ids[variant], variants_.inventory_item_ids[variant],
                              products_[product].product_id, by};
      variant_fates_[variant] = Fate::kMatched;
      product_fates_[product] = Fate::kMatched;
      return;
    }
    Ambiguity ambiguity{std::string(key), by, {}, {}};
    for (const std::size_t index : carriers.variants) {
      ambiguity.variant_ids.push_back(variants_.variant_ids[index]);
      if (variant_fates_[index] == Fate::kOpen) variant_fates_[index] = Fate::kAmbiguous;
    }
    for (const std::size_t index : carriers.products) {
      ambiguity.product_ids.push_back(products_[index].product_id);
      if (product_fates_[index] == Fate::kOpen) product_fates_[index] = Fate::kAmbiguous;
    }
    result_.ambiguous.push_back(std::move(ambiguity));
  }

  const canonical::VariantColumns& variants_;
  const std::vector<LocalProduct>& products_;
  std::vector<Fate> variant_fates_;
  std::vector<Fate> product_fates_;
  std::vector<std::optional<Match>> links_;
  LinkResult result_;
};

}  // namespace

LinkResult match_variants(const canonical::VariantColumns& variants,
                          const std::vector<LocalProduct>& products) {
  return Matcher(variants, products).run();
}

}  // namespace crossdock::shopify
