"""Reading orders from a store: a cheap list of what changed, then the few that are news, whole."""

import json
from datetime import datetime

from crossdock_core import shopify
from crossdock_core.errors import CrossdockError

from ..times import naive_utc
from .documents import document
from .nodes import read_orders

# The list names ids and versions alone, so a page may be large.
LISTED_PER_PAGE_MAX = 250
PAGES_MAX = 400
# A whole order costs about 250 points of the 1,000 that one query may cost.
ORDERS_PER_READ_MAX = 3
RISKS_PER_READ_MAX = 50
NAMED_MAX = 10


class Listed:
    """An order of a list: ``id``, ``name``, when it was placed and when it was last changed (naive UTC)."""

    def __init__(self, order_id, updated_at, node):
        told = json.loads(bytes(node))
        self.id = order_id
        self.name = told["name"]
        self.updated_at = naive_utc(updated_at)
        self.created_at = naive_utc(datetime.fromisoformat(told["createdAt"].replace("Z", "+00:00")))


def list_changed(session, query):
    """Yield pages of ``Listed``, oldest change first, with the store's clock at each page."""
    after = None
    for _page in range(PAGES_MAX):
        data, now = session.read(
            document("orders_page"), {"query": query, "first": LISTED_PER_PAGE_MAX, "after": after}
        )
        page = shopify.read_orders_page(data)
        yield [Listed(order_id, updated_at, node) for order_id, updated_at, node in page.orders], now
        if not page.has_next:
            return
        after = page.end_cursor


def find_by_name(session, name):
    """Ids of the orders that people at the store call exactly so."""
    quoted = name.replace("\\", "").replace('"', "")
    data, _now = session.read(document("orders_named"), {"query": f'name:"{quoted}"', "first": NAMED_MAX})
    nodes = json.loads(bytes(data))["orders"]["nodes"]
    return [shopify.legacy_id(node["id"]) for node in nodes if node["name"].casefold() == name.casefold()]


def version_of_node(node):
    """When an order was last changed as its node says (naive UTC); None where the node cannot be read."""
    try:
        return naive_utc(shopify.read_order_node(node).updated_at)
    except CrossdockError:
        return None


def read_whole(session, order_ids):
    """Yield (order id, its GraphQL node as bytes) for those that the store still has."""
    return read_orders(session, "orders_read", order_ids, ORDERS_PER_READ_MAX)


def read_risks(session, order_ids):
    """{order id: what the store says of its risk, as GraphQL answers} of those that the store still has."""
    nodes = read_orders(session, "orders_risk", order_ids, RISKS_PER_READ_MAX)
    return {order_id: json.loads(node)["risk"] for order_id, node in nodes}
