"""Payouts: one line of a bank statement each, equal to what it is made of, reconciled with the payments in Odoo."""

from datetime import date
from decimal import Decimal

from odoo.tests import tagged

from ..sync import payouts, reasons
from .payout_case import PayoutCase


@tagged("post_install", "-at_install")
class TestPayouts(PayoutCase):
    def test_I9_a_payout_of_everything_lands_on_each_account_to_the_cent(self):
        sold, charge = self.sell_paid(1001)
        other, second = self.sell_paid(1002)
        refund = other.refund({0: 1})
        repaid = other.transactions[-1]
        self.hear_order(other)
        self.hear_money(other, "refunds/create")
        self.work()
        self.assertTrue(refund)
        total = self.total(sold)
        number = self.store_side.pay_out(
            71,
            [
                ("charge", total, "1.23", charge, sold),
                ("charge", self.total(other), "1.11", second, other),
                ("refund", -repaid["amount"], "-0.10", repaid["id"], other),
                ("dispute_withdrawal", "-12.50", "0", None),
                ("chargeback_fee", "-15.00", "0", None),
                ("adjustment", "3.00", "0", None),
                ("reserved_funds", "-5.00", "0", None),
                ("shipping_label", "-4.44", "0", None),
                ("something_new", "-0.06", "0.01", None),
            ],
        )
        self.pull()
        payout = self.payout(number)
        net = total + self.total(other) - repaid["amount"] - Decimal("36.25")
        self.assert_amount(payout, "amount", net)
        outstanding = self.payments_of(sold)._seek_for_lines()[0].account_id
        outgoing = self.payments_of(other).filtered(lambda one: one.payment_type == "outbound")
        out_account = outgoing._seek_for_lines()[0].account_id
        self.assert_balances(
            payout.move_id,
            {
                self.payout_bank.default_account_id.name: net,
                outstanding.name: -(total + self.total(other)),
                out_account.name: repaid["amount"],
                "payout_fee": "17.25",
                "payout_dispute": "12.50",
                "payout_adjustment": "-3.00",
                "payout_reserve": "5.00",
                "payout_other": "4.50",
            },
        )
        self.assert_paid_out(self.payments_of(sold) | self.payments_of(other))
        line = payout.move_id.statement_line_id
        self.assertTrue(line.is_reconciled)
        self.assert_amount(line, "amount", net)
        self.assertEqual((line.date, line.ref), (date(2026, 11, 24), "trace-71"))
        states = payout.line_ids.sorted("id").mapped("state")
        self.assertEqual(states, ["matched"] * 3 + ["account"] * 6)
        self.assertEqual(payout.unmatched_count, 0)
        self.assertEqual(self.payments_of(sold).reconciled_statement_line_ids, line)
        self.assertEqual((self.order_of(sold).crossdock_payout_count, self.connection.payout_count), (1, 1))
        for record, action in (
            (self.order_of(other), "action_crossdock_payouts"),
            (self.connection, "action_open_payouts"),
            (payout, "action_open_lines"),
            (payout, "action_open_payments"),
            (payout, "action_open_entries"),
        ):
            with self.subTest(action=action):
                opened = getattr(record, action)()
                self.assertTrue(self.env[opened["res_model"]].search_count(opened["domain"]))

    def test_I2_duplicates_replays_and_polls_change_nothing(self):
        sold, charge = self.sell_paid(1001)
        number = self.store_side.pay_out(72, [("charge", self.total(sold), "1.00", charge, sold)])
        self.pull()
        move = self.payout(number).move_id
        items = move.line_ids
        event = self.payout_event(number)
        self.assertEqual(event.state, "done")
        self.pull()
        self.assertEqual(self.payout_event(number), event)
        payouts.look_again(self.connection, [number, number])
        self.work()
        self.assertEqual(self.payout_event(number).state, "done")
        self.assertEqual((self.payout(number).move_id, move.line_ids), (move, items))
        lines = self.env["account.bank.statement.line"].search([("journal_id", "=", self.payout_bank.id)])
        self.assertEqual(len(lines), 1)
        self.assertEqual(self.store_side.asked.count("PayoutTransactions"), 1)

    def test_a_deleted_entry_is_not_made_again(self):
        number = self.store_side.pay_out(70, [("adjustment", "10.00", "1.00", None)])
        self.pull()
        self.payout(number).move_id.statement_line_id.unlink()
        payouts.look_again(self.connection, [number])
        self.work()
        self.assertFalse(self.payout(number).move_id)
        self.assertIn("deleted", self.payout_event(number).reason)

    def test_only_paid_payouts_are_entered_and_their_way_there_is_shown(self):
        sold, charge = self.sell_paid(1001)
        number = self.store_side.pay_out(73, [("charge", self.total(sold), "1.00", charge, sold)], status="scheduled")
        for status in ("scheduled", "in_transit"):
            self.store_side.payouts[number]["status"] = status.upper()
            self.pull()
            payout = self.payout(number)
            self.assertEqual((payout.status, bool(payout.move_id), bool(payout.line_ids)), (status, False, False))
        self.store_side.payouts[number]["status"] = "PAID"
        self.pull()
        self.assertTrue(self.payout(number).move_id)
        self.assert_paid_out(self.payments_of(sold))

    def test_a_payment_that_comes_later_is_matched_by_itself(self):
        sold = self.sell(order_id=1001)
        charge = sold.transact("sale", sold.payload["total_price"])
        known, second = self.sell_paid(1002)
        number = self.store_side.pay_out(
            74,
            [
                ("charge", self.total(sold), "1.00", charge, sold),
                ("charge", self.total(known), "2.00", second, known),
                ("charge", "7.00", "0.50", 999999, sold),
            ],
        )
        self.pull()
        payout = self.payout(number)
        suspense = self.payout_bank.suspense_account_id.name
        waiting = self.total(sold) + 7
        self.assertEqual(self.balances(payout.move_id)[suspense], -waiting)
        self.assertEqual(payout.unmatched_count, 2)
        self.assert_amount(payout, "unmatched_amount", waiting)
        self.assertFalse(payout.move_id.statement_line_id.is_reconciled)
        self.assertIn(str(charge), payout.line_ids.filtered(lambda line: line.state == "unmatched")[0].reason)
        self.enter_sold(sold)
        payout = self.payout(number)
        self.assertEqual(payout.unmatched_count, 1, self.payout_event(number).reason)
        self.assert_paid_out(self.payments_of(sold) | self.payments_of(known))
        self.assertEqual(self.balances(payout.move_id)[suspense], Decimal("-7.00"))
        self.assert_balanced(payout.move_id)
        self.assertEqual(len(payout.move_id.line_ids.filtered(lambda item: item.account_id.name == suspense)), 1)
        self.assertIn("Matched now: 1", payout.message_ids[0].body)

    def test_the_last_match_takes_the_suspense_item_away(self):
        sold = self.sell(order_id=1001)
        charge = sold.transact("sale", sold.payload["total_price"])
        number = self.store_side.pay_out(75, [("charge", self.total(sold), "1.00", charge, sold)])
        self.pull()
        move = self.payout(number).move_id
        self.enter_sold(sold)
        self.assertNotIn(self.payout_bank.suspense_account_id, move.line_ids.account_id)
        self.assertTrue(move.statement_line_id.is_reconciled)
        self.assert_paid_out(self.payments_of(sold))

    def test_a_locked_payout_is_matched_by_an_entry_of_its_own(self):
        """Odoo locks no period with open lines of statements; a payout that the bank never got has none."""
        sold = self.sell(order_id=1001)
        charge = sold.transact("sale", sold.payload["total_price"])
        number = self.store_side.pay_out(76, [("charge", self.total(sold), "1.00", charge, sold)], status="canceled")
        self.pull()
        payout = self.payout(number)
        before = self.balances(payout.move_id)
        self.connection.company_id.fiscalyear_lock_date = date(2026, 11, 24)
        self.enter_sold(sold)
        payout = self.payout(number)
        self.assertEqual(self.balances(payout.move_id), before)
        self.assertEqual(payout.unmatched_count, 0)
        suspense = self.payout_bank.suspense_account_id
        items = self.env["account.move.line"].search([("account_id", "=", suspense.id)])
        self.assertEqual(len(items), 2)
        self.assertAlmostEqual(sum(items.mapped("balance")), 0.0, places=6)
        self.assertGreater(items[0].date, date(2026, 11, 24))
        self.assertIn("locked", " ".join(payout.message_ids.mapped("body")))
        self.assert_paid_out(self.payments_of(sold))

    def test_match_again_by_a_person(self):
        sold, charge = self.sell_paid(1001)
        payment = self.payments_of(sold)
        payment.action_draft()
        number = self.store_side.pay_out(77, [("charge", self.total(sold), "1.00", charge, sold)])
        self.pull()
        payout = self.payout(number)
        self.assertIn("not posted", payout.line_ids.reason)
        payment.action_post()
        payout.action_match_again()
        self.work()
        self.assertEqual(self.payout(number).unmatched_count, 0)
        self.assert_paid_out(payment)

    def test_I9_a_payout_that_is_not_its_sum_is_held_with_the_difference(self):
        number = self.store_side.pay_out(78, [("adjustment", "10.00", "0", None)], net="10.01")
        self.pull()
        event = self.payout_event(number)
        self.assert_held(event, reasons.TOTAL, "0.01")
        self.assertEqual(event.reason_key, f"payout:{number}")
        self.assertIn("10.00", event.reason)
        self.assertFalse(self.payout(number))
        self.store_side.payouts[number]["net"]["amount"] = "10.00"
        event.action_replay()
        self.work()
        self.assertTrue(self.payout(number).move_id)

    def test_I6_what_is_not_chosen_holds_the_payout_until_it_is(self):
        cases = [
            ("payout_fee", [("charge", "10.00", "1.00", None)]),
            ("payout_dispute", [("dispute_withdrawal", "-10.00", "0", None)]),
            ("payout_adjustment", [("adjustment", "10.00", "0", None)]),
            ("payout_reserve", [("reserved_funds", "-10.00", "0", None)]),
            ("payout_other", [("lending_debit", "-10.00", "0", None)]),
        ]
        for place, (key, movements) in enumerate(cases):
            with self.subTest(key=key):
                self.connection[f"{key}_account_id"] = False
                number = self.store_side.pay_out(80 + place, movements)
                self.pull()
                self.assert_held(self.payout_event(number), reasons.PAYOUT, "account")
                self.assertEqual(self.payout_event(number).reason_key, key)
                self.assertFalse(self.payout(number))
                self.connection.write({f"{key}_account_id": self.accounts[key].id})
                self.work()
                self.assertTrue(self.payout(number).move_id)
        self.connection.payout_journal_ids = False
        number = self.store_side.pay_out(90, [("adjustment", "10.00", "0", None)])
        self.pull()
        self.assert_held(self.payout_event(number), reasons.PAYOUT, "USD")
        self.connection.write({"payout_journal_ids": [(6, 0, self.payout_bank.ids)]})
        self.work()
        self.assertTrue(self.payout(number).move_id)

    def test_a_withdrawal_takes_from_the_bank_whatever_the_sign_the_store_writes(self):
        for number, net in ((91, "-20.00"), (92, "20.00")):
            self.store_side.pay_out(number, [("dispute_withdrawal", "-20.00", "0", None)], net=net)
            self.pull()
            move = self.payout(number).move_id
            self.assert_balances(move, {self.payout_bank.default_account_id.name: "-20.00", "payout_dispute": "20.00"})

    def test_lock_dates_move_the_entry_and_say_so(self):
        sold, charge = self.sell_paid(1001)
        self.connection.company_id.fiscalyear_lock_date = date(2026, 11, 24)
        number = self.store_side.pay_out(93, [("charge", self.total(sold), "1.00", charge, sold)])
        self.pull()
        payout = self.payout(number)
        self.assertGreater(payout.move_id.date, date(2026, 11, 24))
        said = " ".join(payout.message_ids.mapped("body"))
        self.assertIn("locked", said)
        self.assertIn("2026-11-24", said)
        self.assert_paid_out(self.payments_of(sold))

    def test_a_payout_that_came_back_is_booked_back_and_a_person_asked(self):
        sold, charge = self.sell_paid(1001)
        number = self.store_side.pay_out(94, [("charge", self.total(sold), "1.00", charge, sold)])
        self.pull()
        self.store_side.payouts[number]["status"] = "FAILED"
        for _time in range(2):
            self.pull()
            payouts.look_again(self.connection, [number])
            self.work()
        payout = self.payout(number)
        net = self.total(sold) - 1
        self.assert_balances(
            payout.returned_move_id,
            {self.payout_bank.default_account_id.name: -net, "payout_reserve": net},
        )
        lines = self.env["account.bank.statement.line"].search([("journal_id", "=", self.payout_bank.id)])
        self.assertEqual(sum(lines.mapped("amount")), 0.0)
        self.assertEqual(len(lines), 2)
        self.assertEqual(len(payout.activity_ids), 1)
        self.assertIn("failed", payout.activity_ids.note)
        self.assert_paid_out(self.payments_of(sold))
        again = self.store_side.pay_out(95, [("transfer_failure", net, "0", None)], at="2026-11-26T00:00:00Z")
        self.pull()
        self.assert_balances(
            self.payout(again).move_id,
            {self.payout_bank.default_account_id.name: net, "payout_reserve": -net},
        )

    def test_a_payout_that_never_arrived_leaves_the_bank_alone(self):
        sold, charge = self.sell_paid(1001)
        number = self.store_side.pay_out(96, [("charge", self.total(sold), "1.00", charge, sold)], status="canceled")
        self.pull()
        payout = self.payout(number)
        self.assertFalse(payout.move_id.statement_line_id)
        outstanding = self.payments_of(sold)._seek_for_lines()[0].account_id
        self.assert_balances(
            payout.move_id,
            {"payout_reserve": self.total(sold) - 1, "payout_fee": "1.00", outstanding.name: -self.total(sold)},
        )
        self.assertFalse(payout.returned_move_id)
        self.assert_paid_out(self.payments_of(sold))

    def test_payments_that_do_not_fit_are_listed_with_the_reason(self):
        sold, charge = self.sell_paid(1001)
        total = self.total(sold)
        first = self.store_side.pay_out(97, [("charge", total - 1, "0", charge, sold)])
        second = self.store_side.pay_out(98, [("charge", total, "0", charge, sold)])
        third = self.store_side.pay_out(99, [("charge", total, "0", charge, sold)])
        fourth = self.store_side.pay_out(100, [("refund", -total, "0", charge, sold)])
        self.pull()
        reasons_of = {
            number: (self.payout(number).line_ids.state, self.payout(number).line_ids.reason)
            for number in (first, second, third, fourth)
        }
        self.assertEqual(reasons_of[first][0], "unmatched")
        self.assertIn(str(total), reasons_of[first][1])
        self.assertEqual(sorted(reasons_of[one][0] for one in (second, third)), ["matched", "unmatched"])
        self.assertTrue(any("already" in (reasons_of[one][1] or "") for one in (second, third)))
        self.assertIn("other way", reasons_of[fourth][1])

    def test_a_refund_that_names_the_charge_finds_the_repayment(self):
        sold, charge = self.sell_paid(1001)
        sold.refund({0: 1})
        sold.transactions[-1]["parent"] = charge
        amount = sold.transactions[-1]["amount"]
        self.hear_order(sold)
        self.hear_money(sold, "refunds/create")
        self.work()
        number = self.store_side.pay_out(
            101,
            [("charge", self.total(sold), "0", charge, sold), ("refund", -amount, "0", charge, sold)],
        )
        self.pull()
        self.assertEqual(self.payout(number).line_ids.mapped("state"), ["matched", "matched"])
        self.assert_paid_out(self.payments_of(sold))

    def test_long_payouts_are_read_in_pages(self):
        self.store_side.page = 7
        number = self.store_side.pay_out(102, [("adjustment", "1.01", "0.01", None)] * 30)
        self.pull()
        self.assertEqual(len(self.payout(number).line_ids), 30)
        self.assertEqual(self.store_side.asked.count("PayoutTransactions"), 5)
        self.assert_balances(
            self.payout(number).move_id,
            {
                self.payout_bank.default_account_id.name: "30.00",
                "payout_fee": "0.30",
                "payout_adjustment": "-30.30",
            },
        )

    def test_the_tax_in_fees_goes_to_its_account(self):
        tax_account = self.env["account.account"].create(
            {"name": "Input tax", "code": "779000", "account_type": "asset_current"}
        )
        tax = self.env["account.tax"].create(
            {
                "name": "Input 20 %",
                "amount": 20,
                "type_tax_use": "purchase",
                "invoice_repartition_line_ids": [
                    (0, 0, {"repartition_type": "base"}),
                    (0, 0, {"repartition_type": "tax", "account_id": tax_account.id}),
                ],
                "refund_repartition_line_ids": [
                    (0, 0, {"repartition_type": "base"}),
                    (0, 0, {"repartition_type": "tax", "account_id": tax_account.id}),
                ],
            }
        )
        self.connection.payout_fee_tax_id = tax
        sold, charge = self.sell_paid(1001)
        number = self.store_side.pay_out(103, [("charge", self.total(sold), "1.00", charge, sold)])
        self.pull()
        move = self.payout(number).move_id
        found = self.balances(move)
        self.assertEqual((found["payout_fee"], found["Input tax"]), (Decimal("0.83"), Decimal("0.17")))
        self.assert_balanced(move)
        base = move.line_ids.filtered(lambda item: item.account_id.name == "payout_fee")
        self.assertEqual((base.tax_ids, len(base)), (tax, 1))
        self.assertEqual(move.line_ids.filtered("tax_repartition_line_id").tax_line_id, tax)
