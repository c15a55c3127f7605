#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crossdock/canonical/order.h"
#include "crossdock/wire/json/decoding.h"

// What the two readers of orders share: rules that are the same in snake case and in camel case.
namespace crossdock::shopify {

// How one of the two writings names the fields of money.
struct MoneyNames {
  std::string_view shop;         // "shop_money" or "shopMoney"
  std::string_view presentment;  // "presentment_money" or "presentmentMoney"
  std::string_view currency;     // "currency_code" or "currencyCode"
};

inline constexpr MoneyNames kWebhookMoney{"shop_money", "presentment_money", "currency_code"};
inline constexpr MoneyNames kNodeMoney{"shopMoney", "presentmentMoney", "currencyCode"};

// Reads money bags of one order and sees to it that each amount is in the currency the order says.
class MoneyReader {
 public:
  MoneyReader(const MoneyNames& names, std::string currency, std::string presentment_currency)
      : names_(names),
        currency_(std::move(currency)),
        presentment_currency_(std::move(presentment_currency)) {}

  // The amount in the store's currency of the bag at `key`.
  [[nodiscard]] base::Decimal shop(const json::Object& owner, std::string_view key) const;
  [[nodiscard]] std::optional<base::Decimal> optional_shop(const json::Object& owner,
                                                           std::string_view key) const;
  [[nodiscard]] base::Decimal presentment(const json::Object& owner, std::string_view key) const;

  // A webhook writes most amounts twice, as a plain field in the store's currency and as a bag. Either may be
  // missing; if both are there they must agree.
  [[nodiscard]] base::Decimal plain_or_bag(const json::Object& owner, std::string_view plain,
                                           std::string_view bag) const;

 private:
  [[nodiscard]] base::Decimal amount(const json::Object& money, const std::string& currency) const;

  MoneyNames names_;
  std::string currency_;
  std::string presentment_currency_;
};

// Sorted, trimmed, without empty ones: senders give tags in no promised order.
[[nodiscard]] std::vector<std::string> normal_tags(std::vector<std::string> tags);
// "tag1, tag2" as webhooks write tags.
[[nodiscard]] std::vector<std::string> split_tags(const std::string& text);

// Fulfilment in the webhook's words. A query shows a richer display status; those of its words that tell of
// no fulfilled unit are none, as in the webhook. Words unknown today are kept.
[[nodiscard]] std::optional<std::string> normal_fulfillment_status(std::optional<std::string> status);

}  // namespace crossdock::shopify
