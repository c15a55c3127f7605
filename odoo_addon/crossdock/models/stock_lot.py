"""A lot's dates decide until when it is sold; its quants only repeat them, without a write of their own."""

from odoo import models

from . import mark

# As of the addon product_expiry: the removal date, and what it is computed from.
WATCHED = frozenset({"removal_date", "expiration_date"})


class StockLot(models.Model):
    _inherit = "stock.lot"

    def write(self, vals):
        result = super().write(vals)
        if WATCHED & vals.keys() and self.env["crossdock.connection"]._any_marking():
            # sudo: marks are the engine's; whoever dates lots may not see them.
            self.env["crossdock.mark"].sudo()._mark_later(mark.STOCK, self.product_id.ids, "lot dated")
        return result
