"""Observed stock: the last remote level that we know, per inventory item and location.

Values are kept, never hashes. A row also says when the remote system last changed the level (so that a late answer never
overwrites a newer observation), when we read it (invariant I12 asks that before a raise), and which projection made it.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from .big_integer import BigInteger

# Version of how a level is computed and written. When it changes, rows of an older version are compared in the old way.
PROJECTION_VERSION = 1


class CrossdockLevel(models.Model):
    _name = "crossdock.level"
    _description = "Crossdock: observed stock level"
    _log_access = False
    _order = "connection_id, item_id, location_id"
    _rec_name = "item_id"

    connection_id = fields.Many2one("crossdock.connection", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", index=True)
    item_id = BigInteger(string="Inventory item", required=True)
    location_id = BigInteger(string="Remote location", required=True)
    quantity = BigInteger(string="Available there", help="Empty in the database while it must be read again.")
    stocked = fields.Boolean(default=True, help="The remote system stocks the item at this location.")
    remote_updated_at = fields.Datetime(help="When the remote system last changed this level (UTC).")
    read_at = fields.Datetime(
        help="Up to which remote moment this quantity reflects orders (UTC); a raise waits for them."
    )
    seen_at = fields.Datetime(help="When we learnt it (UTC, our clock).")
    pushed_at = fields.Datetime(help="When we last set it (UTC, our clock).")
    projection = fields.Integer(default=PROJECTION_VERSION, aggregator=None)

    _level_unique = models.UniqueIndex("(connection_id, item_id, location_id)")
    _pushed_index = models.Index("(connection_id, pushed_at) WHERE pushed_at IS NOT NULL")

    def init(self):
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %s SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05)",
                SQL.identifier(self._table),
            )
        )

    @api.model
    def _observe(self, connection, rows, announced=False):
        """Record levels that were read or announced; older news than what is known changes nothing.

        The remote clock has whole seconds. News announced for the very second of our own last push may be from before it or
        after: where it names another quantity, the level counts as unknown and is read again.

        :param rows: list of (item, location, quantity or None, remote_updated_at or None, read_at), naive UTC times
        :param announced: the rows came by webhook; what was read is known to be newer than our last push
        :returns: item ids whose known quantity really changed
        """
        if not rows:
            return []
        newest = {}
        for row in rows:
            known = newest.get(row[:2])
            if known is None or (row[3] or row[4]) >= (known[3] or known[4]):
                newest[row[:2]] = row
        items, locations, quantities, updated, read = (
            list(column) for column in zip(*sorted(newest.values(), key=lambda row: row[:2]), strict=True)
        )
        self.env.cr.execute(
            SQL(
                OBSERVE_SQL,
                connection=connection.id,
                company=connection.company_id.id,
                projection=PROJECTION_VERSION,
                announced=announced,
                items=items,
                locations=locations,
                quantities=quantities,
                updated=updated,
                read=read,
            )
        )
        self.invalidate_model()
        return sorted({row[0] for row in self.env.cr.fetchall()})

    @api.model
    def _surprises(self, connection, rows):
        """Pairs (item, location) whose known quantity is another than that of these newer rows (as of ``_observe``)."""
        items, locations, quantities, updated, _read = (list(column) for column in zip(*rows, strict=True))
        self.env.cr.execute(
            SQL(
                "SELECT l.item_id, l.location_id FROM crossdock_level l"
                " JOIN unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::timestamp[])"
                " AS t (item, location, quantity, updated) ON l.item_id = t.item AND l.location_id = t.location"
                " WHERE l.connection_id = %s AND l.quantity IS NOT NULL AND l.quantity IS DISTINCT FROM t.quantity"
                " AND (l.remote_updated_at IS NULL OR t.updated IS NULL OR t.updated >= l.remote_updated_at)",
                items,
                locations,
                quantities,
                updated,
                connection.id,
            )
        )
        return set(self.env.cr.fetchall())

    @api.model
    def _observe_pushed(self, connection, lines, remote_updated_at):
        """Our own compare-and-set succeeded: the level is what we sent; up to when it reflects orders is unchanged."""
        items, locations, quantities = (list(column) for column in zip(*sorted(lines), strict=True))
        self.env.cr.execute(
            SQL(
                "UPDATE crossdock_level l SET quantity = t.quantity, pushed_at = statement_timestamp() AT TIME ZONE 'UTC',"
                " seen_at = statement_timestamp() AT TIME ZONE 'UTC', projection = %s,"
                " remote_updated_at = greatest(l.remote_updated_at, %s::timestamp)"
                " FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS t (item, location, quantity)"
                " WHERE l.connection_id = %s AND l.item_id = t.item AND l.location_id = t.location"
                " AND (l.remote_updated_at IS NULL OR %s::timestamp IS NULL OR l.remote_updated_at <= %s::timestamp)",
                PROJECTION_VERSION,
                remote_updated_at,
                items,
                locations,
                quantities,
                connection.id,
                remote_updated_at,
                remote_updated_at,
            )
        )
        self.invalidate_model()

    @api.model
    def _forget(self, connection, pairs):
        """The known quantity was proven wrong: it must be read again before the next push."""
        self._assign(connection, pairs, SQL("quantity = NULL"))

    @api.model
    def _observe_stocked(self, connection, pairs):
        """We had these items stocked at these locations: their levels are to be read, unless they are known by now."""
        self._assign(connection, pairs, SQL("stocked = TRUE"))

    @api.model
    def _assign(self, connection, pairs, assignment):
        """Change the levels of these pairs (item, location) that we have."""
        if not pairs:
            return
        items, locations = (list(column) for column in zip(*sorted(pairs), strict=True))
        self.env.cr.execute(
            SQL(
                "UPDATE crossdock_level l SET %s FROM unnest(%s::bigint[], %s::bigint[]) AS t (item, location)"
                " WHERE l.connection_id = %s AND l.item_id = t.item AND l.location_id = t.location",
                assignment,
                items,
                locations,
                connection.id,
            )
        )
        self.invalidate_model()

    @api.model
    def _unstocked(self, connection, items):
        """Pairs (item, location) of these items that the remote system does not stock."""
        self.env.cr.execute(
            SQL(
                "SELECT item_id, location_id FROM crossdock_level"
                " WHERE connection_id = %s AND item_id = ANY(%s) AND NOT stocked",
                connection.id,
                list(items),
            )
        )
        return set(self.env.cr.fetchall())

    @api.model
    def _known_before(self, connection, items, moment):
        """Pairs (item, location) of these items that the remote system stocked, as we last learnt before (naive UTC)."""
        self.env.cr.execute(
            SQL(
                "SELECT item_id, location_id FROM crossdock_level"
                " WHERE connection_id = %s AND item_id = ANY(%s) AND stocked AND seen_at < %s",
                connection.id,
                list(items),
                moment,
            )
        )
        return set(self.env.cr.fetchall())

    @api.model
    def _known_count(self, connection):
        """How many levels of the connection are known: what the brake's shares are of."""
        self.env.cr.execute(
            SQL("SELECT count(*) FROM crossdock_level WHERE connection_id = %s AND quantity IS NOT NULL", connection.id)
        )
        return self.env.cr.fetchone()[0]

    @api.model
    def _pushed_since(self, connection, window, items):
        """How many levels, but for those of ``items``, were set within the window (a timedelta)."""
        self.env.cr.execute(
            SQL(
                "SELECT count(*) FROM crossdock_level WHERE connection_id = %s"
                " AND pushed_at > clock_timestamp() AT TIME ZONE 'UTC' - %s AND item_id <> ALL(%s)",
                connection.id,
                window,
                list(items),
            )
        )
        return self.env.cr.fetchone()[0]

    @api.model
    def _last_seen(self, connection, pairs):
        """When the newest of these levels was learnt (naive UTC)."""
        items, locations = (list(column) for column in zip(*sorted(pairs), strict=True))
        self.env.cr.execute(
            SQL(
                "SELECT max(l.seen_at) FROM crossdock_level l"
                " JOIN unnest(%s::bigint[], %s::bigint[]) AS t (item, location)"
                " ON l.item_id = t.item AND l.location_id = t.location WHERE l.connection_id = %s",
                items,
                locations,
                connection.id,
            )
        )
        return self.env.cr.fetchone()[0]

    @api.model
    def _observe_unstocked(self, connection, pairs):
        """These items are not stocked at these locations; they get no pushes until they are."""
        if not pairs:
            return
        items, locations = (list(column) for column in zip(*sorted(pairs), strict=True))
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_level (connection_id, company_id, item_id, location_id, stocked, seen_at, projection)"
                " SELECT %s, %s, item, location, FALSE, clock_timestamp() AT TIME ZONE 'UTC', %s"
                " FROM unnest(%s::bigint[], %s::bigint[]) AS t (item, location)"
                " ON CONFLICT (connection_id, item_id, location_id) DO UPDATE SET stocked = FALSE, quantity = NULL",
                connection.id,
                connection.company_id.id,
                PROJECTION_VERSION,
                items,
                locations,
            )
        )
        self.invalidate_model()


OBSERVE_SQL = """
    WITH told AS (
        SELECT * FROM unnest(%(items)s::bigint[], %(locations)s::bigint[], %(quantities)s::bigint[],
                             %(updated)s::timestamp[], %(read)s::timestamp[])
                      AS t (item, location, quantity, updated, read)
    ), before AS (
        SELECT l.item_id, l.location_id, l.quantity FROM crossdock_level l
          JOIN told t ON l.item_id = t.item AND l.location_id = t.location
         WHERE l.connection_id = %(connection)s
    ), written AS (
        INSERT INTO crossdock_level AS l (connection_id, company_id, item_id, location_id, quantity, remote_updated_at, read_at,
                                          seen_at, projection, stocked)
        SELECT %(connection)s, %(company)s, item, location, quantity, updated, read, clock_timestamp() AT TIME ZONE 'UTC',
               %(projection)s, TRUE FROM told
        ON CONFLICT (connection_id, item_id, location_id) DO UPDATE
           SET quantity = CASE WHEN %(announced)s AND l.pushed_at = l.seen_at
                                    AND l.remote_updated_at = excluded.remote_updated_at
                                    AND l.quantity IS DISTINCT FROM excluded.quantity
                               THEN NULL ELSE excluded.quantity END,
               remote_updated_at = coalesce(excluded.remote_updated_at, l.remote_updated_at),
               -- An echo of our push leaves it known as such.
               seen_at = CASE WHEN l.quantity = excluded.quantity AND l.remote_updated_at = excluded.remote_updated_at
                              THEN l.seen_at ELSE excluded.seen_at END,
               read_at = excluded.read_at, projection = excluded.projection,
               stocked = TRUE
         WHERE l.remote_updated_at IS NULL OR excluded.remote_updated_at IS NULL
               OR excluded.remote_updated_at >= l.remote_updated_at
        RETURNING l.item_id, l.location_id, l.quantity
    )
    SELECT w.item_id FROM written w LEFT JOIN before b USING (item_id, location_id)
     WHERE b.item_id IS NULL OR b.quantity IS DISTINCT FROM w.quantity
"""
