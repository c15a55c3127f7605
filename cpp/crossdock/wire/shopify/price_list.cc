#include "crossdock/wire/shopify/price_list.h"

#include <array>
#include <string>
#include <utility>

#include "crossdock/wire/shopify/catalogue_parts.h"
#include "crossdock/wire/shopify/references.h"

namespace crossdock::shopify {
namespace {

using canonical::PriceList;
using canonical::PriceListPrice;
using json::Object;

constexpr std::array<ChildField, 1> kChildren = {{{"PriceList", "PriceListPrice", "prices"}}};

base::Decimal amount(const Object& money, const std::string& currency) {
  if (money.text("currencyCode") != currency) {
    money.decoding().fail(money.find("currencyCode"), "the currency of the price list", "another currency");
  }
  return money.decimal("amount");
}

PriceListPrice read_price(const Object& from, const std::string& currency) {
  PriceListPrice price;
  price.variant_id = reference(from, "variant", "ProductVariant");
  price.price = amount(from.object("price"), currency);
  if (const auto compared = from.optional_object("compareAtPrice")) {
    price.compare_at_price = amount(*compared, currency);
  }
  price.origin = lower_case(from.text("originType"));
  return price;
}

PriceList read_node(const Object& from) {
  PriceList list;
  list.id = gid_number(from, "id", "PriceList");
  list.name = from.text("name");
  list.currency = from.text("currency");
  if (const auto catalog = from.optional_object("catalog")) list.catalog_gid = any_gid(*catalog, "id");
  if (const auto parent = from.optional_object("parent")) {
    const Object adjustment = parent->object("adjustment");
    list.adjustment_kind = lower_case(adjustment.text("type"));
    list.adjustment_percent = adjustment.decimal("value");
  }
  list.prices =
      connection(from, "prices", [&list](const Object& price) { return read_price(price, list.currency); });
  return list;
}

}  // namespace

absl::StatusOr<PriceList> read_price_list_node(std::string_view body) {
  return read_whole(body, "PriceList node", read_node);
}

absl::StatusOr<BulkObjects<PriceList>> read_price_lists_bulk(json::LineReader::Read read,
                                                             const KeepGoing& keep_going) {
  return read_bulk<PriceList>(std::move(read), kChildren, read_price_list_node, keep_going);
}

}  // namespace crossdock::shopify
