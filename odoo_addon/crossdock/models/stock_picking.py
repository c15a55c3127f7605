"""Returns of a store's orders: what their receipt lets the order show."""

from odoo import models

from ..sync import orders


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        result = super()._action_done()
        if not self.env.context.get("crossdock_restock"):
            returned = self.move_ids.filtered(lambda move: move.origin_returned_move_id and move.state == "done")
            returned.sale_line_id.order_id._crossdock_apply_again()
        return result


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _crossdock_apply_again(self):
        """Have what could not be applied of the store's orders applied, now that goods have come back."""
        # sudo: whoever receives goods need not see the store's connection.
        ours = self.sudo().filtered(lambda order: order.crossdock_connection_id and order.crossdock_remote_id)
        for connection, of_store in ours.grouped("crossdock_connection_id").items():
            if connection.state in ("preview", "live"):
                keys = [f"order:{order.crossdock_remote_id}" for order in of_store]
                self.env["crossdock.inbox"].sudo()._store_intents(connection, orders.APPLY_AGAIN, "orders", keys)
