"""Demand that is confirmed but not reserved touches no quant: the moves mark it."""

from odoo import api, models

from . import mark

# What of a move decides whether its demand takes from what can be sold.
WATCHED = frozenset(
    {"state", "product_uom_qty", "product_uom", "location_id", "location_dest_id", "location_final_id", "date"}
)
DEMANDING = frozenset({"waiting", "confirmed", "partially_available", "assigned"})


class StockMove(models.Model):
    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves.filtered(lambda move: move.state in DEMANDING)._crossdock_mark("demand created")
        return moves

    def write(self, vals):
        result = super().write(vals)
        if WATCHED & vals.keys():
            self._crossdock_mark("demand changed")
        return result

    def unlink(self):
        self._crossdock_mark("demand removed")
        return super().unlink()

    def _crossdock_mark(self, why):
        if self and self.env["crossdock.connection"]._any_marking():
            # sudo: marks are the engine's; whoever moves stock may not see them.
            self.env["crossdock.mark"].sudo()._mark_later(mark.STOCK, self.product_id.ids, why)
