"""From where an order is delivered: the warehouses of the locations to which the store has assigned it.

The store divides an order into fulfilment orders, one a location, after it was placed: they are read when the order is about
to be confirmed. Where all agree, theirs is the warehouse of the sale order. Else the warehouse of most lines is, and the
other lines take the delivery route of their own. What is moved at the store later stays where Odoo has reserved it.
"""

import json
from collections import Counter
from dataclasses import dataclass, field

from .shopify.nodes import read_orders

ORDERS_PER_READ_MAX = 25
ORDERS_WITH_LINES_PER_READ_MAX = 2
# Fulfilment orders of these states are still to be sent; where there is none, those that were.
OPEN = frozenset({"OPEN", "SCHEDULED", "IN_PROGRESS", "ON_HOLD"})
GONE = frozenset({"CANCELLED"})


@dataclass
class Places:
    """The locations of one order, and of its lines where they differ: {line id (text): {location id (text)}}."""

    locations: set = field(default_factory=set)
    lines: dict = field(default_factory=dict)


def read(session, order_ids):
    """{order id: Places} of those that the store has assigned."""
    found = _read(session, "orders_places", order_ids, ORDERS_PER_READ_MAX)
    several = [order_id for order_id, places in found.items() if len(places.locations) > 1]
    return {**found, **_read(session, "orders_line_places", several, ORDERS_WITH_LINES_PER_READ_MAX)}


def _read(session, name, order_ids, orders_max):
    found = {}
    for order_id, node in read_orders(session, name, order_ids, orders_max):
        parts = _current(json.loads(node)["fulfillmentOrders"]["nodes"])
        if parts:
            found[order_id] = _places(parts)
    return found


def _current(parts):
    assigned = [one for one in parts if (one["assignedLocation"] or {}).get("location") and one["status"] not in GONE]
    return [one for one in assigned if one["status"] in OPEN] or assigned


def _places(parts):
    places = Places()
    for part in parts:
        location = _number(part["assignedLocation"]["location"]["id"])
        places.locations.add(location)
        for line in part.get("lineItems", {}).get("nodes", []):
            places.lines.setdefault(_number(line["lineItem"]["id"]), set()).add(location)
    return places


def _number(gid):
    return gid.rpartition("/")[2]


def assign(connection, sale_order, places):
    """Give a quotation the warehouses of its places, as far as the connection's locations name any."""
    env = connection.env
    warehouses = {
        location.remote_id: location.warehouse_id
        for location in connection.location_ids
        if location.warehouse_id and location.remote_id in places.locations
    }
    if not warehouses:
        return
    of_lines = {}
    for line in sale_order.order_line:
        found = {warehouses.get(one) for one in places.lines.get(line.crossdock_remote_line_id, ())} - {None}
        if len(found) == 1:
            of_lines[line] = found.pop()
        elif found:
            sale_order.message_post(
                body=env._("The store sends “%s” from several places; here it is sent from one.", line.name)
            )
    counted = Counter(warehouse.id for warehouse in of_lines.values())
    first = next(iter(sorted(warehouses.items())))[1]
    most = env["stock.warehouse"].browse(counted.most_common(1)[0][0]) if counted else first
    if sale_order.warehouse_id != most:
        sale_order.warehouse_id = most
    for line, warehouse in of_lines.items():
        if warehouse != most:
            line.route_ids = warehouse.delivery_route_id
