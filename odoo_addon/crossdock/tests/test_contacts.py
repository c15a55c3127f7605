"""Buyers to HubSpot, lifecycle stages back: the real engine on one transaction, HubSpot in memory."""

import json
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import TransactionCase, tagged

from ..engine import inbound, outbound
from ..models import mark
from ..sync import contact_poll, contacts, flows
from ..sync.contact_values import Buyer, changes, same
from ..sync.outcome import Retry
from .common import make_connection, use_key
from .fake_hubspot import FakeHubspot


class OneTransaction:
    """The engine's steps, all within the test's transaction."""

    def __init__(self, env, session):
        self.env = env
        self.line = session
        self.registry = env.registry

    def step(self, name, function):
        self.env.flush_all()
        result = function(self.env)
        self.env.flush_all()
        self.env.invalidate_all()
        return result

    def session(self, connection_id):
        self.env["crossdock.connection"].browse(connection_id)._assert_may_call()
        return self.line


class ContactsCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        use_key(cls)
        cls.product = cls.env["product.product"].create(
            {"name": "Mug", "type": "service", "list_price": 19.99, "taxes_id": False}
        )

    def setUp(self):
        super().setUp()
        self.connection = make_connection(self.env, system="hubspot", address=False)
        self.connection.action_start_preview()
        self.connection.state = "live"
        self.env.flush_all()
        self.env.registry.clear_cache()
        self.crm = FakeHubspot()
        self.crm.complete()
        worker = self.env.ref("crossdock.user_technical")
        self.engine = OneTransaction(self.env(user=worker, context={"tracking_disable": True}), self.crm)
        self.flow = flows.outbound_for_mark(mark.CONTACT)
        self.ada = self._buyer("Ada King Lovelace", "Ada@Example.com", phone="+44 1")
        self.bob = self._buyer("Bob", "bob@example.com")

    def _buyer(self, name, email, quantities=(1,), **values):
        partner = self.env["res.partner"].create({"name": name, "email": email, **values})
        for quantity in quantities:
            self._order(partner, quantity)
        return partner

    def _order(self, partner, quantity=1, **values):
        line = {"product_id": self.product.id, "product_uom_qty": quantity}
        order = self.env["sale.order"].create({"partner_id": partner.id, "order_line": [(0, 0, line)], **values})
        order.action_confirm()
        order.date_order = datetime(2026, 11, 20, 9, 30)
        return order

    def _push(self, *partners):
        """Look at these partners, at once, whatever marks wait."""
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM crossdock_mark")
        ids = [partner.id for partner in partners]
        self.env["crossdock.mark"]._append_for(self.connection.id, mark.CONTACT, ids, "test")
        self.crm.calls.clear()
        outbound.push(self.engine, self.flow, self.connection.id)
        self.env.invalidate_all()

    def _drain(self):
        self.env.flush_all()
        while inbound.drain(self.engine, contacts.ContactsIn.lane):
            pass
        self.env.invalidate_all()

    def _hear(self, *events, **common):
        """A webhook's POST."""
        body = json.dumps([{**event, **common} for event in events]).encode()
        event = {
            "topic": contacts.WEBHOOK,
            "object_key": f"batch:{len(body)}:{hash(body)}",
            "lane": contacts.ContactsIn.lane,
            "keys": [f"body:{hash(body)}"],
            "body": body,
        }
        self.env["crossdock.inbox"]._store(self.connection.id, [event])
        self._drain()

    def _event(self, remote_id, number=1, **values):
        return {
            "objectId": int(remote_id),
            "eventId": number,
            "subscriptionType": "contact.propertyChange",
            "propertyName": "lifecyclestage",
            "propertyValue": "lead",
            "occurredAt": 1_795_000_000_000,
            "attemptNumber": 0,
            **values,
        }

    def _operations(self, *states):
        return self.env["crossdock.operation"].search(
            [("connection_id", "=", self.connection.id), ("state", "in", states)]
        )

    def _changed_events(self):
        return self.env["crossdock.inbox"].search(
            [("connection_id", "=", self.connection.id), ("topic", "=", "contact/changed")]
        )

    def _marked(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        found = self.env["crossdock.mark"].search([("kind", "=", mark.CONTACT)])
        return set(found.filtered(lambda one: one.connection_id == self.connection).mapped("res_id"))

    def _forget_marks(self):
        """As if every mark so far had been drained, also those that wait for the commit."""
        self._marked()
        self.env.cr.execute("DELETE FROM crossdock_mark")

    def _row(self, partner):
        return self.env["crossdock.contact"].search(
            [("connection_id", "=", self.connection.id), ("partner_id", "=", partner.id)]
        )

    def _notes(self, partner):
        return [body for body in partner.message_ids.mapped("body") if "lifecycle stage" in body]


@tagged("post_install", "-at_install")
class TestContactsOut(ContactsCase):
    def test_buyers_arrive_with_exact_figures(self):
        self._order(self.ada, 3)
        self._push(self.ada, self.bob)
        ada = self.crm.by_email("ada@example.com")
        self.assertEqual(ada["firstname"], "Ada King")
        self.assertEqual(ada["lastname"], "Lovelace")
        self.assertEqual(ada["phone"], "+44 1")
        self.assertEqual(ada["crossdock_order_count"], "2")
        self.assertEqual(ada["crossdock_total_spent"], "79.96")
        self.assertEqual(ada["crossdock_last_order_date"], "2026-11-20T09:30:00Z")
        self.assertEqual(ada["crossdock_odoo_id"], str(self.ada.id))
        self.assertEqual(len(self.crm.contacts), 2)
        self.assertTrue(self._row(self.ada).remote_id)
        self.assertEqual([call for call in self.crm.calls if call[0] == "batch/upsert"], [("batch/upsert", 2)])

    def test_what_agrees_is_not_sent(self):
        self._push(self.ada, self.bob)
        self._push(self.ada, self.bob)
        self.assertEqual(self.crm.calls, [])

    def test_only_what_differs_is_sent(self):
        self._push(self.ada, self.bob)
        self.ada.phone = "+44 2"
        self._push(self.ada, self.bob)
        [given] = json.loads(self.crm.bodies[-1])["inputs"]
        self.assertEqual(given["id"], "ada@example.com")
        self.assertEqual(given["properties"], {"phone": "+44 2"})

    def test_what_the_crm_has_already_is_not_sent_again(self):
        self.crm.edit("bob@example.com", firstname="Bob", lifecyclestage="lead")
        self._push(self.bob)
        [given] = json.loads(self.crm.bodies[-1])["inputs"]
        self.assertNotIn("firstname", given["properties"])
        self.assertEqual(self._row(self.bob).lifecycle_label, "Lead")
        self.assertFalse(self._notes(self.bob), "a first sight is no change")

    def test_partners_of_one_address_are_one_contact(self):
        twin = self._buyer("Twin", "ADA@example.com", quantities=(1, 1))
        self._push(self.ada)
        self.assertEqual(len(self.crm.contacts), 1)
        contact = self.crm.by_email("ada@example.com")
        self.assertEqual(contact["crossdock_order_count"], "3")
        self.assertEqual(contact["crossdock_total_spent"], "59.97")
        self.assertEqual(contact["crossdock_odoo_id"], str(twin.id), "whoever ordered most stands for the address")
        for _repeat in range(3):
            self._order(self.ada)
        self._push(twin)
        self.assertEqual(contact["crossdock_odoo_id"], str(self.ada.id))
        self.assertEqual(self._row(self.ada).remote_id, next(iter(self.crm.contacts)))
        self.assertFalse(self._row(twin))

    def test_partners_who_swap_addresses_swap_contacts(self):
        self._push(self.ada, self.bob)
        before = {self._row(self.ada).remote_id, self._row(self.bob).remote_id}
        self.ada.email, self.bob.email = "bob@example.com", "ada@example.com"
        self._push(self.ada, self.bob)
        self.assertEqual(self.crm.by_email("bob@example.com")["crossdock_odoo_id"], str(self.ada.id))
        self.assertEqual(self.crm.by_email("ada@example.com")["crossdock_odoo_id"], str(self.bob.id))
        self.assertEqual({self._row(self.ada).remote_id, self._row(self.bob).remote_id}, before)

    def test_a_partner_without_confirmed_orders_is_no_buyer(self):
        stranger = self.env["res.partner"].create({"name": "Eve", "email": "eve@example.com"})
        self._push(stranger)
        self.assertEqual(self.crm.contacts, {})
        self.assertFalse([call for call in self.crm.calls if call[0].startswith("batch")])

    def test_a_cancelled_order_no_longer_counts(self):
        order = self._order(self.bob)
        self._push(self.bob)
        order._action_cancel()
        self._push(self.bob)
        self.assertEqual(self.crm.by_email("bob@example.com")["crossdock_order_count"], "1")

    def test_I11_orders_of_another_company_do_not_count(self):
        other = self.env["res.company"].create({"name": "Other company"})
        product = self.product.with_company(other)
        line = {"product_id": product.id, "product_uom_qty": 1, "price_unit": 500.0, "tax_ids": False}
        values = {"partner_id": self.bob.id, "company_id": other.id, "order_line": [(0, 0, line)]}
        self.env["sale.order"].with_company(other).create(values).action_confirm()
        self._push(self.bob)
        self.assertEqual(self.crm.by_email("bob@example.com")["crossdock_total_spent"], "19.99")

    def test_an_order_in_another_currency_counts_at_its_own_rate(self):
        currency = self.env["res.currency"].create({"name": "XTC", "symbol": "x", "rounding": 0.01})
        order = self._order(self.bob)
        order.flush_recordset()
        self.env.cr.execute(
            "UPDATE sale_order SET currency_id = %s, currency_rate = 3, amount_total = 100 WHERE id = %s",
            (currency.id, order.id),
        )
        self.env.invalidate_all()
        self._push(self.bob)
        self.assertEqual(self.crm.by_email("bob@example.com")["crossdock_total_spent"], "53.32")

    def test_batches_hold_up_to_a_hundred(self):
        people = [self._buyer(f"Buyer {number}", f"buyer{number}@example.com") for number in range(103)]
        self._push(*people)
        self.assertEqual([size for name, size in self.crm.calls if name == "batch/upsert"], [100, 3])
        self.assertEqual([size for name, size in self.crm.calls if name == "batch/read"], [100, 3])

    def test_properties_exist_before_the_first_contact(self):
        self.crm.groups = {"contactinformation"}
        self.crm.properties = {one for one in self.crm.properties if not one.startswith("crossdock_")}
        self._push(self.ada)
        names = [name for name, _size in self.crm.calls]
        self.assertLess(names.index("groups"), names.index("batch/create"))
        self.assertLess(names.index("batch/create"), names.index("batch/upsert"))
        self.assertEqual(self.crm.by_email("ada@example.com")["crossdock_order_count"], "1")
        self.assertEqual(self.connection.crm_schema["stages"]["fan"], "Our fan")

    def test_a_property_that_was_deleted_comes_back(self):
        self._push(self.ada, self.bob)
        self.crm.properties.discard("crossdock_order_count")
        self.connection.crm_schema = {**self.connection.crm_schema, "read_at": "2026-11-01T00:00:00"}
        self._order(self.ada)
        self._push(self.ada)
        # The marks of what was refused come due at once, so one push mends all.
        self.assertIn("crossdock_order_count", self.crm.properties)
        self.assertEqual(self.crm.by_email("ada@example.com")["crossdock_order_count"], "2")
        self.assertFalse(self._operations("dead", "ready", "held"))

    def test_I4_a_creation_of_unknown_outcome_is_looked_up(self):
        self.crm.groups = {"contactinformation"}
        answer, cut = self.crm._answer, []

        def lose_the_answer(method, name, content, body):
            response = answer(method, name, content, body)
            if name == "groups" and method == "POST" and not cut:
                cut.append(name)
                response.outcome, response.status = "unknown", 0
            return response

        with patch.object(self.crm, "_answer", lose_the_answer):
            self._push(self.ada)
        self.assertEqual(cut, ["groups"])
        waiting = self._operations("retry").filtered(lambda one: one.kind == "crm_properties")
        self.assertEqual(len(waiting), 1, "its effect gets time to show before it is looked up")
        waiting.due_at = fields.Datetime.now() - timedelta(minutes=1)
        self._push(self.ada)
        created = self._operations("done").filtered(lambda one: one.kind == "crm_properties")
        self.assertEqual(len(created), 1, "it is not created a second time")
        self.assertTrue(self.crm.by_email("ada@example.com"))

    def test_I14_a_preview_lists_and_sends_nothing(self):
        self.connection.state = "preview"
        self._push(self.ada, self.bob)
        self.assertEqual(self.crm.contacts, {})
        held = self._operations("held")
        self.assertEqual(held.mapped("reason_code"), ["preview"])
        self.assertEqual(held.line_count, 2)
        self.assertIn("crossdock_total_spent: 19.99", " ".join(held.line_ids.mapped("to_value")))
        self._push(self.ada)
        self.assertEqual(self._operations("held").line_count, 2, "planned anew, whole, and not twice")

    def test_one_bad_row_stands_alone(self):
        self.crm.bad_addresses.add("bob@example.com")
        self._push(self.ada, self.bob)
        self.assertTrue(self.crm.by_email("ada@example.com"))
        dead = self._operations("dead")
        self.assertEqual(dead.line_ids.mapped("res_id"), self.bob.ids)
        self.assertIn("INVALID_EMAIL", dead.reason)
        self.assertFalse(any(dead.line_ids.mapped("open")))

    def test_a_dead_contact_is_planned_anew_when_it_is_mended(self):
        self.crm.bad_addresses.add("bob@example.com")
        self._push(self.ada, self.bob)
        self.bob.email = "bob2@example.com"
        self._push(self.bob)
        self.assertTrue(self.crm.by_email("bob2@example.com"))
        self.assertFalse(self._operations("dead"))

    def test_a_batch_of_bad_rows_alone_leaves_each_by_itself(self):
        self.crm.bad_addresses |= {"bob@example.com", "ada@example.com"}
        self._push(self.ada, self.bob)
        self.assertEqual(len(self._operations("dead")), 2)

    def test_what_cannot_be_read_stays_marked(self):
        with patch.object(contacts, "read_contacts", side_effect=Retry("busy", 5.0)):
            self._push(self.ada, self.bob)
        self.assertEqual(self.crm.contacts, {})
        self.assertEqual(self._marked(), {self.ada.id, self.bob.id})

    def test_I4_an_upsert_of_unknown_outcome_is_sent_again_with_the_same_bytes(self):
        self._push(self.ada, self.bob)
        self.bob.phone = "7"
        self.crm.faults = ["cut after"]
        self._push(self.bob)
        waiting = self._operations("retry", "ready", "claimed")
        self.env.cr.execute("UPDATE crossdock_operation SET due_at = '2026-01-01' WHERE id = ANY(%s)", (waiting.ids,))
        outbound.push(self.engine, self.flow, self.connection.id)
        self.env.invalidate_all()
        self.assertEqual(self.crm.bodies[-1], self.crm.bodies[-2])
        self.assertEqual(self.crm.by_email("bob@example.com")["phone"], "7")
        self.assertFalse(self._operations("retry", "ready", "claimed"))

    def test_values_that_the_crm_writes_otherwise_are_no_difference(self):
        self.assertTrue(same("crossdock_total_spent", "19.9", "19.90"))
        self.assertTrue(same("crossdock_last_order_date", "1795500000000", "2026-11-24T06:00:00Z"))
        self.assertFalse(same("phone", "1", "2"))

    def test_a_value_kept_in_the_crms_own_way_is_not_sent_for_ever(self):
        self._push(self.ada)
        row = self._row(self.ada)
        row.properties = {**row.properties, "phone": "(44) 1"}
        self._push(self.ada)
        self.assertEqual(self.crm.calls, [])

    def test_what_odoo_does_not_know_is_not_cleared(self):
        buyer = self._a_buyer_of_values(phone="")
        self.assertNotIn("phone", changes(buyer, {"phone": "5"}, {}, 1))
        self.assertEqual(changes(buyer, {"phone": "5"}, {"phone": "5"}, 1)["phone"], ("5", ""))

    def _a_buyer_of_values(self, **values):
        known = {
            "email": "a@b.c",
            "partner_id": 1,
            "name": "A",
            "company": "",
            "is_company": False,
            "orders": 1,
        }
        return Buyer(**{**known, "phone": "", "spent": "1.00", "last_order": None, **values})


@tagged("post_install", "-at_install")
class TestContactsIn(ContactsCase):
    def setUp(self):
        super().setUp()
        self._push(self.ada, self.bob)
        self.remote_id = self._row(self.ada).remote_id

    def test_a_stage_comes_back_with_one_note(self):
        self.crm.edit("ada@example.com", lifecyclestage="lead")
        self._hear(self._event(self.remote_id))
        self.crm.edit("ada@example.com", lifecyclestage="fan")
        self._hear(self._event(self.remote_id, 2))
        self.assertEqual(self.ada.crossdock_lifecycle_stage, "Our fan")
        self.assertEqual(len(self._notes(self.ada)), 2)
        self.assertIn("Lead → Our fan", self._notes(self.ada)[0])
        found = self.env["res.partner"].search([("crossdock_lifecycle_stage", "=", "Our fan")])
        self.assertEqual(found, self.ada)
        self.assertNotIn(self.ada, self.env["res.partner"].search([("crossdock_lifecycle_stage", "=", False)]))

    def test_I2_repeated_and_regrouped_events_have_one_effect(self):
        self.crm.edit("ada@example.com", lifecyclestage="lead")
        first, second = self._event(self.remote_id), self._event(self._row(self.bob).remote_id, 2)
        self._hear(first)
        # The second delivery brings the first event along, with another attempt number.
        self._hear(first, second, attemptNumber=1)
        self.assertEqual(len(self._notes(self.ada)), 1)
        self.assertEqual(len(self._changed_events()), 2, "one event a contact; the known one made no second")
        self.assertEqual(set(self._changed_events().mapped("state")), {"done"})

    def test_older_news_changes_nothing(self):
        self.crm.edit("ada@example.com", lifecyclestage="customer")
        self._hear(self._event(self.remote_id))
        self.crm.contacts[self.remote_id].update(lifecyclestage="lead", lastmodifieddate="2026-10-01T00:00:00.000Z")
        self._hear(self._event(self.remote_id, 2))
        self.assertEqual(self.ada.crossdock_lifecycle_stage, "Customer")

    def test_our_own_echo_does_nothing(self):
        self._forget_marks()
        self._hear(self._event(self.remote_id, propertyName="phone"))
        self.assertFalse(self._marked())
        self.assertEqual(self._changed_events().reason, "Nothing has changed.")

    def test_I7_a_foreign_change_is_put_back(self):
        self.crm.edit("ada@example.com", phone="666", crossdock_total_spent="1000000")
        self._forget_marks()
        self._hear(self._event(self.remote_id, propertyName="phone"))
        self.assertEqual(self._marked(), {self.ada.id})
        self.assertIn("owned by Odoo", self._changed_events().reason)
        self.assertEqual(self.ada.phone, "+44 1")
        self._push(self.ada)
        self.assertEqual(self.crm.by_email("ada@example.com")["phone"], "+44 1")
        self.assertEqual(self.crm.by_email("ada@example.com")["crossdock_total_spent"], "19.99")

    def test_I7_an_address_changed_in_the_crm_waits_for_a_person(self):
        self.crm.contacts[self.remote_id]["email"] = "other@example.com"
        self.crm.edit("other@example.com", lifecyclestage="lead")
        self._hear(self._event(self.remote_id, propertyName="email"))
        self.assertEqual(self.ada.crossdock_lifecycle_stage, "Lead")
        self.ada.phone = "+44 9"
        self._push(self.ada)
        self.assertIsNone(self.crm.by_email("ada@example.com"), "no second contact is made unasked")
        held = self._operations("held")
        self.assertIn("another e-mail address", held.reason)
        self.assertEqual(held.line_ids.mapped("res_id"), self.ada.ids)

    def test_a_renamed_stage_is_read_from_the_account(self):
        self.crm.stages["vip"] = "Very important"
        self.crm.edit("ada@example.com", lifecyclestage="vip")
        self._hear(self._event(self.remote_id))
        self.assertEqual(self.ada.crossdock_lifecycle_stage, "Very important")

    def test_contacts_that_never_bought_are_left_alone(self):
        stranger = self.crm.edit("lead@example.com", lifecyclestage="lead")
        self._hear(self._event(stranger))
        self.assertEqual(self._changed_events().state, "done")
        self.assertFalse(self.env["res.partner"].search([("email", "=", "lead@example.com")]))

    def test_I5_a_deleted_contact_stays_deleted_until_the_buyer_orders_again(self):
        del self.crm.contacts[self.remote_id]
        self._hear(self._event(self.remote_id, subscriptionType="contact.deletion", propertyName=None))
        self.assertTrue(self._row(self.ada).gone_at)
        self.ada.phone = "new"
        self._push(self.ada)
        self.assertIsNone(self.crm.by_email("ada@example.com"))
        order = self._order(self.ada)
        order.date_order = datetime(2099, 1, 1)
        self._push(self.ada)
        self.assertEqual(self.crm.by_email("ada@example.com")["phone"], "new")

    def test_I14_a_preview_notes_no_stage(self):
        self.connection.state = "preview"
        self.crm.edit("ada@example.com", lifecyclestage="customer")
        self._hear(self._event(self.remote_id))
        self.assertFalse(self._notes(self.ada))
        held = self._changed_events()
        self.assertEqual((held.state, held.reason_code), ("held", "preview"))
        self.assertIn("Customer", held.preview)
        self.connection.state = "live"
        held._set_ready()
        self._drain()
        self.assertEqual(self.ada.crossdock_lifecycle_stage, "Customer")

    def test_news_waits_while_the_connection_is_paused(self):
        self.connection._pause("test")
        self._hear(self._event(self.remote_id))
        self.assertEqual(self._changed_events().state, "retry")

    def test_unreadable_webhooks_are_dead_with_their_bytes(self):
        event = {
            "topic": contacts.WEBHOOK,
            "object_key": "batch:x",
            "lane": "engagement",
            "keys": ["x"],
            "body": b"[{",
        }
        [event_id] = self.env["crossdock.inbox"]._store(self.connection.id, [event])
        self._drain()
        inbox = self.env["crossdock.inbox"]
        self.assertEqual(inbox.browse(event_id).state, "dead")
        self.assertEqual(inbox._payloads([event_id]), {event_id: b"[{"})

    def test_poll_and_webhook_are_one_path(self):
        self.crm.edit("ada@example.com", lifecyclestage="customer")
        self.crm.edit("nobody@example.com", lifecyclestage="customer")
        contacts.poll(self.engine, self.connection.id)
        self.env.invalidate_all()
        self.assertEqual(self._changed_events().mapped("object_key"), [f"contact:{self.remote_id}"])
        self._drain()
        self._hear(self._event(self.remote_id))
        self.assertEqual(len(self._notes(self.ada)), 1)
        contacts.poll(self.engine, self.connection.id)
        self.assertEqual(len(self._changed_events()), 2, "a known version makes no event")

    def test_I8_a_poll_passes_the_search_limit_by_moving_its_lower_bound(self):
        for number in range(7):
            self.crm.edit(f"lead{number}@example.com", lifecyclestage="lead")
        self.crm.edit("bob@example.com", lifecyclestage="customer")
        with (
            patch.object(contact_poll, "SEARCH_RESULTS_MAX", 4),
            patch.object(contact_poll, "CONTACTS_PER_CALL_MAX", 2),
            patch("odoo.addons.crossdock.sync.hubspot.contacts.CONTACTS_PER_CALL_MAX", 2),
        ):
            contacts.poll(self.engine, self.connection.id)
        self.assertIn(f"contact:{self._row(self.bob).remote_id}", self._changed_events().mapped("object_key"))


@tagged("post_install", "-at_install")
class TestPartnerMarks(ContactsCase):
    def setUp(self):
        super().setUp()
        self._forget_marks()

    def test_a_buyers_name_marks(self):
        self.ada.name = "Ada Byron"
        self.assertEqual(self._marked(), {self.ada.id})

    def test_others_do_not_mark(self):
        stranger = self.env["res.partner"].create({"name": "Eve"})
        stranger.write({"phone": "1"})
        self.ada.write({"comment": "likes mugs"})
        self.assertFalse(self._marked())

    def test_a_companys_name_marks_its_people(self):
        company = self.env["res.partner"].create({"name": "Analytical Engines", "is_company": True})
        self.ada.parent_id = company
        self._forget_marks()
        company.name = "Difference Engines"
        self.assertEqual(self._marked(), {self.ada.id})
