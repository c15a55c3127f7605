"""Which Odoo stock feeds which remote location. Nothing is guessed: a location without a mapping gets no stock."""

from odoo import fields, models

from ..sync import reasons


class CrossdockLocation(models.Model):
    _name = "crossdock.location"
    _description = "Crossdock: remote location"
    _order = "connection_id, name"

    name = fields.Char(required=True)
    connection_id = fields.Many2one("crossdock.connection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    remote_id = fields.Char(required=True, readonly=True)
    active = fields.Boolean(default=True)
    stock_location_ids = fields.Many2many(
        "stock.location",
        string="Odoo locations",
        check_company=True,
        domain="[('usage', '=', 'internal'), ('company_id', 'in', (False, company_id))]",
        help="What lies in these locations and their children can be sold at the remote location.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        help="Orders that the store assigns to this location are delivered from this warehouse.",
    )
    stock_items = fields.Boolean(
        string="Stock items there",
        default=True,
        help="Items that Odoo can sell from here and that the store does not stock at this location are stocked there."
        " Otherwise a person is asked to do so.",
    )

    _remote_unique = models.UniqueIndex("(connection_id, remote_id)")

    def write(self, vals):
        """A changed mapping changes what can be sold: everything is looked at again."""
        result = super().write(vals)
        if {"stock_location_ids", "active", "stock_items"} & vals.keys():
            for connection in self.connection_id:
                connection._mark_all_stock("location mapping changed")
        if vals.get("stock_items"):
            self.connection_id._done_asking(reasons.ORDER, "unstocked")
        return result


class StockLocation(models.Model):
    _inherit = "stock.location"

    def write(self, vals):
        result = super().write(vals)
        if {"location_id", "company_id"} & vals.keys() and self.env["crossdock.connection"]._any_marking():
            # sudo: whoever moves a location need not see which stores it feeds.
            mapped = self.env["crossdock.location"].sudo().search([("stock_location_ids", "!=", False)])
            for connection in mapped.connection_id:
                connection._mark_all_stock("location moved")
        return result
