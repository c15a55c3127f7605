"""Money in: invoices, payments and credit notes of orders are brought to what the store says of the order's money.

An event only names the order. What its webhook does not carry (transactions, the totals of refunds) is read for many orders
at once; then payments, invoices and credit notes are made for the whole batch, each by one call, and reconciled. What was
made is bound to the transaction or refund that it stands for, so that nothing is entered twice, whatever came how often.
"""

import hashlib
from dataclasses import dataclass

from . import reasons
from .flow import InboundFlow
from .money_invoices import enter_invoices
from .money_payments import enter_payments, enter_transactions
from .money_reconcile import reconcile
from .money_refunds import enter_credit_notes
from .outcome import Done, Held, Retry
from .shopify.money_read import read_money
from .times import naive_utc

TOPIC = "internal/money"
LANE = "finance"
# Odoo looks up the payments of all invoices of a batch by one query, whose time grows faster than their number.
BATCH_OBJECTS_MAX = 20
SOON_SECONDS = 1.0


@dataclass
class OrderState:
    """One order of a batch: what the store says of its money, its sale order, and which version that shows."""

    object_key: str
    money: object
    sale_order: object
    applied_version: object
    attempt: int


class OrderMoneyIn(InboundFlow):
    """internal/money, order_transactions/create and refunds/create, into account.payment and account.move."""

    lane = LANE
    topics = frozenset({TOPIC, "order_transactions/create", "refunds/create"})
    batch_objects_max = BATCH_OBJECTS_MAX

    def prepare(self, engine, connection_id, works):
        """(order ids that were asked for, {order id: ``OrderMoney``}): of orders that Odoo has, if their money is wanted."""

        def wanted(env):
            connection = env["crossdock.connection"].browse(connection_id)
            if not connection._wants_money():
                return []
            return [int(remote_id) for remote_id in env["crossdock.binding"]._find(connection, "order", _ids(works))]

        order_ids = engine.step("money.orders", wanted)
        return order_ids, read_money(engine.session(connection_id), order_ids) if order_ids else {}

    def apply(self, env, connection, works, prepared):
        if not connection._wants_money():
            return {work.object_key: Done(env._("Money of this store is left to people.")) for work in works}
        states, outcomes = self._states(env, connection, works, prepared)
        if not states:
            return outcomes
        env = env(context={**env.context, "crossdock_money": True})
        connection = connection.with_env(env)
        for state in states:
            state.sale_order = state.sale_order.with_env(env)
        enter_transactions(connection, states)
        notes = {state.object_key: [] for state in states}
        for enter in (enter_payments, enter_invoices, enter_credit_notes):
            for object_key, note in enter(connection, states).items():
                notes[object_key].append(note)
        reconcile(connection, states)
        for object_key, said in notes.items():
            outcomes[object_key] = Done(" ".join(said) or env._("Odoo shows all of the order's money."))
        return outcomes

    def _states(self, env, connection, works, prepared):
        """(states to work on, outcomes of the others)."""
        states, outcomes = [], {}
        asked, told = prepared
        bindings = env["crossdock.binding"]._find(connection, "order", _ids(works))
        orders = env["sale.order"].browse(binding.res_id for binding in bindings.values()).exists()
        by_id = {order.id: order for order in orders}
        for work in works:
            remote_id = work.remote_id
            binding = bindings.get(remote_id)
            sale_order = by_id.get(binding.res_id) if binding else None
            money = told.get(int(remote_id)) if binding else None
            if sale_order is None:
                outcomes[work.object_key] = Done(env._("Odoo does not have this order; its money comes with it."))
            elif connection.money_since and sale_order.date_order < connection.money_since:
                outcomes[work.object_key] = Done(env._("Placed before the connection takes money."))
            elif int(remote_id) not in asked:
                outcomes[work.object_key] = Retry(env._("The order was entered meanwhile."), SOON_SECONDS)
            elif money is None:
                outcomes[work.object_key] = Done(env._("The store does not have this order any more."))
            elif connection._is_preview():
                outcomes[work.object_key] = Held(
                    reasons.PREVIEW,
                    reasons.PREVIEW,
                    env._("Preview: would enter the money of order %s.", money.name),
                    preview=describe(env, money),
                )
            else:
                states.append(
                    OrderState(work.object_key, money, sale_order, binding.applied_version, work.newest.attempt)
                )
        return states, outcomes


def _ids(works):
    return [work.remote_id for work in works]


def describe(env, money):
    """A preview's text: what the store says of an order's money, a line a fact."""
    rows = [env._("Order %(name)s: %(status)s", name=money.name, status=money.financial_status or "-")]
    rows += [
        f"{one.kind} ({one.status}) {one.gateway or '-'}: {one.shop_amount or one.amount} {one.shop_currency or money.currency}"
        for one in money.transactions
    ]
    rows += [
        env._("Refund of %(total)s %(currency)s", total=refund.total or 0, currency=money.currency)
        for refund in money.refunds
    ]
    return "\n".join(rows)


# -- what makes an order's money be looked at ----------------------------------------------------------------


def fingerprint(order):
    """Tells whether what a webhook says of an order's money has changed; None where it does not say (a polled order)."""
    if order.refunds is None:
        return None
    said = (
        order.financial_status,
        order.fulfillment_status,
        order.cancelled_at and naive_utc(order.cancelled_at),
        str(order.current_total.normalize()) if order.current_total is not None else None,
        str(order.total_outstanding.normalize()) if order.total_outstanding is not None else None,
        sorted(refund.id for refund in order.refunds),
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()


def announce(connection, orders):
    """Have the money of captured or updated orders looked at, where it may have changed.

    :param orders: list of (canonical order, its binding)
    """
    if not connection._wants_money():
        return
    changed = []
    for order, binding in orders:
        said = fingerprint(order)
        if said is None or binding.money_hash != said:
            binding.money_hash = said
            changed.append(str(order.id))
    look_again(connection, changed)


def look_again(connection, remote_ids):
    """Have the money of orders looked at again, whatever was seen before."""
    keys = [f"order:{remote_id}" for remote_id in remote_ids]
    connection.env["crossdock.inbox"]._store_intents(connection, TOPIC, LANE, keys)
