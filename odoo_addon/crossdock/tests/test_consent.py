"""What buyers allow a store to send them: the newest word counts, and Odoo's mailings follow it."""

import json
from datetime import datetime

from odoo.tests import tagged

from .test_orders import OrdersCase

EMAIL, SMS = "customers_email_marketing_consent/update", "customers_marketing_consent/update"


@tagged("post_install", "-at_install")
class TestConsent(OrdersCase):
    def setUp(self):
        super().setUp()
        payload = self.payload()
        _event, sale_order = self.enter(payload)
        self.partner, self.customer_id = sale_order.partner_id, payload["customer"]["id"]

    def say(self, state, at, topic=EMAIL, customer_id=None):
        """The store tells a consent; its event, worked off."""
        customer_id = customer_id or self.customer_id
        consent = {"state": state, "opt_in_level": "single_opt_in", "consent_updated_at": at}
        if topic == EMAIL:
            body = {"customer_id": customer_id, "email_address": "john@example.com", "email_marketing_consent": consent}
        else:
            consent["consent_collected_from"] = "SHOPIFY"
            body = {"id": customer_id, "phone": "+15555551234", "sms_marketing_consent": consent}
        event_id = self.store(f"customer:{customer_id}", json.dumps(body).encode(), topic=topic, lane="customers")
        self.drain("customers")
        return self.event(event_id)

    def is_blacklisted(self):
        return self.partner.is_blacklisted

    def test_the_partner_shows_what_the_buyer_allows(self):
        self.assertFalse(self.partner.crossdock_email_consent)
        event = self.say("subscribed", "2026-11-20T11:00:00-05:00")
        self.assertEqual(event.state, "done", event.reason)
        self.say("not_subscribed", "2026-11-20T12:00:00-05:00", SMS)
        self.assertEqual(
            (self.partner.crossdock_email_consent, self.partner.crossdock_email_consent_at),
            ("subscribed", datetime(2026, 11, 20, 16)),
        )
        self.assertEqual(self.partner.crossdock_sms_consent, "not_subscribed")

    def test_I5_an_older_word_changes_nothing(self):
        self.say("unsubscribed", "2026-11-20T12:00:00-05:00")
        self.say("subscribed", "2026-11-20T11:00:00-05:00")
        self.assertEqual(self.partner.crossdock_email_consent, "unsubscribed")
        self.assertTrue(self.is_blacklisted())

    def test_who_takes_the_consent_back_gets_no_mailings_until_it_is_given_again(self):
        self.say("subscribed", "2026-11-20T11:00:00-05:00")
        self.assertFalse(self.is_blacklisted())
        self.say("unsubscribed", "2026-11-20T12:00:00-05:00")
        self.assertTrue(self.is_blacklisted())
        self.say("subscribed", "2026-11-20T13:00:00-05:00")
        self.assertFalse(self.is_blacklisted())

    def test_whom_somebody_else_took_off_the_mailings_stays_off(self):
        self.env["mail.blacklist"]._add(self.partner.email_normalized)
        self.say("subscribed", "2026-11-20T13:00:00-05:00")
        self.assertTrue(self.is_blacklisted())

    def test_a_customer_whom_odoo_does_not_have_is_left(self):
        event = self.say("subscribed", "2026-11-20T13:00:00-05:00", customer_id=4711)
        self.assertEqual(event.state, "done")
        self.assertIn("does not have", event.reason)

    def test_a_preview_changes_nothing_and_says_what_it_would(self):
        self.connection.state = "preview"
        event = self.say("unsubscribed", "2026-11-20T13:00:00-05:00")
        self.assertEqual((event.state, event.reason_code), ("held", "preview"))
        self.assertFalse(self.is_blacklisted())

    def test_bytes_that_are_no_consent_are_dead_with_the_place(self):
        event_id = self.store(f"customer:{self.customer_id}", b"{}", topic=EMAIL, lane="customers")
        self.drain("customers")
        event = self.event(event_id)
        self.assertEqual(event.state, "dead")
        self.assertIn("customer_id", event.reason)
