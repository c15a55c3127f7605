"""I13: a neutralised copy says nothing to anybody, and cannot be mistaken for the original."""

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_open

from .common import make_connection, use_key


@tagged("post_install", "-at_install")
class TestNeutralize(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        use_key(cls)

    def _neutralize(self):
        self.env.flush_all()
        with file_open("crossdock/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()

    def test_i13_a_neutralised_copy_is_paused_and_knows_no_secret(self):
        connection = make_connection(self.env)
        connection._confirm_binding()
        connection.state = "live"
        draft = make_connection(self.env, name="Not started")
        tokens = {one: one.webhook_token for one in (connection, draft)}
        wizard = self.env["crossdock.connect"].create({"name": "Half done", "access_token": "shpat_tour"})
        self._neutralize()
        self.assertEqual(connection.state, "paused")
        self.assertTrue(connection.pause_reason)
        self.assertTrue(connection._binding_mismatch())
        self.assertEqual(connection.environment, "staging")
        self.assertEqual(draft.state, "draft")
        self.assertFalse(self.env["crossdock.credential"].search([]))
        self.assertFalse(wizard.sudo().access_token_sealed)
        for one, token in tokens.items():
            self.assertGreater(len(one.webhook_token), 40)
            self.assertNotEqual(one.webhook_token, token)

    def test_i13_a_connection_resumed_on_a_copy_starts_in_preview(self):
        connection = make_connection(self.env)
        connection._confirm_binding()
        connection.state = "live"
        self._neutralize()
        connection.access_token = "shpat_staging"
        connection.action_resume()
        self.assertEqual(connection.state, "preview")
