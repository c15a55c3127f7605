"""Refunds: one credit note each, for what the store gave back; and what needs none because it was never invoiced."""

from datetime import date
from decimal import Decimal

from odoo.tests import tagged

from ..sync import reasons
from . import order_payload
from .money_case import MoneyCase
from .test_orders import CHAIR, MUG, VAT


@tagged("post_install", "-at_install")
class TestMoneyRefunds(MoneyCase):
    def sold_and_paid(self, lines=None, **changes):
        sold = self.sell(lines, **changes)
        sold.transact("sale", sold.payload["total_price"])
        self.enter_sold(sold)
        return sold

    def hear_refund(self, sold):
        self.hear_money(sold, "refunds/create")
        self.hear_order(sold)
        self.work()

    def assert_credited(self, sold, refund=-1):
        """The refund's credit note comes to what was given back, with its tax."""
        told = sold.refunds[refund]
        credit = self.invoices_of(sold, "out_refund").filtered(lambda move: move.crossdock_refund_id == str(told["id"]))
        self.assertEqual(len(credit), 1, self.money_events(sold).mapped(lambda one: (one.state, one.reason)))
        self.assert_amount(credit, "amount_total", told["total"])
        tax = sum((part["tax"] for part in told["lines"] + told["shipping"]), Decimal(0))
        self.assertEqual(Decimal(f"{credit.amount_tax:.2f}"), tax)
        self.assert_balanced(credit)
        return credit

    def test_I9_parts_of_an_order_are_credited_to_the_cent(self):
        self.map_tax(*VAT, included=True)
        mugs = [{"variant_id": MUG, "price": "19.99", "quantity": 3}]
        cases = {
            "some units": (mugs, {}, {"lines": {0: 2}}),
            "units with a percentage off": ([{**mugs[0], "discount": "6.00"}], {}, {"lines": {0: 1}}),
            "units with an amount off": ([{**mugs[0], "discount": "0.01"}], {}, {"lines": {0: 2}}),
            "tax in the price": (mugs, {"included": True}, {"lines": {0: 1}}),
            "no tax": ([{**mugs[0], "taxes": []}], {}, {"lines": {0: 1}}),
            "shipping alone": (mugs, {}, {"shipping": ("4.90", "0.49")}),
            "part of the shipping": (mugs, {}, {"shipping": ("2.00", "0.20")}),
            "units and shipping": (mugs, {}, {"lines": {0: 1}, "shipping": ("4.90", "0.49")}),
            "an amount alone": (mugs, {}, {"adjustment": "-5.00"}),
            "units and more": (mugs, {}, {"lines": {0: 1}, "adjustment": "-1.25"}),
            "units less a fee": (mugs, {}, {"lines": {0: 1}, "adjustment": "2.50"}),
            "everything": (mugs, {}, {"lines": {0: 3}, "shipping": ("4.90", "0.49")}),
        }
        self.connection.refund_product_id = self.refund_product
        for number, (name, (lines, changes, refund)) in enumerate(cases.items()):
            with self.subTest(name):
                sold = self.sold_and_paid(lines, order_id=41000 + number, **changes)
                sold.refund(**refund)
                self.hear_refund(sold)
                credit = self.assert_credited(sold)
                self.assertEqual(credit.reversed_entry_id, self.invoices_of(sold))
                self.assertEqual(credit.invoice_date, date(2026, 11, 25))
                self.assert_settled(sold)
                self.assertEqual(self.order_of(sold).invoice_status, "invoiced")

    def test_several_refunds_of_one_line_each_have_their_credit_note(self):
        sold = self.sold_and_paid([{"variant_id": MUG, "price": "3.33", "quantity": 7, "discount": "1.00"}])
        for units in (1, 2, 1, 3):
            sold.refund({0: units})
            self.hear_refund(sold)
        credits = self.invoices_of(sold, "out_refund")
        self.assertEqual(len(credits), 4)
        repaid = {payment.memo.rsplit(" ", 1)[-1]: payment for payment in self.payments_of(sold)}
        for number in range(4):
            credit = self.assert_credited(sold, number)
            [transaction] = sold.refunds[number]["transactions"]
            self.assertEqual(repaid[str(transaction)].reconciled_invoice_ids, credit)
        self.assert_settled(sold)
        self.assertEqual(len(self.invoices_of(sold)), 1)

    def test_several_refunds_that_are_heard_of_at_once(self):
        sold = self.sold_and_paid(
            [{"variant_id": MUG, "price": "3.33", "quantity": 7}, {"variant_id": CHAIR, "price": "9"}]
        )
        sold.refund({0: 1})
        sold.refund({0: 2, 1: 1})
        sold.refund({0: 4}, shipping=("4.90", "0.49"))
        self.hear_refund(sold)
        for number in range(3):
            self.assert_credited(sold, number)
        self.assert_settled(sold)

    def test_what_was_given_back_before_the_invoice_is_not_invoiced(self):
        self.connection.invoice_policy = "fulfilled"
        self.put_in_stock(self.mug, 10)
        sold = self.sold_and_paid()
        sold.refund({0: 1}, restock="cancel")
        self.hear_refund(sold)
        order = self.order_of(sold)
        self.assertEqual((order.order_line[0].product_uom_qty, order.invoice_ids.ids), (2, []))
        self.assertEqual(self.payments_of(sold).mapped("payment_type"), ["inbound", "outbound"])
        picking = order.picking_ids.filtered(lambda one: one.state != "cancel")
        picking.move_ids.picked = True
        picking.button_validate()
        self.work()
        [invoice] = self.invoices_of(sold)
        self.assert_amount(invoice, "amount_total", sold.payload["current_total_price"])
        self.assertFalse(self.invoices_of(sold, "out_refund"))
        self.assert_settled(sold)
        # What is given back afterwards is credited, and only that.
        sold.refund({0: 1})
        self.hear_refund(sold)
        self.assertEqual(len(self.invoices_of(sold, "out_refund")), 1)
        self.assert_credited(sold)
        self.assert_settled(sold)

    def test_shipping_that_was_given_back_before_the_invoice_is_credited_after_it(self):
        self.connection.invoice_policy = "fulfilled"
        self.put_in_stock(self.mug, 10)
        sold = self.sold_and_paid()
        sold.refund({0: 1}, shipping=("4.90", "0.49"), restock="cancel")
        self.hear_refund(sold)
        picking = self.order_of(sold).picking_ids.filtered(lambda one: one.state != "cancel")
        picking.move_ids.picked = True
        picking.button_validate()
        self.work()
        [invoice], [credit] = self.invoices_of(sold), self.invoices_of(sold, "out_refund")
        net = Decimal(f"{invoice.amount_total:.2f}") - Decimal(f"{credit.amount_total:.2f}")
        self.assertEqual(net, Decimal(sold.payload["current_total_price"]))
        self.assert_settled(sold)

    def test_a_polled_order_whose_shipping_was_given_back_comes_to_the_stores_total(self):
        sold = self.sell([{"variant_id": MUG, "price": "19.99", "quantity": 3}])
        sold.refund({0: 1}, shipping=("2.10", "0.21"))
        # What a poll tells: no refunds, but what shipping costs now.
        payload = {**sold.payload, "current_shipping_price_set": order_payload.bag("2.80", "USD")}
        payload.pop("refunds")
        self.store(f"order:{sold.id}", order_payload.encode(payload), topic="orders/updated")
        self.work()
        order = self.order_of(sold)
        self.assertEqual(order.order_line[0].product_uom_qty, 2)
        net = Decimal(sold.payload["current_total_price"])
        self.assert_amount(order, "amount_total", net + Decimal("2.31"))
        self.assert_amount(self.invoices_of(sold), "amount_total", net + Decimal("2.31"))
        self.assert_amount(self.invoices_of(sold, "out_refund"), "amount_total", "2.31")

    def test_an_order_that_comes_late_is_invoiced_for_what_is_left(self):
        sold = self.sell()
        sold.transact("sale", sold.payload["total_price"])
        sold.refund({0: 2})
        self.enter_sold(sold)
        [invoice] = self.invoices_of(sold)
        self.assert_amount(invoice, "amount_total", sold.payload["current_total_price"])
        self.assertFalse(self.invoices_of(sold, "out_refund"))
        self.assert_settled(sold)

    def test_units_that_were_refunded_are_not_delivered_any_more(self):
        self.put_in_stock(self.mug, 10)
        sold = self.sold_and_paid()
        sold.refund({0: 2}, restock="cancel")
        self.hear_refund(sold)
        order = self.order_of(sold)
        waiting = order.picking_ids.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        self.assertEqual(sum(waiting.mapped("product_uom_qty")), 1)
        self.assertEqual(order.state, "sale")
        self.assert_credited(sold)
        self.assert_settled(sold)

    def test_units_that_were_delivered_stay_what_was_sold(self):
        self.put_in_stock(self.mug, 10)
        sold = self.sold_and_paid()
        order = self.order_of(sold)
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()
        sold.refund({0: 1}, restock="return")
        self.hear_refund(sold)
        line = self.order_of(sold).order_line[0]
        self.assertEqual((line.product_uom_qty, line.qty_delivered, line.qty_to_invoice), (3, 3, 0))
        self.assert_credited(sold)
        self.assert_settled(sold)
        held = self.env["crossdock.inbox"].search([("state", "=", "held")])
        self.assertFalse(held.mapped("reason"))

    def test_an_invoiced_order_that_the_store_cancels_is_credited_and_not_delivered(self):
        self.put_in_stock(self.mug, 10)
        sold = self.sold_and_paid()
        sold.refund({0: 3}, shipping=("4.90", "0.49"), restock="cancel")
        sold.touch(cancelled_at="2026-11-25T12:00:00-05:00", cancel_reason="customer")
        self.hear_order(sold, "orders/cancelled")
        self.work()
        order = self.order_of(sold)
        self.assertEqual((order.state, set(order.picking_ids.mapped("state"))), ("cancel", {"cancel"}))
        self.assert_credited(sold)
        self.assert_settled(sold)

    def test_a_delivered_order_that_the_store_cancels_is_credited_and_only_its_goods_are_asked_for(self):
        self.put_in_stock(self.mug, 10)
        sold = self.sold_and_paid()
        self.order_of(sold).picking_ids.button_validate()
        sold.refund({0: 3}, shipping=("4.90", "0.49"), restock="no_restock")
        sold.touch(cancelled_at="2026-11-25T12:00:00-05:00", cancel_reason="customer")
        self.hear_order(sold, "orders/cancelled")
        self.work()
        [activity] = self.order_of(sold).activity_ids
        self.assertIn("Mug: 3 delivered, 0 at the store: take 3 back", activity.note)
        self.assertNotIn("credit", activity.note)
        self.assert_credited(sold)
        self.assert_settled(sold)

    def test_an_unpaid_order_that_is_cancelled_owes_nothing(self):
        sold = self.sell(financial_status="pending")
        self.enter_sold(sold)
        sold.refund({0: 3}, shipping=("4.90", "0.49"), restock="cancel", pay=False)
        sold.touch(cancelled_at="2026-11-25T12:00:00-05:00", cancel_reason="customer", financial_status="voided")
        self.hear_order(sold, "orders/cancelled")
        self.work()
        [invoice], [credit] = self.invoices_of(sold), self.invoices_of(sold, "out_refund")
        self.assertEqual(invoice.amount_total, credit.amount_total)
        self.assert_settled(sold)

    def test_an_invoice_that_no_refund_credits_is_told_to_a_person_once(self):
        sold = self.sell(financial_status="pending")
        self.enter_sold(sold)
        sold.touch(current_total_price="0.00", current_total_price_set=order_payload.bag(0, "USD"))
        for _repeat in range(2):
            sold.touch(cancelled_at="2026-11-25T12:00:00-05:00", cancel_reason="other", financial_status="voided")
            self.hear_order(sold, "orders/cancelled")
            self.hear_money(sold)
            self.work()
        [invoice] = self.invoices_of(sold)
        [activity] = self.order_of(sold).activity_ids
        self.assertIn(invoice.name, activity.note)

    def test_what_was_delivered_and_given_back_before_the_invoice_is_invoiced_and_credited(self):
        self.connection.invoice_policy = "paid"
        self.put_in_stock(self.mug, 10)
        sold = self.sell(financial_status="pending")
        order = self.enter_sold(sold)
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()
        sold.transact("sale", sold.payload["total_price"])
        sold.refund({0: 1}, restock="return")
        self.hear_refund(sold)
        [invoice] = self.invoices_of(sold)
        self.assert_amount(invoice, "amount_total", sold.payload["total_price"])
        self.assert_credited(sold)
        self.assert_settled(sold)

    def test_I6_a_refund_that_cannot_be_read_whole_is_dead_with_its_reason(self):
        sold = self.sold_and_paid()
        sold.refund({0: 1})
        node = sold.refunds_node()
        node["refunds"][0]["refundLineItems"]["pageInfo"]["hasNextPage"] = True
        sold.refunds_node = lambda: node
        event = self.hear_money(sold)
        self.work()
        self.assertEqual(self.event(event.id).state, "dead")
        self.assertIn("incomplete", self.event(event.id).reason)

    def test_credit_notes_can_be_drafts(self):
        self.connection.credit_note_posting = "draft"
        sold = self.sold_and_paid()
        sold.refund({0: 1})
        self.hear_refund(sold)
        [credit] = self.invoices_of(sold, "out_refund")
        self.assertEqual(credit.state, "draft")
        credit.action_post()
        self.work()
        self.assert_settled(sold)

    def test_I6_an_amount_for_no_line_is_held_until_there_is_a_product_for_it(self):
        sold = self.sold_and_paid()
        sold.refund(adjustment="-3.00", note="Came late")
        self.hear_refund(sold)
        event = self.money_events(sold)[-1]
        self.assert_held(event, reasons.PRODUCT, "3.00", sold.payload["name"])
        self.connection.refund_product_id = self.refund_product
        self.work()
        credit = self.assert_credited(sold)
        self.assertEqual(credit.invoice_line_ids.product_id, self.refund_product)
        self.assertIn("Came late", credit.invoice_line_ids.name)
        self.assert_settled(sold)

    def test_I9_what_rounding_makes_differ_is_a_visible_line_within_the_limit(self):
        sold = self.sold_and_paid()
        sold.refund({0: 1}, total=Decimal("11.03"))
        self.hear_refund(sold)
        [credit] = self.invoices_of(sold, "out_refund")
        self.assert_amount(credit, "amount_total", "11.03")
        line = credit.invoice_line_ids.filtered(lambda one: one.product_id == self.rounding)
        self.assertEqual((line.price_unit, line.tax_ids.ids), (0.03, []))

    def test_I9_what_differs_by_more_is_held_with_both_computations(self):
        sold = self.sold_and_paid()
        sold.refund({0: 1}, total=Decimal("12.00"))
        self.hear_refund(sold)
        self.assertFalse(self.invoices_of(sold, "out_refund"))
        self.assert_held(self.money_events(sold)[-1], reasons.TOTAL, "11.00", "12.00")

    def test_accounts_and_analytics_are_the_invoices(self):
        plan = self.env["account.analytic.plan"].create({"name": "Shops"})
        shop = self.env["account.analytic.account"].create({"name": "Web", "plan_id": plan.id})
        self.env["account.analytic.distribution.model"].create(
            {"product_id": self.mug.id, "analytic_distribution": {str(shop.id): 100}}
        )
        sold = self.sold_and_paid()
        [invoice] = self.invoices_of(sold)
        mugs = invoice.invoice_line_ids.filtered(lambda line: line.product_id == self.mug)
        self.assertEqual(mugs.analytic_distribution, {str(shop.id): 100})
        sold.refund({0: 1})
        self.hear_refund(sold)
        [credited] = self.invoices_of(sold, "out_refund").invoice_line_ids
        self.assertEqual(credited.analytic_distribution, {str(shop.id): 100})
        self.assertEqual((credited.account_id, credited.tax_ids), (mugs.account_id, mugs.tax_ids))

    def test_a_credit_note_of_a_person_is_not_taken_for_a_refund(self):
        sold = self.sold_and_paid()
        [invoice] = self.invoices_of(sold)
        reversal = self.env["account.move.reversal"].create(
            {"move_ids": [(6, 0, invoice.ids)], "journal_id": invoice.journal_id.id, "reason": "Wrong address"}
        )
        reversal.refund_moves()
        self.invoices_of(sold, "out_refund").action_post()
        self.work()
        # It is invoiced anew, as Odoo has it.
        self.assertEqual(len(self.invoices_of(sold)), 2)
