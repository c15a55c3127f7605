#include "crossdock/wire/shopify/variant_parts.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include "crossdock/base/limits.h"
#include "crossdock/wire/shopify/writing.h"

namespace crossdock::shopify {
namespace {

using canonical::InventoryItem;
using canonical::Metafield;
using canonical::PriceChanges;
using canonical::ProductVariant;
using json::Writer;

constexpr std::array<std::string_view, 4> kWeightUnits{"grams", "kilograms", "ounces", "pounds"};

bool is_by_product(const PriceChanges& changes) {
  return std::is_sorted(changes.product_ids.begin(), changes.product_ids.end());
}

absl::Status check_metafield(const Metafield& metafield) {
  if (!is_blank(metafield.name_space) && !is_blank(metafield.key) && !is_blank(metafield.type))
    return absl::OkStatus();
  return absl::InvalidArgumentError("A metafield lacks its namespace, its key or its type.");
}

}  // namespace

absl::Status check_price(const base::Decimal& price) {
  if (price.coefficient() >= 0) return absl::OkStatus();
  return absl::InvalidArgumentError("A price is below zero.");
}

absl::Status check_item(const InventoryItem& item) {
  absl::Status status;
  if (item.unit_cost.has_value()) status.Update(check_price(*item.unit_cost));
  if (item.weight.has_value()) {
    const std::string& unit = item.weight->unit;
    if (std::find(kWeightUnits.begin(), kWeightUnits.end(), unit) == kWeightUnits.end())
      status.Update(absl::InvalidArgumentError("A weight is in a unit that Shopify does not know."));
    if (item.weight->value.coefficient() < 0)
      status.Update(absl::InvalidArgumentError("A weight is below zero."));
  }
  return status;
}

absl::Status check_variant(const ProductVariant& variant) {
  absl::Status status = check_price(variant.price);
  if (variant.compare_at_price.has_value()) status.Update(check_price(*variant.compare_at_price));
  const std::string& policy = variant.inventory_policy;
  if (!policy.empty() && policy != "deny" && policy != "continue")
    status.Update(absl::InvalidArgumentError("A variant's inventory policy is none that Shopify knows."));
  status.Update(check_item(variant.item));
  if (variant.metafields.has_value()) status.Update(check_metafields(*variant.metafields));
  return status;
}

absl::Status check_metafields(std::span<const Metafield> metafields) {
  absl::Status status = check_most(metafields.size(), "input_array_max", base::kInputArrayMax);
  std::vector<std::pair<std::string_view, std::string_view>> names;
  for (const Metafield& metafield : metafields) {
    status.Update(check_metafield(metafield));
    names.emplace_back(metafield.name_space, metafield.key);
  }
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end())
    status.Update(absl::InvalidArgumentError("A metafield of one object stands twice."));
  return status;
}

void write_option_values(Writer& writer, std::span<const canonical::SelectedOption> options) {
  writer.begin_array();
  for (const canonical::SelectedOption& option : options) {
    writer.begin_object().key("optionName").text(option.name).key("name").text(option.value).end_object();
  }
  writer.end_array();
}

void write_metafields(Writer& writer, std::span<const Metafield> metafields) {
  writer.begin_array();
  for (const Metafield& metafield : metafields) {
    writer.begin_object().key("namespace").text(metafield.name_space).key("key").text(metafield.key);
    writer.key("type").text(metafield.type).key("value").text(metafield.value).end_object();
  }
  writer.end_array();
}

bool tells_anything(const InventoryItem& item) {
  return item.sku.has_value() || item.tracked.has_value() || item.requires_shipping.has_value() ||
         item.unit_cost.has_value() || item.country_code_of_origin.has_value() ||
         item.province_code_of_origin.has_value() || item.harmonized_system_code.has_value() ||
         !item.country_harmonized_system_codes.empty() || item.weight.has_value();
}

void write_item(Writer& writer, const InventoryItem& item) {
  write_if_told(writer, "sku", item.sku);
  write_if_told(writer, "tracked", item.tracked);
  write_if_told(writer, "requiresShipping", item.requires_shipping);
  if (item.unit_cost.has_value()) write_decimal(writer.key("cost"), *item.unit_cost);
  write_if_told(writer, "countryCodeOfOrigin", item.country_code_of_origin);
  write_if_told(writer, "provinceCodeOfOrigin", item.province_code_of_origin);
  write_if_told(writer, "harmonizedSystemCode", item.harmonized_system_code);
  // An empty list is as likely not told as it is meant, and would delete what the store holds.
  if (!item.country_harmonized_system_codes.empty()) {
    writer.key("countryHarmonizedSystemCodes").begin_array();
    for (const auto& [country, code] : item.country_harmonized_system_codes) {
      writer.begin_object().key("countryCode").text(country);
      writer.key("harmonizedSystemCode").text(code).end_object();
    }
    writer.end_array();
  }
  if (item.weight.has_value()) {
    // A weight is a number of JSON's, unlike money; the plain notation of a decimal is one.
    writer.key("measurement").begin_object().key("weight").begin_object();
    writer.key("value").raw(item.weight->value.text());
    writer.key("unit").text(upper_case(item.weight->unit)).end_object().end_object();
  }
}

absl::Status PriceGroups::check(const PriceChanges& changes) {
  if (absl::Status status = check_count(changes.size(), "table_rows_max", base::kTableRowsMax); !status.ok())
    return status;
  for (std::size_t row = 0; row < changes.size(); ++row) {
    if (changes.product_ids[row] <= 0)
      return absl::InvalidArgumentError("A price change's product id is not above zero.");
    absl::Status status = check_price(changes.prices[row]);
    if (changes.compare_at_prices[row].has_value())
      status.Update(check_price(*changes.compare_at_prices[row]));
    if (!status.ok()) return status;
  }
  return check_ids(changes.variant_ids);
}

PriceGroups::PriceGroups(const PriceChanges& changes) : changes_(changes) {
  if (is_by_product(changes)) return;
  order_.resize(changes.size());
  std::iota(order_.begin(), order_.end(), 0U);
  std::stable_sort(order_.begin(), order_.end(), [&changes](std::uint32_t left, std::uint32_t right) {
    return changes.product_ids[left] < changes.product_ids[right];
  });
}

std::size_t PriceGroups::end_of(std::size_t begin) const {
  const std::size_t most = std::min(changes_.size(), begin + base::kInputArrayMax);
  const std::int64_t product = changes_.product_ids[row(begin)];
  std::size_t end = begin + 1;
  while (end < most && changes_.product_ids[row(end)] == product) ++end;
  return end;
}

void PriceGroups::write(Writer& writer, std::size_t begin, std::size_t end,
                        bool allow_partial_updates) const {
  write_gid(writer.key("productId"), "Product", changes_.product_ids[row(begin)]);
  writer.key("variants").begin_array();
  for (std::size_t place = begin; place < end; ++place) {
    const std::size_t at = row(place);
    write_gid(writer.begin_object().key("id"), "ProductVariant", changes_.variant_ids[at]);
    write_decimal(writer.key("price"), changes_.prices[at]);
    write_or_null(writer.key("compareAtPrice"), changes_.compare_at_prices[at]);
    writer.end_object();
  }
  writer.end_array().key("allowPartialUpdates").boolean(allow_partial_updates);
}

}  // namespace crossdock::shopify
