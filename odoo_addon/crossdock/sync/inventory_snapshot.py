"""Reading what stock depends on, as PostgreSQL's binary COPY, for the core to compute on.

COPY knows no record rules, so each statement names the company (I11); what the ORM has not written yet is flushed first.
"""

import io

from odoo import fields
from odoo.tools import SQL

from .times import tomorrow

COPY_BUFFER_BYTES = 1 << 20

# Of tens of thousands of products, each list of them costs milliseconds to plan: all but the largest table share one.
_WANTED_SQL = "WITH wanted AS MATERIALIZED (SELECT unnest(%(products)s::int[]) AS id)"

# What lies there, and what of it is reserved.
_QUANTS_FROM_SQL = """
    SELECT q.product_id, q.location_id, coalesce(q.quantity, 0), coalesce(q.reserved_quantity, 0)
      FROM stock_quant q
"""

_QUANTS_WHERE_SQL = """
     WHERE q.product_id = ANY(%(products)s::int[]) AND q.location_id = ANY(%(locations)s)
       AND (q.company_id = %(company)s OR q.company_id IS NULL)
"""

# Expired lots are not free any more, as of the addon product_expiry.
_FRESH_SQL = " AND (q.removal_date IS NULL OR q.removal_date >= %(tomorrow)s)"
# On hand is what lies there, fresh or not.
_FRESH_UNLESS_ON_HAND_SQL = (
    " AND (counted.basis = 'on_hand' OR q.removal_date IS NULL OR q.removal_date >= %(tomorrow)s)"
)

# Whether a move ends within the remote location where it begins.
_WITHIN_SQL = """EXISTS (SELECT 1 FROM unnest(%(locations)s, %(remotes)s) AS a (location, remote)
                         JOIN unnest(%(locations)s, %(remotes)s) AS b (location, remote) ON a.remote = b.remote
                        WHERE a.location = m.location_id
                          AND b.location = coalesce(m.location_final_id, m.location_dest_id))"""

_DEMAND_SQL = f"""
    UNION ALL
    -- Confirmed demand that has not been reserved. A move within one remote location takes nothing from it.
    SELECT m.product_id, m.location_id, 0, m.product_qty - coalesce(m.quantity, 0) * m.product_qty / m.product_uom_qty
      FROM stock_move m
     WHERE m.product_id = ANY(SELECT id FROM wanted) AND m.location_id = ANY(%(locations)s) AND m.company_id = %(company)s
       AND m.state IN ('waiting', 'confirmed', 'partially_available') AND m.product_uom_qty > 0
       AND coalesce(m.quantity, 0) < m.product_uom_qty
       AND NOT {_WITHIN_SQL}
    UNION ALL
    -- Orders that were captured and are not confirmed yet, but tests and history, which take no stock.
    SELECT l.product_id, w.lot_stock_id, 0, l.product_uom_qty * lu.factor / pu.factor
      FROM sale_order_line l
      JOIN sale_order o ON o.id = l.order_id
      JOIN stock_warehouse w ON w.id = o.warehouse_id
      JOIN product_product p ON p.id = l.product_id
      JOIN product_template t ON t.id = p.product_tmpl_id
      JOIN uom_uom pu ON pu.id = t.uom_id
      JOIN uom_uom lu ON lu.id = l.product_uom_id
     WHERE l.product_id = ANY(SELECT id FROM wanted) AND o.state IN ('draft', 'sent') AND o.company_id = %(company)s
       AND o.crossdock_connection_id IS NOT NULL AND o.crossdock_kind IS NULL AND w.lot_stock_id = ANY(%(locations)s)
    UNION ALL
    -- Orders that are held and could not even be captured.
    SELECT d.product_id, d.location_id, 0, d.quantity
      FROM crossdock_demand d
     WHERE d.product_id = ANY(SELECT id FROM wanted) AND d.location_id = ANY(%(locations)s) AND d.company_id = %(company)s
"""

_ITEMS_SQL = """
    SELECT b.res_id::int4, b.item_id::int8
      FROM crossdock_binding b
      JOIN product_product p ON p.id = b.res_id
      JOIN product_template t ON t.id = p.product_tmpl_id AND t.is_storable
     WHERE b.connection_id = %(connection)s AND b.kind = 'variant' AND b.deleted_at IS NULL AND b.item_id IS NOT NULL
       AND b.res_id = ANY(%(products)s::int[])
"""

# A product's own policy goes before that of its nearest category, and this before the one for all.
_POLICY_OF_PRODUCT_SQL = """
      FROM product_product p
      JOIN product_template t ON t.id = p.product_tmpl_id
      LEFT JOIN product_category c ON c.id = t.categ_id
      JOIN LATERAL (
           SELECT s.*
             FROM crossdock_stock_policy s
             LEFT JOIN product_category sc ON sc.id = s.categ_id
            WHERE s.connection_id = %(connection)s
              AND (s.product_id = p.id
                   OR s.product_id IS NULL AND (s.categ_id IS NULL OR c.parent_path LIKE sc.parent_path || '%%'))
            ORDER BY s.product_id NULLS LAST, length(sc.parent_path) DESC NULLS LAST
            LIMIT 1) found ON TRUE
     WHERE p.id = ANY(%(products)s::int[])
"""

_POLICIES_SQL = f"""
    SELECT p.id::int4, coalesce(found.withheld, 0)::float8, coalesce(found.share / 100, 1)::float8,
           nullif(found.maximum, 0)::int8
    {_POLICY_OF_PRODUCT_SQL}
"""

# The same rows where policies say what is counted: all that lies there, what is expected as well, or less than Odoo counts.
_COUNTED_SQL = f"""
    {_WANTED_SQL}, counted AS MATERIALIZED (
        SELECT p.id AS product_id, found.basis, found.horizon_days, found.without_consigned, found.without_packed
        {_POLICY_OF_PRODUCT_SQL})
    SELECT rows.product_id, rows.location_id, rows.plus,
           CASE WHEN counted.basis = 'on_hand' THEN 0 ELSE rows.minus END
      FROM (%s) AS rows (product_id, location_id, plus, minus)
      LEFT JOIN counted ON counted.product_id = rows.product_id
"""

_COUNTED_JOIN_SQL = " LEFT JOIN counted ON counted.product_id = q.product_id"

_COUNTED_QUANTS_SQL = """
       AND NOT (counted.without_consigned IS TRUE AND q.owner_id IS NOT NULL)
       AND NOT (counted.without_packed IS TRUE AND q.package_id IS NOT NULL)
"""

# As Odoo counts what is incoming; a move within one remote location brings nothing to it.
_INCOMING_SQL = f"""
    UNION ALL
    SELECT m.product_id, coalesce(m.location_final_id, m.location_dest_id), m.product_qty, 0
      FROM stock_move m
      JOIN counted ON counted.product_id = m.product_id AND counted.basis = 'forecast'
     WHERE m.product_id = ANY(SELECT id FROM wanted) AND coalesce(m.location_final_id, m.location_dest_id) = ANY(%(locations)s)
       AND m.company_id = %(company)s AND m.state IN ('waiting', 'confirmed', 'assigned', 'partially_available')
       AND (coalesce(counted.horizon_days, 0) = 0
            OR m.date <= clock_timestamp() AT TIME ZONE 'UTC' + counted.horizon_days * interval '1 day')
       AND NOT (counted.without_consigned IS TRUE AND m.restrict_partner_id IS NOT NULL)
       AND NOT {_WITHIN_SQL}
"""

# A quantity may be raised only if all orders up to the moment that it reflects are in (I12).
_OBSERVED_SQL = """
    SELECT l.item_id::int8, l.location_id::int8, l.quantity::int8, coalesce(l.read_at < c.remote_at, FALSE) AND NOT %(pending)s
      FROM crossdock_level l
      JOIN crossdock_binding b ON b.connection_id = l.connection_id AND b.item_id = l.item_id AND b.kind = 'variant'
       AND b.deleted_at IS NULL
      LEFT JOIN crossdock_cursor c ON c.connection_id = l.connection_id AND c.name = 'orders'
     WHERE l.connection_id = %(connection)s AND l.stocked AND b.res_id = ANY(%(products)s::int[])
"""


def location_map(env, connection):
    """[(Odoo location id, remote location id)] of all mapped locations with their children."""
    env.cr.execute(
        SQL(
            "SELECT child.id, m.remote_id::bigint FROM crossdock_location m"
            " JOIN crossdock_location_stock_location_rel r ON r.crossdock_location_id = m.id"
            " JOIN stock_location root ON root.id = r.stock_location_id"
            " JOIN stock_location child ON child.parent_path LIKE root.parent_path || '%%'"
            " WHERE m.connection_id = %s AND m.active AND (child.company_id = %s OR child.company_id IS NULL)"
            " GROUP BY 1, 2 ORDER BY 1, 2",
            connection.id,
            connection.company_id.id,
        )
    )
    return env.cr.fetchall()


def copy_stock(env, connection, products, locations):
    """Rows (product int4, location int4, plus numeric, minus numeric) whose sum is what can be promised.

    Policies may count otherwise: on hand is Odoo's ``qty_available``, the forecast adds its ``incoming_qty``.
    """
    expiring = "removal_date" in env["stock.quant"]._fields
    if any(policy._counts_otherwise() for policy in connection.stock_policy_ids):
        quants = _QUANTS_FROM_SQL + _COUNTED_JOIN_SQL + _QUANTS_WHERE_SQL + _COUNTED_QUANTS_SQL
        quants += _FRESH_UNLESS_ON_HAND_SQL if expiring else ""
        query = _COUNTED_SQL.replace("(%s)", f"({quants}{_DEMAND_SQL}{_INCOMING_SQL})")
    else:
        quants = _QUANTS_FROM_SQL + _QUANTS_WHERE_SQL + (_FRESH_SQL if expiring else "")
        query = _WANTED_SQL + quants + _DEMAND_SQL
    return _copy(
        env,
        query,
        connection=connection.id,
        products=_array(products),
        locations=[location for location, _remote in locations],
        remotes=[remote for _location, remote in locations],
        company=connection.company_id.id,
        tomorrow=tomorrow(env, fields.Datetime.now()),
    )


def copy_items(env, connection, products):
    """Rows (product int4, inventory item int8) of the storable products among ``products``."""
    return _copy(env, _ITEMS_SQL, connection=connection.id, products=_array(products))


def copy_policies(env, connection, products):
    """Rows (product int4, withheld float8, share float8, maximum int8 or NULL) of those products that have a policy."""
    return _copy(env, _POLICIES_SQL, connection=connection.id, products=_array(products))


def copy_observed(env, connection, products):
    """Rows (item int8, location int8, quantity int8 or NULL, raisable bool)."""
    return _copy(
        env,
        _OBSERVED_SQL,
        connection=connection.id,
        products=_array(products),
        pending=connection._orders_pending(),
    )


def _array(ids):
    """PostgreSQL's text of an array: it parses tens of thousands of numbers within one text much faster than one by one."""
    return "{" + ",".join(map(str, ids)) + "}"


def _copy(env, query, **parameters):
    env.flush_all()
    text = env.cr.mogrify(query, parameters).decode()
    sink = io.BytesIO()
    # psycopg2 calls write() once a row; the buffer makes that cheap.
    writer = io.BufferedWriter(_Sink(sink), COPY_BUFFER_BYTES)
    env.cr.copy_expert(f"COPY ({text}) TO STDOUT (FORMAT binary)", writer)
    writer.flush()
    return sink.getvalue()


class _Sink(io.RawIOBase):
    """A raw stream over a BytesIO, as BufferedWriter asks for one."""

    def __init__(self, target):
        super().__init__()
        self._target = target

    def writable(self):
        return True

    def write(self, data):
        return self._target.write(data)
