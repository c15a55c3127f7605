"""Every way in which Odoo's ORM changes stock ends in a quant's create, write or unlink: all three mark."""

from odoo import api, models

from . import mark

# What of a quant decides what can be sold.
WATCHED = frozenset(
    {"quantity", "reserved_quantity", "location_id", "product_id", "company_id", "owner_id", "package_id"}
)


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        quants = super().create(vals_list)
        quants._crossdock_mark("stock changed")
        return quants

    def write(self, vals):
        watched = WATCHED & vals.keys()
        if watched & {"product_id", "location_id"}:
            self._crossdock_mark("stock moved")
        result = super().write(vals)
        if watched:
            self._crossdock_mark("stock changed")
        return result

    def unlink(self):
        self._crossdock_mark("stock removed")
        return super().unlink()

    def _crossdock_mark(self, why):
        if self and self.env["crossdock.connection"]._any_marking():
            # sudo: marks are the engine's; whoever moves stock may not see them.
            self.env["crossdock.mark"].sudo()._mark_later(mark.STOCK, self.product_id.ids, why)
