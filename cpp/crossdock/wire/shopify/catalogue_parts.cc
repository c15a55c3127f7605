#include "crossdock/wire/shopify/catalogue_parts.h"

#include <array>
#include <iterator>
#include <tuple>
#include <utility>

#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::InventoryItem;
using canonical::Metafield;
using canonical::OptionalText;
using canonical::PublicationState;
using canonical::Weight;
using json::Object;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kShortUnits = {{
    {"g", "grams"},
    {"kg", "kilograms"},
    {"oz", "ounces"},
    {"lb", "pounds"},
}};

std::string unit_name(std::string unit) {
  for (const auto& [written, name] : kShortUnits) {
    if (unit == written) return std::string(name);
  }
  return unit;
}

Metafield read_metafield(const Object& from) {
  return {from.text("namespace"), from.text("key"), from.text("type"), from.text("value")};
}

PublicationState read_publication(const Object& from) {
  PublicationState state;
  state.publication_id = reference(from, "publication", "Publication");
  state.published = from.boolean("isPublished");
  state.publish_date = from.optional_timestamp("publishDate");
  return state;
}

}  // namespace

std::optional<std::vector<Metafield>> read_metafields(const Object& owner) {
  if (!owner.has_content("metafields")) return std::nullopt;
  std::vector<Metafield> metafields = connection(owner, "metafields", read_metafield);
  std::stable_sort(metafields.begin(), metafields.end(), [](const Metafield& left, const Metafield& right) {
    return std::tie(left.name_space, left.key) < std::tie(right.name_space, right.key);
  });
  return metafields;
}

std::optional<std::vector<PublicationState>> read_publications(const Object& owner) {
  std::optional<std::vector<PublicationState>> states;
  for (const std::string_view key : {"resourcePublicationsV2", "resourcePublications"}) {
    if (!owner.has_content(key)) continue;
    std::vector<PublicationState> told = connection(owner, key, read_publication);
    if (!states.has_value()) states.emplace();
    std::move(told.begin(), told.end(), std::back_inserter(*states));
  }
  if (!states.has_value()) return states;
  std::stable_sort(states->begin(), states->end(),
                   [](const PublicationState& left, const PublicationState& right) {
                     return left.publication_id < right.publication_id;
                   });
  const auto repeated =
      std::unique(states->begin(), states->end(), [](const PublicationState& left, const auto& right) {
        return left.publication_id == right.publication_id;
      });
  states->erase(repeated, states->end());
  return states;
}

std::optional<canonical::Seo> read_seo(const Object& owner) {
  return optional_part(owner, "seo", [](const Object& from) {
    return canonical::Seo{from.optional_text("title"), from.optional_text("description")};
  });
}

std::optional<Weight> read_weight(const Object& from, std::string_view value, std::string_view unit) {
  if (!from.has_content(value) || !from.has_content(unit)) return std::nullopt;
  return Weight{from.decimal(value), unit_name(lower_case(from.text(unit)))};
}

OptionalText customs_code(const Object& from, std::string_view key) {
  const json::Value value = from.find(key);
  if (value.is(json::Type::kNumber)) return std::to_string(from.integer(key));
  return from.optional_text(key);
}

std::string any_gid(const Object& from, std::string_view key) {
  constexpr std::string_view kPrefix = "gid://shopify/";
  std::string gid = from.text(key);
  const std::size_t slash = gid.find('/', kPrefix.size());
  if (!gid.starts_with(kPrefix) || slash == std::string::npos || slash == kPrefix.size() ||
      slash + 1 == gid.size()) {
    from.decoding().fail(from.find(key), "a global id", "a string of another form");
  }
  return gid;
}

InventoryItem read_item_facts(const Object& from) {
  InventoryItem item;
  item.id = gid_number(from, "id", "InventoryItem");
  item.tracked = from.optional_boolean("tracked");
  item.requires_shipping = from.optional_boolean("requiresShipping");
  if (const auto cost = from.optional_object("unitCost")) item.unit_cost = cost->decimal("amount");
  item.country_code_of_origin = from.optional_text("countryCodeOfOrigin");
  item.province_code_of_origin = from.optional_text("provinceCodeOfOrigin");
  item.harmonized_system_code = from.optional_text("harmonizedSystemCode");
  item.country_harmonized_system_codes =
      optional_connection(from, "countryHarmonizedSystemCodes", [](const Object& code) {
        return std::pair(code.text("countryCode"), code.text("harmonizedSystemCode"));
      });
  std::sort(item.country_harmonized_system_codes.begin(), item.country_harmonized_system_codes.end());
  if (const auto measurement = from.optional_object("measurement")) {
    if (const auto weight = measurement->optional_object("weight")) {
      item.weight = read_weight(*weight, "value", "unit");
    }
  }
  return item;
}

}  // namespace crossdock::shopify
