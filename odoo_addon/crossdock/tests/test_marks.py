"""Marks: whatever changes what can be sold leaves one, in one statement a transaction, and costs nothing unused."""

import random
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged

from .test_stock_plan import StockCase, WarehouseCase


@contextmanager
def statements(cr):
    """Collects the SQL that the cursor executes meanwhile."""
    seen = []
    execute = type(cr).execute

    def record(self, query, params=None, log_exceptions=True):
        result = execute(self, query, params, log_exceptions)
        seen.append(str(getattr(query, "code", query)))
        return result

    with patch.object(type(cr), "execute", record):
        yield seen


@tagged("post_install", "-at_install")
class TestMarks(StockCase):
    def setUp(self):
        super().setUp()
        self.put_in_stock(self.mug, 10)
        self.forget_marks()

    def assert_marked(self, what):
        self.assertEqual(self.marked(), {self.mug.id}, what)
        self.forget_marks()

    def test_an_inventory_count_marks(self):
        quant = (
            self.env["stock.quant"]
            .with_context(inventory_mode=True)
            .create({"product_id": self.mug.id, "location_id": self.stock.id, "inventory_quantity": 3})
        )
        self.forget_marks()
        quant.action_apply_inventory()
        self.assert_marked("a count")

    def test_a_receipt_marks(self):
        suppliers = self.env.ref("stock.stock_location_suppliers")
        move = self.env["stock.move"].create(
            {
                "product_id": self.mug.id,
                "product_uom_qty": 4,
                "location_id": suppliers.id,
                "location_dest_id": self.stock.id,
            }
        )
        move._action_confirm()
        self.forget_marks()
        move.quantity = 4
        move.picked = True
        move._action_done()
        self.assert_marked("a receipt")

    def test_demand_its_reservation_and_its_end_mark(self):
        move = self.deliver(self.mug, 4, reserve=False)
        self.assert_marked("demand that is not reserved")
        move._action_assign()
        self.assert_marked("a reservation")
        move._do_unreserve()
        self.assert_marked("an end of a reservation")
        move.product_uom_qty = 6
        self.assert_marked("more demand")
        move._action_assign()
        self.forget_marks()
        move._action_cancel()
        self.assert_marked("a cancellation")

    def test_demand_beyond_the_stock_marks_without_touching_a_quant(self):
        chair = self.make_linked("Chair")
        self.forget_marks()
        move = self.deliver(chair, 4)
        self.assertEqual(self.marked(), {chair.id})
        self.forget_marks()
        move._action_cancel()
        self.assertEqual(self.marked(), {chair.id})

    def test_a_delivery_marks(self):
        move = self.deliver(self.mug, 4)
        self.forget_marks()
        move.picked = True
        move._action_done()
        self.assert_marked("a delivery")

    def test_scrapping_marks(self):
        values = {"product_id": self.mug.id, "scrap_qty": 1, "location_id": self.stock.id}
        self.env["stock.scrap"].create(values).do_scrap()
        self.assert_marked("scrap")

    def test_a_quant_that_is_removed_or_moved_marks(self):
        quant = self.env["stock.quant"].search([("product_id", "=", self.mug.id), ("location_id", "=", self.stock.id)])
        shelf = self.env["stock.location"].create({"name": "Shelf", "usage": "internal", "location_id": self.stock.id})
        quant.sudo().write({"location_id": shelf.id})
        self.assert_marked("a move to another place")
        quant.sudo().unlink()
        self.assert_marked("a removal")

    def test_a_sale_order_of_a_store_marks_what_it_asks_for(self):
        line = {"product_id": self.mug.id, "product_uom_qty": 3}
        partner = self.env["res.partner"].create({"name": "Ada"})
        order = self.env["sale.order"].create(
            {"partner_id": partner.id, "order_line": [(0, 0, line)], "crossdock_connection_id": self.connection.id}
        )
        self.forget_marks()
        order.action_confirm()
        self.assert_marked("a confirmation")
        order._action_cancel()
        self.assert_marked("a cancellation")

    def test_a_mapping_of_a_location_marks_everything_that_is_linked(self):
        self.remote.stock_location_ids = False
        self.assert_marked("a mapping")

    # -- how it is done -----------------------------------------------------------------------------------

    def appended(self, seen):
        return [query for query in seen if query.lstrip().startswith("INSERT INTO crossdock_mark")]

    def test_one_transaction_appends_its_marks_by_one_statement(self):
        products = [self.mug, *(self.make_linked(f"Part {number}") for number in range(20))]
        self.forget_marks()
        with statements(self.env.cr) as seen:
            for product in products:
                self.put_in_stock(product, 5)
                self.put_in_stock(product, 1)
            self.assertEqual(self.appended(seen), [])
            self.commit()
        self.assertEqual(len(self.appended(seen)), 1)
        self.env.cr.execute("SELECT res_id, count(*) FROM crossdock_mark GROUP BY 1")
        self.assertEqual(dict(self.env.cr.fetchall()), {product.id: 1 for product in products})

    def test_a_change_after_a_savepoint_marks_again(self):
        with self.env.cr.savepoint():
            self.put_in_stock(self.mug, 1)
        self.put_in_stock(self.mug, 1)
        self.assertEqual(self.marked(), {self.mug.id})
        self.env.cr.execute("SELECT count(*) FROM crossdock_mark")
        self.assertEqual(self.env.cr.fetchone(), (2,))

    def test_what_is_rolled_back_leaves_no_mark(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.put_in_stock(self.mug, 1)
            raise ZeroDivisionError
        self.assertEqual(self.marked(), set())

    def test_products_that_no_store_sells_leave_no_mark(self):
        private = self.make_product("Private")
        self.put_in_stock(private, 5)
        self.assertEqual(self.marked(), set())

    def test_a_product_of_two_stores_is_marked_for_both(self):
        other = self.make_live(name="Other store", address="other-store.myshopify.com")
        self.link(self.mug, 4711, connection=other)
        self.forget_marks()
        self.put_in_stock(self.mug, 1)
        self.assertEqual((self.marked(), self.marked(connection=other)), ({self.mug.id}, {self.mug.id}))

    def test_a_paused_connection_is_marked_for_the_day_that_it_goes_on(self):
        self.connection._pause("a test")
        self.put_in_stock(self.mug, 1)
        self.assertEqual(self.marked(), {self.mug.id})

    def test_a_drain_takes_exactly_what_it_has_seen(self):
        mark = self.env["crossdock.mark"]
        mark._append_for(self.connection.id, "stock", [1, 2, 2], "test")
        mark._append_for(self.connection.id, "stock", [3], "later", delay_seconds=60)
        mark._append_for(self.connection.id, "contact", [4], "another kind")
        self.assertEqual(set(mark._take(self.connection.id, "stock")), {1, 2})
        self.assertEqual(mark._take(self.connection.id, "stock"), {})
        self.assertEqual((self.marked(), self.marked("contact")), ({3}, {4}))

    def test_what_will_change_again_soon_is_put_off_but_not_for_ever(self):
        mark = self.env["crossdock.mark"]
        mark._append_for(self.connection.id, "stock", [1], "test")
        mark._append_for(self.connection.id, "stock", [1], "soon", delay_seconds=60)
        self.assertEqual(mark._take(self.connection.id, "stock"), {})
        self.env.cr.execute("UPDATE crossdock_mark SET created_at = created_at - interval '1 minute'")
        self.assertEqual(set(mark._take(self.connection.id, "stock")), {1})

    def test_without_a_connection_there_is_no_mark_and_no_statement_of_ours(self):
        self.env.cr.execute("UPDATE crossdock_connection SET state = 'draft'")
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        partner = self.env["res.partner"].create({"name": "Ada"})
        # Once in the life of a process it is asked whether any connection wants marks.
        self.assertFalse(self.env["crossdock.connection"]._any_marking())
        with statements(self.env.cr) as seen:
            self.put_in_stock(self.mug, 5, self.stock)
            self.deliver(self.mug, 2)._action_cancel()
            partner.write({"name": "Ada Lovelace"})
            self.commit()
        self.assertGreater(len(seen), 5)
        ours = [
            query for query in seen if "crossdock_mark" in query or "crossdock_connection" in query.split("FROM")[-1]
        ]
        self.assertEqual(ours, [])
        self.env.cr.execute("SELECT count(*) FROM crossdock_mark")
        self.assertEqual(self.env.cr.fetchone(), (0,))


@tagged("post_install", "-at_install")
class TestMarksAreComplete(WarehouseCase):
    """Whatever changes what can be sold, a recount of all products before and after finds no change that is not marked."""

    def setUp(self):
        super().setUp()
        self.chair, self.lamp = self.make_linked("Chair"), self.make_linked("Lamp")
        self.products = [self.mug, self.chair, self.lamp]
        self.shelf, self.hall = self.env["stock.location"].create(
            [
                {"name": "Shelf", "usage": "internal", "location_id": self.stock.id},
                {"name": "Hall", "usage": "internal", "location_id": self.stock.location_id.id},
            ]
        )
        for product in self.products:
            for place in (self.stock, self.shelf, self.hall):
                self.put_in_stock(product, 10, place)
        self.changes = 0

    def recount(self):
        """{product: what is sold of it}, by reading everything."""
        products = [product for product in self.products if product.is_storable]
        return dict.fromkeys(self.products, 0) | self.desired(*products)

    def assert_complete(self, what, change, before):
        """The recount afterwards, once all that differs from the one before is marked."""
        self.forget_marks()
        result = change()
        marked = self.marked()
        after = self.recount()
        changed = {product.id for product in self.products if before[product] != after[product]}
        self.assertLessEqual(changed, marked, what)
        self.changes += bool(changed)
        return after, result

    def test_each_way_marks_what_it_changes(self):
        quants = self.env["stock.quant"].sudo()

        def quant(product, place):
            return quants.search([("product_id", "=", product.id), ("location_id", "=", place.id)])

        category = self.env["product.category"].create({"name": "Category"})
        policies = self.env["crossdock.stock.policy"]
        policy = policies.create({"connection_id": self.connection.id, "categ_id": category.id, "withheld": 3})
        move = self.deliver(self.mug, 25, reserve=False)
        partner = self.env["res.partner"].create({"name": "Ada"})
        owner = self.env["res.partner"].create({"name": "Owner"})
        line = {"product_id": self.lamp.id, "product_uom_qty": 2}
        order = self.env["sale.order"].create(
            {"partner_id": partner.id, "order_line": [(0, 0, line)], "crossdock_connection_id": self.connection.id}
        )
        ways = {
            "a reservation": move._action_assign,
            "no reservation": move._do_unreserve,
            "less demand": lambda: move.write({"product_uom_qty": 2}),
            "a cancellation": move._action_cancel,
            "a quant edited": lambda: quant(self.chair, self.shelf).write({"quantity": 4}),
            "a quant moved away": lambda: quant(self.chair, self.shelf).write({"location_id": self.hall.id}),
            "quants merged": quants._quant_tasks,
            "a quant removed": lambda: quant(self.lamp, self.shelf).unlink(),
            "a category": lambda: self.mug.write({"categ_id": category.id}),
            "a policy": lambda: policy.write({"withheld": 5}),
            "another basis": lambda: policy.write({"basis": "on_hand", "withheld": 0}),
            "no consigned goods": lambda: policy.write({"without_consigned": True}),
            "an owner": lambda: quant(self.mug, self.shelf).write({"owner_id": owner.id}),
            "a policy removed": policy.unlink,
            "a shelf moved away": lambda: self.shelf.write({"location_id": self.hall.id}),
            "a hall moved in": lambda: self.hall.write({"location_id": self.stock.id}),
            "more of an order's line": lambda: order.order_line.write({"product_uom_qty": 5}),
            "a line added": lambda: order.write(
                {"order_line": [(0, 0, {"product_id": self.chair.id, "product_uom_qty": 1})]}
            ),
            "a line removed": lambda: order.order_line[-1:].unlink(),
            "an order confirmed": order.action_confirm,
            "an order cancelled": order._action_cancel,
            "a mapping": lambda: self.remote.write({"stock_location_ids": [(6, 0, self.hall.ids)]}),
        }
        before = self.recount()
        for what, change in ways.items():
            with self.subTest(what):
                before, _result = self.assert_complete(what, change, before)
        self.assertGreater(self.changes, 12, "most of these ways change what is sold")

    def test_random_days_mark_what_they_change(self):
        before = self.recount()
        for seed in range(3):
            chance, moves = random.Random(seed), []
            for event in range(12):
                before, _result = self.assert_complete(
                    f"seed {seed}, event {event}",
                    lambda chance=chance, moves=moves: self.happen(
                        chance, chance.choice(self.products), [self.stock, self.shelf, self.hall], moves
                    ),
                    before,
                )
        self.assertGreater(self.changes, 10)
