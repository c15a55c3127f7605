#include "crossdock/plan/product.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace crossdock::plan {
namespace {

using diff::Difference;
using diff::DifferenceKind;
using diff::Part;

constexpr std::size_t kStepCount = 13;
constexpr std::array<std::string_view, kStepCount> kStepNames{
    "unpublish",     "product", "media", "options",    "variant",     "variant_delete", "variant_order",
    "option_delete", "price",   "item",  "metafields", "collections", "publish",
};

bool is_ours(const Difference& one) {
  return one.whose == diff::Whose::kOurs || (one.whose == diff::Whose::kNobody && one.fields.ours != 0);
}

// The step that settles a difference.
ProductStep step_of(const Difference& one) {
  const bool is_removal = one.kind == DifferenceKind::kRemoved;
  switch (one.part) {
    case Part::kMedia:
      return ProductStep::kMedia;
    case Part::kOption:
    case Part::kOptionValue:
      return is_removal ? ProductStep::kOptionDelete : ProductStep::kOptions;
    case Part::kVariant:
      if (one.kind == DifferenceKind::kReordered) return ProductStep::kVariantOrder;
      return is_removal ? ProductStep::kVariantDelete : ProductStep::kVariant;
    case Part::kVariantMetafield:
      return ProductStep::kVariant;
    case Part::kPrice:
      return ProductStep::kPrice;
    case Part::kItem:
      return ProductStep::kItem;
    case Part::kMetafield:
      return ProductStep::kMetafields;
    case Part::kCollection:
      return ProductStep::kCollections;
    case Part::kPublication:
      return is_removal ? ProductStep::kUnpublish : ProductStep::kPublish;
    default:
      return ProductStep::kProduct;
  }
}

// The steps that a step comes after; of a variant's price and stock facts only those of the same variant.
std::vector<ProductStep> steps_before(ProductStep step) {
  using enum ProductStep;
  switch (step) {
    case kUnpublish:
    case kProduct:
      return {};
    case kVariant:
      return {kProduct, kMedia, kOptions};
    case kVariantDelete:
      return {kProduct, kOptions};
    case kVariantOrder:
      return {kProduct, kVariant, kVariantDelete};
    case kOptionDelete:
      return {kProduct, kOptions, kVariant, kVariantDelete};
    case kPublish:
      return {kProduct, kMedia,        kOptions, kVariant,    kVariantDelete, kVariantOrder,
              kPrice,   kOptionDelete, kItem,    kMetafields, kCollections};
    default:
      return {kProduct};
  }
}

class ProductPlanner {
 public:
  ProductPlanner(const canonical::Product& desired, const canonical::Product& observed, std::string_view key)
      : desired_(desired), observed_(observed), key_(key) {}

  ProductOperations run(std::span<const Difference> differences) && {
    ProductOperations result;
    for (std::uint32_t place = 0; place < differences.size(); ++place) {
      const Difference& one = differences[place];
      if (one.kind == DifferenceKind::kUnknown) {
        result.unread.push_back(place);
      } else if (is_ours(one)) {
        add(one, place);
      }
    }
    link();
    link_variants();
    for (std::vector<ProductOperation>& operations : by_step_)
      std::move(operations.begin(), operations.end(), std::back_inserter(result.operations));
    return result;
  }

 private:
  std::vector<ProductOperation>& at(ProductStep step) { return by_step_[static_cast<std::size_t>(step)]; }

  // The key of the variant that a difference is about.
  [[nodiscard]] std::string variant_key(const diff::Places& places) const {
    std::int64_t id = 0;
    if (places.observed != diff::kNoRow) id = observed_.variants[places.observed].id;
    if (id == 0 && places.desired != diff::kNoRow) id = desired_.variants[places.desired].id;
    if (id != 0) return "variant/" + std::to_string(id);
    return key_ + "/new_variant/" + std::to_string(places.desired);
  }

  [[nodiscard]] std::string object_of(const Difference& one, ProductStep step) const {
    const std::string name(name_of(step));
    switch (step) {
      case ProductStep::kProduct:
        return key_;
      case ProductStep::kVariant:
        return variant_key(one.part == Part::kVariantMetafield ? one.parent : one.places);
      case ProductStep::kVariantDelete:
        return variant_key(one.places);
      case ProductStep::kPrice:
      case ProductStep::kItem:
        return variant_key(one.places) + "/" + name;
      default:
        return key_ + "/" + name;
    }
  }

  void add(const Difference& one, std::uint32_t place) {
    const ProductStep step = step_of(one);
    std::string object = object_of(one, step);
    const auto [known, is_new] =
        place_of_.try_emplace(std::pair(step, object), static_cast<std::uint32_t>(at(step).size()));
    if (is_new)
      at(step).push_back({.step = step, .object = std::move(object), .after = {}, .differences = {}});
    at(step)[known->second].differences.push_back(place);
    if (one.part != Part::kVariant) return;
    const std::string& variant = at(step)[known->second].object;
    if (step == ProductStep::kVariantDelete) {
      const auto choices = choices_of(observed_.variants[one.places.observed]);
      deleted_of_choices_.emplace(choices, variant);
    } else if (step == ProductStep::kVariant) {
      written_.push_back({known->second, one.places.desired, one.kind == DifferenceKind::kAdded});
    }
  }

  static std::vector<std::string_view> choices_of(const canonical::ProductVariant& variant) {
    std::vector<std::string_view> choices;
    for (const canonical::SelectedOption& option : variant.options) choices.push_back(option.value);
    return choices;
  }

  // Keeps choices unique, and the product from being without a variant.
  void link_variants() {
    std::optional<std::string> first_added;
    for (const Written& written : written_) {
      ProductOperation& operation = at(ProductStep::kVariant)[written.operation];
      const auto former = deleted_of_choices_.find(choices_of(desired_.variants[written.variant]));
      if (former != deleted_of_choices_.end()) {
        operation.after.push_back(former->second);
      } else if (written.is_added && !first_added) {
        first_added = operation.object;
      }
    }
    std::vector<ProductOperation>& deletions = at(ProductStep::kVariantDelete);
    if (!first_added || deletions.size() < observed_.variants.size()) return;
    for (ProductOperation& deletion : deletions) deletion.after.push_back(*first_added);
  }

  // Says of each operation what it comes after, once all of them are there.
  void link() {
    for (std::vector<ProductOperation>& operations : by_step_) {
      for (ProductOperation& operation : operations) {
        for (const ProductStep before : steps_before(operation.step))
          for (const ProductOperation& earlier : at(before)) operation.after.push_back(earlier.object);
        if (operation.step != ProductStep::kPrice && operation.step != ProductStep::kItem) continue;
        const std::string variant = operation.object.substr(0, operation.object.rfind('/'));
        if (place_of_.contains({ProductStep::kVariant, variant})) operation.after.push_back(variant);
      }
    }
  }

  // A variant that is added or changed.
  struct Written {
    std::uint32_t operation = 0;
    std::uint32_t variant = 0;  // In the desired product.
    bool is_added = false;
  };

  const canonical::Product& desired_;
  const canonical::Product& observed_;
  std::string key_;
  std::array<std::vector<ProductOperation>, kStepCount> by_step_;
  std::map<std::pair<ProductStep, std::string>, std::uint32_t> place_of_;
  std::vector<Written> written_;
  std::map<std::vector<std::string_view>, std::string> deleted_of_choices_;
};

}  // namespace

std::string_view name_of(ProductStep step) { return kStepNames[static_cast<std::size_t>(step)]; }

ProductOperations operations_of_product(const canonical::Product& desired, const canonical::Product& observed,
                                        std::span<const Difference> differences, std::string_view key) {
  return ProductPlanner(desired, observed, key).run(differences);
}

}  // namespace crossdock::plan
