"""What a policy counts, against Odoo's own figures: on hand, forecast within a horizon, without consigned or packed goods."""

import math
import random
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .test_stock_plan import WarehouseCase


class BasisCase(WarehouseCase):
    def setUp(self):
        super().setUp()
        self.suppliers = self.env.ref("stock.stock_location_suppliers")
        self.policy = self.env["crossdock.stock.policy"].create({"connection_id": self.connection.id})

    def expect(self, product, quantity, days=0, **values):
        """A receipt that is planned."""
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "location_id": self.suppliers.id,
                "location_dest_id": self.stock.id,
                "date": fields.Datetime.now() + timedelta(days=days),
                **values,
            }
        )
        move._action_confirm(merge=False)
        return move

    def figures(self, product, **context):
        """Odoo's own, at the location that feeds the store."""
        product.invalidate_recordset()
        return product.with_context(location=self.stock.id, **context)

    def sold(self, **policy):
        """What is sold of mugs, once the policy has these values as well."""
        self.policy.write(policy)
        return self.desired(self.mug)[self.mug]


@tagged("post_install", "-at_install")
class TestStockBasis(BasisCase):
    def test_on_hand_and_forecast_are_odoos_figures_whatever_happens(self):
        chair = self.make_linked("Chair")
        products = [self.mug, chair]
        shelves = self.make_shelves()
        compared = set()
        for seed in range(5):
            chance, moves = random.Random(seed), []
            for _event in range(12):
                self.happen(chance, chance.choice(products), shelves, moves)
                if chance.random() < 0.3:
                    self.expect(chance.choice(products), chance.randint(1, 9), chance.randint(-2, 20))
            for basis, figure in (("on_hand", "qty_available"), ("forecast", "virtual_available")):
                self.policy.basis = basis
                expected = {one: max(0, math.floor(self.figures(one)[figure])) for one in products}
                self.assertEqual(self.desired(*products), expected, f"{basis}, seed {seed}")
                compared |= {(basis, value) for value in expected.values()}
        self.assertGreater(len(compared), 8, "the sample must not be of one value")

    def test_receipts_are_counted_within_the_horizon(self):
        self.put_in_stock(self.mug, 2)
        self.expect(self.mug, 10, days=3)
        self.expect(self.mug, 100, days=9)
        self.deliver(self.mug, 4)
        self.assertEqual(self.sold(), 0)
        self.assertEqual(self.sold(basis="forecast"), 108)
        self.assertEqual(self.sold(horizon_days=5), 8)
        ahead = fields.Datetime.now() + timedelta(days=5)
        incoming = self.figures(self.mug, to_date=ahead).incoming_qty
        self.assertEqual(self.sold(), 2 - 4 + incoming)
        self.assertEqual(self.sold(horizon_days=1), 0)

    def test_what_moves_within_the_location_is_not_expected(self):
        shelf = self.env["stock.location"].create({"name": "Shelf", "usage": "internal", "location_id": self.stock.id})
        self.put_in_stock(self.mug, 5)
        self.expect(self.mug, 3, location_id=self.stock.id, location_dest_id=shelf.id)
        self.assertEqual(self.sold(basis="forecast"), 5)

    def test_consigned_goods_may_be_left_out(self):
        owner = self.env["res.partner"].create({"name": "Owner"})
        self.put_in_stock(self.mug, 5)
        self.env["stock.quant"]._update_available_quantity(self.mug, self.stock, 7, owner_id=owner)
        self.assertEqual(self.sold(), 12)
        self.assertEqual(self.sold(without_consigned=True), 5)
        self.assertEqual(self.sold(), self.figures(self.mug, owner_id=False).free_qty)

    def test_packed_goods_may_be_left_out(self):
        package = self.env["stock.package"].create({"name": "Pallet"})
        self.put_in_stock(self.mug, 5)
        self.env["stock.quant"]._update_available_quantity(self.mug, self.stock, 7, package_id=package)
        self.assertEqual(self.sold(), 12)
        self.assertEqual(self.sold(without_packed=True), 5)
        self.assertEqual(self.sold(), self.figures(self.mug, package_id=False).free_qty)

    def test_a_product_is_counted_by_its_own_line(self):
        chair = self.make_linked("Chair")
        for product in (self.mug, chair):
            self.put_in_stock(product, 6)
            self.deliver(product, 2)
        self.env["crossdock.stock.policy"].create(
            {"connection_id": self.connection.id, "product_id": chair.id, "basis": "on_hand"}
        )
        self.assertEqual(self.desired(self.mug, chair), {self.mug: 4, chair: 6})

    def test_a_receipt_that_comes_within_the_horizon_is_looked_at(self):
        marks, cursors = self.env["crossdock.mark"], self.env["crossdock.cursor"]
        self.policy.write({"basis": "forecast", "horizon_days": 5})
        move = self.expect(self.mug, 10, days=6)
        marks._mark_passing(self.connection)
        self.forget_marks()
        marks._mark_passing(self.connection)
        self.assertEqual(self.marked(), set())
        move.date = fields.Datetime.now() + timedelta(days=5, hours=-1)
        self.assertEqual(self.marked(), {self.mug.id}, "put forward by a person")
        self.forget_marks()
        self.env.cr.execute("UPDATE crossdock_cursor SET local_at = local_at - interval '2 hours'")
        marks._mark_passing(self.connection)
        self.assertEqual(self.marked(), {self.mug.id}, "time has passed")
        self.assertTrue(cursors._get(self.connection, "stock_passing")[1])


@tagged("post_install", "-at_install", "-standard", "crossdock_expiry")
class TestStockExpiry(BasisCase):
    """Needs the addon product_expiry."""

    def setUp(self):
        super().setUp()
        self.mug.write({"tracking": "lot", "use_expiration_date": True})
        for number, days in enumerate((-1, 0, 3)):
            lot = self.env["stock.lot"].create({"name": f"Lot {number}", "product_id": self.mug.id})
            lot.removal_date = fields.Datetime.now() + timedelta(days=days)
            self.env["stock.quant"]._update_available_quantity(self.mug, self.stock, 10**number, lot_id=lot)
        self.lot = lot
        self.env.flush_all()

    def test_expired_lots_are_not_sold(self):
        self.assertEqual(self.sold(), 100)
        self.assertEqual(self.sold(), self.figures(self.mug).free_qty)
        self.deliver(self.mug, 30)
        for basis, figure in (("free", "free_qty"), ("forecast", "virtual_available"), ("on_hand", "qty_available")):
            self.assertEqual(self.sold(basis=basis), self.figures(self.mug)[figure], basis)

    def test_a_lot_that_expires_is_looked_at(self):
        self.env.cr.precommit.run()
        self.forget_marks()
        self.lot.removal_date = fields.Datetime.now()
        self.assertEqual(self.marked(), {self.mug.id}, "dated by a person")
        marks = self.env["crossdock.mark"]
        marks._mark_passing(self.connection)
        self.forget_marks()
        marks._mark_passing(self.connection)
        self.assertEqual(self.marked(), set())
        self.env.cr.execute("UPDATE crossdock_cursor SET local_at = local_at - interval '1 day'")
        marks._mark_passing(self.connection)
        self.assertEqual(self.marked(), {self.mug.id}, "time has passed")
