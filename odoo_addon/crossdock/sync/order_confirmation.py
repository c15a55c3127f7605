"""Confirming captured orders: the slow part of an order, in batches, one product at a time across all workers."""

from dataclasses import dataclass, field
from datetime import timedelta

from odoo.fields import Datetime

from . import order_places, order_risk
from .flow import InboundFlow
from .order_risk import Risk
from .outcome import Done, Retry
from .shopify.orders_read import read_risks

TOPIC = "internal/confirm"
LANE = "confirmation"
BATCH_OBJECTS_MAX = 25
PAID = frozenset({"paid", "authorized", "partially_paid", "partially_refunded"})

# How often a store is asked that has not assessed an order yet, and for how long.
PENDING_SECONDS = 60
PENDING_HOURS_MAX = 2


@dataclass
class Prepared:
    """What was read remotely for a batch, by order id (text)."""

    risks: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)


class OrderConfirmation(InboundFlow):
    """internal/confirm events, written when an order was captured, into confirmed and reserved sale orders."""

    lane = LANE
    store_knows_stock = True
    topics = frozenset({TOPIC})
    batch_objects_max = BATCH_OBJECTS_MAX

    def lock_products(self, env, connection, works):
        orders = self._orders(connection, works).values()
        return env["sale.order"].union(*orders).order_line.product_id.filtered("is_storable").ids

    def prepare(self, engine, connection_id, works):
        """What the store says of those that would be confirmed, as far as the connection asks: ``Prepared``."""

        def asked(env):
            connection = env["crossdock.connection"].browse(connection_id)
            orders = self._orders(connection, works).items()
            ready = {int(remote_id): order for remote_id, order in orders if _is_ready(order)}
            doubtful = [remote_id for remote_id, order in ready.items() if not _is_approved(order)]
            return (
                doubtful if order_risk.is_asked(connection) else [],
                list(ready) if connection.assigned_warehouse else [],
            )

        doubtful, placed = engine.step("confirmation.asked", asked)
        prepared = Prepared()
        if doubtful:
            risks = read_risks(engine.session(connection_id), doubtful)
            prepared.risks = {str(order_id): Risk.of_node(risk) for order_id, risk in risks.items() if risk}
        if placed:
            places = order_places.read(engine.session(connection_id), placed)
            prepared.places = {str(order_id): found for order_id, found in places.items()}
        return prepared

    def apply(self, env, connection, works, prepared):
        outcomes, ready = {}, env["sale.order"]
        orders = self._orders(connection, works)
        for work in works:
            order = orders.get(work.remote_id, env["sale.order"])
            risk = prepared.risks.get(work.remote_id)
            outcomes[work.object_key] = Done(env._("Confirmed."))
            if not _is_ready(order):
                outcomes[work.object_key] = Done(env._("Nothing to confirm."))
            elif risk and risk.is_pending and _is_young(order):
                outcomes[work.object_key] = Retry(env._("The store has not assessed its risk yet."), PENDING_SECONDS)
            else:
                if risk:
                    order_risk.judge(connection, order, risk)
                if order.crossdock_review == order_risk.WAITING:
                    outcomes[work.object_key] = Done(env._("Waits for approval, because the store thinks it risky."))
                else:
                    if places := prepared.places.get(work.remote_id):
                        order_places.assign(connection, order, places)
                    ready |= order
        if ready:
            notify = connection.notify_customer == "odoo"
            ready.with_context(send_email=notify).action_confirm()
        return outcomes

    def _orders(self, connection, works):
        """{order id (text): sale order} of those that Odoo has."""
        remote_ids = [work.remote_id for work in works]
        bindings = connection.env["crossdock.binding"]._find(connection, "order", remote_ids)
        orders = {
            remote_id: connection.env["sale.order"].browse(binding.res_id) for remote_id, binding in bindings.items()
        }
        return {remote_id: order for remote_id, order in orders.items() if order.exists()}


def _is_ready(order):
    """Whether nothing but its risk stands between an order and its confirmation."""
    return order.state in ("draft", "sent") and not order.crossdock_kind


def _is_approved(order):
    return order.crossdock_review == order_risk.APPROVED


def _is_young(order):
    return order.create_date > Datetime.now() - timedelta(hours=PENDING_HOURS_MAX)


def confirm_later(connection, sale_orders):
    """Confirmation is work of its own, in its own lane: capture stays fast, and the slow part is batched.

    What has been confirmed is not confirmed again: a repeated event costs little, one too few an order.
    """
    if connection.confirm_policy == "never":
        return
    keys = [
        f"order:{order.crossdock_remote_id}"
        for order in sale_orders
        if _is_ready(order)
        and order.crossdock_remote_id
        and (connection.confirm_policy == "always" or order.crossdock_financial_status in PAID)
    ]
    connection.env["crossdock.inbox"]._store_intents(connection, TOPIC, LANE, keys)
