"""I5: whatever came in whatever sequence and how often, an order's money in Odoo ends as the store's."""

import random
from datetime import datetime
from decimal import Decimal

from odoo.tests import tagged

from ..sync.times import naive_utc
from . import order_payload
from .money_case import MoneyCase
from .test_orders import CHAIR, MUG

LANES = ("orders", "confirmation", "finance")


@tagged("post_install", "-at_install")
class TestMoneyConvergence(MoneyCase):
    def setUp(self):
        super().setUp()
        self.connection.refund_product_id = self.refund_product
        self.put_in_stock(self.mug, 1000)
        self.put_in_stock(self.chair, 1000)

    def deliveries(self, sold):
        """What the store sends of an order as it is now: functions that store the event, each repeatable."""
        payload = sold.webhook()
        body = order_payload.encode(payload)
        version = naive_utc(datetime.fromisoformat(payload["updated_at"]))
        key = f"order:{sold.id}"
        topic = "orders/updated" if sold.transactions or sold.refunds else "orders/create"
        return [
            lambda: self.store(key, body, topic=topic, version=version),
            lambda: self.store(key, b"{}", topic="order_transactions/create", lane="finance"),
            lambda: self.store(key, b"{}", topic="refunds/create", lane="finance"),
        ]

    def histories(self, total):
        half = f"{(Decimal(total) / 2).quantize(Decimal('0.01'))}"
        rest = f"{Decimal(total) - Decimal(half)}"
        return {
            "paid and refunded in part": [
                lambda sold: sold.transact("sale", total),
                lambda sold: sold.refund({0: 1}),
                lambda sold: sold.refund({0: 1, 1: 1}, adjustment="2.00"),
            ],
            "captured in two parts, shipping given back": [
                lambda sold: sold.transact("authorization", total, unsettled=total),
                lambda sold: sold.transact("capture", half),
                lambda sold: sold.transact("capture", rest),
                lambda sold: sold.refund(shipping=("4.90", "0.49")),
            ],
            "refunded whole in steps": [
                lambda sold: sold.transact("sale", total),
                lambda sold: sold.refund({0: 2}),
                lambda sold: sold.refund({0: 1, 1: 2}, shipping=("4.90", "0.49")),
            ],
        }

    def test_I5_any_sequence_of_events_ends_in_the_stores_money(self):
        chance = random.Random(20261126)
        for number in range(12):
            policy = chance.choice(["ordered", "paid"])
            self.connection.invoice_policy = policy
            sold = self.sell(
                [
                    {"variant_id": MUG, "price": "7.77", "quantity": 3},
                    {"variant_id": CHAIR, "price": "20.01", "quantity": 2},
                ],
                order_id=52000 + number,
            )
            history = chance.choice(list(self.histories(sold.payload["total_price"]).items()))
            with self.subTest(number=number, policy=policy, history=history[0]):
                self.live_through(chance, sold, history[1])
                self.assert_ends_as_at_the_store(sold)

    def live_through(self, chance, sold, steps):
        waiting = self.deliveries(sold)
        for step in steps:
            if chance.random() < 0.5:
                self.deliver_some(chance, waiting)
            step(sold)
            waiting += self.deliveries(sold)
        waiting += chance.sample(waiting, len(waiting) // 2)
        while waiting:
            self.deliver_some(chance, waiting)
        self.env.cr.execute("UPDATE crossdock_inbox SET due_at = now() WHERE state = 'retry'")
        self.work()
        self.env.cr.execute("UPDATE crossdock_inbox SET due_at = now() WHERE state = 'retry'")
        self.work()

    def deliver_some(self, chance, waiting):
        chance.shuffle(waiting)
        for _one in range(min(len(waiting), chance.randint(1, 4))):
            waiting.pop()()
        for lane in chance.sample(LANES, chance.randint(0, 3)):
            self.drain(lane)

    def assert_ends_as_at_the_store(self, sold):
        stuck = self.env["crossdock.inbox"].search([("state", "!=", "done")])
        self.assertFalse(stuck.mapped(lambda one: (one.topic, one.state, one.reason)))
        order = self.order_of(sold)
        # Positive what was invoiced, negative what was credited.
        net = sum(move.amount_total * (1 if move.move_type == "out_invoice" else -1) for move in order.invoice_ids)
        kept = sum((one["amount"] for refund in sold.refunds for one in refund["adjustments"]), Decimal(0))
        self.assertEqual(Decimal(f"{net:.2f}"), Decimal(sold.payload["current_total_price"]) + kept)
        moved = [one for one in sold.transactions if one["kind"] != "authorization"]
        self.assertEqual(len(self.payments_of(sold)), len(moved))
        self.assertEqual(len(order.crossdock_transaction_ids), len(sold.transactions))
        self.assert_settled(sold)
        left = {str(line["id"]): line["current_quantity"] for line in sold.lines}
        for line in order.order_line.filtered("crossdock_remote_line_id"):
            self.assertEqual(line.product_uom_qty, left[line.crossdock_remote_line_id])
        if order.invoice_ids:
            self.assertFalse(order.order_line.filtered("qty_to_invoice"))
