#include "crossdock/wire/shopify/order_parts.h"

#include <algorithm>
#include <array>

namespace crossdock::shopify {
namespace {

// Display statuses under which nothing is fulfilled yet (enum OrderDisplayFulfillmentStatus); a webhook
// writes null.
constexpr std::array<std::string_view, 8> kNothingFulfilled = {
    "unfulfilled", "open",      "pending_fulfillment", "in_progress",
    "on_hold",     "scheduled", "request_declined",    "fulfillment_not_required"};

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

}  // namespace

base::Decimal MoneyReader::amount(const json::Object& money, const std::string& currency) const {
  if (money.text(names_.currency) != currency) {
    money.decoding().fail(money.find(names_.currency), "the currency the order says", "another currency");
  }
  return money.decimal("amount");
}

base::Decimal MoneyReader::shop(const json::Object& owner, std::string_view key) const {
  return amount(owner.object(key).object(names_.shop), currency_);
}

std::optional<base::Decimal> MoneyReader::optional_shop(const json::Object& owner,
                                                        std::string_view key) const {
  if (!owner.has_content(key)) return std::nullopt;
  return shop(owner, key);
}

base::Decimal MoneyReader::presentment(const json::Object& owner, std::string_view key) const {
  return amount(owner.object(key).object(names_.presentment), presentment_currency_);
}

base::Decimal MoneyReader::plain_or_bag(const json::Object& owner, std::string_view plain,
                                        std::string_view bag) const {
  if (!owner.has_content(bag)) return owner.decimal(plain);
  const base::Decimal from_bag = shop(owner, bag);
  if (owner.has_content(plain) && owner.decimal(plain) != from_bag) {
    owner.decoding().fail(owner.find(plain), "the same amount as in " + std::string(bag), "another amount");
  }
  return from_bag;
}

std::vector<std::string> normal_tags(std::vector<std::string> tags) {
  for (std::string& tag : tags) tag = trimmed(tag);
  std::erase(tags, std::string());
  std::sort(tags.begin(), tags.end());
  return tags;
}

std::vector<std::string> split_tags(const std::string& text) {
  std::vector<std::string> tags;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    tags.push_back(text.substr(start, comma - start));
    start = comma + 1;
  }
  return normal_tags(std::move(tags));
}

std::optional<std::string> normal_fulfillment_status(std::optional<std::string> status) {
  if (!status.has_value()) return std::nullopt;
  if (std::find(kNothingFulfilled.begin(), kNothingFulfilled.end(), *status) != kNothingFulfilled.end()) {
    return std::nullopt;
  }
  if (*status == "partially_fulfilled") return "partial";
  return status;
}

}  // namespace crossdock::shopify
