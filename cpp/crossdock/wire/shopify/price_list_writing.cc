#include "crossdock/wire/shopify/price_list_writing.h"

#include <algorithm>
#include <vector>

#include "crossdock/base/limits.h"
#include "crossdock/wire/shopify/variant_parts.h"
#include "crossdock/wire/shopify/writing.h"

namespace crossdock::shopify {
namespace {

using json::Writer;

constexpr std::size_t kCurrencyLetters = 3;

absl::Status check_list(std::int64_t price_list_id, std::span<const std::int64_t> variant_ids) {
  absl::Status status = check_count(variant_ids.size(), "input_array_max", base::kInputArrayMax);
  if (price_list_id <= 0) status.Update(absl::InvalidArgumentError("The price list's id is not above zero."));
  status.Update(check_ids(variant_ids));
  return status;
}

absl::Status check_currency(std::string_view currency) {
  const bool is_code = currency.size() == kCurrencyLetters &&
                       std::all_of(currency.begin(), currency.end(),
                                   [](char letter) { return letter >= 'A' && letter <= 'Z'; });
  return is_code ? absl::OkStatus() : absl::InvalidArgumentError("A currency is three capital letters.");
}

void write_money(Writer& writer, const base::Decimal& amount, std::string_view currency) {
  write_decimal(writer.begin_object().key("amount"), amount);
  writer.key("currencyCode").text(currency).end_object();
}

}  // namespace

absl::StatusOr<std::string> write_fixed_prices_add(std::string_view document, std::int64_t price_list_id,
                                                   std::string_view currency,
                                                   std::span<const canonical::PriceListPrice> prices) {
  std::vector<std::int64_t> ids;
  absl::Status status = check_currency(currency);
  for (const canonical::PriceListPrice& price : prices) {
    ids.push_back(price.variant_id);
    status.Update(check_price(price.price));
    if (price.compare_at_price.has_value()) status.Update(check_price(*price.compare_at_price));
  }
  status.Update(check_list(price_list_id, ids));
  if (!status.ok()) return status;
  return request(document, [&](Writer& writer) {
    write_gid(writer.key("priceListId"), "PriceList", price_list_id);
    writer.key("prices").begin_array();
    for (const canonical::PriceListPrice& price : prices) {
      write_gid(writer.begin_object().key("variantId"), "ProductVariant", price.variant_id);
      write_money(writer.key("price"), price.price, currency);
      if (price.compare_at_price.has_value())
        write_money(writer.key("compareAtPrice"), *price.compare_at_price, currency);
      writer.end_object();
    }
    writer.end_array();
  });
}

absl::StatusOr<std::string> write_fixed_prices_delete(std::string_view document, std::int64_t price_list_id,
                                                      std::span<const std::int64_t> variant_ids) {
  if (absl::Status status = check_list(price_list_id, variant_ids); !status.ok()) return status;
  return request(document, [&](Writer& writer) {
    write_gid(writer.key("priceListId"), "PriceList", price_list_id);
    write_gids(writer.key("variantIds"), "ProductVariant", variant_ids);
  });
}

}  // namespace crossdock::shopify
