"""Importing past orders: the store writes them to a file, which goes through the same inbox as any other news of orders.

One mark stands for one import. Each look at it goes one step on (asked, the store is writing, taking in) and says when to
look again; where a worker dies in between, the reconcile marks it anew. How far the file has been taken in is committed with
each part of it, so that whoever goes on starts there; keys of the events see to it that nothing is stored twice.
"""

import time
from itertools import islice

from crossdock_core import shopify

from .flow import SteppedFlow
from .orders import FETCHED, FETCHED_HISTORY, IMPORTED, IMPORTED_HISTORY
from .shopify import bulk, orders_bulk
from .shopify.documents import document
from .shopify.orders_read import read_whole, version_of_node

MARK = "order_import"
LANE = "backfill"
LOOK_SECONDS = 3.0
FILE_BYTES_MAX = 8 << 30
# One look stores no longer than this, and leaves a pause behind it, so that the store's stock is not kept waiting.
STORE_SECONDS_MAX = 20.0
PAUSE_SECONDS = 1.0
ORDERS_PER_STEP_MAX = 200
# A file that ends too soon is fetched again, so many times.
DOWNLOADS_MAX = 5
DOWNLOAD_AGAIN_SECONDS = 30.0


class OrderImports(SteppedFlow):
    """The "order_import" mark: bring one import a step on."""

    system = "shopify"
    lane = LANE
    mark_kind = MARK
    name = "import"

    def record(self, env, record_id):
        return _record(env, record_id)

    def step_of(self, state):
        return {"asked": _ask, "writing": _wait, "storing": _take_in}.get(state)


def _record(env, import_id):
    return env["crossdock.order.import"].browse(import_id).exists()


def _ask(engine, connection_id, import_id):
    """Have the store begin to write."""
    session = engine.session(connection_id)
    search = engine.step("import.search", lambda env: _record(env, import_id)._search_query())
    try:
        gid = bulk.start(session, document("orders_bulk").replace("FILTER", search), grouped=True)
    except bulk.Refused as refused:
        note = str(refused)
        engine.step("import.failed", lambda env: _record(env, import_id)._fail(note))
        return
    engine.step("import.started", lambda env: _record(env, import_id)._go_on("asked", "writing", remote_ref=gid))


def _wait(engine, connection_id, import_id):
    """See whether the store has written all."""
    session = engine.session(connection_id)
    gid = engine.step("import.operation", lambda env: _record(env, import_id).remote_ref)
    found = bulk.status(session, gid)
    if found.state == "failed":
        engine.step("import.failed", lambda env: _record(env, import_id)._fail(found.note))
        return
    state = "writing" if found.state == "running" else "storing"
    engine.step("import.status", lambda env: _record(env, import_id)._go_on("writing", state, line_count=found.lines))


def _take_in(engine, connection_id, import_id):
    """Store the file's orders from where the last look stopped."""
    session = engine.session(connection_id)

    def place(env):
        record = _record(env, import_id)
        return record.remote_ref, record.line_position, record.mode == "history"

    gid, position, as_history = engine.step("import.place", place)
    found = bulk.status(session, gid)
    if found.state != "done":
        engine.step("import.failed", lambda env: _record(env, import_id)._fail(found.note))
        return
    if not found.url or position >= found.lines:
        engine.step("import.done", lambda env: _record(env, import_id)._finish())
        return
    with bulk.downloaded(session, found.url, FILE_BYTES_MAX) as path:
        is_whole = _line_count(path) >= found.lines
        if not is_whole:
            engine.step("import.short", lambda env: _record(env, import_id)._note_short_file(DOWNLOADS_MAX))
        parts = _parts(path, position, is_whole)
        deadline = time.monotonic() + STORE_SECONDS_MAX
        while part := list(islice(parts, ORDERS_PER_STEP_MAX)):
            events = list(_events(session, import_id, part, as_history))
            last_line = part[-1].last_line
            broken = sum(one.broken for one in part)
            going_on = engine.step(
                "import.store",
                lambda env, events=events, last=last_line, broken=broken: _record(env, import_id)._store(
                    events, last, broken
                ),
            )
            if not going_on or time.monotonic() > deadline:
                break
        else:
            if is_whole:
                engine.step("import.done", lambda env: _record(env, import_id)._finish())
                return
    seconds = PAUSE_SECONDS if is_whole else DOWNLOAD_AGAIN_SECONDS
    engine.step("import.again", lambda env: _record(env, import_id)._go_on("storing", "storing", seconds))


def _parts(path, position, is_whole):
    """Orders of a file behind a line. Of a file that ends too soon the last order may lack its end: it is left for later."""
    with open(path, "rb") as lines:
        waiting = None
        for one in orders_bulk.orders_of(lines, position):
            if waiting:
                yield waiting
            waiting = one
        if waiting and is_whole:
            yield waiting


def _events(session, import_id, orders, as_history):
    """Inbox events of orders. Of a broken one the order is read by itself, whole."""
    broken = [shopify.legacy_id(one.gid) for one in orders if one.broken]
    for order in orders:
        if not order.broken:
            topic = IMPORTED_HISTORY if as_history else IMPORTED
            yield _event(import_id, shopify.legacy_id(order.gid), topic, order.body, order.updated_at)
    for order_id, node in read_whole(session, broken):
        yield _event(import_id, order_id, FETCHED_HISTORY if as_history else FETCHED, node, version_of_node(node))


def _event(import_id, order_id, topic, body, version):
    return {
        "topic": topic,
        "object_key": f"order:{order_id}",
        "version": version,
        "lane": LANE,
        "source": "import",
        "keys": [f"import:{import_id}:{order_id}"],
        "body": body,
    }


def _line_count(path):
    with open(path, "rb") as lines:
        return sum(1 for line in lines if line.strip())
