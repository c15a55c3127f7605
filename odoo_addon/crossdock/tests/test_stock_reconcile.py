"""Reconciling stock: all levels of a store's bulk file against what Odoo can promise; counted, explained, handed to the push."""

import json
import re

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..engine import outbound
from ..sync import reasons
from ..sync.stock_reconcile import StockReconciles
from .test_stock_plan import WAREHOUSE, StockCase, moment

OPERATION = "gid://shopify/BulkOperation/720918"


class Download:
    outcome, status, error = "answered", 200, ""


class Store:
    """The store's side: its levels, which it writes to a file as it is asked to."""

    def __init__(self):
        self.levels = {}
        self.status = "COMPLETED"
        self.refusal = None
        self.lines_missing = 0

    def wait_seconds(self):
        return 0.0

    def read(self, document, variables):  # pylint: disable=method-required-super
        [name] = re.findall(r"^(?:query|mutation) (\w+)", document, re.MULTILINE)
        return json.dumps(getattr(self, f"_{name}")(variables)).encode(), moment()

    def download(self, url, path, bytes_max):
        with open(path, "w", encoding="utf-8") as target:
            target.writelines(json.dumps(line) + "\n" for line in self.lines()[self.lines_missing :])
        return Download()

    def lines(self):
        lines = []
        for (item, location), (available, updated) in self.levels.items():
            variant = f"gid://shopify/ProductVariant/{item}"
            lines.append(
                {
                    "id": f"gid://shopify/InventoryLevel/{item}?inventory_item_id={item}",
                    "updatedAt": f"{updated:%Y-%m-%dT%H:%M:%SZ}",
                    "location": {"id": f"gid://shopify/Location/{location}"},
                    "quantities": [{"name": "available", "quantity": available}],
                    "__parentId": variant,
                }
            )
            lines.append(
                {
                    "id": variant,
                    "sku": "",
                    "barcode": None,
                    "title": "Default Title",
                    "product": {"id": "gid://shopify/Product/1", "title": "Thing"},
                    "inventoryItem": {"id": f"gid://shopify/InventoryItem/{item}", "tracked": True},
                }
            )
        return lines

    def _BulkStart(self, variables):
        errors = [{"field": None, "message": self.refusal, "code": "INVALID"}] if self.refusal else []
        return {"bulkOperationRunQuery": {"bulkOperation": None if errors else {"id": OPERATION}, "userErrors": errors}}

    def _BulkStatus(self, variables):
        written = self.status == "COMPLETED"
        return {
            "bulkOperation": {
                "id": variables["id"],
                "status": self.status,
                "errorCode": "TIMEOUT" if self.status == "FAILED" else None,
                "url": "https://files.example.com/levels.jsonl" if written and self.levels else None,
                "partialDataUrl": None,
                "objectCount": str(len(self.lines())),
                "completedAt": f"{moment():%Y-%m-%dT%H:%M:%SZ}" if written else None,
                "fileSize": None,
            }
        }

    def _OrdersPage(self, variables):
        return {"orders": {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}}


@tagged("post_install", "-at_install")
class TestStockReconcile(StockCase):
    def setUp(self):
        super().setUp()
        self.shop = self.engine.line = Store()
        self.put_in_stock(self.mug, 5)
        self.agree(self.mug, 5)

    def agree(self, product, quantity):
        """The store shows it, and we know."""
        self.show(product, quantity, minutes=-5)
        row = (self.items[product], WAREHOUSE, quantity, moment(-5), moment(-5))
        self.env["crossdock.level"]._observe(self.connection, [row])
        self.forget_marks()

    def show(self, product, quantity, minutes=-1):
        self.shop.levels[self.items[product], WAREHOUSE] = (quantity, moment(minutes))

    def look(self, one, times=1):
        for _time in range(times):
            self.env.cr.execute(
                "UPDATE crossdock_mark SET due_at = now() AT TIME ZONE 'UTC' - interval '1 hour' WHERE kind = %s",
                ("stock_reconcile",),
            )
            outbound.push(self.engine, StockReconciles(), self.connection.id)
        self.env.invalidate_all()
        return one.state

    def reconciled(self):
        one = self.env["crossdock.stock.reconcile"]._begin(self.connection)
        self.assertEqual(self.look(one, 2), "done", one.note)
        return one

    def counts(self, one):
        """{cause: how many}, without those of which there are none."""
        names = ("pending", "foreign", "unstocked", "missed")
        counted = {name: one[f"{name}_count"] for name in names if one[f"{name}_count"]}
        self.assertEqual(sum(counted.values()), one.differing_count)
        self.assertEqual(
            {name: len(one.line_ids.filtered(lambda line, name=name: line.cause == name)) for name in counted}, counted
        )
        return counted

    def test_where_both_agree_nothing_is_found_and_nothing_is_done(self):
        one = self.reconciled()
        self.assertEqual((one.compared_count, self.counts(one), one.repaired_count), (1, {}, 0))
        self.assertFalse(self.marked())

    def test_it_waits_for_the_store_to_write_its_file(self):
        self.shop.status = "RUNNING"
        one = self.env["crossdock.stock.reconcile"]._begin(self.connection)
        self.assertEqual(self.look(one, 3), "writing")
        self.assertEqual(self.env["crossdock.stock.reconcile"]._begin(self.connection), one, "one at a time")
        self.shop.status = "COMPLETED"
        self.assertEqual(self.look(one), "done")

    def test_a_change_at_the_store_of_which_no_webhook_told_is_found_and_repaired(self):
        self.show(self.mug, 9)
        one = self.reconciled()
        self.assertEqual((self.counts(one), one.repaired_count), ({"foreign": 1}, 1))
        [line] = one.line_ids
        self.assertEqual((line.product_id, line.shown, line.wanted), (self.mug, 9, 5))
        self.assertEqual(line.location_name, self.remote.name)
        self.assertEqual(self.marked(), {self.mug.id})
        self.plan(self.mug)
        self.assertEqual(self.planned_levels(), {(self.items[self.mug], WAREHOUSE): (9, 5)})

    def test_a_change_in_odoo_that_nothing_marked_is_not_explained_and_is_repaired(self):
        self.put_in_stock(self.mug, -2)
        self.commit()
        self.forget_marks()
        one = self.reconciled()
        self.assertEqual((self.counts(one), one.repaired_count), ({"missed": 1}, 1))
        self.assertEqual(self.marked(), {self.mug.id})

    def test_what_is_marked_repairs_itself(self):
        self.put_in_stock(self.mug, -2)
        self.env["crossdock.mark"]._append_for(self.connection.id, "stock", self.mug.ids, "test")
        one = self.reconciled()
        self.assertEqual((self.counts(one), one.repaired_count), ({"pending": 1}, 0))

    def test_what_an_operation_is_to_set_is_under_way_until_it_is_settled_and_where_it_is_dead(self):
        self.put_in_stock(self.mug, -2)
        self.plan(self.mug)
        [operation] = self.operations()
        self.forget_marks()
        self.assertEqual(self.counts(self.reconciled()), {"pending": 1})
        operation._close_lines()
        self.env.cr.execute("UPDATE crossdock_operation SET state = 'dead' WHERE id = %s", (operation.id,))
        self.forget_marks()
        self.assertEqual(self.counts(self.reconciled()), {"pending": 1})

    def test_news_of_an_order_that_waits_explains_what_differs(self):
        self.orders_are_in()
        self.show(self.mug, 3)
        self.store("order:1")
        self.env.cr.execute("UPDATE crossdock_inbox SET created_at = created_at - interval '1 minute'")
        self.assertEqual(self.counts(self.reconciled()), {"pending": 1})

    def test_I5_what_became_known_after_the_file_was_written_counts(self):
        self.shop.levels[self.items[self.mug], WAREHOUSE] = (9, moment(-20))
        one = self.reconciled()
        self.assertEqual(self.counts(one), {})

    def test_an_item_that_could_be_sold_where_it_is_not_stocked(self):
        cup, spoon = self.make_linked("Cup"), self.make_linked("Spoon")
        self.put_in_stock(cup, 4)
        self.commit()
        self.forget_marks()
        one = self.reconciled()
        self.assertEqual((self.counts(one), one.line_ids.product_id), ({"unstocked": 1}, cup))
        self.assertEqual(self.marked(), set(cup.ids))
        self.assertNotIn(spoon.id, self.marked())

    def test_a_level_that_is_gone_from_the_store_is_stocked_again_where_odoo_can_sell_it(self):
        cup = self.make_linked("Cup")
        self.agree(cup, 0)
        self.env.cr.execute("UPDATE crossdock_level SET seen_at = seen_at - interval '1 minute'")
        for product in (self.mug, cup):
            del self.shop.levels[self.items[product], WAREHOUSE]
        one = self.reconciled()
        self.assertEqual((self.counts(one), one.line_ids.product_id), ({"unstocked": 1}, self.mug))
        pairs = {(self.items[product], WAREHOUSE) for product in (self.mug, cup)}
        self.assertEqual(self.env["crossdock.level"]._unstocked(self.connection, self.items.values()), pairs)
        self.plan(self.mug)
        self.assertEqual(self.operations().mapped("kind"), ["inventory_activate"])

    def test_a_level_whose_line_cannot_be_read_is_not_gone(self):
        self.env.cr.execute("UPDATE crossdock_level SET seen_at = seen_at - interval '1 minute'")
        self.shop.levels[self.items[self.mug], WAREHOUSE] = ("many", moment())
        self.assertEqual(self.counts(self.reconciled()), {})
        self.assertFalse(self.env["crossdock.level"]._unstocked(self.connection, self.items.values()))

    def test_a_level_that_became_known_since_the_store_was_asked_is_not_gone(self):
        one = self.env["crossdock.stock.reconcile"]._begin(self.connection)
        self.look(one)
        self.env.cr.execute(
            "UPDATE crossdock_level SET seen_at = clock_timestamp() AT TIME ZONE 'UTC' + interval '1 s'"
        )
        del self.shop.levels[self.items[self.mug], WAREHOUSE]
        self.assertEqual(self.look(one), "done")
        self.assertEqual(self.counts(one), {})

    def test_an_oversold_level_is_no_difference(self):
        self.put_in_stock(self.mug, -5)
        self.show(self.mug, -3)
        self.assertEqual(self.counts(self.reconciled()), {})

    def test_it_lists_only_where_it_may_not_repair(self):
        self.connection.stock_repair = False
        self.show(self.mug, 9)
        one = self.reconciled()
        self.assertEqual((self.counts(one), one.repaired_count), ({"foreign": 1}, 0))
        self.assertFalse(self.marked())

    def test_a_store_that_refuses_or_fails_is_told_to_a_person_and_all_is_looked_at_by_what_is_known(self):
        summary = self.connection._activity_summary(reasons.RECONCILE, reasons.RECONCILE)
        for change in ({"refusal": "Access denied."}, {"status": "FAILED"}, {"lines_missing": 1}):
            with self.subTest(change=change):
                vars(self.shop).update({"refusal": None, "status": "COMPLETED", "lines_missing": 0, **change})
                self.forget_marks()
                one = self.env["crossdock.stock.reconcile"]._begin(self.connection)
                self.assertEqual(self.look(one, 2), "failed")
                self.assertTrue(one.note)
                self.assertEqual(self.marked(), {self.mug.id})
                self.assertEqual(self.env["mail.activity"].search_count([("summary", "=", summary)]), 1)
        vars(self.shop).update({"lines_missing": 0})
        self.reconciled()
        self.assertFalse(self.env["mail.activity"].search_count([("summary", "=", summary)]))

    @mute_logger("odoo.addons.crossdock.sync.stock_reconcile")
    def test_what_nobody_foresaw_ends_it_with_its_kind(self):
        self.shop.levels[self.items[self.mug], WAREHOUSE] = ("many", moment())
        self.shop.download = None
        one = self.env["crossdock.stock.reconcile"]._begin(self.connection)
        self.assertEqual(self.look(one, 2), "failed")
        self.assertIn("TypeError", one.note)

    def test_a_worker_that_dies_is_followed_by_one_that_counts_from_the_start(self):
        self.show(self.mug, 9)
        one = self.env["crossdock.stock.reconcile"]._begin(self.connection)
        self.look(one)
        one._begin_comparing()
        one._note_differences(7, [(1, 2, self.mug.id, 3, 4, "missed")])
        self.forget_marks()
        self.env["crossdock.stock.reconcile"]._look_at_all()
        self.assertEqual(self.look(one), "done")
        self.assertEqual((one.compared_count, self.counts(one)), (1, {"foreign": 1}))

    def test_the_night_compares_every_store(self):
        self.env["crossdock.connection"]._cron_daily()
        one = self.env["crossdock.stock.reconcile"].search([("connection_id", "=", self.connection.id)])
        self.assertEqual((len(one), one.state), (1, "asked"))

    def test_differences_are_forgotten_with_payloads_and_the_trend_is_kept(self):
        self.show(self.mug, 9)
        one = self.reconciled()
        line = one.line_ids
        self.env.cr.execute("UPDATE crossdock_stock_reconcile SET create_date = create_date - interval '400 days'")
        self.env.invalidate_all()
        self.env["crossdock.connection"]._forget()
        self.env.invalidate_all()
        self.assertEqual((line.exists(), one.exists().differing_count), (line.browse(), 1))

    def test_only_a_manager_starts_one_and_nobody_writes_its_findings(self):
        user = new_test_user(self.env, "looks", groups="crossdock.group_user")
        with self.assertRaises(AccessError):
            self.connection.with_user(user).action_reconcile_stock()
        manager = new_test_user(self.env, "decides", groups="crossdock.group_manager")
        self.connection.with_user(manager).action_reconcile_stock()
        one = self.env["crossdock.stock.reconcile"].search([("connection_id", "=", self.connection.id)])
        with self.assertRaises(AccessError):
            one.with_user(manager).write({"missed_count": 0})
        self.assertEqual(one.with_user(user).state, "asked")
