"""Polling: news that no webhook brought, put into the same inbox as the news that one did."""

from datetime import datetime, timedelta, timezone

from crossdock_core import shopify

from . import contacts
from .cursors import ORDERS
from .flow import ReadingFlow
from .orders import POLLED
from .shopify.orders_read import list_changed, read_whole
from .times import naive_utc

# Lists are read again this far back: a remote search index may lag behind its data.
OVERLAP = timedelta(minutes=2)
# An order that changed less than this ago may still be on its way as a webhook.
WEBHOOK_MAY_TAKE = timedelta(minutes=2)
REPORTED_MAX = 20


class Polling(ReadingFlow):
    """The "poll" mark: read a remote list from its cursor on. Runs under the push lease, so the budget has one owner."""

    lane = "backfill"
    mark_kind = "poll"

    def read(self, engine, connection_id, planned):
        system = engine.step("poll.system", lambda env: env["crossdock.connection"].browse(connection_id).system)
        if system == "shopify":
            poll_orders(engine, connection_id)
        elif system == "hubspot":
            contacts.poll(engine, connection_id)


def poll_orders(engine, connection_id):
    """Bring in every order that changed since the cursor, then move the cursor to when the first page was read.

    Orders that Odoo shows in this version already are neither read whole nor stored. Of orders from before the connection
    takes orders only those that Odoo has all the same are looked at. What no webhook brought in time is reported.
    """

    def since(env):
        connection = env["crossdock.connection"].browse(connection_id)
        remote_at, _local_at = env["crossdock.cursor"]._get(connection, ORDERS)
        return remote_at, connection.orders_since or datetime(1970, 1, 1)

    remote_at, orders_since = engine.step("poll.since", since)
    start = (remote_at - OVERLAP) if remote_at else orders_since
    query = f"updated_at:>='{start:%Y-%m-%dT%H:%M:%SZ}'"
    local_at = datetime.now(timezone.utc).replace(tzinfo=None)
    session = engine.session(connection_id)
    read_up_to, repaired = None, []
    for listed, now in list_changed(session, query):
        read_up_to = read_up_to or now
        news = engine.step("poll.compare", lambda env, listed=listed: _news(env, connection_id, listed, orders_since))
        nodes = list(read_whole(session, [one.id for one in news]))
        if nodes:
            stored = engine.step("poll.store", lambda env, nodes=nodes: _store(env, connection_id, nodes))
            late = {f"order:{one.id}": one.name for one in news if now and one.updated_at < now - WEBHOOK_MAY_TAKE}
            repaired += [late[key] for key in stored if key in late]
    if read_up_to:
        engine.step("poll.advance", lambda env: _advance(env, connection_id, read_up_to, local_at))
    if repaired and remote_at:
        # The first poll brings what there is; nothing was lost before it.
        engine.step("poll.report", lambda env: _report(env, connection_id, repaired))


def _news(env, connection_id, listed, orders_since):
    """Those of listed orders whose version Odoo neither shows nor has in its inbox."""
    connection = env["crossdock.connection"].browse(connection_id)
    bindings = env["crossdock.binding"]._find(connection, "order", [one.id for one in listed])
    known = {f"order:{binding.remote_id}": binding.applied_version for binding in bindings.values()}
    keys = [f"order:{one.id}" for one in listed]
    waiting = env["crossdock.inbox"].search(
        [("connection_id", "=", connection_id), ("object_key", "in", keys), ("state", "not in", ("done", "dead"))]
    )
    for event in waiting.filtered("version"):
        known[event.object_key] = max(known.get(event.object_key) or event.version, event.version)
    return [
        one
        for one in listed
        if (one.created_at >= orders_since or str(one.id) in bindings)
        and (not known.get(f"order:{one.id}") or known[f"order:{one.id}"] < one.updated_at)
    ]


def _store(env, connection_id, nodes):
    """Put orders into the inbox; the object keys of those that were not there in this version."""
    stored = []
    for order_id, node in nodes:
        version = naive_utc(shopify.read_order_node(node).updated_at)
        event = {
            "topic": POLLED,
            "object_key": f"order:{order_id}",
            "version": version,
            "lane": "orders",
            "source": "poll",
            "keys": [f"poll:order:{order_id}:{version}"],
            "body": node,
        }
        if env["crossdock.inbox"]._store(connection_id, [event]):
            stored.append(event["object_key"])
    return stored


def _report(env, connection_id, names):
    """Say on the connection which orders no webhook had brought."""
    connection = env["crossdock.connection"].browse(connection_id)
    shown = ", ".join(names[:REPORTED_MAX])
    more = env._(" and %s more", len(names) - REPORTED_MAX) if len(names) > REPORTED_MAX else ""
    connection.message_post(
        body=env._("No webhook had brought the newest state of these orders; they were read again: %s.", shown + more)
    )


def _advance(env, connection_id, remote_at, local_at):
    connection = env["crossdock.connection"].browse(connection_id)
    env["crossdock.cursor"]._advance(connection, ORDERS, remote_at, local_at)
