#pragma once

#include <optional>
#include <string>
#include <utility>
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

// The store's currency and the buyer's.
struct Currencies {
  std::string shop;
  std::string presentment;

  [[nodiscard]] bool are_same() const { return !shop.empty() && shop == presentment; }
};

// How the bags of an order are written by a sender that puts no spaces and always the same order of keys, as
// Shopify does:
//
//   {"shop_money":{"amount":"9.99","currency_code":"USD"},"presentment_money":{"amount":"9.99",...}}
//
// Where all that surrounds the two amounts is the same, byte by byte, nothing needs to be looked up in a bag.
class BagPattern {
 public:
  struct Amounts {
    std::string_view shop;
    std::string_view presentment;
  };

  BagPattern() = default;  // Of no bag.
  BagPattern(const MoneyNames& names, const Currencies& currencies);

  // The two amounts of a bag that is written so, as they are written; `raw` is a whole JSON value.
  [[nodiscard]] std::optional<Amounts> amounts_of(std::string_view raw) const;

 private:
  std::string begin_;
  std::string middle_;
  std::string end_;
};

// Reads money bags of one order and sees to it that each amount is in the currency the order says. The
// buyer's side of a bag may be left out; it is then the store's where the currencies are the same, else none.
class MoneyReader {
 public:
  MoneyReader(const MoneyNames& names, Currencies currencies)
      : names_(names), currencies_(std::move(currencies)), pattern_(names, currencies_) {}
  // For an object that stands alone and does not say its currencies: the first amount on each side does.
  explicit MoneyReader(const MoneyNames& names) : names_(names), learns_(true) {}

  // The currencies the order says, or those found so far; empty while none was.
  [[nodiscard]] const Currencies& currencies() const { return currencies_; }

  // The two sides of the bag `bag`, which is an object of the document.
  void bag_itself(const json::Object& bag, base::Decimal& shop, std::optional<base::Decimal>& presentment);
  // Of the bag at `key`.
  void bag(const json::Object& owner, const json::Key& key, base::Decimal& shop,
           std::optional<base::Decimal>& presentment);
  // Of the bag at `key`; a bag that is missing or null leaves zero, which is what its absence means.
  void bag_or_zero(const json::Object& owner, const json::Key& key, base::Decimal& shop,
                   std::optional<base::Decimal>& presentment);

  // The amount in the store's currency of the bag at `key`.
  [[nodiscard]] base::Decimal shop(const json::Object& owner, const json::Key& key);
  [[nodiscard]] std::optional<base::Decimal> optional_shop(const json::Object& owner, const json::Key& key);

  // A webhook writes most amounts twice, as a plain field in the store's currency and as a bag. Either may be
  // missing; if both are there they must agree.
  void plain_or_bag(const json::Object& owner, const json::Key& plain, const json::Key& bag,
                    base::Decimal& shop, std::optional<base::Decimal>& presentment);
  // The same for a bag that must be there and was found; `plain` need not be.
  void bag_with_plain(const json::Object& bag, const json::Value& plain, const json::Key& bag_key,
                      base::Decimal& shop, std::optional<base::Decimal>& presentment);
  // The same where both may be missing.
  void optional_plain_or_bag(const json::Object& owner, const json::Key& plain, const json::Key& bag,
                             std::optional<base::Decimal>& shop, std::optional<base::Decimal>& presentment);

 private:
  // Sees to the currency of one side of a bag, and gives its amount as it was written.
  [[nodiscard]] json::Value amount(const json::Object& money, std::string& currency) const;
  // The two sides of a bag; says how the store's side is written.
  std::string_view sides(const json::Object& bag, base::Decimal& shop,
                         std::optional<base::Decimal>& presentment);
  // The same of a bag that is written as most are; nothing is read of any other.
  [[nodiscard]] std::optional<std::string_view> usual_sides(std::string_view bag, base::Decimal& shop,
                                                            std::optional<base::Decimal>& presentment) const;

  MoneyNames names_;
  Currencies currencies_;
  BagPattern pattern_;
  bool learns_ = false;
};

// Sorted, trimmed, without empty ones: senders give tags in no promised order.
[[nodiscard]] std::vector<std::string> normal_tags(std::vector<std::string> tags);
// "tag1, tag2" as webhooks write tags.
[[nodiscard]] std::vector<std::string> split_tags(const std::string& text);

// Fulfilment in the webhook's words. A query shows a richer display status; those of its words that tell of
// no fulfilled unit are none, as in the webhook. Words unknown today are kept.
[[nodiscard]] std::optional<std::string> normal_fulfillment_status(std::optional<std::string> status);

// The groups by id, each once.
[[nodiscard]] std::vector<canonical::LineGroup> normal_groups(std::vector<canonical::LineGroup> groups);

}  // namespace crossdock::shopify
