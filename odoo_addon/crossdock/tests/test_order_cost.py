"""What capturing orders costs in statements: as many for a batch whatever the size of catalogue, partners and taxes."""

from odoo.tests import tagged

from ..engine import inbound
from .test_orders import MUG, VAT, OrdersCase

ORDERS = 40
# Of what is there besides: far more than a batch names.
MORE = 400
# Odoo itself asks for the companies at each of the two addresses that an order brings here.
STATEMENTS_PER_ORDER_MAX = 4


@tagged("post_install", "-at_install")
class TestCaptureCost(OrdersCase):
    def setUp(self):
        super().setUp()
        self.connection.order_prefix = "SHOP"
        self.number = 0

    def hear_of(self, count, variants=(MUG,)):
        for _order in range(count):
            self.number += 1
            payload = self.payload(
                [{"variant_id": variants[self.number % len(variants)], "price": "10.00"}], order_id=7000 + self.number
            )
            payload["customer"].update(id=8000 + self.number, email=f"buyer{self.number}@example.com")
            payload["email"] = payload["customer"]["email"]
            self.hear(payload)

    def statements(self):
        """How many one batch takes; its orders are all entered."""
        self.env.flush_all()
        before, orders = self.env.cr.sql_log_count, self.entered()
        inbound.drain(self.engine, "orders")
        spent = self.env.cr.sql_log_count - before
        self.assertEqual(self.entered() - orders, ORDERS)
        return spent

    def entered(self):
        return self.env["sale.order"].search_count([("crossdock_connection_id", "=", self.connection.id)])

    def statements_when_warm(self, variants=(MUG,)):
        """The same once Odoo's caches are filled."""
        for _warm in range(2):
            self.hear_of(ORDERS, variants)
            self.statements()
        self.hear_of(ORDERS, variants)
        return self.statements()

    def test_statements_of_a_batch_do_not_grow_with_catalogue_partners_and_taxes(self):
        before = self.statements_when_warm()
        products = self.env["product.product"].create(
            [{"name": f"Thing {number}", "type": "consu", "taxes_id": False} for number in range(MORE)]
        )
        variants = [MUG + 1000 + number for number in range(MORE)]
        for variant, product in zip(variants, products, strict=True):
            self.link(product, variant)
        self.env["res.partner"].create(
            [{"name": f"Somebody {number}", "email": f"somebody{number}@example.com"} for number in range(MORE)]
        )
        for number in range(MORE // 10):
            self.map_tax(f"Tax {number}", VAT[1], amount=10)
        after, of_many = self.statements_when_warm(), self.statements_when_warm(variants)
        self.assertEqual(after, before)
        self.assertLessEqual(of_many, before + 10, "products are read by as many statements as one")
        self.assertLess(of_many, STATEMENTS_PER_ORDER_MAX * ORDERS)
