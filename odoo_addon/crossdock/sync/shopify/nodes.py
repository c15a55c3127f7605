"""Reading objects by their ids: as many by one query as its cost allows."""

from crossdock_core import shopify

from .documents import document


def read_nodes(session, name, gids, nodes_max):
    """Yield (global id, its GraphQL node as bytes) of those that the store still has.

    :param name: of a document whose only variable is ``$ids``
    :param nodes_max: how many ids go into one query
    """
    gids = list(gids)
    for start in range(0, len(gids), nodes_max):
        chunk = gids[start : start + nodes_max]
        data, _now = session.read(document(name), {"ids": chunk})
        for gid, node in zip(chunk, shopify.read_nodes(data), strict=True):
            if node is not None:
                yield gid, bytes(node)


def read_orders(session, name, order_ids, orders_max):
    """The same of orders: (order id, node)."""
    gids = [shopify.gid("Order", order_id) for order_id in order_ids]
    for gid, node in read_nodes(session, name, gids, orders_max):
        yield shopify.legacy_id(gid), node
