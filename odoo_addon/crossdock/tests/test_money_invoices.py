"""Invoices of orders: by policy, for the store's total, dated as it happened at the store."""

from datetime import date, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo.tests import tagged

from ..sync import reasons
from .money_case import MoneyCase
from .test_orders import CHAIR, CITY, MUG, VAT


@tagged("post_install", "-at_install")
class TestMoneyInvoices(MoneyCase):
    def test_I9_an_order_is_invoiced_for_the_stores_total_with_its_taxes_by_tax(self):
        self.map_tax(*CITY)
        sold = self.sell(
            [
                {"variant_id": MUG, "price": "19.99", "quantity": 3, "taxes": [VAT, CITY]},
                {"variant_id": CHAIR, "price": "159.99", "discount": "12.34", "taxes": [VAT]},
            ]
        )
        order = self.enter_sold(sold)
        [invoice] = self.invoices_of(sold)
        self.assertEqual((invoice.state, invoice.move_type), ("posted", "out_invoice"))
        self.assert_amount(invoice, "amount_total", sold.payload["total_price"])
        told = {}
        for line in [*sold.lines, *sold.payload["shipping_lines"]]:
            for tax in line["tax_lines"]:
                told[tax["title"]] = told.get(tax["title"], Decimal(0)) + Decimal(tax["price"])
        mapped = {one.tax_id: one.title for one in self.connection.tax_mapping_ids}
        entered = {mapped[line.tax_line_id]: -line.amount_currency for line in invoice.line_ids if line.tax_line_id}
        self.assertEqual(
            {title: f"{amount:.2f}" for title, amount in entered.items()}, {k: str(v) for k, v in told.items()}
        )
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertEqual(invoice.invoice_user_id, order.user_id)
        self.assertEqual(invoice.team_id, order.team_id)
        self.assert_balanced(invoice)

    def test_the_policy_says_when(self):
        cases = [
            # policy, payment at the store, invoiced at once
            ("none", "paid", False),
            ("ordered", "pending", True),
            ("paid", "pending", False),
            ("paid", "authorized", False),
            ("paid", "partially_paid", False),
            ("paid", "paid", True),
            ("fulfilled", "paid", False),
        ]
        for number, (policy, status, invoiced) in enumerate(cases):
            with self.subTest(policy=policy, status=status):
                self.connection.invoice_policy = policy
                sold = self.sell(order_id=77000 + number, financial_status=status)
                self.enter_sold(sold)
                self.assertEqual(len(self.invoices_of(sold)), int(invoiced))

    def test_an_order_that_is_paid_later_is_invoiced_then_and_dated_then(self):
        self.connection.invoice_policy = "paid"
        sold = self.sell(financial_status="pending")
        self.enter_sold(sold)
        self.assertFalse(self.invoices_of(sold))
        # Eleven at night in New York is the next day in Greenwich.
        sold.transact("sale", sold.payload["total_price"], at="2026-11-23T04:00:00Z")
        sold.touch(financial_status="paid")
        self.hear_order(sold)
        self.work()
        [invoice] = self.invoices_of(sold)
        self.assertEqual(invoice.invoice_date, date(2026, 11, 22))
        self.assertEqual(self.payments_of(sold).date, date(2026, 11, 22))
        self.assert_settled(sold)

    def test_an_order_is_invoiced_when_its_delivery_is_done(self):
        self.connection.invoice_policy = "fulfilled"
        self.put_in_stock(self.mug, 10)
        sold = self.sell()
        order = self.enter_sold(sold)
        self.assertFalse(order.invoice_ids)
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()
        self.work()
        [invoice] = self.invoices_of(sold)
        self.assert_amount(invoice, "amount_total", sold.payload["total_price"])
        zone = ZoneInfo("America/New_York")
        done = self.order_of(sold).picking_ids.date_done.replace(tzinfo=timezone.utc)
        self.assertEqual(invoice.invoice_date, done.astimezone(zone).date())

    def test_a_product_that_is_invoiced_on_delivery_does_not_overrule_the_store(self):
        self.mug.invoice_policy = "delivery"
        sold = self.sell()
        self.enter_sold(sold)
        [invoice] = self.invoices_of(sold)
        self.assert_amount(invoice, "amount_total", sold.payload["total_price"])

    def test_what_is_not_asked_for_is_neither_made_nor_read(self):
        self.connection.write({"invoice_policy": "none", "payment_policy": "none"})
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        order = self.enter_sold(sold)
        event = self.hear_money(sold)
        self.work()
        self.assertEqual((self.event(event.id).state, self.store_side.reads), ("done", []))
        self.assertFalse(order.invoice_ids | order.crossdock_transaction_ids.payment_id.move_id)

    def test_a_policy_chosen_later_reaches_the_orders_that_it_is_to_reach(self):
        self.connection.invoice_policy = "none"
        sold = self.sell()
        self.enter_sold(sold)
        old = self.sell(order_id=4711, processed_at="2025-12-01T10:00:00-05:00")
        self.enter_sold(old)
        self.connection.invoice_policy = "ordered"
        self.work()
        self.assertEqual((len(self.invoices_of(sold)), len(self.invoices_of(old))), (1, 0))

    def test_journal_and_posting_are_the_connections(self):
        journal = self.env["account.journal"].create({"name": "Web shop", "type": "sale", "code": "WEB"})
        self.connection.write({"invoice_journal_id": journal.id, "invoice_posting": "draft"})
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        self.enter_sold(sold)
        [invoice] = self.invoices_of(sold)
        self.assertEqual((invoice.journal_id, invoice.state), (journal, "draft"))
        # A person posts it: the payment that waited is reconciled.
        invoice.action_post()
        self.work()
        self.assert_settled(sold)

    def test_a_locked_period_moves_the_date_openly(self):
        self.connection.invoice_policy = "paid"
        sold = self.sell(financial_status="pending")
        self.enter_sold(sold)
        self.connection.company_id.fiscalyear_lock_date = date(2026, 11, 21)
        sold.transact("sale", sold.payload["total_price"])
        sold.touch(financial_status="paid")
        self.hear_order(sold)
        self.work()
        [invoice], [payment] = self.invoices_of(sold), self.payments_of(sold)
        self.assertEqual(invoice.invoice_date, date(2026, 11, 20))
        self.assertGreater(invoice.date, date(2026, 11, 21))
        self.assertEqual(payment.date, date(2026, 11, 20))
        self.assertGreater(payment.move_id.date, date(2026, 11, 21))
        for record, entered in ((invoice, invoice.date), (payment, payment.move_id.date)):
            [message] = record.message_ids.filtered(lambda one: "locked" in one.body)
            self.assertIn("2026-11-20", message.body)
            self.assertIn(str(entered), message.body)
        self.assert_settled(sold)

    def test_I9_an_order_that_a_person_changed_is_held_with_both_totals(self):
        self.connection.confirm_policy = "never"
        sold = self.sell()
        order = self.enter_sold(sold)
        order.order_line[:1].price_unit = 11
        order.action_confirm()
        self.work()
        self.assertFalse(self.invoices_of(sold))
        event = self.money_events(sold)[-1]
        self.assert_held(event, reasons.TOTAL, sold.payload["total_price"], f"{order.amount_total:.2f}")

    def test_I9_currencies_come_to_their_last_minor_unit(self):
        cases = [
            # currency, tax in the price, price, shipping
            ("USD", False, "19.99", "4.90"),
            ("EUR", True, "19.99", "4.90"),
            ("JPY", False, "1980", "550"),
            ("JPY", True, "1980", "550"),
            ("KWD", False, "6.125", "1.375"),
        ]
        self.map_tax(*VAT, included=True)
        for number, (code, included, price, freight) in enumerate(cases):
            with self.subTest(currency=code, included=included):
                currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", code)])
                currency.active = True
                sold = self.sell(
                    [{"variant_id": MUG, "price": price, "quantity": 3}],
                    order_id=99000 + number,
                    currency=code,
                    included=included,
                    shipping=("Standard", freight),
                )
                sold.transact("sale", sold.payload["total_price"])
                self.enter_sold(sold)
                sold.refund({0: 1})
                self.hear_order(sold)
                self.work()
                [invoice], [credit] = self.invoices_of(sold), self.invoices_of(sold, "out_refund")
                self.assertEqual((invoice.currency_id, credit.currency_id), (currency, currency))
                self.assert_amount(invoice, "amount_total", sold.payload["total_price"])
                self.assert_amount(invoice, "amount_tax", sold.payload["total_tax"])
                self.assert_amount(credit, "amount_total", sold.refunds[0]["total"])
                self.assertEqual(self.payments_of(sold).mapped("currency_id"), currency)
                self.assert_settled(sold)

    def test_money_belongs_to_the_company_of_its_store(self):
        other = self.env["res.company"].create(
            {"name": "Other company", "currency_id": self.env.company.currency_id.id}
        )
        self.env["account.chart.template"].try_loading("generic_coa", company=other, install_demo=False)
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        self.enter_sold(sold)
        moves = self.invoices_of(sold) | self.payments_of(sold).move_id
        self.assertEqual(moves.company_id, self.connection.company_id)
        unseen = self.env["crossdock.transaction"].with_user(self.env.ref("base.user_admin"))
        self.env.ref("base.user_admin").company_ids += other
        self.assertFalse(unseen.with_context(allowed_company_ids=other.ids).search([]))

    def test_orders_of_a_batch_are_read_and_invoiced_together(self):
        many = [self.sell(order_id=60000 + number) for number in range(12)]
        for sold in many:
            sold.transact("sale", sold.payload["total_price"])
            self.hear_order(sold, "orders/create")
        self.drain("orders")
        self.drain("confirmation")
        self.drain("finance")
        self.assertEqual(self.store_side.reads, [("money", 12)])
        for sold in many:
            self.assertEqual(len(self.invoices_of(sold)), 1)
            self.assert_settled(sold)
