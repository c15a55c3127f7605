#include "crossdock/diff/difference.h"

#include <algorithm>
#include <array>

#include "crossdock/diff/product_fields.h"

namespace crossdock::diff {
namespace {

constexpr std::array<std::string_view, kPartCount> kPartNames{
    "product", "option",    "option_value",      "variant",    "price",       "item",
    "media",   "metafield", "variant_metafield", "collection", "publication", "tag",
};

constexpr auto kOfProduct = names_of_fields(kProductFields);
constexpr auto kOfOption = names_of_fields(kOptionFields);
constexpr auto kOfOptionValue = names_of_fields(kOptionValueFields);
constexpr auto kOfVariant = names_of_fields(kVariantFields);
constexpr auto kOfPrice = names_of_fields(kPriceFields);
constexpr auto kOfItem = names_of_fields(kItemFields);
constexpr auto kOfMedia = names_of_fields(kMediaFields);
constexpr auto kOfMetafield = names_of_fields(kMetafieldFields);
constexpr auto kOfPublication = names_of_fields(kPublicationFields);

}  // namespace

std::string_view name_of(Part part) { return kPartNames[static_cast<std::size_t>(part)]; }

std::optional<Part> part_named(std::string_view name) {
  const auto found = std::find(kPartNames.begin(), kPartNames.end(), name);
  if (found == kPartNames.end()) return std::nullopt;
  return static_cast<Part>(found - kPartNames.begin());
}

std::string_view name_of(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::kChanged:
      return "changed";
    case DifferenceKind::kAdded:
      return "added";
    case DifferenceKind::kRemoved:
      return "removed";
    case DifferenceKind::kReordered:
      return "reordered";
    case DifferenceKind::kUnknown:
      return "unknown";
  }
  return "";
}

std::span<const std::string_view> field_names(Part part) {
  switch (part) {
    case Part::kProduct:
      return kOfProduct;
    case Part::kOption:
      return kOfOption;
    case Part::kOptionValue:
      return kOfOptionValue;
    case Part::kVariant:
      return kOfVariant;
    case Part::kPrice:
      return kOfPrice;
    case Part::kItem:
      return kOfItem;
    case Part::kMedia:
      return kOfMedia;
    case Part::kMetafield:
    case Part::kVariantMetafield:
      return kOfMetafield;
    case Part::kPublication:
      return kOfPublication;
    case Part::kCollection:
    case Part::kTag:
      return {};
  }
  return {};
}

}  // namespace crossdock::diff
