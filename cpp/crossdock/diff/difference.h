#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "crossdock/diff/judge.h"
#include "crossdock/diff/match_rows.h"

// What differs between states of one product or one order, as a flat list of small records that point into
// the states and copy nothing of them.
//
// A part is what one owner decides about and one operation changes: a variant's price is a part of its own,
// beside the variant, so that a new price resends neither the variant nor its product.
namespace crossdock::diff {

enum class Part : std::uint8_t {
  kProduct,
  kOption,       // What buyers choose by, without its values.
  kOptionValue,  // Within an option.
  kVariant,      // Without price and stock facts.
  kPrice,        // Of a variant: price and compare-at price.
  kItem,         // Of a variant: stock facts, customs and weight, but no quantities.
  kMedia,
  kMetafield,
  kVariantMetafield,  // Within a variant.
  kCollection,        // Which the product is in.
  kPublication,       // On which the product is shown, or will be.
  kTag,               // Of a product or an order.

  kOrder,         // What is in no other part: names, notes, currency, discount applications, ...
  kOrderState,    // Of payment and fulfilment.
  kCancellation,  // When and why.
  kTotal,
  kCustomer,
  kBillingAddress,
  kShippingAddress,
  kLine,
  kLineGroup,  // A bundle.
  kShippingLine,
  kAdditionalFee,
  kRisk,
  kTransaction,
  kRefund,
  kFulfilment,
  kReturn,
};
inline constexpr std::size_t kPartCount = 28;

// "product", "option", "option_value", ...
[[nodiscard]] std::string_view name_of(Part part);
[[nodiscard]] std::optional<Part> part_named(std::string_view name);

// A set of parts.
class Parts {
 public:
  static constexpr Parts all() { return Parts((std::uint32_t{1} << kPartCount) - 1); }
  constexpr Parts() = default;

  constexpr void insert(Part part) { bits_ |= std::uint32_t{1} << static_cast<unsigned>(part); }
  [[nodiscard]] constexpr bool contains(Part part) const {
    return (bits_ >> static_cast<unsigned>(part) & 1) != 0;
  }

 private:
  explicit constexpr Parts(std::uint32_t bits) : bits_(bits) {}
  std::uint32_t bits_ = 0;
};

enum class DifferenceKind : std::uint8_t {
  kChanged,    // In some fields.
  kAdded,      // Desired and not observed, unless it is theirs.
  kRemoved,    // Observed and not desired, unless it is theirs.
  kReordered,  // The elements of a list, or of a list within one element, stand in another order.
  kUnknown,    // Desired, but the observation does not tell it: to be read before anything is done about it.
};

// "changed", "added", "removed", "reordered" or "unknown".
[[nodiscard]] std::string_view name_of(DifferenceKind kind);

// Where something stands in its list in each state; kNoRow where it is not there.
struct Places {
  std::uint32_t desired = kNoRow;
  std::uint32_t observed = kNoRow;
  std::uint32_t agreed = kNoRow;  // Of a comparison of two states: as in the observed one.

  [[nodiscard]] std::uint32_t in(State state) const {
    if (state == State::kDesired) return desired;
    return state == State::kObserved ? observed : agreed;
  }

  bool operator==(const Places&) const = default;
};

struct Difference {
  Part part = Part::kProduct;
  DifferenceKind kind = DifferenceKind::kChanged;
  Whose whose = Whose::kOurs;  // Of two states: always ours. Nobody's where its fields have several owners.
  Places places{};             // None for a product or order itself, and for an order of elements.
  Places parent{};             // Of the variant or option that it is within.
  FieldOwners fields{};        // Bit i is field_names(part)[i].

  // The fields in which desired and observed state differ.
  [[nodiscard]] std::uint64_t differing() const { return fields.all() & ~fields.both; }

  bool operator==(const Difference&) const = default;
};

// The fields in which a part may differ, by the bits of Difference::fields.
[[nodiscard]] std::span<const std::string_view> field_names(Part part);

}  // namespace crossdock::diff
