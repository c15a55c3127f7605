"""Items that Odoo can sell where the store does not stock them: stocked there first, then raised like any other."""

import json

from odoo.tests import tagged

from ..engine import outbound
from ..sync import reasons
from ..sync.activation import KIND, ActivationsOut
from ..sync.outcome import Dead, Done
from .test_stock_plan import WAREHOUSE, StockCase


@tagged("post_install", "-at_install")
class TestStockActivation(StockCase):
    def setUp(self):
        super().setUp()
        self.item = self.items[self.mug]
        self.put_in_stock(self.mug, 4)
        self.not_stocked()

    def not_stocked(self, product=None):
        self.env["crossdock.level"]._observe_unstocked(self.connection, [(self.items[product or self.mug], WAREHOUSE)])

    def level(self):
        return self.env["crossdock.level"].search(
            [("connection_id", "=", self.connection.id), ("item_id", "=", self.item)]
        )

    def asked(self):
        summary = self.connection._activity_summary(reasons.ORDER, "unstocked")
        return self.env["mail.activity"].search_count([("summary", "=", summary)])

    def test_it_is_stocked_with_nothing_by_one_keyed_operation(self):
        planned = self.plan(self.mug)
        [operation] = self.operations()
        self.assertEqual((planned.operations, planned.reads), (1, []))
        self.assertEqual((operation.kind, operation.resume, operation.lane), (KIND, "keyed", "stock"))
        variables = json.loads(operation._body())["variables"]
        self.assertEqual(
            variables,
            {
                "inventoryItemId": f"gid://shopify/InventoryItem/{self.item}",
                "locationId": f"gid://shopify/Location/{WAREHOUSE}",
                "idempotencyKey": operation.idempotency_key,
            },
        )
        [line] = operation.line_ids
        self.assertEqual((line.res_id, line.item_id, line.location_id), (self.mug.id, self.item, WAREHOUSE))

    def test_I3_it_is_not_asked_for_twice(self):
        self.plan(self.mug)
        self.assertEqual(self.plan(self.mug).operations, 0)
        self.assertEqual(len(self.operations()), 1)

    def test_nothing_to_sell_stocks_nothing(self):
        self.put_in_stock(self.mug, -4)
        self.assertEqual((self.plan(self.mug).operations, self.asked()), (0, 0))

    def test_the_others_of_the_same_plan_are_pushed(self):
        cup = self.make_linked("Cup")
        self.put_in_stock(cup, 2)
        self.observe(cup, 9)
        self.assertEqual(self.plan(self.mug, cup).operations, 2)
        self.assertEqual(sorted(self.operations().mapped("kind")), [KIND, "inventory_set"])

    def test_stocked_its_level_is_read_before_it_is_raised(self):
        self.plan(self.mug)
        [operation] = self.operations()
        outcome = ActivationsOut().settle(self.env, self.connection, operation, None)
        operation._close_lines()
        self.assertIsInstance(outcome, Done)
        self.assertEqual(self.marked(), {self.mug.id})
        self.assertEqual((self.level().stocked, self.level().id in self.known()), (True, False))
        self.assertEqual(self.plan(self.mug).reads, [("levels", [(self.item, WAREHOUSE)])])

    def known(self):
        self.env.cr.execute("SELECT id FROM crossdock_level WHERE quantity IS NOT NULL")
        return {row[0] for row in self.env.cr.fetchall()}

    def test_I5_what_the_stores_own_news_said_meanwhile_is_kept(self):
        self.plan(self.mug)
        [operation] = self.operations()
        self.observe(self.mug, 3)
        ActivationsOut().settle(self.env, self.connection, operation, None)
        self.assertEqual((self.level().stocked, self.level().quantity), (True, 3))

    def test_a_refusal_is_dead_and_is_not_asked_for_anew_until_a_person_puts_it_aside(self):
        self.plan(self.mug)
        [operation] = self.operations()
        answer = outbound_answer("The product couldn't be stocked because the location wasn't found.")
        outcome = ActivationsOut().refused(self.env, self.connection, operation, answer, "refused:")
        self.assertIsInstance(outcome, Dead)
        self.assertEqual(outcome.reason, "refused: The product couldn't be stocked because the location wasn't found.")
        self.env.cr.execute(
            "UPDATE crossdock_operation SET state = 'claimed', lease_token = 'mine' WHERE id = %s", [operation.id]
        )
        operation.invalidate_recordset()
        outbound._finish(self.env, operation, "mine", outcome)
        self.assertEqual(self.plan(self.mug).operations, 0)
        operation.action_discard()
        self.assertEqual(self.plan(self.mug).operations, 1)

    def test_I14_a_preview_holds_it(self):
        self.connection.state = "preview"
        self.assertEqual(self.plan(self.mug).operations, 0)
        [operation] = self.operations("held")
        self.assertEqual((operation.kind, operation.reason_code), (KIND, reasons.PREVIEW))
        self.connection._end_preview()
        self.assertFalse(self.operations("held", "ready"))
        self.connection.state = "live"
        self.assertEqual(self.plan(self.mug).operations, 1)

    def test_where_it_may_not_a_person_is_asked_until_it_may(self):
        self.remote.stock_items = False
        self.assertEqual((self.plan(self.mug).operations, self.asked()), (0, 1))
        self.forget_marks()
        self.remote.stock_items = True
        self.assertEqual((self.marked(), self.asked()), ({self.mug.id}, 0))


def outbound_answer(detail):
    """An answer of the store with one user error, as ``interpret`` leaves it."""
    return type("Answer", (), {"detail": detail})()
