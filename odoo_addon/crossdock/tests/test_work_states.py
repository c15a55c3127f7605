"""The one state machine of inbox and outbox: every setter starts from its own states alone, and under its lease."""

from odoo.tests import tagged
from odoo.tools import SQL

from ..models.work_mixin import CLAIMED, DEAD, DONE, HELD, READY, REASON_CHARACTERS_MAX, RETRY, STATES
from .engine_case import EngineCase

ALL_STATES = [state for state, _label in STATES]

# Setter -> (call it under a lease, the state that it leads to).
SETTLING = {
    "_set_done": (lambda model, ids, token: model._set_done(ids, token, "It is so."), DONE),
    "_set_retry": (lambda model, ids, token: model._set_retry(ids, token, 60, "Later."), RETRY),
    "_set_held": (lambda model, ids, token: model._set_held(ids, token, "tax", "VAT", "No such tax."), HELD),
    "_set_dead": (lambda model, ids, token: model._set_dead(ids, token, "Never."), DEAD),
    "_release_claim": (lambda model, ids, token: model._release_claim(ids, token), READY),
}
# What people do -> (call it, from which states, the state that it leads to).
DECIDING = {
    "_set_ready": (lambda rows: rows._set_ready(note="Replayed."), {RETRY, HELD, DEAD}, READY),
    "_set_discarded": (lambda rows: rows._set_discarded("Aside."), {READY, RETRY, HELD, DEAD}, DONE),
}


@tagged("post_install", "-at_install")
class TestWorkStates(EngineCase):
    def make_row(self, model, state, token="mine"):
        """A row of the model in a state, claimed under ``token`` where the state is "claimed"."""
        if model == "crossdock.inbox":
            row = self.env[model].browse(self.store(f"order:{self.id()}"))
        else:
            values = {"lane": "stock", "kind": "inventory_set", "resume": "keyed"}
            row = self.env[model]._enqueue(self.connection, values, b"{}", [])
        row.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET state = %s, attempt = 3, lease_token = %s,"
                " lease_until = CASE WHEN %s THEN now() + interval '1 minute' END WHERE id = %s",
                SQL.identifier(row._table),
                state,
                token if state == CLAIMED else None,
                state == CLAIMED,
                row.id,
            )
        )
        row.invalidate_recordset()
        return row

    def each_row(self):
        for model in ("crossdock.inbox", "crossdock.operation"):
            for state in ALL_STATES:
                yield model, state

    def test_claimed_work_is_settled_from_claimed_alone(self):
        for name, (call, target) in SETTLING.items():
            for model, state in self.each_row():
                with self.subTest(setter=name, model=model, state=state):
                    row = self.make_row(model, state)
                    changed = call(self.env[model], row.ids, "mine")
                    if state == CLAIMED:
                        self.assertEqual((changed, row.state), (row.ids, target))
                        self.assertFalse(row.lease_token or row.lease_until)
                    else:
                        self.assertEqual((changed, row.state), ([], state))

    def test_who_lost_the_lease_settles_nothing(self):
        for name, (call, _target) in SETTLING.items():
            for model in ("crossdock.inbox", "crossdock.operation"):
                with self.subTest(setter=name, model=model):
                    row = self.make_row(model, CLAIMED, token="another worker")
                    self.assertEqual(call(self.env[model], row.ids, "mine"), [])
                    self.assertEqual((row.state, row.lease_token), (CLAIMED, "another worker"))

    def test_people_release_and_discard_only_what_is_not_in_work_and_not_done(self):
        for name, (call, sources, target) in DECIDING.items():
            for model, state in self.each_row():
                with self.subTest(setter=name, model=model, state=state):
                    row = self.make_row(model, state)
                    changed = call(row)
                    self.assertEqual(bool(changed), state in sources)
                    self.assertEqual(row.state, target if state in sources else state)

    def test_I6_each_failure_keeps_its_reason_in_words_and_its_kind(self):
        model = self.env["crossdock.inbox"]
        held, retry, dead, done = (self.make_row(model._name, CLAIMED) for _row in range(4))
        model._set_held(held.ids, "mine", "tax", "VAT|0.2", "Map the tax.")
        model._set_retry(retry.ids, "mine", 90, "The store was busy.")
        model._set_dead(dead.ids, "mine", "It cannot be read.")
        model._set_done(done.ids, "mine", "Entered.")
        self.assertEqual((held.reason_code, held.reason_key, held.reason), ("tax", "VAT|0.2", "Map the tax."))
        self.assertEqual((retry.reason_code, retry.reason), ("retry", "The store was busy."))
        self.assertGreater((retry.due_at - retry.created_at).total_seconds(), 80)
        self.assertEqual((dead.reason_code, dead.reason), ("dead", "It cannot be read."))
        self.assertEqual((done.reason_code, done.reason), (False, "Entered."))
        self.assertTrue(done.done_at)

    def test_a_replay_starts_from_the_first_attempt_without_the_old_reason(self):
        row = self.make_row("crossdock.inbox", CLAIMED)
        row._set_dead(row.ids, "mine", "Given up.")
        row._set_ready(note="Replayed by Ada.")
        self.assertEqual((row.state, row.attempt, row.reason_code), (READY, 0, False))
        self.assertEqual(row.reason, "Replayed by Ada.")

    def test_a_claim_that_is_given_back_costs_no_attempt(self):
        row = self.make_row("crossdock.operation", CLAIMED)
        row._release_claim(row.ids, "mine")
        self.assertEqual(row.attempt, 2)

    def test_I8_a_long_reason_is_cut_and_says_so(self):
        row = self.make_row("crossdock.inbox", CLAIMED)
        row._set_dead(row.ids, "mine", "x" * (REASON_CHARACTERS_MAX + 500))
        self.assertEqual(len(row.reason), REASON_CHARACTERS_MAX)
        self.assertTrue(row.reason.endswith("…"))
        exact = self.make_row("crossdock.inbox", CLAIMED)
        exact._set_dead(exact.ids, "mine", "y" * REASON_CHARACTERS_MAX)
        self.assertEqual(exact.reason, "y" * REASON_CHARACTERS_MAX)
