"""Reading orders from a store: a cheap list of what changed, then the few that are news, whole."""

import json

from crossdock_core import shopify

from .documents import document
from .nodes import read_orders

# The list names ids and versions alone, so a page may be large.
LISTED_PER_PAGE_MAX = 250
PAGES_MAX = 400
# A whole order costs about 250 points of the 1,000 that one query may cost.
ORDERS_PER_READ_MAX = 3
RISKS_PER_READ_MAX = 50


def list_changed(session, query):
    """Yield pages of (order id, updated_at), oldest change first, with the store's clock at each page."""
    after = None
    for _page in range(PAGES_MAX):
        data, now = session.read(
            document("orders_page"), {"query": query, "first": LISTED_PER_PAGE_MAX, "after": after}
        )
        page = shopify.read_orders_page(data)
        yield [(order_id, updated_at) for order_id, updated_at, _node in page.orders], now
        if not page.has_next:
            return
        after = page.end_cursor


def read_whole(session, order_ids):
    """Yield (order id, its GraphQL node as bytes) for those that the store still has."""
    return read_orders(session, "orders_read", order_ids, ORDERS_PER_READ_MAX)


def read_risks(session, order_ids):
    """{order id: what the store says of its risk, as GraphQL answers} of those that the store still has."""
    nodes = read_orders(session, "orders_risk", order_ids, RISKS_PER_READ_MAX)
    return {order_id: json.loads(node)["risk"] for order_id, node in nodes}
