"""Orders in the store's currency, whatever the company's is."""

from decimal import Decimal

from odoo.tests import tagged

from .test_orders import MUG, OrdersCase


@tagged("post_install", "-at_install")
class TestOrderCurrency(OrdersCase):
    def test_I9_an_order_is_in_the_stores_currency_to_its_last_minor_unit(self):
        cases = [("EUR", "19.99"), ("JPY", "1980"), ("KWD", "6.125")]
        for number, (code, price) in enumerate(cases):
            with self.subTest(currency=code):
                currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", code)])
                currency.active = True
                lines = [{"variant_id": MUG, "price": price, "quantity": 3}]
                payload = self.payload(lines, order_id=88000 + number, currency=code, shipping=None)
                _event, order = self.enter(payload)
                self.assertEqual((order.currency_id, order.order_line.currency_id), (currency, currency))
                total = Decimal(payload["total_price"])
                for field in ("amount_total", "crossdock_remote_total"):
                    self.assertEqual(Decimal(f"{order[field]:.{currency.decimal_places}f}"), total, field)
