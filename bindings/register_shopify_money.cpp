#include <pybind11/stl.h>

#include "crossdock/wire/shopify/dispute.h"
#include "crossdock/wire/shopify/payout.h"
#include "crossdock/wire/shopify/refund.h"
#include "crossdock/wire/shopify/transaction.h"
#include "register.h"
#include "shopify_bulk.h"
#include "shopify_values.h"

namespace crossdock::bindings {
namespace {

void register_transaction_values(py::module_& room) {
  using canonical::TenderTransaction;
  using canonical::Transaction;
  using canonical::TransactionFee;
  value_class<TransactionFee>(room, "TransactionFee")
      .def_readonly("type", &TransactionFee::type)
      .def_readonly("amount", &TransactionFee::amount)
      .def_readonly("tax", &TransactionFee::tax)
      .def_readonly("currency", &TransactionFee::currency)
      .def_readonly("rate", &TransactionFee::rate)
      .def_readonly("rate_name", &TransactionFee::rate_name);
  value_class<Transaction>(room, "Transaction")
      .def_readonly("id", &Transaction::id)
      .def_readonly("order_id", &Transaction::order_id)
      .def_readonly("parent_id", &Transaction::parent_id)
      .def_readonly("kind", &Transaction::kind)
      .def_readonly("status", &Transaction::status)
      .def_readonly("gateway", &Transaction::gateway)
      .def_readonly("amount", &Transaction::amount)
      .def_readonly("currency", &Transaction::currency)
      .def_readonly("shop_amount", &Transaction::shop_amount)
      .def_readonly("shop_currency", &Transaction::shop_currency)
      .def_readonly("rounding", &Transaction::rounding)
      .def_readonly("unsettled", &Transaction::unsettled)
      .def_readonly("created_at", &Transaction::created_at)
      .def_readonly("processed_at", &Transaction::processed_at)
      .def_readonly("test", &Transaction::test)
      .def_readonly("manual_gateway", &Transaction::manual_gateway)
      .def_readonly("authorization_code", &Transaction::authorization_code)
      .def_readonly("payment_id", &Transaction::payment_id)
      .def_readonly("error_code", &Transaction::error_code)
      .def_readonly("message", &Transaction::message)
      .def_readonly("source_name", &Transaction::source_name)
      .def_readonly("payment_method", &Transaction::payment_method)
      .def_readonly("card_company", &Transaction::card_company)
      .def_readonly("location_id", &Transaction::location_id)
      .def_readonly("device_id", &Transaction::device_id)
      .def_readonly("user_id", &Transaction::user_id)
      .def_readonly("fees", &Transaction::fees);
  value_class<TenderTransaction>(room, "TenderTransaction")
      .def_readonly("id", &TenderTransaction::id)
      .def_readonly("order_id", &TenderTransaction::order_id)
      .def_readonly("amount", &TenderTransaction::amount)
      .def_readonly("currency", &TenderTransaction::currency)
      .def_readonly("processed_at", &TenderTransaction::processed_at)
      .def_readonly("payment_method", &TenderTransaction::payment_method)
      .def_readonly("remote_reference", &TenderTransaction::remote_reference)
      .def_readonly("card_company", &TenderTransaction::card_company)
      .def_readonly("user_id", &TenderTransaction::user_id)
      .def_readonly("test", &TenderTransaction::test);
}

void register_refund_values(py::module_& room) {
  using canonical::Refund;
  using canonical::RefundAdjustment;
  using canonical::RefundDuty;
  using canonical::RefundLine;
  using canonical::RefundShippingLine;
  value_class<RefundLine>(room, "RefundLine")
      .def_readonly("id", &RefundLine::id)
      .def_readonly("line_item_id", &RefundLine::line_item_id)
      .def_readonly("quantity", &RefundLine::quantity)
      .def_readonly("restock_type", &RefundLine::restock_type)
      .def_readonly("location_id", &RefundLine::location_id)
      .def_readonly("subtotal", &RefundLine::subtotal)
      .def_readonly("presentment_subtotal", &RefundLine::presentment_subtotal)
      .def_readonly("total_tax", &RefundLine::total_tax)
      .def_readonly("presentment_total_tax", &RefundLine::presentment_total_tax);
  value_class<RefundShippingLine>(room, "RefundShippingLine")
      .def_readonly("id", &RefundShippingLine::id)
      .def_readonly("shipping_line_id", &RefundShippingLine::shipping_line_id)
      .def_readonly("subtotal", &RefundShippingLine::subtotal)
      .def_readonly("presentment_subtotal", &RefundShippingLine::presentment_subtotal)
      .def_readonly("tax", &RefundShippingLine::tax)
      .def_readonly("presentment_tax", &RefundShippingLine::presentment_tax);
  value_class<RefundAdjustment>(room, "RefundAdjustment")
      .def_readonly("id", &RefundAdjustment::id)
      .def_readonly("kind", &RefundAdjustment::kind)
      .def_readonly("reason", &RefundAdjustment::reason)
      .def_readonly("amount", &RefundAdjustment::amount)
      .def_readonly("presentment_amount", &RefundAdjustment::presentment_amount)
      .def_readonly("tax", &RefundAdjustment::tax)
      .def_readonly("presentment_tax", &RefundAdjustment::presentment_tax);
  value_class<RefundDuty>(room, "RefundDuty")
      .def_readonly("duty_id", &RefundDuty::duty_id)
      .def_readonly("amount", &RefundDuty::amount)
      .def_readonly("presentment_amount", &RefundDuty::presentment_amount);
  value_class<Refund>(room, "Refund")
      .def_readonly("id", &Refund::id)
      .def_readonly("order_id", &Refund::order_id)
      .def_readonly("created_at", &Refund::created_at)
      .def_readonly("processed_at", &Refund::processed_at)
      .def_readonly("note", &Refund::note)
      .def_readonly("user_id", &Refund::user_id)
      .def_readonly("return_id", &Refund::return_id)
      .def_readonly("currency", &Refund::currency)
      .def_readonly("presentment_currency", &Refund::presentment_currency)
      .def_readonly("lines", &Refund::lines)
      .def_readonly("shipping_lines", &Refund::shipping_lines)
      .def_readonly("adjustments", &Refund::adjustments)
      .def_readonly("duties", &Refund::duties)
      .def_readonly("transactions", &Refund::transactions)
      .def_readonly("total", &Refund::total)
      .def_readonly("presentment_total", &Refund::presentment_total);
}

void register_account_values(py::module_& room) {
  using canonical::BalanceAdjustmentOrder;
  using canonical::BalanceTransaction;
  using canonical::Dispute;
  using canonical::Payout;
  using canonical::PayoutPart;
  using canonical::PayoutSummary;
  value_class<Dispute>(room, "Dispute")
      .def_readonly("id", &Dispute::id)
      .def_readonly("order_id", &Dispute::order_id)
      .def_readonly("type", &Dispute::type)
      .def_readonly("status", &Dispute::status)
      .def_readonly("reason", &Dispute::reason)
      .def_readonly("network_reason_code", &Dispute::network_reason_code)
      .def_readonly("amount", &Dispute::amount)
      .def_readonly("currency", &Dispute::currency)
      .def_readonly("initiated_at", &Dispute::initiated_at)
      .def_readonly("evidence_due_at", &Dispute::evidence_due_at)
      .def_readonly("evidence_sent_at", &Dispute::evidence_sent_at)
      .def_readonly("finalized_at", &Dispute::finalized_at);
  value_class<PayoutPart>(room, "PayoutPart")
      .def_readonly("gross", &PayoutPart::gross)
      .def_readonly("fee", &PayoutPart::fee);
  value_class<PayoutSummary>(room, "PayoutSummary")
      .def_readonly("charges", &PayoutSummary::charges)
      .def_readonly("refunds", &PayoutSummary::refunds)
      .def_readonly("adjustments", &PayoutSummary::adjustments)
      .def_readonly("reserved_funds", &PayoutSummary::reserved_funds)
      .def_readonly("retried_payouts", &PayoutSummary::retried_payouts)
      .def_readonly("advances", &PayoutSummary::advances)
      .def_readonly("usdc_rebates", &PayoutSummary::usdc_rebates);
  value_class<Payout>(room, "Payout")
      .def_readonly("id", &Payout::id)
      .def_readonly("issued_at", &Payout::issued_at)
      .def_readonly("status", &Payout::status)
      .def_readonly("type", &Payout::type)
      .def_readonly("net", &Payout::net)
      .def_readonly("currency", &Payout::currency)
      .def_readonly("external_trace_id", &Payout::external_trace_id)
      .def_readonly("summary", &Payout::summary);
  value_class<BalanceAdjustmentOrder>(room, "BalanceAdjustmentOrder")
      .def_readonly("order_transaction_id", &BalanceAdjustmentOrder::order_transaction_id)
      .def_readonly("order_name", &BalanceAdjustmentOrder::order_name)
      .def_readonly("amount", &BalanceAdjustmentOrder::amount)
      .def_readonly("fee", &BalanceAdjustmentOrder::fee)
      .def_readonly("net", &BalanceAdjustmentOrder::net);
  value_class<BalanceTransaction>(room, "BalanceTransaction")
      .def_readonly("id", &BalanceTransaction::id)
      .def_readonly("type", &BalanceTransaction::type)
      .def_readonly("kind", &BalanceTransaction::kind)
      .def_readonly("amount", &BalanceTransaction::amount)
      .def_readonly("fee", &BalanceTransaction::fee)
      .def_readonly("net", &BalanceTransaction::net)
      .def_readonly("currency", &BalanceTransaction::currency)
      .def_readonly("transacted_at", &BalanceTransaction::transacted_at)
      .def_readonly("test", &BalanceTransaction::test)
      .def_readonly("source_type", &BalanceTransaction::source_type)
      .def_readonly("source_id", &BalanceTransaction::source_id)
      .def_readonly("order_transaction_id", &BalanceTransaction::order_transaction_id)
      .def_readonly("order_id", &BalanceTransaction::order_id)
      .def_readonly("order_name", &BalanceTransaction::order_name)
      .def_readonly("payout_id", &BalanceTransaction::payout_id)
      .def_readonly("payout_status", &BalanceTransaction::payout_status)
      .def_readonly("adjustment_reason", &BalanceTransaction::adjustment_reason)
      .def_readonly("adjustment_orders", &BalanceTransaction::adjustment_orders);
}

}  // namespace

void register_shopify_money(py::module_& module) {
  py::module_ room = module.attr("shopify");
  register_transaction_values(room);
  register_refund_values(room);
  register_account_values(room);
  reader(room, "read_transaction", shopify::read_transaction);
  reader(room, "read_transaction_node", shopify::read_transaction_node);
  reader(room, "read_tender_transaction", shopify::read_tender_transaction);
  reader(room, "read_tender_transaction_node", shopify::read_tender_transaction_node);
  register_bulk<canonical::TenderTransaction>(room, "BulkTenderTransactions",
                                              "read_tender_transactions_jsonl",
                                              shopify::read_tender_transactions_bulk);
  reader(room, "read_refund", shopify::read_refund);
  reader(room, "read_refund_node", shopify::read_refund_node);
  topic_reader(room, "read_dispute", shopify::read_dispute, py::arg("topic") = "disputes/create");
  reader(room, "read_dispute_node", shopify::read_dispute_node);
  register_bulk<canonical::Dispute>(room, "BulkDisputes", "read_disputes_jsonl", shopify::read_disputes_bulk);
  reader(room, "read_payout_node", shopify::read_payout_node);
  register_bulk<canonical::Payout>(room, "BulkPayouts", "read_payouts_jsonl", shopify::read_payouts_bulk);
  reader(room, "read_balance_transaction_node", shopify::read_balance_transaction_node);
  register_bulk<canonical::BalanceTransaction>(room, "BulkBalanceTransactions",
                                               "read_balance_transactions_jsonl",
                                               shopify::read_balance_transactions_bulk);
}

}  // namespace crossdock::bindings
