#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "crossdock/canonical/product.h"
#include "crossdock/diff/states.h"

// The fields by which products are compared, part by part.
//
// Left out is what the store alone decides: ids and times, positions (the order of a list is a difference of
// its own), a variant's title (it is made of its options) and quantity (levels.h), a picture's address and
// state, a category's name. A fact that may be none counts as none where none means "nothing" (a barcode),
// and is left alone where it may mean "not told" (whether a variant needs components).
namespace crossdock::diff {

using canonical::InventoryItem;
using canonical::Product;
using canonical::ProductMedia;
using canonical::ProductOption;
using canonical::ProductVariant;
using canonical::PublicationState;

// A variant with its choices in the words and the order of the desired product's options: renaming an option
// or a value changes no variant.
struct VariantView {
  const ProductVariant* variant = nullptr;
  std::vector<std::string_view> choices;  // Empty texts for options that it does not have.
};

// A field of the variant itself, by the rules of field() or of told_field().
template <const Field<ProductVariant>& kField>
constexpr Field<VariantView> of_variant() {
  return {kField.name,
          [](const VariantView& left, const VariantView& right) {
            return kField.same(*left.variant, *right.variant);
          },
          [](const VariantView& view) { return kField.is_told(*view.variant); }};
}

inline constexpr auto kSku = field<&ProductVariant::sku>("sku");
inline constexpr auto kBarcode = field<&ProductVariant::barcode>("barcode");
inline constexpr auto kInventoryPolicy = told_field<&ProductVariant::inventory_policy>("inventory_policy");
inline constexpr auto kTaxable = field<&ProductVariant::taxable>("taxable");
inline constexpr auto kTaxCode = told_field<&ProductVariant::tax_code>("tax_code");
inline constexpr auto kMediaGids = told_field<&ProductVariant::media_gids>("media_gids");
inline constexpr auto kRequiresComponents =
    told_field<&ProductVariant::requires_components>("requires_components");

inline constexpr std::array kProductFields{
    told_field<&Product::title>("title"),
    told_field<&Product::handle>("handle"),
    field<&Product::description_html>("description_html"),
    field<&Product::vendor>("vendor"),
    field<&Product::product_type>("product_type"),
    told_field<&Product::status>("status"),
    field<&Product::template_suffix>("template_suffix"),
    Field<Product>{"category",
                   [](const Product& left, const Product& right) {
                     return left.category.has_value() == right.category.has_value() &&
                            (!left.category || left.category->gid == right.category->gid);
                   },
                   [](const Product& product) { return product.category.has_value(); }},
    told_field<&Product::gift_card>("gift_card"),
    told_field<&Product::requires_selling_plan>("requires_selling_plan"),
    Field<Product>{"seo",
                   [](const Product& left, const Product& right) {
                     return left.seo.value_or(canonical::Seo()) == right.seo.value_or(canonical::Seo());
                   },
                   [](const Product& product) { return product.seo.has_value(); }},
};

inline constexpr std::array kOptionFields{told_field<&ProductOption::name>("name")};

// An option's value, which is nothing but its text.
inline constexpr std::array kOptionValueFields{Field<std::string_view>{
    "value", [](const std::string_view& left, const std::string_view& right) { return left == right; },
    [](const std::string_view&) { return true; }}};

inline constexpr std::array kVariantFields{
    Field<VariantView>{
        "options",
        [](const VariantView& left, const VariantView& right) { return left.choices == right.choices; },
        [](const VariantView& view) { return !view.variant->options.empty(); }},
    of_variant<kSku>(),
    of_variant<kBarcode>(),
    of_variant<kInventoryPolicy>(),
    of_variant<kTaxable>(),
    of_variant<kTaxCode>(),
    of_variant<kMediaGids>(),
    of_variant<kRequiresComponents>(),
};

inline constexpr std::array kPriceFields{
    field<&ProductVariant::price>("price"),
    field<&ProductVariant::compare_at_price>("compare_at_price"),
};

inline constexpr std::array kItemFields{
    told_field<&InventoryItem::tracked>("tracked"),
    told_field<&InventoryItem::requires_shipping>("requires_shipping"),
    told_field<&InventoryItem::unit_cost>("unit_cost"),
    told_field<&InventoryItem::country_code_of_origin>("country_code_of_origin"),
    told_field<&InventoryItem::province_code_of_origin>("province_code_of_origin"),
    told_field<&InventoryItem::harmonized_system_code>("harmonized_system_code"),
    told_field<&InventoryItem::country_harmonized_system_codes>("country_harmonized_system_codes"),
    told_field<&InventoryItem::weight>("weight"),
};

inline constexpr std::array kMediaFields{field<&ProductMedia::alt>("alt")};

inline constexpr std::array kMetafieldFields{
    told_field<&canonical::Metafield::type>("type"),
    field<&canonical::Metafield::value>("value"),
};

// Since when something has been shown is history; only a date ahead is something to be brought about.
inline constexpr std::array kPublicationFields{
    field<&PublicationState::published>("published"),
    Field<PublicationState>{"publish_date",
                            [](const PublicationState& left, const PublicationState& right) {
                              return (left.published && right.published) ||
                                     left.publish_date == right.publish_date;
                            },
                            [](const PublicationState&) { return true; }},
};

}  // namespace crossdock::diff
