"""Customers and the CRM: buyers go there with their figures, their lifecycle stage comes back.

A buyer is whoever has a confirmed order in the connection's company, and an e-mail address. The address is
the CRM's natural key, so an upsert can be repeated; partners that share one are one contact there (see
``contact_values``). A changed address is another contact: which of two is to live on, the CRM's people decide
by merging.
"""

import json
import logging
from datetime import timedelta

from crossdock_core import hubspot
from crossdock_core.errors import CrossdockError

from . import contact_setup, reasons
from .contact_batches import (
    LANE,
    by_line,
    enqueue_contacts,
    enqueue_inputs,
    errors_by_line,
    line_values,
    object_key,
    read_answer,
    row_errors,
)
from .contact_observations import (
    CHANGED,
    EPOCH,
    LANE_IN,
    READ_PROPERTIES,
    Observations,
    address,
    buyers_of,
    observe_pushed,
    store_first_sight,
)
from .contact_poll import poll
from .contact_values import buyers, changes
from .flow import InboundFlow, OutboundFlow, Planned
from .hubspot.contacts import CONTACTS_PER_CALL_MAX, read_contacts
from .hubspot.schema import read_creation, read_schema
from .outcome import Dead, Done, Retry, Unfinished

_logger = logging.getLogger(__name__)

WEBHOOK = "hubspot/webhook"
CONTACT_TYPE_ID = "0-1"
# What cannot be read, because the connection is paused or the account refuses, is looked at again after this.
UNREADABLE_SECONDS = 300.0
# A read that did not succeed within its patience is tried again after this.
READ_AGAIN_SECONDS = 30.0
UNKNOWN_PROPERTY = "PROPERTY_DOESNT_EXIST"


class ContactsIn(InboundFlow):
    """Webhooks and polled changes of contacts, into observed contacts and the partners' lifecycle stage.

    A webhook's array is split into one event a contact; the events only say which contacts to look at. All of
    them are read at once, in their newest state, so duplicates, reorders and the poll need no care of their
    own.
    """

    lane = LANE_IN
    topics = frozenset({WEBHOOK, CHANGED})
    batch_objects_max = CONTACTS_PER_CALL_MAX

    def prepare(self, engine, connection_id, works):
        """({remote id: contact}, lifecycle labels, schema or None) of the contacts that the events name.

        What keeps all of them from being read is returned and not raised, so that they are not tried one by
        one.
        """
        ids = [work.remote_id for work in works if work.newest.topic == CHANGED]
        if not ids:
            return {}, {}, None
        try:
            return self._read(engine, connection_id, ids)
        except Retry as later:
            return later
        except Unfinished as unfinished:
            # The connection is paused, or the account refuses: both are mended, and the news is not lost
            # meanwhile.
            return Retry(unfinished.reason, UNREADABLE_SECONDS)

    def _read(self, engine, connection_id, ids):
        session = engine.session(connection_id)
        found = {contact.id: contact for contact in read_contacts(session, ids, READ_PROPERTIES)}

        def known_stages(env):
            return contact_setup.stages(env["crossdock.connection"].browse(connection_id))

        stages = engine.step("contacts.stages", known_stages)
        unknown = {contact.properties.get("lifecyclestage") for contact in found.values()} - {
            None,
            "",
            *stages,
        }
        schema = read_schema(session) if unknown else None
        return found, (schema.stages if schema else stages), schema

    def apply(self, env, connection, works, prepared):
        outcomes, changed = {}, []
        for work in works:
            if work.newest.topic == WEBHOOK:
                outcomes[work.object_key] = self._split(env, connection, work)
            else:
                changed.append(work)
        if isinstance(prepared, Retry):
            return {**outcomes, **{work.object_key: prepared for work in changed}}
        found, stages, schema = prepared
        if schema:
            contact_setup.store_stages(connection, schema)
        if changed:
            outcomes.update(self._observe(env, connection, changed, found, stages))
        return outcomes

    def _split(self, env, connection, work):
        """One event a contact. What another POST has brought is left out, so that no key stops the rest."""
        by_contact = {}
        for event in work.events:
            try:
                told = hubspot.read_webhook_events(event.body)
            except CrossdockError as error:
                return Dead(str(error))
            # The core has validated the document; this gives each event's own bytes back.
            for one, raw in zip(told, json.loads(event.body), strict=True):
                for remote_id in _concerned(one, raw):
                    by_contact.setdefault(remote_id, {})[one.key] = (one, raw)
        keys = {f"event:{key}:{remote_id}" for remote_id, events in by_contact.items() for key in events}
        seen = set(
            env["crossdock.inbox.key"]
            .search([("connection_id", "=", connection.id), ("key", "in", list(keys))])
            .mapped("key")
        )
        rows = []
        for remote_id, events in by_contact.items():
            fresh = {key: event for key, event in events.items() if f"event:{key}:{remote_id}" not in seen}
            if fresh:
                happened = max(one.occurred_at_ms for one, _raw in fresh.values())
                rows.append(
                    {
                        "topic": CHANGED,
                        "object_key": f"contact:{remote_id}",
                        "version": EPOCH + timedelta(milliseconds=happened),
                        "lane": self.lane,
                        "source": "webhook",
                        "keys": [f"event:{key}:{remote_id}" for key in fresh],
                        "body": json.dumps([raw for _one, raw in fresh.values()]).encode(),
                    }
                )
        stored = env["crossdock.inbox"]._store(connection.id, rows)
        if stored:
            env["crossdock.worker"]._wake_after_commit()
        return Done(env._("News of %s contacts.", len(stored)))

    def _observe(self, env, connection, works, found, stages):
        observations = Observations(connection, stages)
        rows = observations.rows_of(found.values())
        strangers = {address(remote) for remote in found.values() if remote.id not in rows} - {""}
        people = buyers_of(env, connection, strangers)
        lost = env["crossdock.contact"].search(
            [
                ("connection_id", "=", connection.id),
                ("remote_id", "in", [work.remote_id for work in works if work.remote_id not in found]),
            ]
        )
        lost_by_id = {row.remote_id: row for row in lost}
        outcomes = {}
        for work in works:
            remote = found.get(work.remote_id)
            if remote is None:
                row = lost_by_id.get(work.remote_id)
                outcomes[work.object_key] = (
                    observations.gone(row) if row else Done(env._("Unknown here, and gone there."))
                )
            elif remote.id in rows:
                outcomes[work.object_key] = observations.take(remote, rows[remote.id])
            elif buyer := people.get(address(remote)):
                outcomes[work.object_key] = self._adopt(env, connection, observations, remote, buyer)
            else:
                outcomes[work.object_key] = Done(env._("Nobody who has bought from this company."))
        observations.finish()
        return outcomes

    def _adopt(self, env, connection, observations, remote, buyer):
        """A contact with a buyer's address that we had no row for. The plan compares it from now on."""
        if connection.env["crossdock.contact"].search_count(
            [("connection_id", "=", connection.id), ("partner_id", "=", buyer.partner_id)]
        ):
            # The partner stands for another address still; its next plan sorts that out.
            env["crossdock.mark"]._append_for(connection.id, "contact", [buyer.partner_id], "another address")
            return Done(env._("The buyer's address has changed; the contact is looked at again."))
        observations.adopt(remote, buyer.email, buyer.partner_id)
        env["crossdock.mark"]._append_for(connection.id, "contact", [buyer.partner_id], "seen in the CRM")
        return Done(env._("A buyer of this company; known from now on."))


class ContactsOut(OutboundFlow):
    """Contact marks into batch upserts, after the properties that they write have been made."""

    system = "hubspot"
    lane = LANE
    mark_kind = "contact"
    operation_kinds = frozenset({"contacts_upsert", "crm_properties"})

    # -- plan: one transaction, one snapshot ---------------------------------------------------------------

    def plan(self, env, connection):
        marked = set(env["crossdock.mark"]._take(connection.id, self.mark_kind))
        planned = Planned()
        if not marked or connection.system != "hubspot":
            return planned
        wait = contact_setup.wait_seconds(env, connection)
        if wait is not None:
            self._mark(env, connection, marked, "the CRM's properties come first", wait)
            if not wait:
                planned.reads.append(("schema", None))
            return planned
        marked |= self._supersede_waiting(env, connection, marked)
        people = buyers(env, connection, marked)
        rows = self._rows(env, connection, people, marked)
        busy = self._leave_busy(env, connection, people)
        unread, changed = {}, []
        for email, buyer in people.items():
            row = rows.get(email)
            if email in busy or (row is None and not buyer.orders):
                continue
            if row is None:
                unread[email] = buyer.partner_id
            elif not _deleted_for_good(row, buyer):
                difference = changes(buyer, row.properties or {}, row.sent or {}, row.projection)
                if difference:
                    changed.append((buyer, row, difference))
        if unread:
            planned.reads.append(("contacts", unread))
            self._mark(env, connection, unread.values(), "contact to be read")
        self._plan_changes(env, connection, changed, planned)
        return planned

    def _supersede_waiting(self, env, connection, marked):
        """Operations about these partners that were never sent, or were refused, are planned anew, whole."""
        lines = env["crossdock.operation.line"].search(
            [
                ("connection_id", "=", connection.id),
                ("res_id", "in", list(marked)),
                ("operation_id.kind", "=", "contacts_upsert"),
                "|",
                ("operation_id.state", "=", "dead"),
                "&",
                ("operation_id.state", "=", "held"),
                ("operation_id.sent_at", "=", False),
            ]
        )
        return lines._supersede()

    def _leave_busy(self, env, connection, people):
        """Addresses with an operation of unknown outcome; they stay marked until it is known (I3)."""
        keys = {object_key(email): email for email in people}
        busy = (
            env["crossdock.operation.line"]
            .search([("connection_id", "=", connection.id), ("open", "=", True), ("object_key", "in", list(keys))])
            .mapped("object_key")
        )
        emails = {keys[key] for key in busy}
        partner_ids = [people[email].partner_id for email in emails]
        self._mark(env, connection, partner_ids, "operation under way", 1.0)
        return emails

    def _rows(self, env, connection, people, marked):
        """{e-mail: row} of what is known.

        A row whose address another partner stands for now goes over to that one; one whose address is
        nobody's any more is forgotten.
        """
        contacts = env["crossdock.contact"]
        partner_ids = {buyer.partner_id for buyer in people.values()} | marked
        rows = contacts.search(
            [
                ("connection_id", "=", connection.id),
                "|",
                ("partner_id", "in", list(partner_ids)),
                ("email", "in", list(people)),
            ]
        )
        right = rows.filtered(lambda row: row.email in people and people[row.email].partner_id == row.partner_id.id)
        moved = [
            {**row.copy_data()[0], "partner_id": people[row.email].partner_id}
            for row in rows - right
            if row.email in people
        ]
        # Deleted and made again, because two rows may change places.
        (rows - right).unlink()
        return {row.email: row for row in right | contacts.create(moved)}

    def _plan_changes(self, env, connection, changed, planned):
        waiting = {}
        if changed and connection._is_preview():
            reason = env._("Preview: would create or change %s contacts.", len(changed))
            waiting = _held(reasons.PREVIEW, reason)
        batch = []
        for buyer, row, difference in sorted(changed, key=lambda one: one[0].email):
            elsewhere = (row.properties or {}).get("email") or ""
            if row.remote_id and elsewhere and elsewhere.lower() != buyer.email and not waiting:
                self._conflict(env, connection, buyer, row, difference)
            else:
                batch.append((buyer, row, difference))
        for start in range(0, len(batch), CONTACTS_PER_CALL_MAX):
            enqueue_contacts(env, connection, batch[start : start + CONTACTS_PER_CALL_MAX], waiting)
            planned.operations += not waiting

    def _conflict(self, env, connection, buyer, row, difference):
        """The contact was given another address in the CRM. By Odoo's a second one would be made (I7)."""
        reason = env._(
            "The CRM shows another e-mail address for this contact than Odoo. Make them equal on either side;"
            " or send this, and a second contact is made."
        )
        enqueue_contacts(env, connection, [(buyer, row, difference)], _held(reasons.ORDER, reason))

    def _mark(self, env, connection, partner_ids, why, delay_seconds=0.0):
        env["crossdock.mark"]._append_for(connection.id, self.mark_kind, sorted(set(partner_ids)), why, delay_seconds)

    # -- read, send, settle ------------------------------------------------------------------------------

    def read(self, engine, connection_id, planned):
        """What is read is compared in the next round. When it cannot be read, the marks are put off."""
        try:
            session = engine.session(connection_id)
            for what, wanted in planned.reads:
                if what == "schema":
                    self._read_schema(engine, connection_id, session)
                else:
                    self._read_contacts(engine, connection_id, session, wanted)
        except Retry as retry:
            _logger.info("Contacts of connection %s wait to be read", connection_id)
            delay = max(retry.delay_seconds, READ_AGAIN_SECONDS)
            engine.step("contacts.put_off", lambda env: self._put_off(env, connection_id, delay))
        except Dead as refusal:
            reason = refusal.reason

            def ask(env):
                connection = env["crossdock.connection"].browse(connection_id)
                text = env._("The CRM's contacts cannot be read: %s", reason)
                connection._ask_person(reasons.ORDER, "contacts", text)
                self._put_off(env, connection_id, UNREADABLE_SECONDS)

            engine.step("contacts.ask", ask)

    def _put_off(self, env, connection_id, delay):
        """The marks come due again after a while. One worker pushes, so nobody else takes them."""
        partner_ids = env["crossdock.mark"]._take(connection_id, self.mark_kind)
        self._mark(env, env["crossdock.connection"].browse(connection_id), partner_ids, "not readable", delay)

    def _read_schema(self, engine, connection_id, session):
        schema = read_schema(session)
        engine.step("contacts.schema", lambda env: contact_setup.store(env, connection_id, schema))

    def _read_contacts(self, engine, connection_id, session, wanted):
        found = read_contacts(session, sorted(wanted), READ_PROPERTIES, "email")
        engine.step("contacts.observe", lambda env: store_first_sight(env, connection_id, wanted, found))

    def send(self, session, body):
        creation = read_creation(body)
        if creation:
            path, request = creation
            return session.request("POST", session.properties_path(path), request)
        return session.request("POST", session.contacts_path("batch/upsert"), body)

    def interpret(self, session, response):
        """Success carries the rows' results; a refusal the rows that it names (see ``row_errors``)."""
        answer = session.interpret(response)
        if answer.outcome != "answered":
            return answer
        if not 200 <= response.status < 300:
            answer.data = row_errors(answer.data)
            return answer
        try:
            answer.data = read_answer(answer.data)
        except (CrossdockError, ValueError) as error:
            answer.outcome, answer.detail = "unknown", f"unreadable answer: {type(error).__name__}"
        return answer

    def settle(self, env, connection, operation, answer):
        if operation.kind == "crm_properties":
            return contact_setup.settle(env, connection, answer)
        lines = operation.line_ids.sorted("id")
        inputs = json.loads(operation._body())["inputs"]
        results, errors = by_line(inputs, answer.data)
        operation._close_lines()
        observe_pushed(env, connection, [(lines[i], inputs[i], remote) for i, remote in results.items()])
        unnamed = set(range(len(inputs))) - results.keys() - errors.keys()
        self._bury(env, connection, lines, inputs, errors)
        if unnamed:
            self._mark(env, connection, [lines[i].res_id for i in unnamed], "the answer does not say", 5.0)
        if operation.attempt > 1:
            # What was sent may be older than what is known by now.
            self._mark(env, connection, lines.mapped("res_id"), "sent late")
        return Done(env._("%(done)s contacts handed over, %(bad)s refused.", done=len(results), bad=len(errors)))

    def refused(self, env, connection, operation, answer, reason):
        """Nothing was done. Rows that the answer names stand alone as dead; the others are planned anew."""
        if operation.kind == "crm_properties":
            return contact_setup.refused(env, connection, answer, reason)
        lines = operation.line_ids.sorted("id")
        inputs = json.loads(operation._body())["inputs"]
        if UNKNOWN_PROPERTY in f"{answer.error_code} {answer.detail}" and contact_setup.distrust(connection):
            operation._close_lines()
            self._mark(env, connection, lines.mapped("res_id"), "a property was missing")
            return Done(env._("A property was missing in the CRM; the contacts are planned anew."))
        errors = errors_by_line(inputs, answer.data or [])
        if len(lines) == 1:
            return Dead(f"{reason}: {answer.detail}")
        operation._close_lines()
        if errors:
            self._bury(env, connection, lines, inputs, errors)
            self._mark(
                env,
                connection,
                [line.res_id for i, line in enumerate(lines) if i not in errors],
                "planned anew",
            )
            return Done(env._("Refused because of %s contacts; the others are planned anew.", len(errors)))
        half = len(lines) // 2
        for part in (range(half), range(half, len(lines))):
            enqueue_inputs(env, connection, [inputs[i] for i in part], [line_values(lines[i]) for i in part], {})
        env["crossdock.worker"]._wake_after_commit()
        return Done(env._("Refused whole; sent again in two halves."))

    def _bury(self, env, connection, lines, inputs, errors):
        """Bad rows stand alone, each with its message, so that each can be mended and sent again."""
        orphans = [i for i, message in errors.items() if UNKNOWN_PROPERTY in message]
        if orphans and contact_setup.distrust(connection):
            self._mark(env, connection, [lines[i].res_id for i in orphans], "a property was missing")
            errors = {i: message for i, message in errors.items() if i not in orphans}
        for i, message in errors.items():
            dead = {"state": "dead", "reason_code": "dead", "reason": message}
            enqueue_inputs(env, connection, [inputs[i]], [line_values(lines[i])], dead)._close_lines()

    def verify(self, engine, connection_id, operation_id):
        """Only the creation of properties is verified; upserts are repeated."""
        schema = read_schema(engine.session(connection_id))

        def settle(env, connection, operation):
            return contact_setup.verified(env, connection, operation, schema)

        return settle


def _held(code, reason):
    return {"state": "held", "reason_code": code, "reason_key": code, "reason": reason}


def _deleted_for_good(row, buyer):
    """Deleted in the CRM, and the buyer has not ordered since."""
    return bool(row.gone_at) and not (buyer.last_order and buyer.last_order > row.gone_at)


def _concerned(event, raw):
    """Ids of the contacts that a webhook's event speaks of; none when it speaks of something else."""
    kind = event.subscription_type.partition(".")[0]
    if kind != "contact" and not (kind == "object" and str(raw.get("objectTypeId")) == CONTACT_TYPE_ID):
        return []
    merged = raw.get("mergedObjectIds") or []
    ids = [event.object_id, raw.get("newObjectId"), raw.get("primaryObjectId"), *merged]
    return list(dict.fromkeys(str(one) for one in ids if one))


__all__ = ["ContactsIn", "ContactsOut", "poll"]
