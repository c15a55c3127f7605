#include "crossdock/diff/difference.h"

#include <algorithm>
#include <array>

#include "crossdock/diff/order_fields.h"
#include "crossdock/diff/product_fields.h"

namespace crossdock::diff {
namespace {

constexpr std::array<std::string_view, kPartCount> kPartNames{
    "product",
    "option",
    "option_value",
    "variant",
    "price",
    "item",
    "media",
    "metafield",
    "variant_metafield",
    "collection",
    "publication",
    "tag",
    "order",
    "order_state",
    "cancellation",
    "total",
    "customer",
    "billing_address",
    "shipping_address",
    "line",
    "line_group",
    "shipping_line",
    "additional_fee",
    "risk",
    "transaction",
    "refund",
    "fulfilment",
    "return",
};

template <const auto& kFields>
constexpr auto kNamesOf = names_of_fields(kFields);

// By part, as the enumeration has them.
constexpr std::array<std::span<const std::string_view>, kPartCount> kFieldNames{{
    kNamesOf<kProductFields>,       kNamesOf<kOptionFields>,
    kNamesOf<kOptionValueFields>,   kNamesOf<kVariantFields>,
    kNamesOf<kPriceFields>,         kNamesOf<kItemFields>,
    kNamesOf<kMediaFields>,         kNamesOf<kMetafieldFields>,
    kNamesOf<kMetafieldFields>,     {},
    kNamesOf<kPublicationFields>,   {},
    kNamesOf<kOrderFields>,         kNamesOf<kOrderStateFields>,
    kNamesOf<kCancellationFields>,  kNamesOf<kTotalFields>,
    kNamesOf<kCustomerFields>,      kNamesOf<kAddressFields>,
    kNamesOf<kAddressFields>,       kNamesOf<kLineFields>,
    kNamesOf<kLineGroupFields>,     kNamesOf<kShippingLineFields>,
    kNamesOf<kAdditionalFeeFields>, kNamesOf<kRiskFields>,
    kNamesOf<kTransactionFields>,   kNamesOf<kRefundFields>,
    kNamesOf<kFulfilmentFields>,    {},
}};

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
  return kFieldNames[static_cast<std::size_t>(part)];
}

}  // namespace crossdock::diff
