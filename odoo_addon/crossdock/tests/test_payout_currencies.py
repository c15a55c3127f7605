"""Payouts in several currencies: journals of their own, exchange differences that Odoo's accounts for them carry."""

from datetime import date
from decimal import Decimal

from odoo.tests import tagged

from ..sync import reasons
from .payout_case import PayoutCase

DAY = date(2026, 11, 24)


@tagged("post_install", "-at_install")
class TestPayoutCurrencies(PayoutCase):
    def use(self, name, rate):
        """An active currency of which so many make one of the company's."""
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", name)])
        currency.active = True
        currency.rate_ids.unlink()
        self.env["res.currency.rate"].create(
            {"name": "2026-01-01", "rate": rate, "currency_id": currency.id, "company_id": self.env.company.id}
        )
        return currency

    def add_journal(self, journal):
        self.connection.payout_journal_ids = [(4, journal.id)]

    def test_each_currency_has_its_journal_and_its_minor_units(self):
        cases = [
            # currency, rate, movements, bank, fees
            ("EUR", 0.9, [("adjustment", "90.90", "0.90", None)], "90.00", "0.90"),
            ("JPY", 150.0, [("adjustment", "15000.0", "150.0", None)], "14850", "150"),
            ("USD", 1.0, [("adjustment", "3.33", "0.11", None)], "3.22", "0.11"),
        ]
        for place, (name, rate, movements, bank, fees) in enumerate(cases):
            with self.subTest(currency=name):
                journal = self.payout_bank
                if name != "USD":
                    journal = self.make_journal(f"Bank {name}", f"B{name}", self.use(name, rate))
                number = self.store_side.pay_out(200 + place, movements, currency=name)
                self.pull()
                if name != "USD":
                    self.assert_held(self.payout_event(number), reasons.PAYOUT, name)
                    self.add_journal(journal)
                    self.connection._release_held(reasons.PAYOUT, reasons.PAYOUT_JOURNAL)
                    self.work()
                move = self.payout(number).move_id
                self.assertEqual(move.journal_id, journal)
                self.assert_balances(
                    move,
                    {
                        journal.default_account_id.name: bank,
                        "payout_fee": fees,
                        "payout_adjustment": f"-{Decimal(movements[0][1])}",
                    },
                    currency=True,
                )
                self.assertAlmostEqual(
                    move.line_ids.filtered(lambda item: item.account_id.name == "payout_fee").balance,
                    round(float(fees) / rate, 2),
                )

    def test_a_payment_in_another_currency_than_its_payout_is_cleared_whole(self):
        euro = self.use("EUR", 0.9)
        journal = self.make_journal("Bank EUR", "BEUR", euro)
        self.add_journal(journal)
        sold, charge = self.sell_paid(1001)
        total = self.total(sold)
        worth = (total * Decimal("0.91")).quantize(Decimal("0.01"))
        number = self.store_side.pay_out(210, [("charge", worth, "1.00", charge, sold)], currency="EUR")
        self.pull()
        move = self.payout(number).move_id
        self.assert_paid_out(self.payments_of(sold))
        own = self.balances(move, currency=True)
        self.assertEqual(own[journal.default_account_id.name], worth - 1)
        company = self.env.company
        exchange = company.income_currency_exchange_account_id | company.expense_currency_exchange_account_id
        gain = sum(move.line_ids.filtered(lambda item: item.account_id in exchange).mapped("balance"))
        self.assertAlmostEqual(gain, -(round(float(worth) / 0.9, 2) - float(total)), places=2)
        self.assert_balanced(move)

    def test_cents_of_conversion_never_unbalance_the_entry(self):
        euro = self.use("EUR", 0.8713)
        self.add_journal(self.make_journal("Bank EUR", "BEUR", euro))
        for place in range(6):
            movements = [("adjustment", f"{17 + place}.{11 + 7 * step}", "0.37", None) for step in range(5)]
            movements += [("lending_debit", "-3.33", "0", None), ("dispute_withdrawal", "-1.01", "0", None)]
            number = self.store_side.pay_out(220 + place, movements, currency="EUR")
            self.pull()
            move = self.payout(number).move_id
            self.assertTrue(move, self.payout_event(number).reason)
            self.assert_balanced(move)
            self.assertAlmostEqual(sum(move.line_ids.mapped("amount_currency")), 0.0, places=6)

    def test_what_a_buyer_of_another_currency_paid_may_differ_by_its_exchange(self):
        self.connection.invoice_policy = "none"
        sold = self.sell(order_id=1001)
        total = self.total(sold)
        charge = sold.transact("sale", total, buyer=("31.00", "EUR"))
        self.enter_sold(sold)
        number = self.store_side.pay_out(230, [("charge", total - Decimal("0.12"), "1.00", charge, sold)])
        self.pull()
        move = self.payout(number).move_id
        loss = self.env.company.expense_currency_exchange_account_id.name
        self.assertEqual(self.balances(move)[loss], Decimal("0.12"))
        self.assert_paid_out(self.payments_of(sold))
        self.assertTrue(move.statement_line_id.is_reconciled)

    def test_payments_of_a_foreign_store_are_cleared_with_odoos_own_exchange_entries(self):
        """Store and payouts in euros, books in dollars; the rate has moved between payment and payout."""
        euro = self.use("EUR", 0.9)
        self.env["res.currency.rate"].create(
            {"name": "2026-11-23", "rate": 0.95, "currency_id": euro.id, "company_id": self.env.company.id}
        )
        self.add_journal(self.make_journal("Bank EUR", "BEUR", euro))
        sold, charge = self.sell_paid(1001, currency="EUR")
        self.assertEqual(self.payments_of(sold).currency_id, euro)
        number = self.store_side.pay_out(240, [("charge", self.total(sold), "1.00", charge, sold)], currency="EUR")
        self.pull()
        move = self.payout(number).move_id
        self.assert_paid_out(self.payments_of(sold))
        self.assertTrue(move.statement_line_id.is_reconciled)
        liquidity = self.payments_of(sold)._seek_for_lines()[0]
        self.assertTrue(liquidity.full_reconcile_id or liquidity.matched_credit_ids.exchange_move_id)
        self.assertFalse(liquidity.amount_residual)
