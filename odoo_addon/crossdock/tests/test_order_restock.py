"""Goods that refunds put back in stock, by kind and location: returns of the deliveries they left by, each once."""

from itertools import permutations

from odoo.tests import tagged

from . import order_ways
from .money_case import MoneyCase
from .test_orders import CHAIR, MUG

SHELF, SHOP, UNMAPPED = 7001, 7002, 7003


class RestockCase(MoneyCase):
    def setUp(self):
        super().setUp()
        self.home = self.connection.warehouse_id
        self.away = self.env["stock.warehouse"].create({"name": "Shop", "code": "SHOP"})
        self.shelf = self.env["stock.location"].create(
            {"name": "Shelf", "usage": "internal", "location_id": self.home.lot_stock_id.id}
        )
        self.connection.write(
            {
                "confirm_policy": "always",
                "location_ids": [
                    (0, 0, {"name": "Shelf", "remote_id": str(SHELF), "stock_location_ids": [(4, self.shelf.id)]}),
                    (0, 0, {"name": "Shop", "remote_id": str(SHOP), "warehouse_id": self.away.id}),
                ],
            }
        )
        self.put_in_stock(self.mug, 50)
        self.put_in_stock(self.chair, 50)

    def sent(self, mugs=5, chairs=2, **delivered):
        """An order that was confirmed, and delivered as far as told; all of it unless told."""
        lines = [
            {"variant_id": MUG, "price": "10.00", "quantity": mugs},
            {"variant_id": CHAIR, "price": "50.00", "quantity": chairs},
        ]
        sold = self.sell(lines)
        sold.transact("sale", sold.payload["total_price"])
        order = self.enter_sold(sold)
        self.deliver(order, **(delivered or {"Mug": mugs, "Chair": chairs}))
        return sold

    def tell(self, sold, way="webhook"):
        topic, body = order_ways.told(sold.webhook(), way, "orders/updated")
        self.store(f"order:{sold.id}", body, topic=topic, version=None)
        self.hear_money(sold, "refunds/create")
        self.work()

    def refund(self, sold, lines, restock="return", location=SHELF, way="webhook"):
        number = sold.refund(lines, restock=restock, location=location)
        self.tell(sold, way)
        return number

    def returns_of(self, sold):
        pickings = self.order_of(sold).picking_ids
        return pickings.filtered(lambda one: one.picking_type_code == "incoming").sorted("id")

    def counted(self, pickings):
        """{(product, where to): units} of what is not cancelled."""
        found = {}
        for move in pickings.move_ids.filtered(lambda one: one.state != "cancel"):
            key = (move.product_id.name, move.location_dest_id)
            found[key] = found.get(key, 0) + move.product_uom_qty
        return found

    def lines_of(self, sold):
        """{product: (ordered, delivered)} of goods."""
        return {
            line.product_id.name: (line.product_uom_qty, line.qty_delivered)
            for line in self.order_of(sold).order_line
            if line.product_id in (self.mug, self.chair)
        }

    def on_hand(self, product, location):
        self.env.invalidate_all()
        return product.with_context(location=location.id).qty_available

    def told(self, sold):
        return " ".join(self.order_of(sold).activity_ids.mapped("note"))

    def validate(self, pickings):
        pickings.move_ids.picked = True
        pickings.button_validate()
        self.work()


@tagged("post_install", "-at_install")
class TestRestockPrepared(RestockCase):
    def test_a_return_is_prepared_and_its_receipt_lowers_the_order(self):
        sold = self.sent()
        self.refund(sold, {0: 2})
        [picking] = self.returns_of(sold)
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(picking.return_id, self.order_of(sold).picking_ids - picking)
        self.assertEqual(self.counted(picking), {("Mug", self.shelf): 2})
        self.assertIn("Shelf", " ".join(picking.message_ids.mapped("body")))
        self.assertEqual(self.lines_of(sold), {"Mug": (5, 5), "Chair": (2, 2)})
        self.assertFalse(self.told(sold))
        self.validate(picking)
        self.assertEqual(self.lines_of(sold), {"Mug": (3, 3), "Chair": (2, 2)})
        self.assertEqual(self.on_hand(self.mug, self.shelf), 2)
        self.assert_amount(self.order_of(sold), "amount_total", sold.payload["current_total_price"])
        self.assertFalse(self.told(sold))
        self.assert_settled(sold)

    def test_kinds_of_restocking(self):
        cases = {
            # kind: (returned, told to a person)
            "return": ({("Mug", self.shelf): 2}, ""),
            "legacy_restock": ({("Mug", self.shelf): 2}, ""),
            "no_restock": ({}, ""),
            "newer_kind": ({}, ""),
            "cancel": ({}, "Mug: 5 delivered, 3 at the store: take 2 back."),
        }
        for number, (kind, (returned, told)) in enumerate(cases.items()):
            with self.subTest(kind):
                payload_id = 41000 + number
                sold = self.sell([{"variant_id": MUG, "price": "10.00", "quantity": 5}], order_id=payload_id)
                self.deliver(self.enter_sold(sold), Mug=5)
                self.refund(sold, {0: 2}, restock=kind)
                self.assertEqual(self.counted(self.returns_of(sold)), returned)
                self.assertIn(told, self.told(sold))
                self.assertEqual(bool(told), bool(self.told(sold)))

    def test_what_has_not_left_is_not_returned(self):
        sold = self.sent(Mug=3)
        self.refund(sold, {0: 4, 1: 1})
        # One mug is left at the store, three were sent; of the chairs none was.
        self.assertEqual(self.counted(self.returns_of(sold)), {("Mug", self.shelf): 2})
        self.assertEqual(self.lines_of(sold), {"Mug": (3, 3), "Chair": (1, 0)})
        self.assertFalse(self.told(sold))

    def test_locations(self):
        home = self.home.lot_stock_id
        sold = self.sent()
        self.refund(sold, {0: 1}, location=SHELF)
        self.refund(sold, {0: 1, 1: 1}, location=SHOP)
        self.refund(sold, {0: 1}, location=UNMAPPED)
        self.refund(sold, {1: 1}, location=None)
        at_shelf, at_shop, unmapped, unknown = self.returns_of(sold)
        self.assertEqual(self.counted(at_shelf), {("Mug", self.shelf): 1})
        self.assertEqual(
            self.counted(at_shop), {("Mug", self.away.lot_stock_id): 1, ("Chair", self.away.lot_stock_id): 1}
        )
        self.assertEqual(at_shop.picking_type_id.warehouse_id, self.away)
        self.assertEqual(self.counted(unmapped), {("Mug", home): 1})
        self.assertEqual(self.counted(unknown), {("Chair", home): 1})
        self.assertIn("not mapped", " ".join(unmapped.message_ids.mapped("body")))

    def test_I4_a_refund_is_returned_once_and_a_cancelled_return_stays_so(self):
        sold = self.sent()
        self.refund(sold, {0: 2})
        for _again in range(2):
            sold.touch(note="again")
            self.tell(sold)
        [picking] = self.returns_of(sold)
        self.assertEqual(self.counted(picking), {("Mug", self.shelf): 2})
        picking.action_cancel()
        sold.touch(note="cancelled")
        self.tell(sold)
        self.assertEqual(self.returns_of(sold), picking)
        self.refund(sold, {1: 1})
        self.assertEqual(self.counted(self.returns_of(sold) - picking), {("Chair", self.shelf): 1})

    def test_a_return_of_several_deliveries_takes_the_last_first(self):
        sold = self.sent(Mug=3)
        second = self.order_of(sold).picking_ids.filtered(lambda one: one.state == "assigned")
        self.validate(second)
        self.refund(sold, {0: 3})
        first = self.order_of(sold).picking_ids.filtered(
            lambda one: one.picking_type_code == "outgoing" and one != second
        )
        parts = {one.return_id: sum(one.move_ids.mapped("product_uom_qty")) for one in self.returns_of(sold)}
        self.assertEqual(parts, {second: 2, first: 1})

    def test_people_are_asked_where_the_connection_says_so(self):
        self.connection.restock_policy = "none"
        sold = self.sent()
        self.refund(sold, {0: 2})
        self.assertFalse(self.returns_of(sold))
        self.assertIn("Mug: 5 delivered, 3 at the store: take 2 back", self.told(sold))

    def test_a_cancelled_order_has_its_goods_returned(self):
        sold = self.sent(Mug=3)
        sold.refund({0: 5, 1: 2}, shipping=("4.90", "0.49"), restock="return", location=SHELF)
        sold.touch(cancelled_at="2026-11-25T12:00:00-05:00", cancel_reason="customer")
        self.tell(sold)
        self.assertEqual(self.counted(self.returns_of(sold)), {("Mug", self.shelf): 3})
        self.assertEqual(self.lines_of(sold), {"Mug": (3, 3), "Chair": (0, 0)})
        self.assertNotIn("take", self.told(sold))

    def test_what_a_query_does_not_tell_is_asked_for(self):
        for way in ("node", "bulk"):
            with self.subTest(way):
                sold = self.sent()
                self.store_side.reads.clear()
                self.refund(sold, {0: 2}, way=way)
                self.assertIn(("refunds", 1), self.store_side.reads)
                self.assertEqual(self.counted(self.returns_of(sold)), {("Mug", self.shelf): 2})
                self.env["crossdock.binding"].search([("kind", "=", "order")]).unlink()
                self.order_of(sold).crossdock_remote_id = False

    def test_a_webhook_with_refunds_asks_the_store_nothing(self):
        self.connection.write({"invoice_policy": "none", "payment_policy": "none"})
        sold = self.sent()
        self.store_side.reads.clear()
        self.refund(sold, {0: 2})
        self.assertEqual(self.store_side.reads, [])
        self.assertEqual(self.counted(self.returns_of(sold)), {("Mug", self.shelf): 2})


@tagged("post_install", "-at_install")
class TestRestockReceived(RestockCase):
    def setUp(self):
        super().setUp()
        self.connection.restock_policy = "received"

    def test_goods_are_received_and_the_order_shows_what_the_buyer_kept(self):
        sold = self.sent()
        before = self.on_hand(self.mug, self.home.lot_stock_id)
        self.refund(sold, {0: 2})
        [picking] = self.returns_of(sold)
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.mug, self.shelf), 2)
        self.assertEqual(self.on_hand(self.mug, self.home.lot_stock_id), before + 2)
        self.assertEqual(self.lines_of(sold), {"Mug": (3, 3), "Chair": (2, 2)})
        order = self.order_of(sold)
        self.assert_amount(order, "amount_total", sold.payload["current_total_price"])
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertFalse(self.told(sold))
        self.assert_settled(sold)
        self.refund(sold, {0: 3, 1: 2})
        self.assertEqual(self.lines_of(sold), {"Mug": (0, 0), "Chair": (0, 0)})
        self.assertEqual(self.on_hand(self.mug, self.shelf), 5)
        self.assert_settled(sold)

    def test_I5_whatever_comes_first_it_comes_to_the_same(self):
        for number, sequence in enumerate(permutations(("order", "money", "old order"))):
            with self.subTest(sequence):
                lines = [{"variant_id": MUG, "price": "9.99", "quantity": 5}]
                sold = self.sell(lines, order_id=42000 + number)
                sold.transact("sale", sold.payload["total_price"])
                self.deliver(self.enter_sold(sold), Mug=5)
                sold.refund({0: 1}, restock="return", location=SHELF)
                old = order_ways.told(sold.webhook(), "webhook", "orders/updated")
                sold.refund({0: 2}, restock="return", location=SHOP)
                new = order_ways.told(sold.webhook(), "webhook", "orders/updated")
                for what in sequence:
                    if what == "money":
                        self.hear_money(sold, "refunds/create")
                    else:
                        topic, body = new if what == "order" else old
                        self.store(f"order:{sold.id}", body, topic=topic)
                    self.work()
                self.work()
                self.assertEqual(self.lines_of(sold), {"Mug": (2, 2)})
                self.assertEqual(
                    self.counted(self.returns_of(sold)),
                    {("Mug", self.shelf): 1, ("Mug", self.away.lot_stock_id): 2},
                )
                self.assert_amount(self.order_of(sold), "amount_total", sold.payload["current_total_price"])
                self.assert_settled(sold)

    def test_serial_numbers_wait_for_a_person(self):
        self.chair.tracking = "serial"
        lots = self.env["stock.lot"].create([{"name": f"C{number}", "product_id": self.chair.id} for number in (1, 2)])
        sold = self.sent(chairs=2, Mug=5)
        [picking] = self.order_of(sold).picking_ids.filtered(lambda one: one.state == "assigned")
        picking.move_ids.move_line_ids.unlink()
        picking.move_ids.move_line_ids = [
            (0, 0, {"product_id": self.chair.id, "lot_id": lot.id, "quantity": 1, "picking_id": picking.id})
            for lot in lots
        ]
        self.validate(picking)
        self.refund(sold, {1: 1})
        [back] = self.returns_of(sold)
        self.assertNotEqual(back.state, "done")
        self.assertIn("serial numbers", " ".join(back.message_ids.mapped("body")))
        self.assertEqual(self.lines_of(sold)["Chair"], (2, 2))

    def test_steps_of_a_receipt_are_left_out_where_the_store_names_the_shelf(self):
        self.home.reception_steps = "two_steps"
        sold = self.sent()
        self.refund(sold, {0: 2})
        self.assertEqual(self.on_hand(self.mug, self.shelf), 2)
        self.refund(sold, {0: 1}, location=None)
        self.assertEqual(self.on_hand(self.mug, self.home.wh_input_stock_loc_id), 1)
