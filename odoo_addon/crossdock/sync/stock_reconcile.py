"""Reconciling stock: every level of a store, from one bulk file, is compared with what Odoo can promise.

The file is first taken as news of the store's levels, older news changing nothing as ever. What then differs from what Odoo
can promise is counted, explained as far as it can be, and marked, so that the ordinary push repairs it under its own rules.
One mark stands for one reconciliation; each look at it goes one step on.
"""

from datetime import datetime, timezone

from odoo.tools import SQL

from crossdock_core import columns, diff, shopify

from .flow import SteppedFlow
from .inventory import desired_levels
from .inventory_snapshot import copy_observed, location_map
from .polling import poll_orders
from .shopify import bulk
from .shopify.documents import document
from .shopify.levels import level_rows

MARK = "stock_reconcile"
LOOK_SECONDS = 2.0
FILE_BYTES_MAX = 2 << 30
# Products that are compared in one transaction.
PRODUCTS_PER_STEP_MAX = 10_000


class StockReconciles(SteppedFlow):
    """The "stock_reconcile" mark: bring one reconciliation a step on."""

    system = "shopify"
    lane = "catalogue"
    mark_kind = MARK
    name = "reconcile"

    def record(self, env, record_id):
        return _record(env, record_id)

    def step_of(self, state):
        return {"asked": _ask, "writing": _compare_when_written}.get(state)


def _record(env, reconcile_id):
    record = env["crossdock.stock.reconcile"].browse(reconcile_id).exists()
    return record.with_company(record.company_id).with_context(allowed_company_ids=record.company_id.ids)


def _ask(engine, connection_id, reconcile_id):
    """Have the store begin to write. It is the catalogue's file, whose levels the core reads as columns."""
    try:
        gid = bulk.start(engine.session(connection_id), document("catalogue_bulk"))
    except bulk.Refused as refused:
        note = str(refused)
        engine.step("reconcile.failed", lambda env: _record(env, reconcile_id)._fail(note))
        return
    engine.step("reconcile.started", lambda env: _record(env, reconcile_id)._started(gid))


def _compare_when_written(engine, connection_id, reconcile_id):
    session = engine.session(connection_id)
    gid = engine.step("reconcile.operation", lambda env: _record(env, reconcile_id).remote_ref)
    found = bulk.status(session, gid)
    if found.state == "failed":
        engine.step("reconcile.failed", lambda env: _record(env, reconcile_id)._fail(found.note))
        return
    if found.state == "running":
        engine.step("reconcile.wait", lambda env: _record(env, reconcile_id)._look_soon(LOOK_SECONDS))
        return
    levels, is_whole = columns.LevelColumns.from_rows([]), True
    if found.url:
        with bulk.downloaded(session, found.url, FILE_BYTES_MAX) as path:
            catalogue = shopify.read_variants_jsonl(path)
        # A line that cannot be read costs its item's levels, which are not gone for that.
        levels, is_whole = catalogue.levels, not catalogue.error_count
        if catalogue.truncated or catalogue.line_count < found.lines:
            note = f"{catalogue.line_count} of {found.lines} lines"
            engine.step("reconcile.failed", lambda env: _record(env, reconcile_id)._fail(note))
            return
    # Sales that no webhook has told of explain what would look like changes by other hands.
    poll_orders(engine, connection_id)
    read_at = found.completed_at or datetime.now(timezone.utc).replace(tzinfo=None)
    _compare(engine, reconcile_id, levels, read_at, is_whole)


def _compare(engine, reconcile_id, levels, read_at, is_whole):
    """Observe the levels, then compare what is known of each product.

    :param read_at: up to which remote moment the levels reflect orders (naive UTC)
    :param is_whole: what the file does not have, the store does not have
    """
    engine.step("reconcile.begin", lambda env: _record(env, reconcile_id)._begin_comparing())
    surprises, stocked = set(), set()
    for rows in level_rows(levels, read_at):
        stocked.update(row[:2] for row in rows)
        surprises |= engine.step("reconcile.observe", lambda env, rows=rows: _observe(env, reconcile_id, rows))
    after = 0
    while products := engine.step("reconcile.products", lambda env, after=after: _products(env, reconcile_id, after)):
        engine.step(
            "reconcile.compare",
            lambda env, products=products: _compare_products(env, reconcile_id, products, surprises, stocked, is_whole),
        )
        after = products[-1]
    engine.step("reconcile.done", lambda env: _record(env, reconcile_id)._finish())


def _observe(env, reconcile_id, rows):
    """Take levels of the file as news; the pairs (item, location) whose known quantity they prove wrong."""
    connection = _record(env, reconcile_id).connection_id
    surprises = env["crossdock.level"]._surprises(connection, rows)
    env["crossdock.level"]._observe(connection, rows, announced=True)
    return surprises


def _products(env, reconcile_id, after):
    """The next linked products, by id."""
    env.cr.execute(
        SQL(
            "SELECT DISTINCT res_id FROM crossdock_binding WHERE connection_id = %s AND kind = 'variant'"
            " AND deleted_at IS NULL AND item_id IS NOT NULL AND res_id > %s ORDER BY res_id LIMIT %s",
            _record(env, reconcile_id).connection_id.id,
            after,
            PRODUCTS_PER_STEP_MAX,
        )
    )
    return [row[0] for row in env.cr.fetchall()]


def _compare_products(env, reconcile_id, products, surprises, stocked, is_whole):
    """Compare the levels of these products; note what differs, with what explains it.

    :param surprises: pairs (item, location) that were not as we knew them
    :param stocked: pairs (item, location) of the file
    """
    reconcile = _record(env, reconcile_id)
    connection = reconcile.connection_id
    env = connection.env
    desired = desired_levels(env, connection, set(products), location_map(env, connection))
    if is_whole:
        _forget_vanished(env, reconcile, set(desired.inventory_item_ids), stocked)
    found = diff.levels(desired, columns.read_levels_copy(copy_observed(env, connection, set(products))))
    rows = found.changes.rows() + found.blocked.rows() + found.unknown.rows()
    # Nothing to sell where the store has no level is no difference.
    rows = [row for row in rows if row[3] > 0 or row[:2] in stocked]
    products_by_item = _products_by_item(env, connection, products)
    pending = _Pending(env, connection, products, {row[0] for row in rows})
    differences = []
    for item, location, shown, wanted in rows:
        product_id = products_by_item.get(item)
        if pending.explains(product_id, item, location):
            cause = "pending"
        elif (item, location) not in stocked:
            cause = "unstocked"
        else:
            cause = "foreign" if (item, location) in surprises or shown is None else "missed"
        differences.append((item, location, product_id, shown, wanted, cause))
    reconcile._note_differences(len(desired), differences)


def _forget_vanished(env, reconcile, items, stocked):
    """Levels that we knew before the store was asked, and that its file does not have, are no more."""
    known = env["crossdock.level"]._known_before(reconcile.connection_id, items, reconcile.create_date)
    env["crossdock.level"]._observe_unstocked(reconcile.connection_id, known - stocked)


class _Pending:
    """What is under way and will change a level by itself, as of the open transaction's snapshot."""

    def __init__(self, env, connection, products, items):
        self.orders = connection._orders_pending()
        env.cr.execute(
            SQL(
                "SELECT DISTINCT res_id FROM crossdock_mark WHERE connection_id = %s AND kind = 'stock'"
                " AND res_id = ANY(%s)",
                connection.id,
                list(products),
            )
        )
        self.marked = {row[0] for row in env.cr.fetchall()}
        # A dead operation waits for a person.
        env.cr.execute(
            SQL(
                "SELECT DISTINCT l.item_id, l.location_id FROM crossdock_operation_line l"
                " JOIN crossdock_operation o ON o.id = l.operation_id"
                " WHERE l.connection_id = %s AND l.item_id = ANY(%s) AND (l.open OR o.state = 'dead')",
                connection.id,
                list(items),
            )
        )
        self.under_way = set(env.cr.fetchall())

    def explains(self, product_id, item, location):
        return self.orders or product_id in self.marked or (item, location) in self.under_way


def _products_by_item(env, connection, products):
    env.cr.execute(
        SQL(
            "SELECT item_id, res_id FROM crossdock_binding WHERE connection_id = %s AND kind = 'variant'"
            " AND deleted_at IS NULL AND res_id = ANY(%s)",
            connection.id,
            list(products),
        )
    )
    return dict(env.cr.fetchall())
