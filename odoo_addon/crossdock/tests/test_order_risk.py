"""Orders that may be a fraud: held back until a person approves them, or until the store thinks better of them."""

import json
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from crossdock_core import shopify

from . import order_payload
from .test_orders import OrdersCase

READ_RISKS = "odoo.addons.crossdock.sync.order_confirmation.read_risks"
READ_WHOLE = "odoo.addons.crossdock.sync.orders.read_whole"
READ_NODE = "odoo.addons.crossdock.sync.orders.shopify.read_order_node"

LOW = {"recommendation": "ACCEPT", "assessments": [{"riskLevel": "LOW", "facts": []}]}
HIGH = {
    "recommendation": "CANCEL",
    "assessments": [
        {
            "riskLevel": "HIGH",
            "facts": [
                {"description": "Card was stolen", "sentiment": "NEGATIVE"},
                {"description": "Address is known", "sentiment": "POSITIVE"},
            ],
        }
    ],
}
INVESTIGATE = {"recommendation": "INVESTIGATE", "assessments": [{"riskLevel": "MEDIUM", "facts": []}]}
PENDING = {"recommendation": "NONE", "assessments": [{"riskLevel": "PENDING", "facts": []}]}
NONE = {"recommendation": "NONE", "assessments": []}


class RiskCase(OrdersCase):
    def setUp(self):
        super().setUp()
        self.connection.risk_policy = "hold"
        self.engine.line = object()
        self.risk = LOW
        self.asked = []
        self.enterContext(patch(READ_RISKS, self.answer))

    def answer(self, _session, order_ids):
        self.asked += order_ids
        return dict.fromkeys(order_ids, self.risk)

    def enter_risky(self, risk=HIGH, **changes):
        """An order that the store assesses so, after the confirmation's turn."""
        self.risk = risk
        payload = self.payload(**changes)
        _event, sale_order = self.enter(payload)
        self.drain("confirmation")
        return payload, sale_order

    def tell(self, payload, risk, order=None):
        """The store says that its assessment has changed, and is asked for the order; the event."""
        self.risk = risk
        body = json.dumps({"risk_level": "high", "order_id": payload["id"], "provider_title": "Shopify"}).encode()
        event = self.event(self.store(f"order:{payload['id']}", body, topic="orders/risk_assessment_changed"))
        order = order or _WithRisk(payload, risk)
        whole = patch(READ_WHOLE, lambda _session, ids: [(order_id, b"{}") for order_id in ids])
        with whole, patch(READ_NODE, lambda _node: order):
            self.drain()
        self.drain("confirmation")
        return event

    def activities(self, sale_order):
        self.env.invalidate_all()
        return sale_order.activity_ids

    def salesperson(self):
        return new_test_user(self.env, "crossdock_seller", groups="sales_team.group_sale_salesman_all_leads")


class _WithRisk:
    """The canonical order of a payload, with a risk that only queries tell."""

    def __init__(self, payload, risk):
        self._order = shopify.read_order(order_payload.encode(payload), "orders/updated")
        self.risk = _Canonical(
            recommendation=risk["recommendation"].lower(),
            assessments=[
                _Canonical(
                    level=one["riskLevel"].lower(),
                    facts=[
                        _Canonical(description=fact["description"], sentiment=fact["sentiment"].lower())
                        for fact in one["facts"]
                    ],
                )
                for one in risk["assessments"]
            ],
        )

    def __getattr__(self, name):
        return getattr(self._order, name)


class _Canonical:
    def __init__(self, **values):
        self.__dict__.update(values)


@tagged("post_install", "-at_install")
class TestOrderRisk(RiskCase):
    def test_only_risky_orders_wait(self):
        for number, (risk, state) in enumerate(
            ((LOW, "sale"), (NONE, "sale"), (HIGH, "draft"), (INVESTIGATE, "draft"))
        ):
            with self.subTest(risk=risk):
                payload, sale_order = self.enter_risky(risk, order_id=50 + number)
                self.assertEqual((sale_order.state, self.asked[-1]), (state, payload["id"]))
                self.assertEqual(sale_order.crossdock_review, "waiting" if state == "draft" else False)
                self.assertEqual(len(self.activities(sale_order)), 1 if state == "draft" else 0)

    def test_a_risky_order_says_why_and_nobody_confirms_it_unseen(self):
        _payload, sale_order = self.enter_risky()
        self.assertIn("cancel, high", sale_order.crossdock_risk)
        self.assertIn("cancel, high", sale_order.activity_ids.note)
        self.assertTrue(any("cancel, high" in message.body for message in sale_order.message_ids))
        with self.assertRaisesRegex(UserError, "Approve it first"):
            sale_order.action_confirm()

    def test_a_salesperson_approves_and_it_is_confirmed(self):
        payload, sale_order = self.enter_risky()
        sale_order.with_user(self.salesperson()).action_crossdock_approve()
        self.drain("confirmation")
        self.assertEqual((sale_order.state, sale_order.crossdock_review), ("sale", "approved"))
        self.assertFalse(self.activities(sale_order))
        self.tell(payload, HIGH)
        self.assertFalse(self.activities(sale_order), "what was approved is not asked again")
        with self.assertRaisesRegex(UserError, "no approval"):
            sale_order.action_crossdock_approve()

    def test_an_approved_order_is_not_held_again_before_it_is_confirmed(self):
        self.connection.confirm_policy = "paid"
        payload, sale_order = self.enter_risky(financial_status="pending")
        self.assertFalse(sale_order.crossdock_review, "it is not asked about before it could be confirmed")
        self.tell(payload, HIGH)
        sale_order.action_crossdock_approve()
        self.drain("confirmation")
        self.assertEqual(sale_order.state, "draft", "it is still not paid")
        self.enter({**payload, "financial_status": "paid", "updated_at": "2026-11-20T11:00:00-05:00"}, "orders/updated")
        self.drain("confirmation")
        self.assertEqual(sale_order.state, "sale")

    def test_who_approves_in_another_language_settles_the_same_activity(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        _payload, sale_order = self.enter_risky()
        seller = self.salesperson()
        seller.lang = "fr_FR"
        sale_order.activity_ids.summary = "Dans une autre langue"
        sale_order.with_user(seller).with_context(lang="fr_FR").action_crossdock_approve()
        self.assertFalse(self.activities(sale_order))

    def test_I10_what_the_store_knows_of_the_buyer_stays_there(self):
        payload, sale_order = self.enter_risky()
        self.tell(payload, HIGH)
        said = [sale_order.activity_ids.note, *sale_order.message_ids.mapped("body")]
        self.assertNotIn("Card was stolen", " ".join(said))

    def test_I11_others_do_not_approve(self):
        _payload, sale_order = self.enter_risky()
        other = new_test_user(self.env, "crossdock_stock_clerk", groups="stock.group_stock_user")
        with self.assertRaises(AccessError):
            sale_order.with_user(other).action_crossdock_approve()

    def test_a_lowered_risk_confirms_by_itself(self):
        payload, sale_order = self.enter_risky()
        event = self.tell(payload, LOW)
        self.assertEqual(event.state, "done", event.reason)
        self.assertEqual((sale_order.state, sale_order.crossdock_review), ("sale", False))
        self.assertFalse(self.activities(sale_order))

    def test_a_risk_that_goes_up_and_down_ends_where_the_store_ends(self):
        payload, sale_order = self.enter_risky(PENDING)
        for risk in (HIGH, LOW, HIGH, HIGH):
            self.connection.confirm_policy = "never"
            self.tell(payload, risk)
        self.assertEqual((sale_order.state, sale_order.crossdock_review), ("draft", "waiting"))
        self.assertEqual(len(self.activities(sale_order)), 1)
        self.connection.confirm_policy = "always"
        self.tell(payload, LOW)
        self.assertEqual(sale_order.state, "sale")

    def test_a_risk_that_rises_after_the_confirmation_asks_a_person(self):
        payload, sale_order = self.enter_risky(LOW)
        self.tell(payload, HIGH)
        self.assertEqual((sale_order.state, len(self.activities(sale_order))), ("sale", 1))
        self.assertIn("confirmed already", sale_order.activity_ids.note)
        self.tell(payload, LOW)
        self.assertFalse(self.activities(sale_order))

    def test_an_assessment_under_way_is_waited_for_but_not_for_ever(self):
        _payload, sale_order = self.enter_risky(PENDING)
        confirm = self.env["crossdock.inbox"].search([("topic", "=", "internal/confirm")], limit=1)
        self.assertEqual((sale_order.state, confirm.state), ("draft", "retry"))
        self.env.cr.execute("UPDATE sale_order SET create_date = create_date - interval '3 hours'")
        self.env.cr.execute("UPDATE crossdock_inbox SET due_at = due_at - interval '1 hour'")
        self.env.invalidate_all()
        self.drain("confirmation")
        self.assertEqual(sale_order.state, "sale")

    def test_where_the_risk_is_ignored_nobody_asks_the_store(self):
        self.connection.risk_policy = "ignore"
        _payload, sale_order = self.enter_risky()
        self.assertEqual((sale_order.state, self.asked), ("sale", []))

    def test_news_of_the_risk_of_an_unknown_order_enters_it(self):
        payload = self.payload()
        order = shopify.read_order(order_payload.encode(payload), "orders/updated")
        event = self.tell(payload, HIGH, order)
        self.assertEqual(event.state, "done", event.reason)
        sale_order = self.sale_order(payload)
        self.assertEqual((sale_order.state, sale_order.crossdock_review), ("draft", "waiting"))

    def test_I6_news_of_no_order_are_dead(self):
        body = json.dumps({"risk_level": "high", "order_id": None, "provider_title": None}).encode()
        event = self.event(self.store("unreadable:1", body, topic="orders/risk_assessment_changed"))
        self.drain()
        self.assertEqual(event.state, "dead")
        self.assertIn("names no order", event.reason)

    def test_an_order_that_the_store_has_no_more_is_let_be(self):
        body = json.dumps({"risk_level": "high", "order_id": 4, "provider_title": "Shopify"}).encode()
        event = self.event(self.store("order:4", body, topic="orders/risk_assessment_changed"))
        with patch(READ_WHOLE, lambda _session, _ids: []):
            self.drain()
        self.assertEqual(event.state, "done")
        self.assertIn("no more", event.reason)
