"""Stock out: marks become a plan that says exactly what Odoo can promise, and only what may be said now."""

import random
from datetime import datetime, timedelta, timezone

from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from ..models.level import CrossdockLevel
from ..sync import reasons
from ..sync.cursors import ORDERS
from ..sync.inventory import LevelsOut
from .engine_case import EngineCase

WAREHOUSE = 655441491
# What may happen in a warehouse, by how often.
KINDS = ["receive"] * 2 + ["deliver"] * 3 + ["count", "cancel", "unreserve", "done", "scrap"]
# So much that whatever Odoo promises is a lowering, and is planned.
PLENTY = 1_000_000


def moment(minutes=0):
    """Naive UTC, some minutes from now."""
    return (datetime.now(timezone.utc) + timedelta(minutes=minutes)).replace(tzinfo=None, microsecond=0)


class StockCase(EngineCase):
    def setUp(self):
        super().setUp()
        self.stock = self.connection.warehouse_id.lot_stock_id
        self.remote = self.map_location(self.stock)
        self.connection.write({"brake_share": 1.0, "brake_zero_share": 1.0, "brake_minimum": 1000})
        self.flow = LevelsOut()
        self.items = {}
        self.mug = self.make_linked("Mug")
        self.forget_marks()

    def map_location(self, *locations, remote_id=WAREHOUSE, connection=None):
        return self.env["crossdock.location"].create(
            {
                "name": f"Location {remote_id}",
                "connection_id": (connection or self.connection).id,
                "remote_id": str(remote_id),
                "stock_location_ids": [(6, 0, [location.id for location in locations])],
            }
        )

    def make_linked(self, name, **values):
        product = self.make_product(name, **values)
        item = 49148385 + len(self.items)
        self.link(product, 808950810 + len(self.items), item)
        self.items[product] = item
        return product

    def observe(self, product, quantity, *, read_at=None, location=WAREHOUSE):
        row = (self.items[product], location, quantity, None, read_at or moment(-10))
        self.env["crossdock.level"]._observe(self.connection, [row])

    def orders_are_in(self, up_to=None):
        """Every order up to a remote moment was captured."""
        self.env["crossdock.cursor"]._advance(self.connection, ORDERS, up_to or moment(5), moment())

    def plan(self, *products):
        """Mark these products, whatever else waits, and plan."""
        self.forget_marks()
        self.env["crossdock.mark"]._append_for(self.connection.id, "stock", [one.id for one in products], "test")
        connection = self.worker_env["crossdock.connection"].browse(self.connection.id)
        connection = connection.with_company(connection.company_id).with_context(
            allowed_company_ids=connection.company_id.ids
        )
        self.env.flush_all()
        planned = self.flow.plan(connection.env, connection)
        self.env.flush_all()
        self.env.invalidate_all()
        return planned

    def operations(self, *states):
        return self.env["crossdock.operation"].search(
            [("connection_id", "=", self.connection.id), ("state", "in", states or ("ready",))]
        )

    def planned_levels(self, *states):
        """{(item, remote location): (from, to)} of the operations in these states."""
        lines = self.operations(*states).line_ids
        return {(one.item_id, one.location_id): (int(one.from_value), int(one.to_value)) for one in lines}

    def desired(self, *products):
        """{product: what the plan would make of it}, by a remote side that has plenty of all."""
        for product in products:
            self.observe(product, PLENTY)
        self.plan(*products)
        planned = self.planned_levels()
        operations = self.operations()
        operations._set_discarded("looked at")._close_lines()
        return {product: planned[self.items[product], WAREHOUSE][1] for product in products}

    def deliver(self, product, quantity, *, reserve=True):
        """A confirmed delivery of so many pieces."""
        customers = self.env.ref("stock.stock_location_customers")
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "location_id": self.stock.id,
                "location_dest_id": customers.id,
                "procure_method": "make_to_stock",
            }
        )
        move._action_confirm(merge=False)
        if reserve:
            move._action_assign()
        return move


class WarehouseCase(StockCase):
    def make_shelves(self):
        """The stock itself and two places within it."""
        return [
            self.stock,
            *self.env["stock.location"].create(
                [{"name": f"Shelf {n}", "usage": "internal", "location_id": self.stock.id} for n in range(2)]
            ),
        ]

    def happen(self, chance, product, shelves, moves):
        """Something that people do in a warehouse."""
        kind = chance.choice(
            ["receive", "receive", "count", "deliver", "deliver", "deliver", "cancel", "unreserve", "done", "scrap"]
        )
        shelf = chance.choice(shelves)
        open_moves = [move for move in moves if move.state not in ("done", "cancel")]
        if kind == "receive":
            self.put_in_stock(product, chance.randint(1, 9), shelf)
        elif kind == "count":
            self.env["stock.quant"].with_context(inventory_mode=True).create(
                {"product_id": product.id, "location_id": shelf.id, "inventory_quantity": chance.randint(0, 12)}
            ).action_apply_inventory()
        elif kind == "deliver":
            moves.append(self.deliver(product, chance.randint(1, 8), reserve=chance.random() < 0.7))
        elif kind == "scrap":
            values = {"product_id": product.id, "scrap_qty": 1, "location_id": shelf.id}
            self.env["stock.scrap"].create(values).do_scrap()
        elif open_moves:
            move = chance.choice(open_moves)
            if kind == "cancel":
                move._action_cancel()
            elif kind == "unreserve":
                move._do_unreserve()
            elif move.quantity:
                move.picked = True
                move._action_done(cancel_backorder=chance.random() < 0.5)


@tagged("post_install", "-at_install")
class TestStockPlan(StockCase):
    def test_only_what_differs_is_planned_with_what_it_is_believed_to_be(self):
        chair = self.make_linked("Chair")
        for product in (self.mug, chair):
            self.put_in_stock(product, 7)
        self.observe(self.mug, 9)
        self.observe(chair, 7)
        planned = self.plan(self.mug, chair)
        self.assertEqual(planned.operations, 1)
        self.assertEqual(self.planned_levels(), {(self.items[self.mug], WAREHOUSE): (9, 7)})
        [operation] = self.operations()
        self.assertEqual((operation.resume, operation.kind), ("keyed", "inventory_set"))
        self.assertIn(operation.idempotency_key.encode(), operation._body())
        self.assertEqual(self.marked(), set(), "what was planned is not marked any more")

    def test_I4_two_plans_of_the_same_content_have_different_keys(self):
        self.put_in_stock(self.mug, 7)
        keys = set()
        for _repeat in range(2):
            self.observe(self.mug, 9)
            self.plan(self.mug)
            operation = self.operations()
            keys.add(operation.idempotency_key)
            operation._set_discarded("test")._close_lines()
        self.assertEqual(len(keys), 2)

    def test_parts_of_a_unit_are_not_promised(self):
        self.put_in_stock(self.mug, 2.9)
        self.assertEqual(self.desired(self.mug), {self.mug: 2})

    def test_products_that_are_not_stored_have_no_level(self):
        service = self.make_linked("Repair", type="service", is_storable=False)
        self.observe(service, 3)
        self.assertEqual(self.plan(service).operations, 0)

    def test_orders_that_were_captured_or_held_take_from_what_is_promised(self):
        self.put_in_stock(self.mug, 20)
        partner = self.env["res.partner"].create({"name": "Ada"})
        line = {"product_id": self.mug.id, "product_uom_qty": 3}
        values = {"partner_id": partner.id, "order_line": [(0, 0, line)]}
        self.env["sale.order"].create(values)
        self.assertEqual(self.desired(self.mug), {self.mug: 20}, "quotations of people promise nothing")
        self.env["sale.order"].create({**values, "crossdock_connection_id": self.connection.id})
        self.assertEqual(self.desired(self.mug), {self.mug: 17})
        self.env["crossdock.demand"]._replace(self.connection, "order:1", [(self.mug.id, self.stock.id, 5)])
        self.assertEqual(self.desired(self.mug), {self.mug: 12})

    def test_a_demand_in_dozens_is_counted_in_pieces(self):
        self.put_in_stock(self.mug, 30)
        dozen = self.env.ref("uom.product_uom_dozen")
        line = {"product_id": self.mug.id, "product_uom_qty": 2, "product_uom_id": dozen.id}
        partner = self.env["res.partner"].create({"name": "Ada"})
        self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "crossdock_connection_id": self.connection.id,
                "order_line": [(0, 0, line)],
            }
        )
        self.assertEqual(self.desired(self.mug), {self.mug: 6})

    def test_an_oversold_level_is_not_raised_to_zero(self):
        self.orders_are_in()
        self.observe(self.mug, -3)
        planned = self.plan(self.mug)
        self.assertEqual((planned.operations, planned.reads, self.planned_levels()), (0, [], {}))

    def test_unknown_levels_are_asked_for_and_stay_marked(self):
        self.put_in_stock(self.mug, 4)
        planned = self.plan(self.mug)
        self.assertEqual(planned.reads, [("levels", [(self.items[self.mug], WAREHOUSE)])])
        self.assertEqual(planned.operations, 0)
        self.assertEqual(self.marked(), {self.mug.id})

    def test_a_level_that_was_proven_wrong_is_read_again(self):
        self.put_in_stock(self.mug, 4)
        self.observe(self.mug, 9)
        self.env["crossdock.level"]._forget(self.connection, [(self.items[self.mug], WAREHOUSE)])
        self.assertEqual(self.plan(self.mug).reads, [("levels", [(self.items[self.mug], WAREHOUSE)])])

    def test_a_location_without_a_mapping_gets_nothing(self):
        self.remote.stock_location_ids = False
        self.observe(self.mug, 9)
        self.assertEqual(self.plan(self.mug).operations, 0)

    def test_two_stores_that_sell_the_same_stock_are_told_the_same(self):
        self.put_in_stock(self.mug, 8)
        self.map_location(self.stock, remote_id=24826418)
        self.observe(self.mug, 9)
        self.observe(self.mug, 3, location=24826418)
        self.orders_are_in()
        self.plan(self.mug)
        item = self.items[self.mug]
        self.assertEqual(self.planned_levels(), {(item, WAREHOUSE): (9, 8), (item, 24826418): (3, 8)})

    def test_I8_an_operation_holds_no_more_levels_than_the_store_takes(self):
        products = [self.make_linked(f"Part {number}") for number in range(252)]
        for product in products:
            self.observe(product, 5)
        self.assertEqual(self.plan(*products).operations, 2)
        self.assertEqual(sorted(self.operations().mapped("line_count")), [2, 250])

    def test_I5_a_late_answer_does_not_overwrite_newer_news(self):
        level: CrossdockLevel = self.env["crossdock.level"]
        item = self.items[self.mug]
        self.assertEqual(level._observe(self.connection, [(item, WAREHOUSE, 5, moment(-1), moment(-1))]), [item])
        self.assertEqual(level._observe(self.connection, [(item, WAREHOUSE, 9, moment(-3), moment(0))]), [])
        self.assertEqual(level.search([("item_id", "=", item)]).quantity, 5)
        level._observe_pushed(self.connection, [(item, WAREHOUSE, 8)], moment(-2))
        level.invalidate_model()
        self.assertEqual(level.search([("item_id", "=", item)]).quantity, 5)
        self.assertEqual(level._observe(self.connection, [(item, WAREHOUSE, 5, moment(1), moment(1))]), [], "our echo")

    def test_I5_news_of_the_very_second_of_our_push_is_read_again_unless_it_is_our_echo(self):
        level: CrossdockLevel = self.env["crossdock.level"]
        item, second = self.items[self.mug], moment(-1)
        level._observe(self.connection, [(item, WAREHOUSE, 5, moment(-2), moment(-2))])
        level._observe_pushed(self.connection, [(item, WAREHOUSE, 8)], second)
        echo = [(item, WAREHOUSE, 8, second, second)]
        self.assertEqual(level._observe(self.connection, echo, announced=True), [], "our echo")
        unsure = [(item, WAREHOUSE, 5, second, second)]
        self.assertEqual(level._observe(self.connection, unsure, announced=True), [item])
        self.assertFalse(level._known_count(self.connection), "which of the two came last is not known")
        self.assertEqual(level._observe(self.connection, unsure), [item], "what was read is")
        self.assertEqual(level.search([("item_id", "=", item)]).quantity, 5)

    def test_I7_what_a_person_sets_in_the_store_is_looked_at_again_and_overruled(self):
        self.put_in_stock(self.mug, 5)
        self.observe(self.mug, 5, read_at=moment(-10))
        self.forget_marks()
        body = (
            f'{{"inventory_item_id": {self.items[self.mug]}, "location_id": {WAREHOUSE}, "available": 999,'
            f' "updated_at": "{moment():%Y-%m-%dT%H:%M:%SZ}"}}'
        )
        key = f"level:{self.items[self.mug]}:{WAREHOUSE}"
        self.store(key, body.encode(), topic="inventory_levels/update", lane="stock")
        self.drain("stock")
        self.assertEqual(self.marked(), {self.mug.id})
        self.plan(self.mug)
        self.assertEqual(self.planned_levels(), {(self.items[self.mug], WAREHOUSE): (999, 5)})


@tagged("post_install", "-at_install")
class TestStockPlanRules(StockCase):
    def test_I3_a_product_with_an_operation_under_way_stays_marked_and_gets_no_other(self):
        self.put_in_stock(self.mug, 7)
        self.observe(self.mug, 9)
        self.plan(self.mug)
        [operation] = self.operations()
        for state in ("ready", "claimed", "retry"):
            with self.subTest(state=state):
                self.env.cr.execute("UPDATE crossdock_operation SET state = %s WHERE id = %s", (state, operation.id))
                self.assertEqual(self.plan(self.mug).operations, 0)
                self.assertEqual(len(self.operations("ready", "claimed", "retry")), 1)
                self.assertEqual(self.marked(), {self.mug.id})
        self.env.cr.execute("UPDATE crossdock_operation SET state = 'claimed', lease_token = 'mine'")
        operation.invalidate_recordset()
        operation._set_done(operation.ids, "mine")
        operation._close_lines()
        self.assertEqual(self.plan(self.mug).operations, 1)

    def test_I3_the_database_itself_refuses_a_second_operation_on_one_object(self):
        values = {"lane": "stock", "kind": "inventory_set", "resume": "keyed"}
        line = ("level:1:2", self.mug.id, "Mug", "9", "7", 1, 2)
        first = self.env["crossdock.operation"]._enqueue(self.connection, values, b"{}", [line])
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["crossdock.operation"]._enqueue(self.connection, values, b"{}", [line])
        first._close_lines()
        self.assertTrue(self.env["crossdock.operation"]._enqueue(self.connection, values, b"{}", [line]))

    def test_I12_a_raise_waits_for_the_orders_behind_the_remote_quantity(self):
        self.put_in_stock(self.mug, 9)
        self.observe(self.mug, 4, read_at=moment(-1))
        self.assertEqual((self.plan(self.mug).operations, self.marked()), (0, {self.mug.id}), "never polled")
        self.orders_are_in(up_to=moment(-2))
        self.assertEqual((self.plan(self.mug).operations, self.marked()), (0, {self.mug.id}), "read since")
        self.orders_are_in(up_to=moment())
        self.assertEqual(self.plan(self.mug).operations, 1)
        self.assertEqual(self.planned_levels(), {(self.items[self.mug], WAREHOUSE): (4, 9)})

    def test_I12_a_raise_waits_while_news_of_an_order_is_not_captured(self):
        self.put_in_stock(self.mug, 9)
        self.observe(self.mug, 4)
        event = self.store("order:1")
        self.orders_are_in()
        self.env.cr.execute("UPDATE crossdock_inbox SET created_at = created_at - interval '1 minute'")
        for state, blocked in (("ready", True), ("retry", True), ("claimed", True), ("dead", True), ("held", False)):
            with self.subTest(state=state):
                self.env.cr.execute("UPDATE crossdock_inbox SET state = %s WHERE id = %s", (state, event))
                self.assertEqual(self.plan(self.mug).operations, 0 if blocked else 1)
        self.assertEqual(self.planned_levels(), {(self.items[self.mug], WAREHOUSE): (4, 9)})

    def test_I12_a_level_is_lowered_at_once(self):
        self.put_in_stock(self.mug, 4)
        self.observe(self.mug, 9, read_at=moment())
        self.store("order:1")
        self.assertEqual(self.plan(self.mug).operations, 1)
        self.assertEqual(self.planned_levels(), {(self.items[self.mug], WAREHOUSE): (9, 4)})

    def test_I12_a_raise_that_waited_long_enough_asks_for_the_orders(self):
        self.put_in_stock(self.mug, 9)
        self.observe(self.mug, 4)
        self.assertEqual(self.plan(self.mug).reads, [], "their webhooks get the time to arrive by themselves")
        self.env.cr.execute("UPDATE crossdock_level SET seen_at = seen_at - interval '1 minute'")
        self.assertEqual(self.plan(self.mug).reads, [("orders", None)])
        self.assertEqual(self.marked(), {self.mug.id})

    def many(self, count, observed):
        products = [self.make_linked(f"Part {number}") for number in range(count)]
        for product in products:
            self.observe(product, observed)
        return products

    def test_I14_a_mass_change_waits_for_a_manager_and_says_why(self):
        self.connection.write({"brake_minimum": 5, "brake_share": 0.5, "brake_zero_share": 0.9})
        products = self.many(10, observed=3)
        for product in products:
            self.put_in_stock(product, 1)
        self.assertEqual(self.plan(*products).operations, 0)
        [operation] = self.operations("held")
        self.assertEqual((operation.reason_code, operation.line_count), (reasons.BRAKE, 10))
        activity = self.env["mail.activity"].search([("res_model", "=", "crossdock.connection")])
        self.assertEqual(activity.res_id, self.connection.id)
        self.assertFalse(self.operations("ready"))
        operation.action_retry()
        self.assertEqual(operation.state, "ready")

    def test_I14_setting_much_to_zero_waits_sooner(self):
        self.connection.write({"brake_minimum": 2, "brake_share": 0.9, "brake_zero_share": 0.2})
        products = self.many(10, observed=3)
        for product in products[3:]:
            self.put_in_stock(product, 3)
        self.assertEqual(self.plan(*products).operations, 0)
        [operation] = self.operations("held")
        self.assertEqual((operation.reason_code, operation.line_count), (reasons.BRAKE, 3))

    def test_I14_many_small_pushes_are_the_mass_change_that_they_make_together(self):
        self.connection.write({"brake_minimum": 4, "brake_share": 0.5, "brake_zero_share": 0.9})
        products = self.many(12, observed=3)
        for product in products:
            self.put_in_stock(product, 1)
        waited = 0
        for product in products:
            if self.plan(product).operations:
                rows = [(self.items[product], WAREHOUSE, 1)]
                self.env["crossdock.level"]._observe_pushed(self.connection, rows, None)
                self.operations()._set_discarded("sent")._close_lines()
            else:
                waited += 1
        self.assertEqual(waited, 6, "half of all levels, whatever the size of the pushes")

    def test_I14_a_preview_holds_everything_and_a_newer_plan_takes_its_place(self):
        self.connection.state = "preview"
        self.put_in_stock(self.mug, 7)
        self.observe(self.mug, 9)
        self.assertEqual(self.plan(self.mug).operations, 0)
        self.assertEqual(self.operations("held").mapped("reason_code"), [reasons.PREVIEW])
        self.put_in_stock(self.mug, -2)
        self.plan(self.mug)
        self.assertEqual(self.planned_levels("held"), {(self.items[self.mug], WAREHOUSE): (9, 5)})

    def test_I11_stock_of_another_company_is_not_promised(self):
        other = self.env["res.company"].create({"name": "Other company"})
        shared = self.env["stock.location"].create({"name": "Shared hall", "usage": "internal", "company_id": False})
        mine, theirs = (
            self.env["stock.location"].create(
                {"name": company.name, "usage": "internal", "location_id": shared.id, "company_id": company.id}
            )
            for company in (self.connection.company_id, other)
        )
        self.remote.stock_location_ids = shared
        self.put_in_stock(self.mug, 5, mine)
        self.put_in_stock(self.mug, 70, theirs)
        self.assertEqual(self.desired(self.mug), {self.mug: 5})


@tagged("post_install", "-at_install")
class TestStockEquality(WarehouseCase):
    """What is planned equals Odoo's own free quantity, whatever happens in the warehouse."""

    def expected(self, product):
        """Odoo's free quantity, less demand that is confirmed and could not be reserved."""
        product.invalidate_recordset()
        free = product.with_context(location=self.stock.id).free_qty
        waiting = self.env["stock.move"].search(
            [
                ("product_id", "=", product.id),
                ("state", "in", ("waiting", "confirmed", "partially_available")),
                ("location_id", "child_of", self.stock.id),
                ("location_dest_id.usage", "=", "customer"),
            ]
        )
        return max(0, int(free - sum(move.product_qty - move.quantity for move in waiting)))

    def test_what_is_planned_is_odoos_free_quantity_whatever_happens(self):
        chair = self.make_linked("Chair")
        products = [self.mug, chair]
        shelves = self.make_shelves()
        compared = set()
        for seed in range(6):
            chance, moves = random.Random(seed), []
            for _event in range(15):
                self.happen(chance, chance.choice(products), shelves, moves)
            expected = {product: self.expected(product) for product in products}
            self.assertEqual(self.desired(*products), expected, f"seed {seed}")
            compared |= set(expected.values())
        self.assertGreater(len(compared), 4, "the sample must not be of one value")
