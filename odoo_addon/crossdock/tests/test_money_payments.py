"""Transactions of orders: shown as they are, and payments of those that moved money, each once."""

from decimal import Decimal
from unittest.mock import patch

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from ..sync import reasons, subscriptions
from .money_case import MoneyCase


@tagged("post_install", "-at_install")
class TestMoneyPayments(MoneyCase):
    def test_only_what_moved_money_becomes_a_payment(self):
        cases = [
            # kind, status, test mode, payment
            ("sale", "success", False, "inbound"),
            ("capture", "success", False, "inbound"),
            ("refund", "success", False, "outbound"),
            ("change", "success", False, "outbound"),
            ("authorization", "success", False, None),
            ("void", "success", False, None),
            ("sale", "pending", False, None),
            ("sale", "failure", False, None),
            ("capture", "error", False, None),
            ("refund", "pending", False, None),
            ("sale", "success", True, None),
            ("sale", "awaiting_response", False, None),
            ("something_new", "success", False, None),
        ]
        self.connection.invoice_policy = "none"
        sold = self.sell()
        ids = [sold.transact(kind, "5.00", status, test=test) for kind, status, test, _payment in cases]
        self.enter_sold(sold)
        shown = {int(one.remote_id): one for one in self.order_of(sold).crossdock_transaction_ids}
        for number, (kind, status, test, payment) in zip(ids, cases, strict=True):
            with self.subTest(kind=kind, status=status, test=test):
                self.assertEqual((shown[number].kind, shown[number].status, shown[number].test), (kind, status, test))
                self.assertEqual(shown[number].payment_id.payment_type or None, payment)
        self.assert_balanced(self.payments_of(sold).move_id)

    def test_a_payment_says_where_it_came_from_and_lies_in_its_gateways_journal(self):
        paypal = self.env["account.journal"].create({"name": "PayPal", "type": "bank", "code": "PAYP"})
        till = self.env["account.journal"].create({"name": "Till", "type": "cash", "code": "TILL"})
        self.map_gateway("PayPal ", paypal)
        self.map_gateway("gift_card", till)
        sold = self.sell()
        total = sold.payload["total_price"]
        first = sold.transact("sale", "10.00", gateway="gift_card")
        second = sold.transact("sale", f"{float(total) - 10:.2f}", gateway="paypal", buyer=("31.00", "EUR"))
        self.enter_sold(sold)
        gift, card = self.payments_of(sold)
        self.assertEqual((gift.journal_id, card.journal_id), (till, paypal))
        self.assertEqual(gift.memo, f"{sold.payload['name']} gift_card {first}")
        self.assertIn(str(second), card.memo)
        self.assertIn("31.00 EUR", card.memo)
        self.assertEqual(card.currency_id.name, "USD")
        self.assertEqual(card.payment_reference, f"pay-{second}")
        [invoice] = self.invoices_of(sold)
        self.assertEqual(invoice.payment_state, "paid")
        self.assert_settled(sold)

    def test_a_method_of_the_journal_can_be_chosen(self):
        method = self.env.ref("account.account_payment_method_manual_in")
        line = self.env["account.payment.method.line"].create(
            {"name": "Card", "payment_method_id": method.id, "journal_id": self.bank.id}
        )
        self.connection.gateway_mapping_ids.payment_method_line_id = line
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        self.enter_sold(sold)
        self.assertEqual(self.payments_of(sold).payment_method_line_id, line)

    def test_I6_an_unmapped_gateway_holds_the_money_until_it_is_mapped(self):
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"], gateway="klarna")
        self.enter_sold(sold)
        event = self.money_events(sold)[-1]
        self.assert_held(event, reasons.GATEWAY, "klarna", sold.payload["name"])
        order = self.order_of(sold)
        self.assertFalse(order.invoice_ids | order.crossdock_transaction_ids.payment_id.move_id)
        [activity] = self.connection.activity_ids
        self.assertIn("klarna", activity.summary)
        self.map_gateway("Klarna")
        self.work()
        self.assertFalse(self.connection.activity_ids)
        self.assert_settled(sold)

    def test_I6_rounded_cash_waits_for_the_accounts_of_its_difference(self):
        till = self.env["account.journal"].create({"name": "Till", "type": "cash", "code": "TILL"})
        self.map_gateway("cash", till)
        company = self.connection.company_id
        account = company.default_cash_difference_income_account_id
        company.default_cash_difference_income_account_id = False
        till.profit_account_id = False
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"], gateway="cash", rounding="0.01")
        self.enter_sold(sold)
        event = self.money_events(sold)[-1]
        self.assert_held(event, reasons.CASH_ROUNDING, "0.01", "Till")
        self.assertFalse(self.payments_of(sold))
        till.profit_account_id = account
        event.action_replay()
        self.work()
        self.assert_amount(self.payments_of(sold), "amount", f"{float(sold.payload['total_price']) + 0.01:.2f}")
        self.assert_settled(sold)

    def test_cash_that_a_buyer_paid_in_another_currency_is_rounded_in_the_stores(self):
        till = self.env["account.journal"].create({"name": "Till", "type": "cash", "code": "TILL"})
        self.map_gateway("cash", till)
        sold = self.sell()
        total = Decimal(sold.payload["total_price"])
        sold.transact("sale", total, gateway="cash", buyer=(2 * total, "EUR"), rounding="0.04")
        self.enter_sold(sold)
        self.assert_amount(self.payments_of(sold), "amount", total + Decimal("0.02"))
        self.assert_settled(sold)

    def test_I6_a_held_order_lets_its_neighbours_through(self):
        good, bad, other = (self.sell(order_id=31000 + number) for number in range(3))
        for sold, gateway in ((good, "bogus"), (bad, "unheard of"), (other, "bogus")):
            sold.transact("sale", sold.payload["total_price"], gateway=gateway)
            self.hear_order(sold, "orders/create")
        self.work()
        self.assert_settled(good)
        self.assert_settled(other)
        self.assertFalse(self.payments_of(bad))
        self.assertFalse(self.invoices_of(bad))

    def test_money_that_comes_before_its_order_comes_with_it(self):
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        early = self.hear_money(sold)
        self.drain("finance")
        self.assertEqual(self.event(early.id).state, "done")
        self.enter_sold(sold)
        self.assert_settled(sold)

    def test_an_authorisation_is_shown_and_its_capture_is_paid(self):
        self.connection.invoice_policy = "paid"
        sold = self.sell(financial_status="authorized")
        total = sold.payload["total_price"]
        parent = sold.transact("authorization", total, unsettled=total)
        order = self.enter_sold(sold)
        [shown] = order.crossdock_transaction_ids
        self.assertEqual((shown.kind, shown.status, shown.payment_id.id), ("authorization", "success", False))
        self.assert_amount(shown, "unsettled_amount", total)
        self.assertEqual((order.crossdock_financial_status, order.invoice_ids.ids), ("authorized", []))
        sold.transactions[0].pop("unsettled")
        sold.transact("capture", total, parent=parent)
        sold.touch(financial_status="paid")
        self.hear_money(sold)
        self.hear_order(sold)
        self.work()
        self.assertEqual(self.order_of(sold).crossdock_transaction_ids.filtered("unsettled_amount").ids, [])
        self.assert_settled(sold)

    def test_several_captures_pay_one_invoice(self):
        sold = self.sell()
        total = sold.payload["total_price"]
        for amount in ("10.00", "12.50", f"{float(total) - 22.5:.2f}"):
            sold.transact("capture", amount)
            self.hear_money(sold)
            self.enter_sold(sold)
        self.assertEqual(len(self.payments_of(sold)), 3)
        self.assert_settled(sold)

    def test_a_pending_payment_is_entered_when_it_succeeds(self):
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"], "pending")
        self.enter_sold(sold)
        self.assertFalse(self.payments_of(sold))
        sold.transactions[0]["status"] = "success"
        self.hear_money(sold)
        self.work()
        self.assert_settled(sold)

    def test_a_payment_that_fails_later_asks_a_person_once(self):
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        order = self.enter_sold(sold)
        sold.transactions[0]["status"] = "failure"
        for _repeat in range(2):
            self.hear_money(sold)
            self.work()
        [activity] = order.activity_ids
        self.assertIn(str(sold.transactions[0]["id"]), activity.summary)
        self.assertIn(self.payments_of(sold).name, activity.note)

    def test_I2_a_payment_that_a_person_cancelled_is_not_entered_again(self):
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        self.enter_sold(sold)
        self.payments_of(sold).action_cancel()
        self.hear_money(sold)
        self.work()
        [payment] = self.payments_of(sold)
        self.assertEqual(payment.state, "canceled")

    def test_payments_alone_are_reconciled_with_the_invoice_that_a_person_makes(self):
        self.connection.invoice_policy = "none"
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        order = self.enter_sold(sold)
        self.assertFalse(order.invoice_ids)
        order._create_invoices().action_post()
        self.work()
        self.assert_settled(sold)

    def test_a_preview_says_what_would_be_entered_and_enters_nothing(self):
        self.connection.write({"invoice_policy": "none", "payment_policy": "none"})
        sold = self.sell()
        self.enter_sold(sold)
        self.connection.write({"payment_policy": "entered", "state": "preview"})
        sold.transact("sale", sold.payload["total_price"])
        event = self.hear_money(sold)
        self.drain("finance")
        self.assert_held(self.event(event.id), reasons.PREVIEW)
        self.assertIn(sold.payload["total_price"], self.event(event.id).preview)
        self.assertFalse(self.order_of(sold).crossdock_transaction_ids)
        self.connection.state = "live"
        self.connection._end_preview()
        self.work()
        self.assertEqual(len(self.payments_of(sold)), 1)

    def test_I6_an_order_with_more_transactions_than_can_be_read_is_dead_with_its_reason(self):
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        node = {**sold.node(), "transactionsCount": {"count": 101}}
        sold.node = lambda: node
        self.enter_sold(sold)
        event = self.money_events(sold)[-1]
        self.assertEqual(event.state, "dead")
        self.assertIn("101 transactions", event.reason)

    def test_the_store_tells_of_money_only_where_it_is_wanted(self):
        asked = []

        def subscribed():
            with patch.object(subscriptions, "read_subscriptions", lambda session: []):
                flow = subscriptions.SubscriptionsOut()
                planned = flow.plan(self.worker_env, self.connection.with_env(self.worker_env))
                flow.read(self.engine, self.connection.id, planned)
            operations = self.env["crossdock.operation"].search([("connection_id", "=", self.connection.id)])
            operations._set_discarded("Seen.")._close_lines()
            asked[:] = operations.line_ids.mapped("object_key")
            operations.unlink()

        subscribed()
        self.assertTrue({"webhook:REFUNDS_CREATE", "webhook:ORDER_TRANSACTIONS_CREATE"} <= set(asked))
        self.connection.write({"invoice_policy": "none", "payment_policy": "none"})
        subscribed()
        self.assertFalse({"webhook:REFUNDS_CREATE", "webhook:ORDER_TRANSACTIONS_CREATE"} & set(asked))
        self.assertIn("webhook:ORDERS_CREATE", asked)

    def test_a_cancelled_order_that_was_paid_back_owes_nothing(self):
        self.connection.invoice_policy = "fulfilled"
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        self.enter_sold(sold)
        sold.refund({0: 3}, shipping=("4.90", "0.49"), restock="cancel")
        sold.touch(cancelled_at="2026-11-25T12:00:00-05:00", cancel_reason="customer")
        self.hear_order(sold, "orders/cancelled")
        self.work()
        order = self.order_of(sold)
        self.assertEqual((order.state, order.invoice_ids.ids), ("cancel", []))
        self.assertEqual(self.payments_of(sold).mapped("payment_type"), ["inbound", "outbound"])
        self.assert_settled(sold)

    @mute_logger("odoo.sql_db")
    def test_a_gateway_is_mapped_once_whatever_its_case(self):
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.map_gateway(" BOGUS")

    def test_i11_sales_people_see_the_transactions_of_their_company_and_change_none(self):
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        order = self.enter_sold(sold)
        seller = new_test_user(self.env, "money_seller", groups="sales_team.group_sale_salesman_all_leads")
        as_seller = order.with_user(seller)
        self.assertEqual(as_seller.crossdock_transaction_count, 1)
        action = as_seller.action_crossdock_transactions()
        self.assertEqual(as_seller.env[action["res_model"]].search(action["domain"]), order.crossdock_transaction_ids)
        self.assertFalse(as_seller.crossdock_transaction_ids.has_access("write"))
        bookkeeper = new_test_user(
            self.env, "money_books", groups="sales_team.group_sale_salesman_all_leads,account.group_account_invoice"
        )
        action = order.with_user(bookkeeper).action_crossdock_payments()
        self.assertEqual(self.env["account.payment"].search(action["domain"]), self.payments_of(sold))
