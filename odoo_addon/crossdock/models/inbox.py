"""The inbox: what remote systems told us, byte for byte, until it has had its effect in Odoo.

An event never says what to do; it says which object to look at again. Its row is narrow, its bytes lie beside it, and
the keys by which a second delivery is recognised live in a table that outlives both.
"""

import json
import uuid

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
        [("webhook", "Webhook"), ("poll", "Poll"), ("internal", "Odoo")],
        required=True,
        default="webhook",
        readonly=True,
    )
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
        if not events:
            return []
        # Odoo would log a failed statement with its values, and these are a customer's order (I10).
        self.env.cr.execute(SQL(STORE_SQL, **_store_parameters(connection_id, events)), log_exceptions=False)
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _store_intents(self, connection, topic, lane, object_keys):
        """Have objects looked at again, whatever was seen before, and wake the workers.

        Each intent has a key of its own (I4), so that none is taken for a repetition of another.
        """
        events = [
            {
                "topic": topic,
                "object_key": object_key,
                "lane": lane,
                "source": "internal",
                "keys": [f"{topic}:{object_key}:{uuid.uuid4().hex}"],
                "body": b"{}",
            }
            for object_key in object_keys
        ]
        if self._store(connection.id, events):
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


# One statement: keys, rows and bytes stand or fall together. A row is made only if every key of its event is new, to the
# table and among the events before it.
STORE_SQL = """
    WITH given AS (
        SELECT * FROM unnest(%(topics)s::text[], %(object_keys)s::text[], %(versions)s::timestamp[], %(lanes)s::text[],
                             %(sources)s::text[], %(bodies)s::bytea[])
                      WITH ORDINALITY AS event (topic, object_key, version, lane, source, body, number)
    ), named AS (
        SELECT number, key, row_number() OVER (PARTITION BY key ORDER BY number) = 1 AS is_first
          FROM unnest(%(key_numbers)s::bigint[], %(keys)s::text[]) AS named (number, key)
    ), keys AS (
        INSERT INTO crossdock_inbox_key (connection_id, key, seen_at)
        SELECT %(connection_id)s, key, clock_timestamp() AT TIME ZONE 'UTC' FROM named WHERE is_first
        ON CONFLICT (connection_id, key) DO NOTHING
        RETURNING key
    ), news AS (
        SELECT number FROM named LEFT JOIN keys USING (key) GROUP BY number
        HAVING bool_and(is_first AND keys.key IS NOT NULL)
    ), events AS MATERIALIZED (
        SELECT nextval('crossdock_inbox_id_seq') AS id, c.id AS connection_id, c.company_id, given.*
          FROM (SELECT * FROM given JOIN news USING (number) ORDER BY number) AS given
          JOIN crossdock_connection c ON c.id = %(connection_id)s
    ), stored AS (
        INSERT INTO crossdock_inbox (id, connection_id, company_id, topic, object_key, version, lane, source, state,
                                     attempt, due_at, created_at, create_date, write_date)
        SELECT id, connection_id, company_id, topic, object_key, version, lane, source, 'ready', 0,
               clock_timestamp() AT TIME ZONE 'UTC', clock_timestamp() AT TIME ZONE 'UTC',
               clock_timestamp() AT TIME ZONE 'UTC', clock_timestamp() AT TIME ZONE 'UTC'
          FROM events
    )
    INSERT INTO crossdock_inbox_payload (event_id, body) SELECT id, body FROM events ORDER BY id RETURNING event_id
"""


def _store_parameters(connection_id, events):
    return {
        "connection_id": connection_id,
        "topics": [event["topic"] for event in events],
        "object_keys": [event["object_key"] for event in events],
        "versions": [event.get("version") for event in events],
        "lanes": [event["lane"] for event in events],
        "sources": [event.get("source", "webhook") for event in events],
        "bodies": [psycopg2.Binary(event["body"]) for event in events],
        "key_numbers": [number for number, event in enumerate(events, 1) for _key in event["keys"]],
        "keys": [key for event in events for key in event["keys"]],
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
