"""From where orders are delivered, where the store's assignment decides it."""

import json

from odoo.tests import tagged

from . import order_payload
from .test_orders import CHAIR, MUG, OrdersCase

HERE, THERE, NOWHERE = 61, 62, 63


class Session:
    """A store that has divided its orders: {order id: [(status, location, line ids)]}."""

    def __init__(self):
        self.orders = {}
        self.calls = []
        self.read = self.answer

    def answer(self, document, variables):
        with_lines = "OrdersLinePlaces" in document
        ids = [int(gid.rpartition("/")[2]) for gid in variables["ids"]]
        self.calls.append((with_lines, ids))
        return json.dumps({"nodes": [self._node(one, with_lines) for one in ids]}).encode(), None

    def _node(self, order_id, with_lines):
        nodes = []
        for status, location, lines in self.orders.get(order_id, []):
            place = {"location": location and {"id": f"gid://shopify/Location/{location}"}}
            node = {"status": status, "assignedLocation": place}
            if with_lines:
                items = [{"lineItem": {"id": f"gid://shopify/LineItem/{line}"}} for line in lines]
                node["lineItems"] = {"nodes": items}
            nodes.append(node)
        return {"id": f"gid://shopify/Order/{order_id}", "fulfillmentOrders": {"nodes": nodes}}


@tagged("post_install", "-at_install")
class TestOrderPlaces(OrdersCase):
    def setUp(self):
        super().setUp()
        self.engine.line = self.store_line = Session()
        self.connection.assigned_warehouse = True
        self.here = self.connection.warehouse_id
        self.there = self.env["stock.warehouse"].create({"name": "There", "code": "THERE"})
        for remote_id, warehouse in ((HERE, self.here), (THERE, self.there), (NOWHERE, self.here.browse())):
            self.env["crossdock.location"].create(
                {
                    "connection_id": self.connection.id,
                    "name": str(remote_id),
                    "remote_id": str(remote_id),
                    "warehouse_id": warehouse.id,
                }
            )
        for warehouse in (self.here, self.there):
            for product in (self.mug, self.chair):
                self.put_in_stock(product, 9, warehouse.lot_stock_id)

    def enter_divided(self, order_id, parts):
        """An order of mugs and chairs that the store divides so; parts name lines by number."""
        payload = self.payload(
            [{"variant_id": MUG, "price": "10.00"}, {"variant_id": CHAIR, "price": "5.00"}], order_id=order_id
        )
        ids = [line["id"] for line in payload["line_items"]]
        self.store_line.orders[order_id] = [
            (status, location, [ids[number] for number in numbers]) for status, location, numbers in parts
        ]
        _event, sale_order = self.enter(payload)
        self.drain("confirmation")
        self.assertEqual(sale_order.state, "sale")
        return sale_order

    def sent_from(self, sale_order):
        """{product: warehouse} of what is reserved."""
        moves = sale_order.picking_ids.move_ids
        self.assertEqual(set(moves.mapped("state")), {"assigned"})
        return {move.product_id.name: move.picking_id.picking_type_id.warehouse_id for move in moves}

    def test_the_assigned_location_decides_the_warehouse(self):
        here, there = self.here, self.there
        cases = {
            "there": ([("OPEN", THERE, [0, 1])], there),
            "here": ([("OPEN", HERE, [0, 1])], here),
            "twice there": ([("OPEN", THERE, [0]), ("ON_HOLD", THERE, [1])], there),
            "moved there": ([("CANCELLED", HERE, [0, 1]), ("OPEN", THERE, [0, 1])], there),
            "sent from there": ([("CLOSED", THERE, [0, 1])], there),
            "not mapped": ([("OPEN", NOWHERE, [0, 1])], here),
            "no place": ([("OPEN", None, [0, 1])], here),
            "not assigned": ([], here),
        }
        for number, (what, (parts, warehouse)) in enumerate(cases.items()):
            with self.subTest(what):
                sale_order = self.enter_divided(6100 + number, parts)
                self.assertEqual(sale_order.warehouse_id, warehouse)
                self.assertEqual(self.sent_from(sale_order), {"Mug": warehouse, "Chair": warehouse})
        self.assertFalse(
            any(with_lines for with_lines, _ids in self.store_line.calls), "lines are asked where they differ"
        )

    def test_lines_that_go_from_elsewhere_take_their_own_route(self):
        sale_order = self.enter_divided(6200, [("OPEN", HERE, [0]), ("OPEN", THERE, [1])])
        self.assertEqual(self.sent_from(sale_order), {"Mug": self.here, "Chair": self.there})
        self.assertIn((True, [6200]), self.store_line.calls)

    def test_a_line_that_goes_from_two_places_is_sent_from_one_and_says_so(self):
        sale_order = self.enter_divided(6201, [("OPEN", THERE, [0, 1]), ("OPEN", HERE, [1])])
        self.assertEqual(self.sent_from(sale_order), {"Mug": self.there, "Chair": self.there})
        self.assertTrue(any("several places" in message.body for message in sale_order.message_ids))

    def test_many_orders_are_asked_about_at_once(self):
        for number in range(3):
            self.hear(self.payload(order_id=6300 + number))
            self.store_line.orders[6300 + number] = [("OPEN", THERE, [])]
        self.drain()
        self.drain("confirmation")
        self.assertEqual(len(self.store_line.calls), 1)
        found = self.env["sale.order"].search([("crossdock_connection_id", "=", self.connection.id)])
        self.assertEqual((found.warehouse_id, set(found.mapped("state"))), (self.there, {"sale"}))

    def test_without_the_setting_nobody_asks(self):
        self.connection.assigned_warehouse = False
        sale_order = self.enter_divided(6400, [("OPEN", THERE, [0, 1])])
        self.assertEqual((sale_order.warehouse_id, self.store_line.calls), (self.here, []))
        self.assertEqual(order_payload.money(sale_order.amount_total), "21.89")
