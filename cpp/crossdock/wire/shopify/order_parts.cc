#include "crossdock/wire/shopify/order_parts.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace crossdock::shopify {
namespace {

// Display statuses under which nothing is fulfilled yet (enum OrderDisplayFulfillmentStatus); a webhook
// writes null.
constexpr std::array<std::string_view, 8> kNothingFulfilled = {
    "unfulfilled", "open",      "pending_fulfillment", "in_progress",
    "on_hold",     "scheduled", "request_declined",    "fulfillment_not_required"};

// A number or a string as it was written, without quotes.
std::string_view written(const json::Value& value) {
  std::string_view raw = value.raw();
  if (value.is(json::Type::kString)) raw = raw.substr(1, raw.size() - 2);
  return raw;
}

// What `value` says, where another amount is known: most amounts of an order are written several times in the
// very same bytes, which need not be read again.
base::Decimal decimal_like(json::Decoding& decoding, const json::Value& value, std::string_view known_text,
                           const base::Decimal& known) {
  return json::same_text(written(value), known_text) ? known : decoding.decimal(value);
}

// More than each part of a pattern has.
constexpr std::size_t kPatternBytes = 96;

bool are_capitals(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char character) { return character >= 'A' && character <= 'Z'; });
}

// Takes what stands before the next quote off the front of `text`; an amount is too short for a search.
std::string_view take_to_quote(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() && text[size] != '"') ++size;
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(size);
  return taken;
}

// Takes `part` off the front of `text` where it stands there.
bool take(std::string_view& text, std::string_view part) {
  if (!json::same_text(text.substr(0, part.size()), part)) return false;
  text.remove_prefix(part.size());
  return true;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

}  // namespace

BagPattern::BagPattern(const MoneyNames& names, const Currencies& currencies) {
  // Letters alone are written in one way only.
  if (currencies.shop.empty() || currencies.presentment.empty()) return;
  if (!are_capitals(currencies.shop) || !are_capitals(currencies.presentment)) return;
  constexpr std::string_view before_amount = R"(":{"amount":")";
  const auto put = [](std::string& to, std::initializer_list<std::string_view> parts) {
    to.reserve(kPatternBytes);
    for (const std::string_view part : parts) to += part;
  };
  put(begin_, {R"({")", names.shop, before_amount});
  put(middle_,
      {R"(",")", names.currency, R"(":")", currencies.shop, R"("},")", names.presentment, before_amount});
  put(end_, {R"(",")", names.currency, R"(":")", currencies.presentment, R"("}})"});
}

std::optional<BagPattern::Amounts> BagPattern::amounts_of(std::string_view raw) const {
  Amounts amounts;
  if (begin_.empty() || !take(raw, begin_)) return std::nullopt;
  amounts.shop = take_to_quote(raw);
  if (!take(raw, middle_)) return std::nullopt;
  amounts.presentment = take_to_quote(raw);
  if (!json::same_text(raw, end_)) return std::nullopt;
  return amounts;
}

json::Value MoneyReader::amount(const json::Object& money, std::string& currency) const {
  std::string kept;
  const std::string_view told = money.text_view(names_.currency, kept);
  if (told != currency) {
    if (learns_ && currency.empty()) {
      currency = told;
    } else {
      money.decoding().fail(money.find(names_.currency), "the currency the order says", "another currency");
    }
  }
  return money.require("amount", "a decimal number");
}

std::optional<std::string_view> MoneyReader::usual_sides(std::string_view bag, base::Decimal& shop,
                                                         std::optional<base::Decimal>& presentment) const {
  const std::optional<BagPattern::Amounts> amounts = pattern_.amounts_of(bag);
  if (!amounts.has_value()) return std::nullopt;
  const base::ParsedDecimal ours = base::Decimal::parse(amounts->shop);
  const base::ParsedDecimal theirs = json::same_text(amounts->shop, amounts->presentment)
                                         ? ours
                                         : base::Decimal::parse(amounts->presentment);
  if (ours.fault.has_value() || theirs.fault.has_value()) return std::nullopt;
  shop = ours.value;
  presentment = theirs.value;
  return amounts->shop;
}

std::string_view MoneyReader::sides(const json::Object& bag, base::Decimal& shop,
                                    std::optional<base::Decimal>& presentment) {
  if (const auto usual = usual_sides(bag.value().raw(), shop, presentment)) return *usual;
  const json::Value own = amount(bag.object(names_.shop), currencies_.shop);
  shop = bag.decoding().decimal(own);
  const json::Value other = bag.find(names_.presentment);
  if (other.has_content()) {
    presentment = bag.decoding().decimal(amount(bag.decoding().object(other), currencies_.presentment));
  } else if (currencies_.are_same()) {
    presentment = shop;
  }
  return written(own);
}

void MoneyReader::bag_itself(const json::Object& bag, base::Decimal& shop,
                             std::optional<base::Decimal>& presentment) {
  sides(bag, shop, presentment);
}

void MoneyReader::bag(const json::Object& owner, const json::Key& key, base::Decimal& shop,
                      std::optional<base::Decimal>& presentment) {
  bag_itself(owner.object(key), shop, presentment);
}

void MoneyReader::bag_or_zero(const json::Object& owner, const json::Key& key, base::Decimal& shop,
                              std::optional<base::Decimal>& presentment) {
  const json::Value found = owner.find(key);
  if (found.has_content()) {
    bag_itself(owner.decoding().object(found), shop, presentment);
  } else {
    presentment = shop = base::Decimal();
  }
}

base::Decimal MoneyReader::shop(const json::Object& owner, const json::Key& key) {
  return owner.decoding().decimal(amount(owner.object(key).object(names_.shop), currencies_.shop));
}

std::optional<base::Decimal> MoneyReader::optional_shop(const json::Object& owner, const json::Key& key) {
  const json::Value found = owner.find(key);
  if (!found.has_content()) return std::nullopt;
  base::Decimal shop;
  std::optional<base::Decimal> presentment;
  if (usual_sides(found.raw(), shop, presentment).has_value()) return shop;
  json::Decoding& decoding = owner.decoding();
  return decoding.decimal(amount(decoding.object(found).object(names_.shop), currencies_.shop));
}

void MoneyReader::bag_with_plain(const json::Object& bag, const json::Value& plain, const json::Key& bag_key,
                                 base::Decimal& shop, std::optional<base::Decimal>& presentment) {
  const std::string_view text = sides(bag, shop, presentment);
  if (plain.has_content() && decimal_like(bag.decoding(), plain, text, shop) != shop) {
    bag.decoding().fail(plain, "the same amount as in " + std::string(bag_key.text()), "another amount");
  }
}

void MoneyReader::plain_or_bag(const json::Object& owner, const json::Key& plain, const json::Key& bag,
                               base::Decimal& shop, std::optional<base::Decimal>& presentment) {
  const json::Value whole = owner.find(bag);
  if (whole.has_content()) {
    bag_with_plain(owner.decoding().object(whole), owner.find(plain), bag, shop, presentment);
    return;
  }
  shop = owner.decimal(plain);
  if (currencies_.are_same()) presentment = shop;
}

void MoneyReader::optional_plain_or_bag(const json::Object& owner, const json::Key& plain,
                                        const json::Key& bag, std::optional<base::Decimal>& shop,
                                        std::optional<base::Decimal>& presentment) {
  if (!owner.has_content(bag) && !owner.has_content(plain)) return;
  plain_or_bag(owner, plain, bag, shop.emplace(), presentment);
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

std::vector<canonical::LineGroup> normal_groups(std::vector<canonical::LineGroup> groups) {
  using canonical::LineGroup;
  std::stable_sort(groups.begin(), groups.end(),
                   [](const LineGroup& left, const LineGroup& right) { return left.id < right.id; });
  const auto same = [](const LineGroup& left, const LineGroup& right) { return left.id == right.id; };
  groups.erase(std::unique(groups.begin(), groups.end(), same), groups.end());
  return groups;
}

}  // namespace crossdock::shopify
