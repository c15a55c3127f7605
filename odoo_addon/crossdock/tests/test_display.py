"""What lists and forms say in words."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from .common import make_connection, use_key


@tagged("post_install", "-at_install")
class TestDisplay(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        use_key(cls)
        cls.connection = make_connection(cls.env)
        cls.product = cls.env["product.product"].create({"name": "Mug", "default_code": "MUG"})
        cls.env["crossdock.binding"]._bind_variants(cls.connection, [(11, 8_000_000_000_021, cls.product.id, "MUG")])

    def test_a_level_shows_product_and_location_and_whether_its_quantity_is_known(self):
        location = self.env["crossdock.location"].create(
            {"connection_id": self.connection.id, "name": "Main warehouse", "remote_id": "70000000001"}
        )
        now = fields.Datetime.now()
        levels = self.env["crossdock.level"]
        levels._observe(
            self.connection,
            [(8_000_000_000_021, 70000000001, 0, now, now), (8_000_000_000_022, 70000000001, 5, now, now)],
        )
        levels._forget(self.connection, [(8_000_000_000_022, 70000000001)])
        levels._observe_unstocked(self.connection, [(8_000_000_000_023, 70000000001)])
        known, unknown, unstocked = levels.search([("connection_id", "=", self.connection.id)])
        self.assertEqual(known.product_id, self.product)
        self.assertEqual(known.remote_location_id, location)
        self.assertEqual((known + unknown + unstocked).mapped("known"), ["known", "unknown", "unstocked"])
        self.assertFalse(unknown.product_id)

    def test_a_link_opens_its_record_and_says_so_when_that_is_gone(self):
        link = self.env["crossdock.binding"].search([("connection_id", "=", self.connection.id)])
        action = link.action_open_record()
        self.assertEqual((action["res_model"], action["res_id"]), ("product.product", self.product.id))
        self.product.unlink()
        with self.assertRaises(UserError):
            link.action_open_record()

    def test_a_changed_public_address_is_said_until_it_is_confirmed(self):
        self.connection.action_start_preview()
        self.assertFalse(self.connection.binding_problem)
        self.connection.public_url = "https://elsewhere.example.com"
        self.assertIn("public address", self.connection.binding_problem)
        self.connection.action_confirm()
        self.assertFalse(self.connection.binding_problem)

    def test_settings_say_whether_there_is_a_key_and_never_the_key(self):
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.crossdock_key_state, "found")
        self.assertGreaterEqual(settings.crossdock_connection_count, 1)
