"""Kits: what the store sells as one, Odoo sends, takes back and invoices by its bill of materials. Needs the addon sale_mrp."""

from odoo.tests import tagged

from .test_order_restock import SHELF, RestockCase
from .test_orders import VAT

SET, GIFT = 9007199254740997, 9007199254740999


@tagged("post_install", "-at_install", "-standard", "crossdock_kits")
class TestOrderKits(RestockCase):
    def setUp(self):
        super().setUp()
        self.set = self.kit("Set", SET, [(self.mug, 1), (self.chair, 2)])
        self.connection.restock_policy = "received"

    def kit(self, name, variant, parts):
        product = self.make_product(name, is_storable=False)
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "type": "phantom",
                "product_qty": 1,
                "bom_line_ids": [(0, 0, {"product_id": part.id, "product_qty": count}) for part, count in parts],
            }
        )
        self.link(product, variant)
        return product

    def sold_sets(self, quantity=3, variant=SET, **changes):
        sold = self.sell([{"variant_id": variant, "price": "29.99", "quantity": quantity}], taxes=[VAT], **changes)
        sold.transact("sale", sold.payload["total_price"])
        self.enter_sold(sold)
        return sold

    def to_send(self, sold):
        """{product: (demand, reserved)} of what still lies in the warehouse."""
        moves = self.order_of(sold).picking_ids.move_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        return {move.product_id.name: (move.product_uom_qty, move.quantity) for move in moves}

    def lines_of(self, sold):
        lines = self.order_of(sold).order_line.filtered(lambda line: line.product_id != self.shipping)
        return {line.product_id.name: (line.product_uom_qty, line.qty_delivered) for line in lines}

    def test_parts_are_reserved_and_the_line_costs_what_the_store_took(self):
        sold = self.sold_sets()
        order = self.order_of(sold)
        self.assertEqual(order.state, "sale")
        self.assertEqual(self.to_send(sold), {"Mug": (3, 3), "Chair": (6, 6)})
        self.assertEqual(self.lines_of(sold), {"Set": (3, 0)})
        self.assert_amount(order, "amount_total", sold.payload["total_price"])
        self.assert_settled(sold)

    def test_kits_of_kits(self):
        self.kit("Gift", GIFT, [(self.set, 2), (self.mug, 1)])
        sold = self.sold_sets(variant=GIFT)
        demands = {}
        for move in self.order_of(sold).picking_ids.move_ids:
            demands[move.product_id.name] = demands.get(move.product_id.name, 0) + move.product_uom_qty
        self.assertEqual(demands, {"Mug": 9, "Chair": 12})
        self.order_of(sold).picking_ids.button_validate()
        self.refund_sets(sold, 1)
        self.assertEqual(self.counted(self.returns_of(sold)), {("Mug", self.shelf): 3, ("Chair", self.shelf): 4})
        self.assertEqual(self.lines_of(sold), {"Gift": (2, 2)})
        self.assert_settled(sold)

    def refund_sets(self, sold, count):
        self.env.invalidate_all()
        self.refund(sold, {0: count}, restock="return", location=SHELF)

    def test_an_edit_lowers_the_parts(self):
        sold = self.sold_sets()
        self.refund(sold, {0: 1}, restock="cancel")
        self.assertEqual(self.to_send(sold), {"Mug": (2, 2), "Chair": (4, 4)})
        self.assertEqual(self.lines_of(sold), {"Set": (2, 0)})
        self.assert_amount(self.order_of(sold), "amount_total", sold.payload["current_total_price"])

    def test_parts_come_back_with_their_kit(self):
        sold = self.sold_sets()
        self.order_of(sold).picking_ids.button_validate()
        self.work()
        self.assertEqual(self.lines_of(sold), {"Set": (3, 3)})
        mugs, chairs = (self.on_hand(one, self.home.lot_stock_id) for one in (self.mug, self.chair))
        self.refund_sets(sold, 2)
        self.assertEqual(self.counted(self.returns_of(sold)), {("Mug", self.shelf): 2, ("Chair", self.shelf): 4})
        self.assertEqual(self.on_hand(self.mug, self.home.lot_stock_id), mugs + 2)
        self.assertEqual(self.on_hand(self.chair, self.home.lot_stock_id), chairs + 4)
        self.assertEqual(self.lines_of(sold), {"Set": (1, 1)})
        self.assert_amount(self.order_of(sold), "amount_total", sold.payload["current_total_price"])
        self.assertFalse(self.told(sold))
        self.assert_settled(sold)

    def test_a_kit_of_which_a_part_is_missing_has_not_been_delivered(self):
        sold = self.sold_sets(quantity=2)
        self.deliver(self.order_of(sold), Mug=2)
        self.assertEqual(self.lines_of(sold), {"Set": (2, 0)})
        self.refund_sets(sold, 1)
        # Odoo itself wants the mug back that no kit needs any more.
        self.assertEqual(self.counted(self.returns_of(sold)), {("Mug", self.home.lot_stock_id): 1})
        self.assertFalse(self.env["crossdock.binding"].search([("kind", "=", "restock")]))
        self.assertEqual(self.lines_of(sold), {"Set": (1, 0)})
        self.assertEqual(self.to_send(sold)["Chair"], (2, 2))
        self.assert_settled(sold)

    def test_a_kit_that_was_never_sent_is_cancelled_whole(self):
        sold = self.sold_sets()
        sold.refund({0: 3}, shipping=("4.90", "0.49"), restock="cancel")
        sold.touch(cancelled_at="2026-11-25T12:00:00-05:00", cancel_reason="customer")
        self.tell(sold)
        self.assertEqual(self.order_of(sold).state, "cancel")
        self.assertEqual(self.to_send(sold), {})
        self.assert_settled(sold)
