"""The wizard that connects a store: what it asks, what it keeps, and what comes of it."""

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL

from .common import use_key
from .store_server import StoreServer


@tagged("post_install", "-at_install")
class TestConnect(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        use_key(cls)
        cls.manager = new_test_user(cls.env, "crossdock_manager", groups="crossdock.group_manager")

    def _wizard(self, **values):
        return (
            self.env["crossdock.connect"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Web shop",
                    "address": "web-shop.myshopify.com",
                    "access_token": "shpat_in_clear",
                    "webhook_secret": "shpss_in_clear",
                    **values,
                }
            )
        )

    def test_i10_no_secret_is_stored_in_clear_between_the_wizards_steps(self):
        wizard = self._wizard()
        self.env.flush_all()
        self.env.cr.execute(SQL("SELECT to_jsonb(w)::text FROM crossdock_connect w WHERE id = %s", wizard.id))
        row = self.env.cr.fetchone()[0]
        self.assertIn("access_token_sealed", row)
        self.assertNotIn("in_clear", row)
        wizard.invalidate_recordset()
        self.assertFalse(wizard.access_token)
        self.assertFalse(wizard.webhook_secret)

    def test_a_manager_connects_a_store_and_learns_that_it_works(self):
        with StoreServer("shpat_in_clear", self.env.company.currency_id.name) as store:
            action = self._wizard(address=store.address).action_connect()
        connection = self.env["crossdock.connection"].browse(action["params"]["next"]["res_id"])
        self.assertEqual(action["params"]["type"], "success")
        self.assertTrue(connection.test_ok, connection.test_result)
        self.assertEqual(connection.state, "draft")
        self.assertIn("Tour store", connection.test_result)
        self.assertFalse(self.env["crossdock.connect"].search([]), "the wizard's row outlived its use")

    def test_a_wrong_token_is_said_in_words_and_the_connection_is_kept(self):
        with StoreServer("another", self.env.company.currency_id.name) as store:
            action = self._wizard(address=store.address).action_connect()
        self.assertEqual(action["params"]["type"], "danger")
        self.assertIn("access token", action["params"]["message"])
        self.assertNotIn("in_clear", str(action))
        connection = self.env["crossdock.connection"].browse(action["params"]["next"]["res_id"])
        self.assertFalse(connection.test_ok)

    def test_only_managers_connect(self):
        user = new_test_user(self.env, "crossdock_user", groups="crossdock.group_user")
        with self.assertRaises(AccessError):
            self.env["crossdock.connect"].with_user(user).create({"name": "Web shop", "access_token": "x"})
