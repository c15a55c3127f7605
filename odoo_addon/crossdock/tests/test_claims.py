"""Claims: objects and not events, each with one worker at a time, and found again when that worker dies."""

from datetime import datetime

from odoo.tests import tagged
from odoo.tools import SQL

from ..engine import claims
from .engine_case import EngineCase


@tagged("post_install", "-at_install")
class TestClaims(EngineCase):
    def claim(self, objects_max=10, token="mine", lane="orders"):
        self.env.flush_all()
        works = claims.claim_inbox(self.env, lane, objects_max, token)
        self.env.invalidate_all()
        return works

    def expire(self, table="crossdock_inbox"):
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET lease_until = (clock_timestamp() AT TIME ZONE 'UTC') - interval '1 second'"
                " WHERE state = 'claimed'",
                SQL.identifier(table),
            )
        )

    def test_objects_are_claimed_with_all_their_events(self):
        first = [self.store("order:1", b"a"), self.store("order:1", b"b")]
        other = self.store("order:2")
        first.append(self.store("order:1", b"c"))
        [work] = self.claim(objects_max=1)
        self.assertEqual((work.object_key, work.ids), ("order:1", first))
        self.assertEqual([event.body for event in work.events], [b"a", b"b", b"c"])
        [work] = self.claim(objects_max=1)
        self.assertEqual((work.object_key, work.ids), ("order:2", [other]))
        self.assertEqual(self.claim(), [])

    def test_I5_the_newest_version_decides_whatever_the_sequence(self):
        self.store("order:1", version=datetime(2026, 11, 3))
        newest = self.store("order:1", version=datetime(2026, 11, 9))
        self.store("order:1", version=datetime(2026, 11, 5))
        self.store("order:1", version=None)
        [work] = self.claim()
        self.assertEqual(work.newest.id, newest)

    def test_of_equal_versions_the_one_that_came_last_decides(self):
        self.store("order:1", version=datetime(2026, 11, 9))
        last = self.store("order:1", version=datetime(2026, 11, 9))
        [work] = self.claim()
        self.assertEqual(work.newest.id, last)

    def test_a_held_event_waits_until_a_newer_event_takes_it_along(self):
        held = self.store("order:1")
        self.claim()
        self.env["crossdock.inbox"]._set_held([held], "mine", "tax", "VAT", "No such tax.")
        self.assertEqual(self.claim(), [])
        newer = self.store("order:1")
        [work] = self.claim()
        self.assertEqual(work.ids, [held, newer])

    def test_what_another_worker_has_is_left_to_it(self):
        mine = self.store("order:1")
        self.claim(token="theirs")
        newer = self.store("order:1")
        free = self.store("order:2")
        [work] = self.claim()
        self.assertEqual((work.object_key, work.ids), ("order:2", [free]))
        self.env["crossdock.inbox"]._set_done([mine], "theirs")
        [work] = self.claim()
        self.assertEqual(work.ids, [newer])

    def test_an_expired_lease_is_found_and_its_late_worker_changes_nothing(self):
        event = self.store("order:1")
        [work] = self.claim(token="dead worker")
        self.assertEqual(work.newest.attempt, 1)
        self.assertEqual(self.claim(), [])
        self.expire()
        newer = self.store("order:1")
        [work] = self.claim()
        self.assertEqual(work.ids, [event, newer])
        self.assertEqual(work.events[0].attempt, 2)
        inbox = self.env["crossdock.inbox"]
        self.assertEqual(inbox._set_done([event], "dead worker"), [])
        self.assertEqual(inbox._set_done([event], "mine"), [event])

    def test_what_outlives_its_lease_again_and_again_comes_in_ever_smaller_batches(self):
        for number in range(16):
            self.store(f"order:{number}")
        sizes = []
        for number in range(6):
            sizes.append(len(self.claim(8, token=f"dead worker {number}")))
            self.expire()
        self.assertEqual(sizes, [8, 4, 2, 1, 1, 1])
        self.assertEqual(len(self.claim(8, token="after them")), 1)

    def test_a_lease_is_renewed_by_its_worker_alone(self):
        event = self.store("order:1")
        self.claim()
        self.expire()
        claims.renew_inbox(self.env, [event], "mine")
        self.assertEqual(self.claim(token="theirs"), [])
        self.expire()
        self.claim(token="theirs")
        with self.assertRaises(claims.LeaseLost):
            claims.renew_inbox(self.env, [event], "mine")

    def test_what_is_to_be_retried_later_is_left_until_then(self):
        event = self.store("order:1")
        self.claim()
        self.env["crossdock.inbox"]._set_retry([event], "mine", 60, "busy")
        self.assertEqual(self.claim(), [])
        self.env.cr.execute(
            "UPDATE crossdock_inbox SET due_at = due_at - interval '61 seconds' WHERE id = %s", (event,)
        )
        [work] = self.claim()
        self.assertEqual(work.ids, [event])

    def test_I11_a_batch_is_of_one_connection_also_where_ids_are_the_same(self):
        other = self.make_live(name="Other store", address="other-store.myshopify.com")
        mine, theirs = self.store("order:1"), self.store("order:1", connection=other)
        [work] = self.claim()
        self.assertEqual((work.connection_id, work.ids), (self.connection.id, [mine]))
        [work] = self.claim()
        self.assertEqual((work.connection_id, work.ids), (other.id, [theirs]))

    def test_a_lane_has_its_own_events(self):
        self.store("order:1", lane="stock")
        self.assertEqual(self.claim(), [])
        self.assertEqual(len(self.claim(lane="stock")), 1)

    def test_I8_a_claim_takes_no_more_objects_than_asked_for(self):
        for number in range(7):
            self.store(f"order:{number}")
        self.assertEqual([work.object_key for work in self.claim(3)], ["order:0", "order:1", "order:2"])
        self.assertEqual(len(self.claim(10)), 4)

    def test_I2_the_same_delivery_is_stored_once(self):
        event = {"topic": "orders/create", "object_key": "order:1", "lane": "orders", "body": b"{}"}
        inbox = self.env["crossdock.inbox"]
        self.assertEqual(len(inbox._store(self.connection.id, [{**event, "keys": ["body:1", "delivery:1"]}])), 1)
        self.assertEqual(inbox._store(self.connection.id, [{**event, "keys": ["body:1", "delivery:2"]}]), [])
        self.assertEqual(inbox._store(self.connection.id, [{**event, "keys": ["body:2", "delivery:1"]}]), [])

    # -- operations and leases on names ------------------------------------------------------------------

    def enqueue(self, **values):
        return self.env["crossdock.operation"]._enqueue(
            self.connection, {"lane": "stock", "kind": "inventory_set", "resume": "keyed", **values}, b"{}", []
        )

    def claim_operation(self, token="mine"):
        self.env.flush_all()
        claimed = claims.claim_operation(self.env, self.connection.id, {"inventory_set"}, token)
        self.env.invalidate_all()
        return claimed

    def test_operations_are_claimed_one_at_a_time_oldest_first(self):
        first, second = self.enqueue(), self.enqueue()
        self.assertEqual(self.claim_operation(), (first.id, 1, False))
        self.assertEqual(self.claim_operation(), (second.id, 1, False))
        self.assertIsNone(self.claim_operation())

    def test_I3_an_operation_of_a_dead_worker_says_that_it_may_have_had_its_effect(self):
        operation = self.enqueue()
        self.claim_operation("dead worker")
        sent_at = operation.sent_at
        self.assertTrue(sent_at)
        self.expire("crossdock_operation")
        self.assertEqual(self.claim_operation(), (operation.id, 2, False))
        self.assertEqual(operation.sent_at, sent_at)

    def test_I4_a_key_that_is_older_than_half_of_what_the_vendor_keeps_is_not_trusted(self):
        operation = self.enqueue(idempotency_key="3f0f7b1e")
        self.claim_operation()
        good_for = operation.key_good_until - operation.sent_at
        self.assertAlmostEqual(good_for.total_seconds(), claims.KEY_GOOD_HOURS * 3600, delta=1)
        operation._release_claim(operation.ids, "mine")
        self.env.cr.execute("UPDATE crossdock_operation SET key_good_until = now() - interval '1 hour'")
        self.assertEqual(self.claim_operation(), (operation.id, 1, True))

    def test_a_name_is_leased_to_one_worker_and_found_again_when_it_dies(self):
        take = claims.take_lease
        self.assertTrue(take(self.env, "push:1", "mine"))
        self.assertTrue(take(self.env, "push:1", "mine"))
        self.assertFalse(take(self.env, "push:1", "theirs"))
        self.assertTrue(take(self.env, "push:2", "theirs"))
        self.env["crossdock.lease"]._give_back("push:1", "theirs")
        self.assertFalse(take(self.env, "push:1", "theirs"), "nobody gives back what another has")
        self.env.cr.execute("UPDATE crossdock_lease SET until = until - interval '1 hour'")
        self.assertTrue(take(self.env, "push:1", "theirs"))
