"""What linking found: pairs, keys that name more than one thing, and what has no counterpart."""

from odoo import fields, models
from odoo.exceptions import UserError


class CrossdockLinkCandidate(models.Model):
    _name = "crossdock.link.candidate"
    _description = "Crossdock: linking result"
    _order = "connection_id, outcome, id"
    _rec_name = "key"

    connection_id = fields.Many2one("crossdock.connection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    outcome = fields.Selection(
        [
            ("matched", "Matched"),
            ("ambiguous", "Ambiguous"),
            ("only_remote", "Only in the store"),
            ("only_local", "Only in Odoo"),
            ("unreadable", "Unreadable"),
        ],
        required=True,
        readonly=True,
    )
    by = fields.Selection([("sku", "SKU"), ("barcode", "Barcode"), ("manual", "By hand")], readonly=True)
    key = fields.Char(readonly=True)
    variant_id = fields.Char(string="Store variant", readonly=True)
    item_id = fields.Char(string="Inventory item", readonly=True)
    title = fields.Char(readonly=True)
    product_id = fields.Many2one("product.product", check_company=True, ondelete="cascade")
    note = fields.Char(readonly=True)
    linked = fields.Boolean(readonly=True)

    def action_link(self):
        """Link the chosen pairs, also those that a person has completed by choosing the product.

        Those that a newer reading of the catalogue has replaced meanwhile are passed over: they are among its results.
        """
        chosen = self.exists()
        for candidate in chosen:
            if not (candidate.variant_id and candidate.product_id and candidate.item_id):
                raise UserError(
                    self.env._("Choose the Odoo product of “%s” first.", candidate.title or candidate.key or "")
                )
        for connection, candidates in chosen.grouped("connection_id").items():
            connection._link(
                [
                    (int(found.variant_id), int(found.item_id), found.product_id.id, found.key or found.title or "")
                    for found in candidates
                ]
            )
            candidates.linked = True
        return True
