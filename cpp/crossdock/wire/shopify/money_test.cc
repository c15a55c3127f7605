#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "crossdock/base/decode_error.h"
#include "crossdock/wire/shopify/balance_kinds.h"
#include "crossdock/wire/shopify/dispute.h"
#include "crossdock/wire/shopify/order.h"
#include "crossdock/wire/shopify/order_events.h"
#include "crossdock/wire/shopify/payout.h"
#include "crossdock/wire/shopify/refund.h"
#include "crossdock/wire/shopify/transaction.h"

namespace crossdock::shopify {
namespace {

std::string corpus(const std::string& name) {
  std::ifstream stream(CORPUS + name, std::ios::binary);
  EXPECT_TRUE(stream.good()) << name;
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// The text with one replacement, which must have something to replace.
std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t position = text.find(from);
  EXPECT_NE(position, std::string::npos) << from;
  return text.replace(position, from.size(), to);
}

template <typename Value>
std::string error_path(const absl::StatusOr<Value>& value) {
  EXPECT_FALSE(value.ok());
  return base::decode_error_of(value.status()).value_or(base::DecodeError{}).path;
}

TEST(Money, ARefundAloneIsTheRefundWithinItsOrder) {
  const auto alone = read_refund(corpus("refund.json"));
  const auto order = read_order(corpus("order_with_refund.json"), "orders/updated");
  ASSERT_TRUE(alone.ok()) << alone.status();
  ASSERT_TRUE(order.ok()) << order.status();
  EXPECT_EQ(order->refunds.value(), std::vector{*alone});
  const auto node = read_refund_node(corpus("refund_node.json"));
  const auto order_node = read_order_node(corpus("order_with_refund_node.json"));
  ASSERT_TRUE(node.ok()) << node.status();
  ASSERT_TRUE(order_node.ok()) << order_node.status();
  EXPECT_EQ(order_node->refunds.value(), std::vector{*node});
  EXPECT_EQ(node->lines, alone->lines);
  EXPECT_EQ(node->shipping_lines, alone->shipping_lines);
  EXPECT_EQ(node->adjustments, alone->adjustments);
  EXPECT_EQ(node->duties, alone->duties);
}

TEST(Money, EveryPartOfARefundCountsForEquality) {
  const auto refund = read_refund(corpus("refund.json"));
  ASSERT_TRUE(refund.ok()) << refund.status();
  canonical::Refund other = *refund;
  other.lines->front().presentment_total_tax.reset();
  EXPECT_NE(other, *refund);
  other = *refund;
  other.shipping_lines.reset();
  EXPECT_NE(other, *refund);
  other = *refund;
  other.transactions->front().rounding = base::Decimal(2, 2);
  EXPECT_NE(other, *refund);
}

TEST(Money, ARefundLearnsItsCurrenciesAndRefusesAThird) {
  const auto refund = read_refund(corpus("refund.json"));
  ASSERT_TRUE(refund.ok()) << refund.status();
  EXPECT_EQ(refund->currency, "USD");
  EXPECT_EQ(refund->presentment_currency, "EUR");
  const std::string mixed = with(
      corpus("refund.json"), R"("subtotal_amount_set":{"shop_money":{"amount":"2.00","currency_code":"USD"})",
      R"("subtotal_amount_set":{"shop_money":{"amount":"2.00","currency_code":"CHF"})");
  EXPECT_EQ(error_path(read_refund(mixed)),
            "$.refund_shipping_lines[0].subtotal_amount_set.shop_money.currency_code");
}

TEST(Money, AnAmountThatIsWrittenTwiceMustAgree) {
  const std::string wrong = with(corpus("refund.json"), R"("subtotal":85.49)", R"("subtotal":85.48)");
  EXPECT_EQ(error_path(read_refund(wrong)), "$.refund_line_items[0].subtotal");
}

TEST(Money, ATransactionsAmountIsInTheBuyersCurrencyBothWays) {
  const auto carried = read_transaction(corpus("transaction.json"));
  const auto queried = read_transaction_node(corpus("transaction_node.json"));
  ASSERT_TRUE(carried.ok()) << carried.status();
  ASSERT_TRUE(queried.ok()) << queried.status();
  EXPECT_EQ(carried->amount, queried->amount);
  EXPECT_EQ(carried->currency, queried->currency);
  EXPECT_EQ(carried->unsettled, queried->unsettled);
  EXPECT_FALSE(carried->shop_amount.has_value());
  EXPECT_EQ(queried->shop_currency, "USD");
}

TEST(Money, WithoutACurrencyNothingIsUnsettled) {
  const std::string none =
      with(corpus("transaction.json"), R"("presentment_money":{"amount":"1.25","currency":"EUR"})",
           R"("presentment_money":{"amount":"0.0","currency":")" + std::string(3, 'X') + R"("})");
  const auto transaction = read_transaction(none);
  ASSERT_TRUE(transaction.ok()) << transaction.status();
  EXPECT_FALSE(transaction->unsettled.has_value());
}

TEST(Money, ADayIsItsFirstMomentAndNoOtherShortTextIsADay) {
  const auto dispute = read_dispute_node(corpus("dispute_node.json"));
  ASSERT_TRUE(dispute.ok()) << dispute.status();
  EXPECT_EQ(dispute->evidence_due_at, base::Timestamp::parse("2021-12-31T00:00:00Z"));
  EXPECT_FALSE(dispute->evidence_sent_at.has_value());
  for (const char* text : {"2021-02-30", "2021/12/31", "not a day!"}) {
    const std::string wrong = with(corpus("dispute_node.json"), "2021-12-31", text);
    EXPECT_EQ(error_path(read_dispute_node(wrong)), "$.evidenceDueBy") << text;
  }
}

TEST(Money, AReversalIsOfTheKindOfWhatItReverses) {
  EXPECT_EQ(balance_kind("charge"), "sale");
  EXPECT_EQ(balance_kind("reserved_funds_reversal"), "reserve");
  EXPECT_EQ(balance_kind("dispute_reversal"), "dispute");
  EXPECT_EQ(balance_kind("new_in_2031"), kOtherBalanceKind);
  EXPECT_EQ(balance_kind("_reversal"), kOtherBalanceKind);
  EXPECT_EQ(balance_kind(""), kOtherBalanceKind);
}

TEST(Money, APayoutsAmountsAreInOneCurrency) {
  const auto payout = read_payout_node(corpus("payout_node.json"));
  ASSERT_TRUE(payout.ok()) << payout.status();
  EXPECT_EQ(payout->summary.value().charges.fee.text(), "1.25");
  const std::string mixed =
      with(corpus("payout_node.json"), R"("refundsFee":{"amount":"3.25","currencyCode":"EUR"})",
           R"("refundsFee":{"amount":"3.25","currencyCode":"USD"})");
  EXPECT_EQ(error_path(read_payout_node(mixed)), "$.summary.refundsFee.currencyCode");
  EXPECT_TRUE(read_balance_transaction_node(corpus("balance_transaction_node.json")).ok());
}

TEST(Money, NewsAboutOrdersAreRead) {
  EXPECT_TRUE(read_risk_assessment_change(corpus("order_risk.json")).ok());
  EXPECT_TRUE(read_order_protection_change(corpus("order_protection.json")).ok());
  EXPECT_TRUE(read_tender_transaction(corpus("tender_transaction.json")).ok());
  EXPECT_TRUE(read_dispute(corpus("dispute.json"), "disputes/create").ok());
  EXPECT_EQ(error_path(read_risk_assessment_change(R"({"risk_level": 1})")), "$.risk_level");
}

}  // namespace
}  // namespace crossdock::shopify
