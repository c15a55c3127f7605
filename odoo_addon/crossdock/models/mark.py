"""Marks: what may have changed in Odoo and must be looked at again before the remote side is believed to agree.

Marks are appended and never merged. A user's transaction that changes stock appends rows in one statement, at its
precommit; it reads nothing that others write and locks nothing, so it can neither wait for us nor fail because of us.
A drain deletes exactly the rows it has read, in the snapshot in which it reads the state they speak of.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from ..sync.times import tomorrow

# Bounds of one drain. More marks than this wait for the next round.
MARKS_PER_DRAIN_MAX = 20_000

STOCK, CONTACT = "stock", "contact"
# The cursor that says until when the passing of time was looked at.
PASSING = "stock_passing"

# A store lowers its own level when it takes an order, and tells us so. What that order changes in Odoo is compared with the
# store's level only after this time, so that the store's news comes first and nothing has to be sent. Other stores are
# told at once.
ECHO_SECONDS = 3.0
# A record that is marked again and again is not put off for longer than this.
PUT_OFF_SECONDS_MAX = 8.0


class CrossdockMark(models.Model):
    _name = "crossdock.mark"
    _description = "Crossdock: mark of a possible change"
    _log_access = False
    _order = "id"

    connection_id = fields.Many2one("crossdock.connection", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id")
    kind = fields.Char(required=True)
    res_id = fields.Integer(required=True, aggregator=None)
    why = fields.Char()
    created_at = fields.Datetime(required=True)
    due_at = fields.Datetime(required=True)

    _drain_index = models.Index("(connection_id, kind, due_at)")
    _record_index = models.Index("(connection_id, kind, res_id, due_at)")

    def init(self):
        """Rows live for seconds: vacuum often, or the index outgrows the table."""
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %s SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000)",
                SQL.identifier(self._table),
            )
        )

    # -- appending ----------------------------------------------------------------------------------------

    @api.model
    def _mark_later(self, kind, ids, why):
        """Remember ids; one INSERT at the transaction's precommit writes them all.

        Odoo runs precommit hooks at every flushing savepoint too: what was written is forgotten then, and a later
        change in the same transaction registers the hook anew.
        """
        pending = self.env.cr.precommit.data.setdefault("crossdock.mark", {})
        if not pending:
            self.env.cr.precommit.add(self._write_pending)
        for res_id in ids:
            pending.setdefault((kind, res_id), why)

    @api.model
    def _write_pending(self):
        pending = self.env.cr.precommit.data.pop("crossdock.mark", {})
        by_kind = {}
        for (kind, res_id), why in pending.items():
            by_kind.setdefault(kind, []).append((res_id, why))
        for kind, rows in by_kind.items():
            self._append(kind, [row[0] for row in rows], [row[1] for row in rows])

    @api.model
    def _append(self, kind, ids, whys):
        """Write marks for every connection that the records concern. One statement."""
        source = SQL(SOURCES[kind], ids=list(ids), whys=list(whys))
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_mark (connection_id, kind, res_id, why, created_at, due_at)"
                " SELECT connection_id, %s, res_id, why, clock_timestamp() AT TIME ZONE 'UTC',"
                " (clock_timestamp() + CASE WHEN connection_id = %s THEN %s ELSE 0 END * interval '1 second')"
                " AT TIME ZONE 'UTC' FROM (%s) AS touched",
                kind,
                self.env.context.get("crossdock_order_of", 0) if kind == STOCK else 0,
                ECHO_SECONDS,
                source,
            )
        )
        if self.env.cr.rowcount:
            self.env["crossdock.worker"]._wake_after_commit()

    @api.model
    def _append_for(self, connection_id, kind, ids, why, delay_seconds=0.0):
        """Mark ids for one connection, due after ``delay_seconds``."""
        if not ids:
            return
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_mark (connection_id, kind, res_id, why, created_at, due_at)"
                " SELECT %s, %s, res_id, %s, clock_timestamp() AT TIME ZONE 'UTC',"
                " (clock_timestamp() + %s * interval '1 second') AT TIME ZONE 'UTC' FROM unnest(%s::int[]) AS res_id",
                connection_id,
                kind,
                why,
                float(delay_seconds),
                list(ids),
            )
        )

    @api.model
    def _mark_passing(self, connection):
        """Mark products whose stock changes because time passes: lots expire, receipts come within a policy's horizon."""
        cursors, now = self.env["crossdock.cursor"], fields.Datetime.now()
        _remote, since = cursors._get(connection, PASSING)
        cursors._advance(connection, PASSING, now, now)
        if since is None:
            return
        queries = [EXPECTED_SQL]
        if "removal_date" in self.env["stock.quant"]._fields:
            queries.append(EXPIRED_SQL)
        for query in queries:
            self.env.cr.execute(
                SQL(
                    query,
                    company=connection.company_id.id,
                    connection=connection.id,
                    since=since,
                    now=now,
                    day_before=tomorrow(self.env, since),
                    day=tomorrow(self.env, now),
                )
            )
            products = [row[0] for row in self.env.cr.fetchall()]
            self._append_for(connection.id, STOCK, products, "time has passed")

    # -- draining -----------------------------------------------------------------------------------------

    @api.model
    def _take(self, connection_id, kind):
        """Delete the due marks of a connection and return what they named: {res_id: set of reasons}.

        A product with a mark that is due later is left for then, within bounds: its state is about to change again.
        """
        self.env.cr.execute(
            SQL(
                _TAKE_SQL,
                connection=connection_id,
                kind=kind,
                put_off=PUT_OFF_SECONDS_MAX,
                limit=MARKS_PER_DRAIN_MAX,
            )
        )
        taken = {}
        for res_id, why in self.env.cr.fetchall():
            taken.setdefault(res_id, set()).add(why)
        return taken

    @api.model
    def _put_off(self, connection_id, kind, seconds):
        """Let the due marks of a connection wait: what they ask for cannot be done now."""
        self.env.cr.execute(
            SQL(
                "UPDATE crossdock_mark SET due_at = (clock_timestamp() + %s * interval '1 second') AT TIME ZONE 'UTC'"
                " WHERE connection_id = %s AND kind = %s AND due_at <= clock_timestamp() AT TIME ZONE 'UTC'",
                float(seconds),
                connection_id,
                kind,
            )
        )


_TAKE_SQL = """
    DELETE FROM crossdock_mark WHERE id IN (
        SELECT m.id FROM crossdock_mark m
         WHERE m.connection_id = %(connection)s AND m.kind = %(kind)s AND m.due_at <= clock_timestamp() AT TIME ZONE 'UTC'
           AND (m.kind <> 'stock' OR m.created_at < (clock_timestamp() - %(put_off)s * interval '1 second') AT TIME ZONE 'UTC'
                OR NOT EXISTS (SELECT 1 FROM crossdock_mark later
                                WHERE later.connection_id = m.connection_id AND later.kind = m.kind
                                  AND later.res_id = m.res_id AND later.due_at > clock_timestamp() AT TIME ZONE 'UTC'))
         ORDER BY m.due_at LIMIT %(limit)s)
    RETURNING res_id, why
"""

EXPIRED_SQL = """
    SELECT DISTINCT q.product_id FROM stock_quant q
     WHERE (q.company_id = %(company)s OR q.company_id IS NULL)
       AND q.removal_date >= %(day_before)s AND q.removal_date < %(day)s
"""

EXPECTED_SQL = """
    SELECT DISTINCT m.product_id
      FROM (SELECT DISTINCT horizon_days * interval '1 day' AS ahead FROM crossdock_stock_policy
             WHERE connection_id = %(connection)s AND basis = 'forecast' AND horizon_days > 0) AS policy
      JOIN stock_move m ON m.company_id = %(company)s AND m.state IN ('waiting', 'confirmed', 'assigned', 'partially_available')
       AND m.date > %(since)s + policy.ahead AND m.date <= %(now)s + policy.ahead
"""

# Which connections a touched record concerns. Only tables that user transactions do not lock are read.
SOURCES = {
    # Products count for each store in which one of them is linked.
    STOCK: """
        SELECT b.connection_id, b.res_id, t.why
          FROM unnest(%(ids)s::int[], %(whys)s::text[]) AS t (res_id, why)
          JOIN crossdock_binding b ON b.kind = 'variant' AND b.res_id = t.res_id AND b.deleted_at IS NULL
          JOIN crossdock_connection c ON c.id = b.connection_id AND c.state IN ('preview', 'live', 'paused')
    """,
    # Partners count for each CRM account of a company; which of them are handed over is decided by the drain.
    CONTACT: """
        SELECT c.id AS connection_id, t.res_id, t.why
          FROM unnest(%(ids)s::int[], %(whys)s::text[]) AS t (res_id, why)
          JOIN crossdock_connection c ON c.system IN ('hubspot', 'salesforce') AND c.state IN ('preview', 'live', 'paused')
    """,
}
