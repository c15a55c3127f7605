"""Bindings: which remote object is which Odoo record, and which remote version was last applied to it."""

from odoo import api, fields, models
from odoo.tools import SQL

from .big_integer import BigInteger

KINDS = [
    ("variant", "Product variant"),
    ("order", "Order"),
    ("customer", "Customer"),
    ("guest", "Buyer, by e-mail address"),
    ("contact", "CRM contact"),
    ("company", "Company"),
    ("company_location", "Company location"),
    ("transaction", "Payment"),
    ("refund", "Refund"),
    ("restock", "Return of a refund"),
    ("payout", "Payout"),
    ("payout_return", "Returned payout"),
]

MODELS = {
    "variant": "product.product",
    "order": "sale.order",
    "customer": "res.partner",
    "guest": "res.partner",
    "contact": "res.partner",
    "company": "res.partner",
    "company_location": "res.partner",
    "transaction": "account.payment",
    "refund": "account.move",
    "restock": "stock.picking",
    "payout": "account.move",
    "payout_return": "account.move",
}


class CrossdockBinding(models.Model):
    _name = "crossdock.binding"
    _description = "Crossdock: link between a remote object and an Odoo record"
    _order = "connection_id, kind, remote_id"
    _rec_name = "remote_id"

    connection_id = fields.Many2one("crossdock.connection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    kind = fields.Selection(KINDS, required=True)
    remote_id = fields.Char(
        required=True, help="Id of the remote object, as text: ids exceed what numbers hold safely."
    )
    remote_name = fields.Char(help="What people call it there, such as #1001 or a SKU.")
    res_model = fields.Char(compute="_compute_res_model", store=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True, index=True)
    res_name = fields.Char(compute="_compute_res_name", string="In Odoo")
    item_id = BigInteger(help="Shopify's inventory item of a variant.")
    applied_version = fields.Datetime(help="Version (remote updated_at, UTC) that Odoo's record shows.")
    applied_hash = fields.Char(help="SHA-256 of the state that was applied; tells equal versions apart.")
    applied_lines_hash = fields.Char(help="SHA-256 of the order lines that were applied.")
    money_hash = fields.Char(help="SHA-256 of what an order said of its money when that was last looked at.")
    deleted_at = fields.Datetime(help="Tombstone: the remote object is gone, or the link was taken back.")

    _remote_unique = models.UniqueIndex(
        "(connection_id, kind, remote_id)", "This remote object is linked to an Odoo record already."
    )
    _record_unique = models.UniqueIndex(
        "(connection_id, kind, res_id) WHERE deleted_at IS NULL"
        " AND kind IN ('variant', 'order', 'contact', 'transaction', 'refund', 'payout', 'payout_return')",
        "This Odoo record is linked in this connection already.",
    )
    _item_index = models.Index("(connection_id, item_id) WHERE item_id IS NOT NULL")
    _res_index = models.Index("(kind, res_id) WHERE deleted_at IS NULL")

    @api.depends("kind")
    def _compute_res_model(self):
        for binding in self:
            binding.res_model = MODELS.get(binding.kind)

    def _compute_res_name(self):
        for model, bindings in self.grouped("res_model").items():
            records = self.env[model].browse(bindings.mapped("res_id")).exists() if model else []
            names = {record.id: record.display_name for record in records}
            for binding in bindings:
                binding.res_name = names.get(binding.res_id, "")

    @api.model
    def _find(self, connection, kind, remote_ids):
        """{remote id (str): binding} of those that are linked and not deleted."""
        bindings = self.search(
            [
                ("connection_id", "=", connection.id),
                ("kind", "=", kind),
                ("remote_id", "in", [str(remote_id) for remote_id in remote_ids]),
                ("deleted_at", "=", False),
            ]
        )
        return {binding.remote_id: binding for binding in bindings}

    @api.model
    def _bind_variants(self, connection, matches):
        """Link variants: (variant id, inventory item id, product id, sku). Those already linked stay as they are.

        :returns: ids of the products that became linked
        """
        if not matches:
            return []
        variants, items, products, names = (list(column) for column in zip(*matches, strict=True))
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_binding (connection_id, company_id, kind, res_model, remote_id, item_id, res_id,"
                " remote_name, create_uid, write_uid, create_date, write_date)"
                " SELECT %s, %s, 'variant', 'product.product', t.variant::text, t.item, t.product, t.name, %s, %s,"
                " now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'"
                " FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::text[]) AS t (variant, item, product, name)"
                " ON CONFLICT DO NOTHING RETURNING res_id",
                connection.id,
                connection.company_id.id,
                self.env.uid,
                self.env.uid,
                variants,
                items,
                products,
                names,
            )
        )
        self.invalidate_model()
        return [row[0] for row in self.env.cr.fetchall()]
