"""Retention: what is finished is forgotten in time, what waits for people is not, and keys outlive their bytes."""

from odoo.tests import tagged

from .engine_case import EngineCase


@tagged("post_install", "-at_install")
class TestRetention(EngineCase):
    def setUp(self):
        super().setUp()
        self.connection.write({"payload_days": 30, "key_days": 90})

    def finished(self, state, days):
        """An event in a state since so many days, whose delivery was seen then."""
        event = self.event(self.store(f"order:{state}:{days}"))
        self.env.cr.execute(
            "UPDATE crossdock_inbox SET state = %s, created_at = now() - %s * interval '1 day',"
            " done_at = CASE WHEN %s = 'done' THEN now() - %s * interval '1 day' END WHERE id = %s",
            (state, days, state, days, event.id),
        )
        self.env.cr.execute(
            "UPDATE crossdock_inbox_key SET seen_at = now() - %s * interval '1 day'"
            " WHERE connection_id = %s AND key = %s",
            (days, self.connection.id, f"test:{self._events}"),
        )
        event.invalidate_recordset()
        return event

    def forget(self):
        self.env.flush_all()
        self.env["crossdock.connection"]._forget()
        self.env.invalidate_all()

    def keys(self):
        self.env.cr.execute("SELECT count(*) FROM crossdock_inbox_key WHERE connection_id = %s", (self.connection.id,))
        return self.env.cr.fetchone()[0]

    def bodies(self, event):
        self.env.cr.execute("SELECT count(*) FROM crossdock_inbox_payload WHERE event_id = %s", (event.id,))
        return self.env.cr.fetchone()[0]

    def test_finished_events_go_with_their_bytes_after_their_days(self):
        young, old = self.finished("done", 29), self.finished("done", 31)
        self.forget()
        self.assertTrue(young.exists())
        self.assertFalse(old.exists())
        self.assertEqual((self.bodies(young), self.bodies(old)), (1, 0))

    def test_I6_what_waits_for_people_is_never_forgotten(self):
        events = [self.finished(state, 400) for state in ("held", "dead", "retry", "ready")]
        self.forget()
        for event in events:
            self.assertTrue(event.exists(), event)
            self.assertEqual(self.bodies(event), 1)

    def test_I2_keys_outlive_the_bytes_so_that_a_late_repetition_is_known(self):
        event = self.finished("done", 60)
        self.forget()
        self.assertFalse(event.exists())
        self.assertEqual(self.keys(), 1)
        repeated = {"topic": "orders/create", "object_key": "order:1", "lane": "orders", "body": b"{}"}
        self.assertEqual(self.env["crossdock.inbox"]._store(self.connection.id, [{**repeated, "keys": ["test:1"]}]), [])

    def test_I8_keys_are_forgotten_too(self):
        self.finished("done", 91)
        self.finished("done", 89)
        self.forget()
        self.assertEqual(self.keys(), 1)

    def test_keys_are_kept_at_least_as_long_as_the_bytes(self):
        self.connection.write({"payload_days": 30, "key_days": 1})
        self.finished("done", 20)
        self.forget()
        self.assertEqual(self.keys(), 1)

    def test_finished_operations_go_with_bytes_and_lines_and_others_stay(self):
        values = {"lane": "stock", "kind": "inventory_set", "resume": "keyed"}
        rows = {}
        for state, days in (("done", 31), ("done", 29), ("held", 400), ("dead", 400)):
            line = (f"level:{state}:{days}", 1, "Mug", "1", "2", 3, 4)
            operation = self.env["crossdock.operation"]._enqueue(self.connection, values, b"{}", [line])
            self.env.cr.execute(
                "UPDATE crossdock_operation SET state = %s, done_at = now() - %s * interval '1 day' WHERE id = %s",
                (state, days, operation.id),
            )
            rows[state, days] = operation
        self.forget()
        self.assertEqual({key for key, row in rows.items() if row.exists()}, set(rows) - {("done", 31)})
        gone = rows["done", 31].id
        for table in ("crossdock_operation_body", "crossdock_operation_line"):
            self.env.cr.execute("SELECT count(*) FROM " + table + " WHERE operation_id = %s", (gone,))
            self.assertEqual(self.env.cr.fetchone(), (0,), table)

    def test_each_connection_has_its_own_days_also_when_it_is_archived(self):
        event = self.finished("done", 10)
        self.connection.write({"payload_days": 5, "active": False})
        self.forget()
        self.assertFalse(event.exists())
