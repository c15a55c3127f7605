"""How payouts come in: by cursor, with what the store allows; who sees them; disputes as something to do by a date."""

from datetime import date, datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from ..sync import payouts, reasons
from ..sync.payout_poll import MARK
from .common import make_connection
from .order_payload import encode
from .payout_case import PayoutCase

SIMPLE = [("adjustment", "10.00", "1.00", None)]


@tagged("post_install", "-at_install")
class TestPayoutPolling(PayoutCase):
    def test_the_cursor_moves_on_and_looks_back_for_what_came_of_older_ones(self):
        self.connection.payouts_since = datetime(2026, 9, 1)
        issued = {301: "2026-08-31", 302: "2026-09-02", 303: "2026-10-20", 304: "2026-11-10"}
        for number, day in issued.items():
            self.store_side.pay_out(number, SIMPLE, at=f"{day}T00:00:00Z")
        self.pull()
        self.assertFalse(self.payout(301))
        self.assertTrue(all(self.payout(number).move_id for number in (302, 303, 304)))
        remote_at, _local_at = self.env["crossdock.cursor"]._get(self.connection, "payouts")
        self.assertEqual(remote_at, datetime(2026, 11, 10))
        for number in (302, 303):
            self.store_side.payouts[number]["status"] = "FAILED"
        self.pull()
        self.assertEqual(self.payout(302).status, "paid", "farther back than the list is read again")
        self.assertEqual(self.payout(303).status, "failed")
        self.assertTrue(self.payout(303).returned_move_id)

    def test_a_page_that_was_stored_is_not_lost_when_the_next_fails(self):
        for number in range(310, 316):
            self.store_side.pay_out(number, SIMPLE, at=f"2026-11-{number - 300}T00:00:00Z")
        self.store_side.page = 2
        honest, pages = self.store_side.read, []

        def read(document, variables):
            if "query PayoutsPage" in document:
                pages.append(variables["after"])
                if len(pages) == 2:
                    raise ConnectionError("cut")
            return honest(document, variables)

        self.store_side.read = read
        # Not by assertRaises, which would roll back what the first page stored.
        cut = False
        try:
            self.pull()
        except ConnectionError:
            cut = True
        self.assertTrue(cut)
        self.work()
        self.assertTrue(self.payout(310).move_id and self.payout(311).move_id)
        self.assertFalse(self.payout(312))
        self.pull()
        self.assertTrue(all(self.payout(number).move_id for number in range(310, 316)))

    def test_missing_scopes_are_said_and_pause_nothing(self):
        self.store_side.scopes = ("read_orders", "read_shopify_payments_accounts")
        self.store_side.pay_out(320, SIMPLE)
        for _time in range(2):
            self.pull()
        self.assertFalse(self.payout(320))
        self.assertEqual(self.connection.state, "live")
        asked = self.connection.activity_ids.filtered(lambda one: "payouts cannot be read" in one.summary)
        self.assertEqual(len(asked), 1)
        self.assertIn("read_shopify_payments_payouts", asked.note)
        self.assertNotIn("read_shopify_payments_accounts,", asked.note)
        self.store_side.scopes = ("read_shopify_payments",)
        self.pull()
        self.assertTrue(self.payout(320).move_id)
        self.assertFalse(self.connection.activity_ids.filtered(lambda one: "payouts cannot be read" in one.summary))

    def test_preview_lists_what_would_be_entered(self):
        self.connection.state = "preview"
        sold_total = "41.00"
        number = self.store_side.pay_out(321, [("charge", sold_total, "1.00", 5), ("charge", "1.00", "0", 6)])
        self.pull()
        event = self.payout_event(number)
        self.assertEqual((event.state, event.reason_code), ("held", reasons.PREVIEW))
        self.assertIn("41.00 USD", event.preview)
        self.assertIn("2 charge: 42.00 - 1.00", event.preview)
        self.assertFalse(self.payout(number))

    def test_button_and_schedule_mark_stores_that_want_payouts_alone(self):
        other = self.make_live(name="Without payouts")
        self.connection.action_pull_payouts()
        self.assertEqual(self.marked(MARK), {self.connection.id})
        with self.assertRaises(UserError):
            other.action_pull_payouts()
        self.forget_marks()
        self.env["crossdock.connection"]._cron_reconcile()
        self.assertEqual((self.marked(MARK), self.marked(MARK, other)), ({self.connection.id}, set()))
        user = new_test_user(self.env, "payout_user", groups="crossdock.group_user")
        with self.assertRaises(AccessError):
            self.connection.with_user(user).action_pull_payouts()

    def test_one_journal_for_each_currency(self):
        with self.assertRaises(ValidationError):
            self.connection.payout_journal_ids = [(4, self.make_journal("Another", "ANO").id)]

    # -- who sees it -------------------------------------------------------------------------------------------

    def test_I11_payouts_are_seen_by_their_company_and_changed_by_no_one(self):
        number = self.store_side.pay_out(330, [("charge", "10.00", "1.00", 77), *SIMPLE])
        self.pull()
        payout = self.payout(number)
        other = self.env["res.company"].create({"name": "Other company"})
        elsewhere = make_connection(self.env, name="Elsewhere", company_id=other.id)
        hidden = self.env["crossdock.payout"].create(
            {
                "connection_id": elsewhere.id,
                "remote_id": "1",
                "status": "paid",
                "issued_at": "2026-11-01",
                "currency_id": self.env.company.currency_id.id,
                "line_ids": [(0, 0, {"remote_id": "2", "type": "charge", "kind": "sale"})],
            }
        )
        seen_by = {
            "crossdock.group_user": True,
            "crossdock.group_manager": True,
            "account.group_account_invoice": True,
            "account.group_account_readonly": True,
            "sales_team.group_sale_salesman": False,
        }
        for group, sees in seen_by.items():
            user = new_test_user(self.env, f"payout_{group.rsplit('.', 1)[-1]}", groups=group)
            with self.subTest(group=group):
                if not sees:
                    with self.assertRaises(AccessError):
                        payout.with_user(user).read(["amount"])
                    continue
                seen = self.env["crossdock.payout"].with_user(user).search([])
                self.assertIn(payout, seen)
                self.assertNotIn(hidden, seen)
                self.assertTrue(payout.with_user(user).move_id.id)
                self.assertNotIn(hidden.line_ids, self.env["crossdock.payout.line"].with_user(user).search([]))
                for record in (payout, payout.line_ids[0]):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write({"remote_id": "9"})
                    with self.assertRaises(AccessError):
                        record.with_user(user).unlink()
                payout.with_user(user).action_match_again()
                with self.assertRaises(AccessError):
                    hidden.with_user(user).action_match_again()
        views = self.env["crossdock.payout"].with_user(user.browse(self.env.uid)).get_views([(False, "form")])
        self.assertIn("action_match_again", views["views"]["form"]["arch"])

    def test_I11_a_payout_is_booked_in_the_company_of_its_store(self):
        company = self.env["res.company"].create({"name": "Second company"})
        self.env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
        here = self.env["account.account"].with_company(company)
        accounts = {
            key: here.create(
                {
                    "name": f"{key} 2",
                    "code": f"66{place}000",
                    "account_type": one.account_type,
                    "company_ids": company.ids,
                }
            )
            for place, (key, one) in enumerate(self.accounts.items())
        }
        bank = self.env["account.journal"].create(
            {"name": "Bank 2", "type": "bank", "code": "BNK9", "company_id": company.id}
        )
        second = self.make_live(
            name="Second store",
            company_id=company.id,
            payout_policy="entered",
            payouts_since="2026-01-01",
            payout_journal_ids=[(6, 0, bank.ids)],
            **{f"{key}_account_id": one.id for key, one in accounts.items()},
        )
        with self.assertRaises(UserError):
            second.payout_journal_ids = [(6, 0, self.payout_bank.ids)]
        with self.assertRaises(UserError):
            second.payout_fee_account_id = self.accounts["payout_fee"]
        sold, charge = self.sell_paid(1001)
        number = self.store_side.pay_out(331, [("charge", self.total(sold), "1.00", charge, sold), *SIMPLE])
        payouts.look_again(second, [number])
        self.work()
        payout = self.payout(number)
        self.assertEqual(payout.company_id, company)
        self.assertEqual(
            (payout.move_id.company_id, payout.move_id.line_ids.account_id.company_ids), (company, company)
        )
        self.assertEqual(payout.move_id.create_uid, self.env.ref("crossdock.user_technical"))
        # The payment is of another store: it is none of this one's.
        self.assertEqual(payout.line_ids.sorted("id").mapped("state"), ["unmatched", "account"])
        self.assertFalse(self.payments_of(sold).is_matched)

    # -- disputes ----------------------------------------------------------------------------------------------

    def dispute(self, sold, status, **more):
        payload = {
            "id": 285332461850802050,
            "order_id": sold.id,
            "type": "chargeback",
            "amount": "11.50",
            "currency": "USD",
            "reason": "fraudulent",
            "network_reason_code": "4837",
            "status": status,
            "evidence_due_by": "2026-12-10T19:00:00-05:00",
            "evidence_sent_on": None,
            "finalized_on": None,
            "initiated_at": "2026-11-20T19:00:00-05:00",
            **more,
        }
        self.store(f"order:{sold.id}", encode(payload), topic="disputes/update", lane="engagement")
        self.drain("engagement")
        return (
            self.order_of(sold)
            if self.env["sale.order"].search_count([("crossdock_remote_id", "=", str(sold.id))])
            else self.connection
        )

    def disputes_of(self, record):
        return record.activity_ids.filtered(lambda one: one.summary == "Dispute 285332461850802050")

    def test_a_dispute_is_something_to_do_by_a_date_until_it_is_answered(self):
        self.connection.follow_disputes = True
        sold, _charge = self.sell_paid(1001)
        for _time in range(2):
            order = self.dispute(sold, "needs_response")
        asked = self.disputes_of(order)
        self.assertEqual((len(asked), asked.date_deadline), (1, date(2026, 12, 10)))
        self.assertIn("11.50 USD", asked.note)
        order = self.dispute(sold, "needs_response", evidence_due_by="2026-12-12T00:00:00Z")
        self.assertEqual(self.disputes_of(order).date_deadline, date(2026, 12, 12))
        order = self.dispute(sold, "under_review", evidence_sent_on="2026-12-01T00:00:00Z")
        self.assertFalse(self.disputes_of(order))
        order = self.dispute(sold, "lost", finalized_on="2026-12-20T00:00:00Z")
        self.assertIn("lost", order.message_ids[0].body)

    def test_a_dispute_of_an_order_that_odoo_does_not_have_is_asked_about_all_the_same(self):
        self.connection.follow_disputes = True
        record = self.dispute(self.sell(order_id=1001), "needs_response")
        self.assertEqual(record, self.connection)
        self.assertEqual(len(self.disputes_of(record)), 1)
        self.assertIn("subscriptions", {*self._kinds_marked()})

    def _kinds_marked(self):
        self.commit()
        self.env.cr.execute("SELECT kind FROM crossdock_mark WHERE connection_id = %s", (self.connection.id,))
        return [row[0] for row in self.env.cr.fetchall()]
