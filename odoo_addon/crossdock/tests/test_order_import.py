"""History and repair: past orders by a bulk file, one order by its name, and what a poll finds that no webhook brought."""

import json
import re
from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from ..engine import outbound
from ..sync import order_import, sessions
from ..sync.order_import import OrderImports
from ..sync.polling import Polling
from .order_ways import bulk_lines, order_node
from .test_orders import OrdersCase

OPERATION = "gid://shopify/BulkOperation/720918"
OLD = "2025-03-01T10:00:00-05:00"


class Died(BaseException):
    """What no code catches: the process is gone."""


class Download:
    outcome, status, error = "answered", 200, ""


class Store:
    """The store's side: orders that it lists, reads and writes to a file; what it was asked."""

    def __init__(self):
        self.orders = {}
        self.status = "COMPLETED"
        self.file = b""
        self.object_count = None
        self.searches, self.downloads, self.read_ids = [], 0, []
        self.now = datetime(2026, 11, 20, 16, 0)
        self.refusal = None

    def sell(self, payload):
        self.orders[payload["id"]] = payload

    def write_file(self):
        self.file = b"".join(bulk_lines(order_node(payload)) for payload in self.orders.values())
        self.object_count = self.file.count(b"\n")

    def wait_seconds(self):
        return 0.0

    def read(self, document, variables):  # pylint: disable=method-required-super
        [name] = re.findall(r"^(?:query|mutation) (\w+)", document, re.MULTILINE)
        return json.dumps(getattr(self, f"_{name}")(variables)).encode(), self.now

    def download(self, url, path, bytes_max):
        self.downloads += 1
        with open(path, "wb") as target:
            target.write(self.file)
        return Download()

    def _BulkStart(self, variables):
        self.searches.append(variables["query"].split('orders(query: "')[1].split('"')[0])
        errors = [{"field": None, "message": self.refusal, "code": "INVALID"}] if self.refusal else []
        return {"bulkOperationRunQuery": {"bulkOperation": None if errors else {"id": OPERATION}, "userErrors": errors}}

    def _BulkStatus(self, variables):
        return {
            "bulkOperation": {
                "id": variables["id"],
                "status": self.status,
                "errorCode": "TIMEOUT" if self.status == "FAILED" else None,
                "url": "https://files.example.com/orders.jsonl" if self.status == "COMPLETED" and self.file else None,
                "partialDataUrl": None,
                "objectCount": str(self.object_count or 0),
                "completedAt": None,
                "fileSize": None,
            }
        }

    def _OrdersRead(self, variables):
        ids = [int(one.rsplit("/", 1)[1]) for one in variables["ids"]]
        self.read_ids += ids
        return {"nodes": [order_node(self.orders[one]) if one in self.orders else None for one in ids]}

    def _OrdersNamed(self, variables):
        named = [one for one in self.orders.values() if one["name"].strip("#") in variables["query"]]
        return {"orders": {"nodes": [{"id": f"gid://shopify/Order/{one['id']}", "name": one["name"]} for one in named]}}

    def _OrdersPage(self, variables):
        self.searches.append(variables["query"])
        nodes = [order_node(one) for one in self.orders.values()]
        page = [{name: node[name] for name in ("id", "name", "createdAt", "updatedAt")} for node in nodes]
        return {"orders": {"nodes": page, "pageInfo": {"hasNextPage": False, "endCursor": None}}}


class ImportCase(OrdersCase):
    def setUp(self):
        super().setUp()
        self.shop = self.engine.line = Store()
        self.put_in_stock(self.mug, 100)

    def old(self, number, **changes):
        """An order from before the connection takes orders."""
        times = dict.fromkeys(("created_at", "updated_at", "processed_at"), OLD)
        return self.payload(order_id=5_000_000_000_000 + number, **{**times, **changes})

    def make_import(self, **values):
        return self.env["crossdock.order.import"].create(
            {"connection_id": self.connection.id, "date_from": datetime(2025, 1, 1), **values}
        )

    def look(self, one, times=1):
        """Let the worker look at the import, as its mark would have it."""
        for _time in range(times):
            self.env.cr.execute("UPDATE crossdock_mark SET due_at = now() AT TIME ZONE 'UTC' - interval '1 hour'")
            outbound.push(self.engine, OrderImports(), self.connection.id)
        self.env.invalidate_all()
        return one.state

    def taken_in(self, **values):
        """An import whose file was taken in; its events wait."""
        one = self.make_import(**values)
        one.action_start()
        self.look(one, 3)
        return one


@tagged("post_install", "-at_install")
class TestOrderImport(ImportCase):
    def test_past_orders_come_in_as_history_that_takes_no_stock(self):
        payloads = [self.old(number) for number in range(3)]
        for payload in payloads:
            self.shop.sell(payload)
        self.shop.write_file()
        one = self.make_import(date_to=datetime(2026, 1, 1))
        one.action_start()
        self.shop.status = "RUNNING"
        self.assertEqual(self.look(one), "writing")
        self.assertEqual(self.look(one), "writing")
        self.shop.status = "COMPLETED"
        self.assertEqual(self.look(one), "storing")
        self.assertEqual(self.look(one), "done")
        [search] = self.shop.searches
        self.assertEqual(search, "created_at:>='2025-01-01T00:00:00Z' AND created_at:<'2026-01-01T00:00:00Z'")
        self.assertEqual((one.stored_count, one.waiting_count, one.progress), (3, 3, 50))
        self.drain("backfill")
        self.assertEqual((one.entered_count, one.waiting_count, one.progress), (3, 0, 100))
        for payload in payloads:
            sale_order = self.sale_order(payload)
            self.assert_equal_totals(payload, sale_order)
            self.assertEqual((sale_order.crossdock_kind, sale_order.date_order), ("history", datetime(2025, 3, 1, 15)))
        self.drain("confirmation")
        self.assertFalse(self.mug.stock_move_ids)
        self.assertEqual(self.sale_order(payloads[0]).state, "draft")

    def test_past_orders_come_in_as_orders_that_are_confirmed(self):
        payload = self.old(1)
        self.shop.sell(payload)
        self.shop.write_file()
        self.taken_in(mode="open")
        self.drain("backfill")
        self.drain("confirmation")
        sale_order = self.sale_order(payload)
        self.assertEqual((sale_order.state, sale_order.crossdock_kind), ("sale", False))
        self.assertEqual(sale_order.picking_ids.move_ids.state, "assigned")

    def test_an_order_of_a_file_equals_the_one_of_its_webhook(self):
        payload = self.old(1, created_at="2026-11-20T10:00:00-05:00")
        _event, sale_order = self.enter(payload)
        self.shop.sell(payload)
        self.shop.write_file()
        one = self.taken_in(mode="open")
        self.drain("backfill")
        [event] = one._events()
        self.assertEqual((event.state, self.sale_order(payload)), ("done", sale_order))
        self.assertIn("Nothing has changed", event.reason)

    def test_a_worker_that_dies_is_followed_by_one_that_goes_on_where_it_stopped(self):
        for number in range(7):
            self.shop.sell(self.old(number))
        self.shop.write_file()
        one = self.make_import()
        one.action_start()
        self.look(one, 2)
        stored = type(one)._store
        parts = []

        def die_at_the_third(self, events, line_position, broken):
            parts.append(len(events))
            if len(parts) == 3:
                raise Died
            return stored(self, events, line_position, broken)

        with (
            patch.object(order_import, "ORDERS_PER_STEP_MAX", 2),
            patch.object(type(one), "_store", die_at_the_third),
        ):
            died = False
            try:
                self.look(one)
            except Died:
                died = True
        self.env.invalidate_all()
        self.env.cr.execute("DELETE FROM crossdock_mark")
        self.connection._cron_reconcile()
        self.assertTrue(died)
        lines = bulk_lines(order_node(self.old(0))).count(b"\n")
        self.assertEqual((one.state, one.stored_count, one.line_position), ("storing", 4, 4 * lines))
        self.assertEqual(self.look(one), "done")
        self.assertEqual((one.stored_count, one.line_position), (7, 7 * lines))
        keys = one._events().mapped("object_key")
        self.assertEqual((len(keys), len(set(keys))), (7, 7))

    def test_one_look_takes_in_a_part_and_asks_for_the_next_look(self):
        for number in range(5):
            self.shop.sell(self.old(number))
        self.shop.write_file()
        one = self.make_import()
        one.action_start()
        self.look(one, 2)
        with (
            patch.object(order_import, "STORE_SECONDS_MAX", -1.0),
            patch.object(order_import, "ORDERS_PER_STEP_MAX", 2),
        ):
            found = [(self.look(one), one.stored_count) for _time in range(3)]
        self.assertEqual(found, [("storing", 2), ("storing", 4), ("storing", 5)])
        self.assertEqual(self.look(one), "done")

    def test_a_file_that_ends_too_soon_is_fetched_again_and_costs_no_order(self):
        for number in range(3):
            self.shop.sell(self.old(number))
        self.shop.write_file()
        whole = self.shop.file
        self.shop.file = whole[: whole.rindex(b"\n", 0, len(whole) - 40) - 20]
        one = self.make_import()
        one.action_start()
        self.assertEqual(self.look(one, 3), "storing")
        self.assertEqual(one.stored_count, 2, "the last order lacks its end")
        self.shop.file = whole
        self.assertEqual(self.look(one), "done")
        self.assertEqual(one.stored_count, 3)

    def test_a_file_that_always_ends_too_soon_fails_the_import_and_asks_a_person(self):
        self.shop.sell(self.old(1))
        self.shop.write_file()
        self.shop.object_count += 10
        one = self.make_import()
        one.action_start()
        self.assertEqual(self.look(one, 2 + order_import.DOWNLOADS_MAX), "failed")
        self.assertIn("ends too soon", one.note)
        self.assertTrue(self.connection.activity_ids.filtered(lambda activity: f"import:{one.id}" in activity.summary))

    def test_a_line_that_cannot_be_read_costs_no_order(self):
        for number in range(4):
            self.shop.sell(self.old(number))
        self.shop.write_file()
        lines = self.shop.file.splitlines()
        per_order = len(lines) // 4
        lines[per_order + 1] = b'{"id": "gid://shopify/LineItem/1", "quantity'
        lines[2 * per_order] = b"\xff\xfe"
        self.shop.file = b"\n".join(lines) + b"\n"
        self.shop.object_count = len(lines)
        one = self.taken_in(mode="history")
        self.assertEqual((one.state, one.stored_count), ("done", 4))
        self.assertEqual(one.broken_count, 2)
        self.assertEqual(sorted(self.shop.read_ids), sorted(self.shop.orders)[1:3])
        self.drain("backfill")
        self.assertEqual(
            [self.sale_order(payload).crossdock_kind for payload in self.shop.orders.values()], ["history"] * 4
        )

    def test_what_the_store_refuses_or_fails_is_said_and_may_be_started_again(self):
        one = self.make_import()
        self.shop.refusal = "Invalid bulk query"
        one.action_start()
        self.assertEqual(self.look(one), "failed")
        self.assertIn("Invalid bulk query", one.note)
        self.shop.refusal, self.shop.status = None, "FAILED"
        one.action_start()
        self.assertEqual(self.look(one, 2), "failed")
        self.assertIn("TIMEOUT", one.note)
        self.shop.status = "COMPLETED"
        one.action_start()
        self.assertEqual(self.look(one, 3), "done", "a period without orders has no file")
        self.assertFalse(self.connection.activity_ids.filtered(lambda activity: f"import:{one.id}" in activity.summary))

    def test_what_nobody_foresaw_ends_the_import_and_says_its_kind(self):
        one = self.make_import()
        one.action_start()
        with (
            patch.object(self.shop, "read", side_effect=ZeroDivisionError("of Ada's order")),
            self.assertLogs("odoo.addons.crossdock", "ERROR"),
        ):
            self.assertEqual(self.look(one), "failed")
        self.assertIn("ZeroDivisionError", one.note)
        self.assertNotIn("Ada", one.note)

    def test_a_cancelled_import_takes_in_no_more(self):
        self.shop.sell(self.old(1))
        self.shop.write_file()
        one = self.taken_in()
        one.state = "storing"
        one.action_cancel()
        self.assertEqual(self.look(one), "cancelled")
        self.drain("backfill")
        self.assertFalse(self.sale_order(self.old(1)))
        self.assertEqual(one._events().mapped("reason_code"), ["discarded"])

    def test_who_may_import_and_see_imports(self):
        one = self.make_import()
        user = new_test_user(self.env, "import.user", "base.group_user,crossdock.group_user")
        self.assertEqual(one.with_user(user).state, "draft")
        with self.assertRaises(AccessError):
            one.with_user(user).action_start()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env, "import.stranger", "crossdock.group_manager", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        self.assertFalse(self.env["crossdock.order.import"].with_user(stranger).search([("id", "=", one.id)]))

    def test_a_period_must_end_after_it_begins(self):
        with self.assertRaises(ValidationError):
            self.make_import(date_to=datetime(2024, 1, 1))


@tagged("post_install", "-at_install")
class TestOrderFetch(ImportCase):
    def fetch(self, reference):
        wizard = self.env["crossdock.order.fetch"].create({"connection_id": self.connection.id, "reference": reference})
        with patch.object(sessions, "open_session", lambda connection: self.shop):
            action = wizard.action_fetch()
        return self.event(action["res_id"])

    def test_an_order_is_entered_by_its_name_its_id_or_its_address(self):
        payloads = [self.old(number, name=f"#{1000 + number}") for number in range(4)]
        for payload in payloads:
            self.shop.sell(payload)
        references = (
            "#1000",
            "1001",
            str(payloads[2]["id"]),
            f"https://x.myshopify.com/admin/orders/{payloads[3]['id']}",
        )
        for payload, reference in zip(payloads, references, strict=True):
            event = self.fetch(reference)
            self.drain()
            self.assertEqual(event.state, "done", event.reason)
            self.assert_equal_totals(payload, self.sale_order(payload))

    def test_what_somebody_changed_by_hand_is_brought_back_to_the_stores(self):
        payload = self.payload()
        _event, sale_order = self.enter(payload)
        self.shop.sell(payload)
        sale_order.order_line[0].product_uom_qty = 7
        event = self.fetch(payload["name"])
        self.drain()
        self.assertEqual(event.state, "done", event.reason)
        self.assertEqual(sale_order.order_line[0].product_uom_qty, 2)
        self.assert_equal_totals(payload, sale_order)

    def test_unknown_and_ambiguous_names_are_said(self):
        with self.assertRaisesRegex(UserError, "has no order #4711"):
            self.fetch("#4711")
        self.shop.sell(self.old(1, name="#1001"))
        self.shop.sell(self.old(2, name="#1001"))
        with self.assertRaisesRegex(UserError, "Several orders"):
            self.fetch("#1001")


@tagged("post_install", "-at_install")
class TestRepairs(ImportCase):
    def poll(self):
        self.env["crossdock.mark"]._append_for(self.connection.id, "poll", [self.connection.id], "test")
        outbound.push(self.engine, Polling(), self.connection.id)
        self.drain()

    def told(self):
        return self.connection.message_ids.filtered(lambda message: "No webhook" in (message.body or "")).mapped("body")

    def test_the_first_poll_brings_what_there_is_and_reports_nothing(self):
        payload = self.payload()
        self.shop.sell(payload)
        self.poll()
        self.assert_equal_totals(payload, self.sale_order(payload))
        self.assertEqual(self.told(), [])

    def test_an_order_that_no_webhook_brought_is_read_again_and_reported(self):
        self.poll()
        lost = self.payload(order_id=4001, name="#4001")
        fresh = self.payload(order_id=4002, name="#4002", updated_at="2026-11-20T10:59:30-05:00")
        self.shop.sell(lost)
        self.shop.sell(fresh)
        self.poll()
        self.assertTrue(self.sale_order(lost) and self.sale_order(fresh))
        [told] = self.told()
        self.assertIn("#4001", told)
        self.assertNotIn("#4002", told, "its webhook may still come")
        self.poll()
        self.assertEqual(len(self.told()), 1)

    def test_orders_from_before_are_repaired_where_odoo_has_them_and_left_where_not(self):
        imported, unknown = self.old(1), self.old(2)
        self.shop.sell(imported)
        self.shop.write_file()
        self.taken_in(mode="history")
        self.drain("backfill")
        self.poll()
        later = {**imported, "updated_at": "2026-11-20T10:10:00-05:00", "note": "Leave it at the door"}
        self.shop.sell(later)
        self.shop.sell(unknown)
        self.poll()
        self.assertIn("Leave it at the door", str(self.sale_order(imported).note))
        self.assertFalse(self.sale_order(unknown))
