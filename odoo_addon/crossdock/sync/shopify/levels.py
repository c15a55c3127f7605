"""Reading levels from a store: many items of one location by one query."""

import json
from datetime import datetime, timezone

from crossdock_core import shopify

from ..outcome import Done
from ..times import naive_utc
from .documents import document

ITEM_POINTS_MAX = 4.0
# Keeps the query's cost below the most that one query may cost (1,000 points).
ITEMS_PER_READ_MAX = 200
# Levels of a file that are rows of Python at a time.
ROWS_AT_A_TIME_MAX = 50_000


def read_levels(session, pairs):
    """Read (item, location) pairs.

    :returns: (known, unstocked): rows (item, location, quantity, remote updated_at, read_at) in naive UTC, and the pairs
        that the store does not stock or does not know
    """
    by_location = {}
    for item, location in pairs:
        by_location.setdefault(location, []).append(item)
    known, unstocked = [], []
    for location, items in by_location.items():
        for start in range(0, len(items), ITEMS_PER_READ_MAX):
            chunk = items[start : start + ITEMS_PER_READ_MAX]
            data, now = session.read(
                document("levels_read"),
                {
                    "ids": [shopify.gid("InventoryItem", item) for item in chunk],
                    "locationId": shopify.gid("Location", location),
                },
                points=ITEM_POINTS_MAX * len(chunk),
            )
            nodes = json.loads(bytes(data))["nodes"]
            read_at = now or datetime.now(timezone.utc).replace(tzinfo=None)
            for item, node in zip(chunk, nodes, strict=True):
                level = node and node.get("inventoryLevel")
                if not level:
                    unstocked.append((item, location))
                    continue
                updated = naive_utc(datetime.fromisoformat(level["updatedAt"].replace("Z", "+00:00")))
                known.append((item, location, int(level["quantities"][0]["quantity"]), updated, read_at))
    return known, unstocked


def level_rows(levels, read_at):
    """Yield the rows of ``columns.LevelColumns`` as ``crossdock.level._observe`` takes them, a part at a time.

    As columns millions of levels are small, as rows of Python they are not.

    :param read_at: up to which remote moment they reflect orders (naive UTC)
    """
    for start in range(0, len(levels), ROWS_AT_A_TIME_MAX):
        yield [
            (item, location, quantity, _from_microseconds(updated_us), read_at)
            for item, location, quantity, updated_us in levels.rows(start, start + ROWS_AT_A_TIME_MAX)
        ]


def _from_microseconds(moment):
    return moment and naive_utc(datetime.fromtimestamp(moment / 1e6, timezone.utc))


def verify_levels(engine, connection_id, operation_id):
    """What became of an operation on levels: read them, and let the next plan decide.

    :returns: ``function(env, connection, operation) -> outcome`` for the settling transaction (``OutboundFlow.verify``)
    """

    def pairs_of(env):
        lines = env["crossdock.operation"].browse(operation_id).line_ids
        return [(line.item_id, line.location_id) for line in lines]

    pairs = engine.step("outbox.pairs", pairs_of)
    known, unstocked = read_levels(engine.session(connection_id), pairs)

    def settle(env, connection, operation):
        env["crossdock.level"]._observe(connection, known)
        env["crossdock.level"]._observe_unstocked(connection, unstocked)
        products = [line.res_id for line in operation.line_ids if line.res_id]
        env["crossdock.mark"]._append_for(connection.id, "stock", sorted(set(products)), "verified")
        return Done(env._("Outcome read from the store; planned anew where it differs."))

    return settle
