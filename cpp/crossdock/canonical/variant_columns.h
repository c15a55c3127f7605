#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crossdock/canonical/catalogue.h"
#include "crossdock/canonical/texts.h"

// A store's variants as columns: parallel vectors, one entry a row, beside LevelColumns.
//
// Catalogues have millions of rows of which few are ever looked at one by one; a row becomes a Variant when
// somebody asks for it. Every vector has the same length, which append() alone establishes.
namespace crossdock::canonical {

// One variant whose texts lie elsewhere.
struct VariantView {
  std::int64_t variant_id = 0;
  std::int64_t product_id = 0;
  std::int64_t inventory_item_id = 0;
  std::optional<std::string_view> sku;      // Not empty.
  std::optional<std::string_view> barcode;  // Not empty.
  std::string_view title;
  std::string_view product_title;
  bool tracked = false;

  bool operator==(const VariantView&) const = default;
};

// The same variant; the view ends with it.
inline VariantView view_of(const Variant& variant) {
  const auto view_of_text = [](const OptionalText& text) {
    return text.has_value() ? std::optional<std::string_view>(*text) : std::nullopt;
  };
  return {variant.variant_id,
          variant.product_id,
          variant.inventory_item_id,
          view_of_text(variant.sku),
          view_of_text(variant.barcode),
          variant.title,
          variant.product_title,
          variant.tracked};
}

// Texts of which some are missing.
struct OptionalTexts {
  Texts texts;                      // Empty where `known` is 0.
  std::vector<std::uint8_t> known;  // 1 where there is a text.

  [[nodiscard]] std::optional<std::string_view> at(std::size_t row) const {
    if (known[row] == 0) return std::nullopt;
    return texts.at(row);
  }

  void append(const std::optional<std::string_view>& text) {
    texts.append(text.value_or(std::string_view()));
    known.push_back(text.has_value() ? 1 : 0);
  }

  bool operator==(const OptionalTexts&) const = default;
};

struct VariantColumns {
  std::vector<std::int64_t> variant_ids;
  std::vector<std::int64_t> product_ids;
  std::vector<std::int64_t> inventory_item_ids;
  OptionalTexts skus;
  OptionalTexts barcodes;
  Texts titles;
  Texts product_titles;
  std::vector<std::uint8_t> tracked;  // 1 where the store counts the variant's stock at all.

  [[nodiscard]] std::size_t size() const { return variant_ids.size(); }

  void append(const VariantView& variant) {
    variant_ids.push_back(variant.variant_id);
    product_ids.push_back(variant.product_id);
    inventory_item_ids.push_back(variant.inventory_item_id);
    skus.append(variant.sku);
    barcodes.append(variant.barcode);
    titles.append(variant.title);
    product_titles.append(variant.product_title);
    tracked.push_back(variant.tracked ? 1 : 0);
  }

  [[nodiscard]] Variant row(std::size_t index) const {
    return {variant_ids[index],
            product_ids[index],
            inventory_item_ids[index],
            OptionalText(skus.at(index)),
            OptionalText(barcodes.at(index)),
            std::string(titles.at(index)),
            std::string(product_titles.at(index)),
            tracked[index] != 0};
  }

  bool operator==(const VariantColumns&) const = default;
};

}  // namespace crossdock::canonical
