"""A store's locations: read by a button, mapped by a person."""

import json

from odoo.exceptions import UserError

from crossdock_core import shopify

from . import sessions
from .outcome import Unfinished
from .shopify.documents import document

PAGE_MAX = 50
PAGES_MAX = 40


def fetch(connection):
    """Read all locations of the store and keep them; mappings that exist stay. A read, so no outbox is needed."""
    env = connection.env
    try:
        session = sessions.open_session(connection)
        nodes = _read_all(session)
    except Unfinished as unfinished:
        raise UserError(unfinished.reason) from None
    known = {one.remote_id: one for one in connection.with_context(active_test=False).location_ids}
    for node in nodes:
        remote_id = str(shopify.legacy_id(node["id"]))
        values = {"name": node["name"], "active": node["isActive"]}
        if remote_id in known:
            changed = {key: value for key, value in values.items() if known[remote_id][key] != value}
            if changed:
                known[remote_id].write(changed)
        else:
            env["crossdock.location"].create({"connection_id": connection.id, "remote_id": remote_id, **values})


def _read_all(session):
    nodes, after = [], None
    for _page in range(PAGES_MAX):
        data, _now = session.read(document("locations"), {"first": PAGE_MAX, "after": after})
        page = json.loads(bytes(data))["locations"]
        nodes += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    return nodes
