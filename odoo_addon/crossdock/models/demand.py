"""Demand of orders that the store has taken but Odoo could not enter yet: it is not to be sold a second time."""

from odoo import api, fields, models
from odoo.tools import SQL


class CrossdockDemand(models.Model):
    _name = "crossdock.demand"
    _description = "Crossdock: demand of a held order"
    _log_access = False
    _order = "id"

    connection_id = fields.Many2one("crossdock.connection", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company")
    object_key = fields.Char(required=True)
    product_id = fields.Many2one("product.product", required=True, index=True, ondelete="cascade")
    location_id = fields.Many2one("stock.location", required=True, ondelete="cascade")
    quantity = fields.Float(digits="Product Unit")

    _object_index = models.Index("(connection_id, object_key)")

    @api.model
    def _replace(self, connection, object_key, lines):
        """Set what a held order demands: list of (product id, location id, quantity). An empty list forgets it."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM crossdock_demand WHERE connection_id = %s AND object_key = %s RETURNING product_id",
                connection.id,
                object_key,
            )
        )
        touched = {row[0] for row in self.env.cr.fetchall()}
        for product_id, location_id, quantity in lines:
            touched.add(product_id)
            self.env.cr.execute(
                SQL(
                    "INSERT INTO crossdock_demand (connection_id, company_id, object_key, product_id, location_id, quantity)"
                    " VALUES (%s, %s, %s, %s, %s, %s)",
                    connection.id,
                    connection.company_id.id,
                    object_key,
                    product_id,
                    location_id,
                    quantity,
                )
            )
        if touched:
            self.env["crossdock.mark"]._mark_later("stock", touched, "demand of a held order")
