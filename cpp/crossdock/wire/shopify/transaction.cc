#include "crossdock/wire/shopify/transaction.h"

#include <utility>

#include "crossdock/wire/shopify/references.h"
#include "crossdock/wire/shopify/transaction_parts.h"

namespace crossdock::shopify {
namespace {

using base::Decimal;
using canonical::TenderTransaction;
using canonical::Transaction;
using canonical::TransactionFee;
using json::Object;

// ISO 4217's code for no currency, which webhooks write beside a zero where there is nothing to tell, is made
// of this letter alone.
constexpr char kNoCurrencyLetter = 'X';

// What is not captured yet. Here the currency has another key than in all other money bags.
std::optional<Decimal> unsettled_of(const Object& bag) {
  const Object money = bag.object("presentment_money");
  std::string kept;
  const std::string_view currency = money.text_view("currency", kept);
  const Decimal amount = money.decimal("amount");
  if (currency.find_first_not_of(kNoCurrencyLetter) == std::string_view::npos) return std::nullopt;
  return amount;
}

void read_payment_details(const Object& from, Transaction& transaction) {
  from.copy_optional_text("payment_method_name", transaction.payment_method);
  from.copy_optional_text("credit_card_company", transaction.card_company);
}

// The amount on the buyer's side of a bag.
std::optional<Decimal> optional_presentment(const Object& owner, const json::Key& key) {
  return optional_part(owner, key,
                       [](const Object& bag) { return bag.object("presentmentMoney").decimal("amount"); });
}

TransactionFee read_fee(const Object& from) {
  TransactionFee fee;
  fee.type = lower_case(from.text("type"));
  const Object amount = from.object("amount");
  fee.amount = amount.decimal("amount");
  fee.currency = amount.text("currencyCode");
  fee.tax = from.object("taxAmount").decimal("amount");
  fee.rate = from.optional_decimal("rate");
  from.copy_optional_text("rateName", fee.rate_name);
  return fee;
}

TenderTransaction read_tender_payload(const Object& from) {
  TenderTransaction tender;
  tender.id = from.id("id");
  tender.order_id = from.optional_id("order_id");
  tender.amount = from.decimal("amount");
  from.copy_text("currency", tender.currency);
  tender.processed_at = from.optional_timestamp("processed_at");
  tender.payment_method = state(from, "payment_method");
  from.copy_optional_text("remote_reference", tender.remote_reference);
  if (const auto details = from.optional_object("payment_details")) {
    tender.card_company = details->optional_text("credit_card_company");
  }
  tender.user_id = from.optional_id("user_id");
  tender.test = from.boolean("test");
  return tender;
}

TenderTransaction read_tender_node(const Object& from) {
  TenderTransaction tender;
  tender.id = gid_number(from, "id", "TenderTransaction");
  tender.order_id = optional_reference(from, "order", "Order");
  const Object amount = from.object("amount");
  tender.amount = amount.decimal("amount");
  tender.currency = amount.text("currencyCode");
  tender.processed_at = from.optional_timestamp("processedAt");
  tender.payment_method = state(from, "paymentMethod");
  from.copy_optional_text("remoteReference", tender.remote_reference);
  if (const auto details = from.optional_object("transactionDetails")) {
    tender.card_company = details->optional_text("creditCardCompany");
  }
  tender.user_id = optional_reference(from, "user", "StaffMember");
  tender.test = from.boolean("test");
  return tender;
}

}  // namespace

Transaction read_transaction_payload(const Object& from) {
  Transaction transaction;
  transaction.id = from.id("id");
  transaction.order_id = from.optional_id("order_id");
  transaction.parent_id = from.optional_id("parent_id");
  transaction.kind = lower_case(from.text("kind"));
  transaction.status = lower_case(from.text("status"));
  from.copy_optional_text("gateway", transaction.gateway);
  transaction.amount = from.decimal("amount");
  from.copy_optional_text("currency", transaction.currency);
  transaction.rounding = from.optional_decimal("amount_rounding");
  if (const auto bag = from.optional_object("total_unsettled_set"))
    transaction.unsettled = unsettled_of(*bag);
  transaction.created_at = from.optional_timestamp("created_at");
  transaction.processed_at = from.optional_timestamp("processed_at");
  transaction.test = from.boolean("test");
  transaction.manual_gateway = from.optional_boolean("manual_payment_gateway");
  from.copy_optional_text("authorization", transaction.authorization_code);
  from.copy_optional_text("payment_id", transaction.payment_id);
  transaction.error_code = state(from, "error_code");
  from.copy_optional_text("message", transaction.message);
  from.copy_optional_text("source_name", transaction.source_name);
  if (const auto details = from.optional_object("payment_details")) {
    read_payment_details(*details, transaction);
  }
  transaction.location_id = from.optional_id("location_id");
  transaction.device_id = from.optional_id("device_id");
  transaction.user_id = from.optional_id("user_id");
  return transaction;
}

Transaction read_transaction_within(const Object& from, const std::optional<std::int64_t>& order_id) {
  Transaction transaction;
  transaction.id = gid_number(from, "id", "OrderTransaction");
  transaction.order_id = from.has_content("order") ? reference(from, "order", "Order") : order_id;
  transaction.parent_id = optional_reference(from, "parentTransaction", "OrderTransaction");
  transaction.kind = lower_case(from.text("kind"));
  transaction.status = lower_case(from.text("status"));
  from.copy_optional_text("gateway", transaction.gateway);
  const Object bag = from.object("amountSet");
  const Object paid = bag.object("presentmentMoney");
  transaction.amount = paid.decimal("amount");
  transaction.currency = paid.text("currencyCode");
  const Object shop = bag.object("shopMoney");
  transaction.shop_amount = shop.decimal("amount");
  transaction.shop_currency = shop.text("currencyCode");
  transaction.rounding = optional_presentment(from, "amountRoundingSet");
  transaction.unsettled = optional_presentment(from, "totalUnsettledSet");
  transaction.created_at = from.optional_timestamp("createdAt");
  transaction.processed_at = from.optional_timestamp("processedAt");
  transaction.test = from.boolean("test");
  transaction.manual_gateway = from.optional_boolean("manualPaymentGateway");
  from.copy_optional_text("authorizationCode", transaction.authorization_code);
  from.copy_optional_text("paymentId", transaction.payment_id);
  transaction.error_code = state(from, "errorCode");
  if (const auto details = from.optional_object("paymentDetails")) {
    transaction.payment_method = details->optional_text("paymentMethodName");
    transaction.card_company = details->optional_text("company");
  }
  transaction.location_id = optional_reference(from, "location", "Location");
  transaction.device_id = optional_reference(from, "device", "PointOfSaleDevice");
  transaction.user_id = optional_reference(from, "user", "StaffMember");
  transaction.fees = told_objects(from, "fees", read_fee);
  return transaction;
}

absl::StatusOr<Transaction> read_transaction(std::string_view body) {
  return read_whole(body, "order_transactions/create", read_transaction_payload);
}

absl::StatusOr<Transaction> read_transaction_node(std::string_view body) {
  return read_whole(body, "OrderTransaction node",
                    [](const Object& from) { return read_transaction_within(from, std::nullopt); });
}

absl::StatusOr<TenderTransaction> read_tender_transaction(std::string_view body) {
  return read_whole(body, "tender_transactions/create", read_tender_payload);
}

absl::StatusOr<TenderTransaction> read_tender_transaction_node(std::string_view body) {
  return read_whole(body, "TenderTransaction node", read_tender_node);
}

absl::StatusOr<BulkObjects<TenderTransaction>> read_tender_transactions_bulk(json::LineReader::Read read,
                                                                             const KeepGoing& keep_going) {
  return read_bulk<TenderTransaction>(std::move(read), {}, read_tender_transaction_node, keep_going);
}

}  // namespace crossdock::shopify
