"""Orders that are not worked off: tests, and what the store fulfilled before Odoo had it."""

from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_orders import MUG, OrdersCase


@tagged("post_install", "-at_install")
class TestOrderKinds(OrdersCase):
    def enter_and_confirm(self, **changes):
        payload = self.payload(**changes)
        event, sale_order = self.enter(payload)
        self.drain("confirmation")
        return event, sale_order

    def available(self):
        """What the store may sell of mugs, as the stock push computes it."""
        from ..sync.inventory_snapshot import copy_stock

        location = self.connection.warehouse_id.lot_stock_id
        return len(copy_stock(self.env, self.connection, [self.mug.id], [(location.id, 1)]))

    def test_test_orders_are_left_out(self):
        event, sale_order = self.enter_and_confirm(test=True)
        self.assertEqual((event.state, len(sale_order)), ("done", 0))
        self.assertIn("test order", event.reason)

    def test_test_orders_that_are_entered_are_never_confirmed_and_take_no_stock(self):
        self.connection.test_order_policy = "draft"
        before = self.available()
        _event, sale_order = self.enter_and_confirm(test=True)
        self.assertEqual((sale_order.state, sale_order.crossdock_kind), ("draft", "test"))
        self.assertIn("Test order", sale_order.tag_ids.mapped("name"))
        self.assertEqual(self.available(), before)
        with self.assertRaisesRegex(UserError, "never confirmed"):
            sale_order.action_confirm()
        later = {"updated_at": "2026-11-20T12:00:00-05:00", "financial_status": "refunded"}
        _event, same = self.enter_and_confirm(test=True, **later)
        self.assertEqual((same, same.state, same.crossdock_financial_status), (sale_order, "draft", "refunded"))

    def test_each_policy_decides_what_becomes_of_fulfilled_orders(self):
        now, past = datetime(2026, 11, 25), datetime(2026, 11, 1)
        cases = [
            # policy, history before, fulfilled, expected state, expected kind
            ("history", now, "fulfilled", "draft", "history"),
            ("history", now, None, "sale", False),
            ("history", past, "fulfilled", "sale", False),
            ("skip", now, "fulfilled", None, None),
            ("skip", past, "fulfilled", "sale", False),
            ("confirm", now, "fulfilled", "sale", False),
        ]
        for number, (policy, before, fulfilled, state, kind) in enumerate(cases):
            with self.subTest(policy=policy, before=before, fulfilled=fulfilled):
                self.connection.write({"fulfilled_policy": policy, "history_before": before})
                closed = fulfilled and "2026-11-21T10:00:00-05:00"
                event, sale_order = self.enter_and_confirm(
                    order_id=400 + number, fulfillment_status=fulfilled, closed_at=closed
                )
                self.assertEqual(event.state, "done", event.reason)
                if state is None:
                    self.assertFalse(sale_order)
                    continue
                self.assertEqual((sale_order.state, sale_order.crossdock_kind), (state, kind))
                self.assert_equal_totals(self.payload(), sale_order)
                told = any("before Odoo had it" in message.body for message in sale_order.message_ids)
                self.assertEqual(told, kind == "history")

    def test_history_takes_no_stock_and_a_person_may_still_confirm_it(self):
        self.connection.history_before = datetime(2026, 11, 25)
        before = self.available()
        _event, sale_order = self.enter_and_confirm(fulfillment_status="fulfilled")
        self.assertEqual(self.available(), before)
        sale_order.action_confirm()
        self.assertEqual(sale_order.state, "sale")

    def test_what_was_archived_unfulfilled_is_history_and_asks_nobody(self):
        self.connection.history_before = datetime(2026, 11, 25)
        _event, sale_order = self.enter_and_confirm(closed_at="2026-11-21T10:00:00-05:00")
        self.assertEqual((sale_order.state, sale_order.crossdock_kind), ("draft", "history"))
        self.assertFalse(sale_order.activity_ids)

    def test_what_was_sent_in_part_asks_a_person_about_the_rest(self):
        self.connection.history_before = datetime(2026, 11, 25)
        payload = self.payload([{"variant_id": MUG, "price": "10.00", "quantity": 3, "title": "Mug"}])
        payload["fulfillment_status"] = "partial"
        payload["line_items"][0]["fulfillable_quantity"] = 2
        _event, sale_order = self.enter(payload)
        self.drain("confirmation")
        self.assertEqual((sale_order.state, sale_order.crossdock_kind), ("draft", "history"))
        self.assertIn("2 × Mug", sale_order.activity_ids.note)
