"""What the tests of payouts share: a store with a payment account, and a connection that enters its payouts."""

from datetime import datetime
from decimal import Decimal

from ..sync.payout_poll import poll_payouts
from .engine_case import SavepointEngine
from .money_case import MoneyCase
from .payout_store import PayoutStore

ACCOUNTS = {
    "payout_fee": "expense",
    "payout_dispute": "asset_current",
    "payout_adjustment": "income_other",
    "payout_reserve": "asset_current",
    "payout_other": "expense",
}


class PayoutCase(MoneyCase):
    def setUp(self):
        super().setUp()
        self.store_side = PayoutStore()
        self.engine = SavepointEngine(self.worker_env, self.store_side)
        self.accounts = {
            key: self.env["account.account"].create(
                {"name": key, "code": f"77{place}000", "account_type": kind, "reconcile": False}
            )
            for place, (key, kind) in enumerate(ACCOUNTS.items())
        }
        self.payout_bank = self.make_journal("Bank of payouts", "PBNK")
        self.connection.write(
            {
                "payout_policy": "entered",
                "payouts_since": datetime(2026, 1, 1),
                "payout_journal_ids": [(6, 0, self.payout_bank.ids)],
                **{f"{key}_account_id": one.id for key, one in self.accounts.items()},
            }
        )
        self.forget_marks()

    def make_journal(self, name, code, currency=None):
        return self.env["account.journal"].create(
            {
                "name": name,
                "type": "bank",
                "code": code,
                "company_id": self.connection.company_id.id,
                "currency_id": currency.id if currency else False,
            }
        )

    # -- the store -------------------------------------------------------------------------------------------

    def sell_paid(self, order_id, total=None, **changes):
        """An order of the store that is paid and in Odoo; (the order, the id of its transaction)."""
        sold = self.sell(order_id=order_id, **changes)
        number = sold.transact("sale", total or sold.payload["total_price"])
        self.enter_sold(sold)
        return sold, number

    def total(self, sold):
        return Decimal(sold.payload["total_price"])

    def pull(self):
        """What the mark of payouts does, then the work of the lane."""
        poll_payouts(self.engine, self.connection.id)
        self.work()

    # -- Odoo ------------------------------------------------------------------------------------------------

    def payout(self, number):
        self.env.invalidate_all()
        found = self.env["crossdock.payout"].search([("remote_id", "=", str(number))])
        self.assertLessEqual(len(found), 1)
        return found

    def payout_event(self, number):
        self.env.invalidate_all()
        return self.env["crossdock.inbox"].search([("object_key", "=", f"payout:{number}")], order="id desc", limit=1)

    def balances(self, move, currency=False):
        """{account name: balance, in the company's or in the items' own currency} of an entry."""
        found = {}
        for item in move.line_ids:
            name = item.account_id.name
            amount = item.amount_currency if currency else item.balance
            found[name] = found.get(name, Decimal(0)) + Decimal(f"{amount:.2f}")
        return found

    def assert_balances(self, move, wanted, currency=False):
        found = {name: amount for name, amount in self.balances(move, currency).items() if amount}
        self.assertEqual(found, {name: Decimal(amount) for name, amount in wanted.items()})
        self.assertEqual(move.state, "posted")
        self.assert_balanced(move)

    def assert_paid_out(self, payments):
        """Nothing is open on the outstanding accounts any more, by real reconciliation."""
        self.env.invalidate_all()
        for payment in payments:
            liquidity, _counterpart, _others = payment._seek_for_lines()
            self.assertTrue(liquidity.account_id.reconcile)
            self.assertTrue(liquidity.reconciled)
            self.assertTrue(liquidity.matched_debit_ids | liquidity.matched_credit_ids)
            self.assertEqual(payment.state, "paid")
            self.assertTrue(payment.is_matched)
