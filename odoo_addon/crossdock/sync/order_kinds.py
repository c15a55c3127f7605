"""Orders that are not to be worked off: tests, and history that was over before Odoo had a hand in it.

History is what the store had fulfilled, wholly or in part, or archived when Odoo first saw it, and sold before the
connection's "history before". Its goods have left before Odoo counted them, so it must not take stock: it is entered as a
quotation that no worker confirms. A later order that was fulfilled at once, as at a till, is confirmed as any other.
"""

from .times import naive_utc

TEST = "test"
HISTORY = "history"
KINDS = [(TEST, "Test order"), (HISTORY, "Fulfilled before Odoo")]

FULFILLED = frozenset({"fulfilled", "partial", "partially_fulfilled", "restocked"})
WHOLLY = "fulfilled"
LISTED_LINES_MAX = 50


def kind_of(connection, order, as_history=False):
    """TEST, HISTORY or None; ``as_history``: a person imports it as such."""
    if order.test:
        return TEST
    if as_history:
        return HISTORY
    before = connection.history_before
    is_past = order.fulfillment_status in FULFILLED or order.closed_at
    if before and is_past and naive_utc(order.created_at) < before:
        return None if connection.fulfilled_policy == "confirm" else HISTORY
    return None


def values(connection, order, as_history=False):
    """What says on the sale order that it is not worked off."""
    return {"crossdock_kind": kind_of(connection, order, as_history) or False}


def tags(connection, order):
    """Names of tags by which people tell such orders apart."""
    return [connection.env._("Test order")] if order.test else []


def why_skipped(connection, order, as_history=False):
    """Why an order that Odoo does not have is not to be entered; None if it is."""
    env, kind = connection.env, kind_of(connection, order, as_history)
    if kind == TEST and connection.test_order_policy == "skip":
        return env._("A test order.")
    if kind == HISTORY and not as_history and connection.fulfilled_policy == "skip":
        return env._("Fulfilled before Odoo had it.")
    return None


def explain(connection, sale_order, order, as_history=False):
    """Say on the sale order why it stays a quotation, and ask a person where part of it is still to be sent."""
    env = connection.env
    if as_history and sale_order.crossdock_kind == HISTORY:
        sale_order._message_log(body=env._("Imported as history: it takes no stock and stays a quotation."))
        return
    if sale_order.crossdock_kind == TEST:
        sale_order.message_post(body=env._("A test order of the store: it is never confirmed."))
    elif sale_order.crossdock_kind == HISTORY:
        sale_order.message_post(
            body=env._(
                "The store was done with this order before Odoo had it: it takes no stock and stays a quotation."
            )
        )
        if order.fulfillment_status != WHOLLY and not order.closed_at:
            sale_order._crossdock_ask(
                HISTORY,
                env._("Part of this order was sent before Odoo had it"),
                [
                    *(
                        env._("Still to be sent: %(quantity)s × %(line)s", quantity=quantity, line=line.name)
                        for line, quantity in _unsent(order)[:LISTED_LINES_MAX]
                    ),
                    env._(
                        "Lower the quantities to what is still to be sent and confirm it, or have the store send it."
                    ),
                ],
            )


def _unsent(order):
    lines = ((line, line.fulfillable_quantity) for line in order.lines if line.requires_shipping)
    return [(line, quantity) for line, quantity in lines if quantity]
