"""Returns that refunds ask for go into the stock that the store names."""

from odoo import models


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    def _prepare_picking_default_values_based_on(self, picking):
        values = super()._prepare_picking_default_values_based_on(picking)
        return {**values, **self.env.context.get("crossdock_return_values", {})}
