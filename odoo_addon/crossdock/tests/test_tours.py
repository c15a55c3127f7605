"""The main ways of people through Crossdock, in a browser."""

from urllib.parse import quote

from odoo.tests import HttpCase, tagged

from .common import make_connection, store_event, use_key
from .store_server import StoreServer


@tagged("post_install", "-at_install", "crossdock_tours")
class TestTours(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        use_key(cls)

    def test_a_store_is_connected_from_settings_and_switched_live(self):
        with StoreServer("shpat_tour", self.env.company.currency_id.name) as store:
            self.start_tour(
                "/odoo/settings",
                "crossdock_connect_store",
                login="admin",
                cookies={"crossdock_store": quote(store.address, safe="")},
            )
            self.assertTrue(store.requests, "the connection was tested without asking the store")
        connection = self.env["crossdock.connection"].search([("name", "=", "Web shop")])
        self.assertEqual(connection.state, "live")
        self.assertTrue(connection.test_ok)
        self.assertFalse(connection._binding_mismatch())
        vault = self.env["crossdock.credential"]
        self.assertEqual(vault._get(connection.id, "access_token"), "shpat_tour")
        self.assertEqual(vault._get(connection.id, "webhook_secret"), "shpss_tour")

    def test_a_dead_event_is_found_and_replayed(self):
        connection = make_connection(self.env)
        body = b'{"id": 1001, "customer": {"first_name": "Tour buyer"}}'
        event = store_event(connection, "order:1001", "dead", "No flow handles this topic.", body)
        held = store_event(connection, "order:2002", "held", "The order's tax is unknown.")
        self.start_tour(
            "/odoo/action-crossdock.crossdock_overview_action", "crossdock_replay_dead_event", login="admin"
        )
        (event + held).invalidate_recordset()
        self.assertEqual(event.state, "ready")
        self.assertEqual(held.state, "held")
