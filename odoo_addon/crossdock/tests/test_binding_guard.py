"""I13: a connection speaks for the one database that it was confirmed for, and holds its tongue everywhere else."""

from odoo.tests import tagged
from odoo.tools.misc import file_open

from ..engine import outbound
from ..engine.engine import Engine
from ..sync.inventory import LevelsOut
from ..sync.outcome import Held
from .engine_case import EngineCase


class Mouth:
    """A session that must never be used."""

    def __getattr__(self, name):
        raise AssertionError(f"{name} was called: something would have been sent")


@tagged("post_install", "-at_install")
class TestBindingGuard(EngineCase):
    def setUp(self):
        super().setUp()
        self.engine.line = Mouth()

    def assert_silent(self, *words):
        with self.assertRaises(Held) as caught:
            self.connection._assert_may_call()
        for word in words:
            self.assertIn(word, caught.exception.reason)

    def test_I13_a_confirmed_connection_may_speak(self):
        self.connection._assert_may_call()
        self.assertEqual(self.connection._binding_mismatch(), "")

    def test_I13_a_copy_of_the_database_is_silent(self):
        self.env["ir.config_parameter"].set_param("database.uuid", "of the copy")
        self.assert_silent("copy")

    def test_I13_a_restored_or_upgraded_database_is_silent(self):
        self.connection.confirmed_epoch = "1/19.0.0.0.9"
        self.assert_silent("restored", "upgraded")

    def test_I13_another_version_of_the_addon_is_another_epoch(self):
        self.env.cr.execute("UPDATE ir_module_module SET latest_version = '19.0.9.9.9' WHERE name = 'crossdock'")
        self.assert_silent("upgraded")

    def test_I13_another_public_address_is_silent(self):
        self.connection.public_url = "https://staging.example.com"
        self.assert_silent("address")

    def test_I13_what_was_never_confirmed_is_silent(self):
        self.connection.confirmed_database = False
        self.assert_silent("never confirmed")

    def test_I13_drafts_and_paused_connections_are_silent(self):
        for state in ("draft", "paused"):
            self.connection.state = state
            self.assert_silent("not in use")

    def test_I13_a_manager_confirms_and_it_speaks_again(self):
        self.connection.public_url = "https://moved.example.com"
        self.assert_silent()
        self.connection.action_confirm()
        self.connection._assert_may_call()

    def test_I13_no_session_is_opened_for_a_copy(self):
        self.env["ir.config_parameter"].set_param("database.uuid", "of the copy")
        engine = Engine(self.env.registry, self.env.uid)
        # The step runs on this test's transaction.
        engine.step = self.engine.step
        with self.assertRaises(Held):
            engine.session(self.connection.id)

    def test_I13_a_push_of_a_copy_sends_nothing_and_its_marks_wait(self):
        marks = self.env["crossdock.mark"]
        product = self.make_product()
        self.link(product, 808950810)
        values = {"lane": "stock", "kind": "inventory_set", "resume": "keyed"}
        operation = self.env["crossdock.operation"]._enqueue(self.connection, values, b"{}", [])
        self.forget_marks()
        marks._append_for(self.connection.id, "stock", [product.id], "test")
        self.env["ir.config_parameter"].set_param("database.uuid", "of the copy")
        self.assertFalse(outbound.push(self.engine, LevelsOut(), self.connection.id))
        self.env.invalidate_all()
        self.assertEqual((operation.state, operation.sent_at), ("ready", False))
        self.assertEqual(self.marked(), {product.id})
        self.assertEqual(marks._take(self.connection.id, "stock"), {}, "they wait")

    def test_I13_the_reconcile_cron_asks_a_person_instead_of_calling(self):
        self.env["ir.config_parameter"].set_param("database.uuid", "of the copy")
        self.forget_marks()
        self.connection._cron_reconcile()
        self.assertEqual(self.marked("poll") | self.marked("subscriptions"), set())
        activity = self.env["mail.activity"].search([("res_model", "=", "crossdock.connection")])
        self.assertEqual(activity.summary, "Crossdock: To be confirmed for this database")

    def test_I13_a_neutralised_database_has_nothing_left_that_sends(self):
        values = {"lane": "stock", "kind": "inventory_set", "resume": "keyed"}
        self.env["crossdock.operation"]._enqueue(self.connection, values, b"{}", [])
        self.env["crossdock.mark"]._append_for(self.connection.id, "stock", [1], "test")
        worker = self.worker_env["crossdock.worker"]
        pushes = {job for job in worker._ready_jobs(self.worker_env) if job[2] == self.connection.id}
        self.assertTrue(pushes)
        self.env.flush_all()
        with file_open("crossdock/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.assertFalse({job for job in worker._ready_jobs(self.worker_env) if job[2]})
        self.assert_silent("not in use")
        self.assertTrue(self.connection._binding_mismatch())
        self.assertEqual(self.env["crossdock.credential"].search_count([]), 0)
        self.assertIsNone(self.env["crossdock.credential"]._get(self.connection.id, "access_token"))
