#include "crossdock/wire/shopify/market.h"

#include <algorithm>

#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::Market;
using json::Object;

std::vector<std::string> sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

Market read_payload(const Object& from) {
  Market market;
  market.id = from.id("id");
  market.name = from.text("name");
  if (from.has_content("status")) {
    market.status = lower_case(from.text("status"));
  } else {
    // Versions before 2025-04 tell it so.
    market.status = from.boolean("enabled") ? "active" : "draft";
  }
  market.type = state(from, "type");
  market.country_codes = sorted(
      from.optional_objects("regions", [](const Object& region) { return region.text("country_code"); }));
  return market;
}

std::vector<std::string> read_countries(const Object& regions) {
  return sorted(connection(regions, "regions", [](const Object& region) { return region.text("code"); }));
}

Market read_node(const Object& from) {
  Market market;
  market.id = gid_number(from, "id", "Market");
  market.name = from.text("name");
  market.status = lower_case(from.text("status"));
  market.type = lower_case(from.text("type"));
  market.handle = from.text("handle");
  if (const auto conditions = from.optional_object("conditions")) {
    market.country_codes =
        optional_part(*conditions, "regionsCondition", read_countries).value_or(std::vector<std::string>());
  }
  if (const auto settings = from.optional_object("currencySettings")) {
    market.currency = settings->object("baseCurrency").text("currencyCode");
    market.local_currencies = settings->boolean("localCurrencies");
  }
  if (const auto prices = from.optional_object("priceInclusions")) {
    market.tax_pricing = lower_case(prices->text("inclusiveTaxPricingStrategy"));
  }
  market.catalog_ids = connection_ids(from, "catalogs");
  return market;
}

}  // namespace

absl::StatusOr<Market> read_market(std::string_view body, const std::string& topic) {
  return read_whole(body, topic, read_payload);
}

absl::StatusOr<Market> read_market_node(std::string_view body) {
  return read_whole(body, "Market node", read_node);
}

}  // namespace crossdock::shopify
