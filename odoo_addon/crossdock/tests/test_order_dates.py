"""Dates of orders: the store's stays, whoever confirms and however often; what people promised stays, too."""

from datetime import datetime

from odoo.tests import tagged

from .test_orders import OrdersCase

PLACED = datetime(2026, 11, 20, 15, 0)
PROMISED = datetime(2026, 12, 24, 12, 0)


@tagged("post_install", "-at_install")
class TestOrderDates(OrdersCase):
    def test_a_person_who_confirms_orders_together_keeps_the_dates_of_stores_alone(self):
        _event, captured = self.enter(self.payload())
        own = self.env["sale.order"].create({"partner_id": captured.partner_id.id, "date_order": PLACED})
        captured.commitment_date = PROMISED
        (captured | own).action_confirm()
        self.assertEqual((captured | own).mapped("state"), ["sale", "sale"])
        self.assertEqual(captured.date_order, PLACED)
        self.assertGreater(own.date_order, PLACED)
        self.assertEqual(captured.commitment_date, PROMISED)

    def test_the_moment_that_the_store_says_it_was_processed_is_the_orders_date(self):
        for number, (processed, expected) in enumerate(
            (("2026-11-19T23:30:00+02:00", datetime(2026, 11, 19, 21, 30)), (None, PLACED))
        ):
            with self.subTest(processed=processed):
                _event, sale_order = self.enter(self.payload(order_id=60 + number, processed_at=processed))
                self.drain("confirmation")
                self.assertEqual((sale_order.state, sale_order.date_order), ("sale", expected))
