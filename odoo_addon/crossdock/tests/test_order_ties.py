"""I5: two states of one order with one version, heard of at once; the store is asked which is the last."""

from unittest.mock import patch

from odoo.tests import tagged

from .test_orders import MUG, OrdersCase


@tagged("post_install", "-at_install")
class TestOrderTies(OrdersCase):
    def asked_after(self, *payloads):
        """Ids that the store was asked for while it worked off these webhooks at once."""
        asked = []
        self.engine.line = object()
        with patch("odoo.addons.crossdock.sync.orders.read_whole", lambda session, ids: asked.extend(ids) or []):
            for payload in payloads:
                self.hear(payload, "orders/updated")
            self.drain()
        return asked

    def test_I5_two_states_of_one_version_that_come_at_once_are_asked_about(self):
        payload = self.payload([{"variant_id": MUG, "price": "10.00", "quantity": 2}])
        other = {**payload, "financial_status": "partially_refunded"}
        self.assertEqual(self.asked_after(payload, other), [payload["id"]])

    def test_I5_one_state_that_comes_twice_is_not(self):
        payload = self.payload([{"variant_id": MUG, "price": "10.00", "quantity": 2}])
        self.assertEqual(self.asked_after(payload, {**payload, "buyer_accepts_marketing": True}), [])

    def test_I5_an_older_state_beside_a_newer_one_is_not(self):
        payload = self.payload([{"variant_id": MUG, "price": "10.00", "quantity": 2}])
        newer = {**payload, "financial_status": "refunded", "updated_at": "2026-11-20T10:05:00-05:00"}
        self.assertEqual(self.asked_after(newer, payload), [])
