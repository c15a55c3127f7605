"""The inbox: what remote systems told us, byte for byte, until it has had its effect in Odoo.

An event never says what to do; it says which object to look at again. Its row is narrow, its bytes lie beside it, and
the keys by which a second delivery is recognised live in a table that outlives both.
"""

import json

import psycopg2
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

PAYLOAD_PREVIEW_CHARACTERS_MAX = 20000


class CrossdockInbox(models.Model):
    _name = "crossdock.inbox"
    _description = "Crossdock: inbox event"
    _inherit = ["crossdock.work.mixin"]
    _order = "id desc"
    _rec_name = "topic"

    topic = fields.Char(required=True, readonly=True)
    object_key = fields.Char(
        required=True,
        readonly=True,
        help="The object to look at again; one object is worked on by one worker at a time.",
    )
    version = fields.Datetime(readonly=True, help="When the remote object was last changed, as the event says.")
    source = fields.Selection(
        [
            ("webhook", "Webhook"),
            ("poll", "Poll"),
            ("internal", "Odoo"),
            ("import", "Import of past orders"),
            ("person", "A person asked"),
        ],
        required=True,
        default="webhook",
        readonly=True,
    )
    import_id = fields.Many2one("crossdock.order.import", readonly=True, index="btree_not_null", ondelete="set null")
    payload_text = fields.Text(compute="_compute_payload_text", string="Payload", groups="crossdock.group_manager")
    preview = fields.Text(
        readonly=True, help="What this event would create or change, while the connection is in preview."
    )

    # What is ready, by lane, oldest first: the claim's index. Done rows are not in it.
    _claim_index = models.Index("(lane, due_at, id) WHERE state IN ('ready', 'retry', 'claimed')")
    _object_index = models.Index("(connection_id, object_key, id) WHERE state <> 'done'")
    _held_index = models.Index("(connection_id, reason_code, reason_key) WHERE state = 'held'")
    _done_index = models.Index("(done_at) WHERE state = 'done'")

    def init(self):
        """Hot table: leave room for updates in the page and vacuum early."""
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %s SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02,"
                " autovacuum_analyze_scale_factor = 0.05)",
                SQL.identifier(self._table),
            )
        )

    def _compute_payload_text(self):
        for event in self:
            body = event._payload()
            try:
                text = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
            except ValueError:
                text = body.decode("utf-8", "replace")
            event.payload_text = text[:PAYLOAD_PREVIEW_CHARACTERS_MAX]

    def _payload(self):
        """The bytes as they came, or b"" when retention has taken them."""
        self.ensure_one()
        return self._payloads(self.ids).get(self.id, b"")

    @api.model
    def _payloads(self, ids):
        """{event id: bytes} of many events in one statement."""
        self.env.cr.execute(
            SQL("SELECT event_id, body FROM crossdock_inbox_payload WHERE event_id = ANY(%s)", list(ids))
        )
        return {event_id: bytes(body) for event_id, body in self.env.cr.fetchall()}

    @api.model
    def _store(self, connection_id, events):
        """Append events unless one of their keys was seen before; the ids of those that are new.

        :param events: list of dicts with ``topic``, ``object_key``, ``version`` (naive UTC or None), ``lane``, ``source``,
            ``keys`` (list of texts by which a repetition is known), ``body`` (bytes)
        """
        stored = []
        for event in events:
            # Odoo would log a failed statement with its values, and these are a customer's order (I10).
            query = SQL(STORE_EVENT_SQL, **_store_parameters(connection_id, event))
            self.env.cr.execute(query, log_exceptions=False)
            row = self.env.cr.fetchone()
            if row:
                stored.append(row[0])
        return stored

    @api.model
    def _store_intents(self, connection, topic, lane, object_keys):
        """Have objects looked at again, whatever was seen before, and wake the workers.

        An intent is no delivery that could be repeated (I4): it has no key by which a second one would be known.
        """
        if not object_keys:
            return
        self.env.cr.execute(
            SQL(
                STORE_INTENTS_SQL,
                connection_id=connection.id,
                company_id=connection.company_id.id,
                topic=topic,
                lane=lane,
                object_keys=list(object_keys),
            )
        )
        connection._wake()

    # -- what a person does -------------------------------------------------------------------------------

    def action_replay(self):
        """Make held, waiting or dead events ready again, and wake the workers."""
        self._check_worker_rights()
        changed = self._set_ready(note=self.env._("Replayed by %s.", self.env.user.name))
        if not changed:
            raise UserError(self.env._("Only events that wait, are held or are dead can be replayed."))
        self.env["crossdock.worker"]._wake_after_commit()
        return True

    def action_discard(self):
        """Put held or dead events aside for good."""
        self._check_worker_rights()
        self._set_discarded(self.env._("Discarded by %s.", self.env.user.name))
        return True

    def _check_worker_rights(self):
        """The setters are SQL: what the ORM would check is checked here. Nobody writes events past the setters."""
        if not self.env.user.has_group("crossdock.group_user"):
            raise AccessError(self.env._("Only Crossdock users may replay or discard events."))
        self.check_access("read")


# One statement: keys, row and bytes stand or fall together. The row is made only if every key is new.
STORE_EVENT_SQL = """
    WITH keys AS (
        INSERT INTO crossdock_inbox_key (connection_id, key, seen_at)
        SELECT %(connection_id)s, key, clock_timestamp() AT TIME ZONE 'UTC' FROM unnest(%(keys)s::text[]) AS key
        ON CONFLICT (connection_id, key) DO NOTHING
        RETURNING 1
    ), event AS (
        INSERT INTO crossdock_inbox (connection_id, company_id, topic, object_key, version, lane, source, state, attempt,
                                     due_at, created_at, create_date, write_date)
        SELECT c.id, c.company_id, %(topic)s, %(object_key)s, %(version)s, %(lane)s, %(source)s, 'ready', 0,
               clock_timestamp() AT TIME ZONE 'UTC', clock_timestamp() AT TIME ZONE 'UTC',
               clock_timestamp() AT TIME ZONE 'UTC', clock_timestamp() AT TIME ZONE 'UTC'
          FROM crossdock_connection c
         WHERE c.id = %(connection_id)s AND (SELECT count(*) FROM keys) = cardinality(%(keys)s::text[])
        RETURNING id
    )
    INSERT INTO crossdock_inbox_payload (event_id, body) SELECT id, %(body)s FROM event RETURNING event_id
"""

STORE_INTENTS_SQL = """
    WITH events AS (
        INSERT INTO crossdock_inbox (connection_id, company_id, topic, object_key, lane, source, state, attempt, due_at,
                                     created_at, create_date, write_date)
        SELECT %(connection_id)s, %(company_id)s, %(topic)s, object_key, %(lane)s, 'internal', 'ready', 0, moment, moment,
               moment, moment
          FROM unnest(%(object_keys)s::text[]) AS object_key, (SELECT clock_timestamp() AT TIME ZONE 'UTC' AS moment) AS now
        RETURNING id
    )
    INSERT INTO crossdock_inbox_payload (event_id, body) SELECT id, '{}' FROM events
"""


def _store_parameters(connection_id, event):
    return {
        "connection_id": connection_id,
        "keys": list(event["keys"]),
        "topic": event["topic"],
        "object_key": event["object_key"],
        "version": event.get("version"),
        "lane": event["lane"],
        "source": event.get("source", "webhook"),
        "body": psycopg2.Binary(event["body"]),
    }


class CrossdockInboxPayload(models.Model):
    _name = "crossdock.inbox.payload"
    _description = "Crossdock: bytes of an inbox event"
    _log_access = False

    event_id = fields.Many2one("crossdock.inbox", required=True, index=True, ondelete="cascade")
    body = fields.Binary(attachment=False, required=True)


class CrossdockInboxKey(models.Model):
    """Keys of deliveries seen: small, and kept longer than the payloads."""

    _name = "crossdock.inbox.key"
    _description = "Crossdock: key of a delivery"
    _log_access = False

    connection_id = fields.Many2one("crossdock.connection", required=True, ondelete="cascade")
    key = fields.Char(required=True)
    seen_at = fields.Datetime(required=True, index=True)

    _key_unique = models.UniqueIndex("(connection_id, key)")
