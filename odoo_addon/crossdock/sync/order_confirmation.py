"""Confirming captured orders: the slow part of an order, in batches, one product at a time across all workers."""

from .flow import InboundFlow
from .outcome import Done

BATCH_OBJECTS_MAX = 25


class OrderConfirmation(InboundFlow):
    """internal/confirm events, written when an order was captured, into confirmed and reserved sale orders."""

    lane = "confirmation"
    store_knows_stock = True
    topics = frozenset({"internal/confirm"})
    batch_objects_max = BATCH_OBJECTS_MAX

    def lock_products(self, env, connection, works):
        orders = self._orders(connection, works)
        return orders.order_line.product_id.filtered("is_storable").ids

    def apply(self, env, connection, works, prepared):
        orders = self._orders(connection, works).filtered(lambda order: order.state in ("draft", "sent"))
        if orders:
            notify = connection.notify_customer == "odoo"
            orders.with_context(send_email=notify).action_confirm()
        return {work.object_key: Done(env._("Confirmed.")) for work in works}

    def _orders(self, connection, works):
        remote_ids = [work.object_key.partition(":")[2] for work in works]
        bindings = connection.env["crossdock.binding"]._find(connection, "order", remote_ids)
        return connection.env["sale.order"].browse(binding.res_id for binding in bindings.values()).exists()
