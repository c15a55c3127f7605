"""Transactions as the store tells them: what was authorised, captured, paid, voided and paid back for an order."""

from odoo import api, fields, models

KINDS = [
    ("authorization", "Authorisation"),
    ("capture", "Capture"),
    ("sale", "Payment"),
    ("void", "Void"),
    ("refund", "Refund"),
    ("change", "Change given back"),
]
STATUSES = [
    ("success", "Succeeded"),
    ("pending", "Pending"),
    ("awaiting_response", "Waiting for the gateway"),
    ("failure", "Failed"),
    ("error", "Error"),
    ("unknown", "Unknown"),
]


class CrossdockTransaction(models.Model):
    _name = "crossdock.transaction"
    _description = "Crossdock: transaction of a store"
    _order = "happened_at desc, id desc"
    _rec_name = "remote_id"

    connection_id = fields.Many2one("crossdock.connection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    order_id = fields.Many2one("sale.order", required=True, index=True, readonly=True, ondelete="cascade")
    remote_id = fields.Char("Store's transaction id", required=True, readonly=True)
    parent_remote_id = fields.Char("Acts on", readonly=True)
    kind = fields.Char(required=True, readonly=True)
    kind_label = fields.Char("Kind of transaction", compute="_compute_labels")
    status = fields.Char(required=True, readonly=True)
    status_label = fields.Char("Result", compute="_compute_labels")
    gateway = fields.Char(readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    unsettled_amount = fields.Monetary(
        "Still to be captured", readonly=True, help="Authorised and not captured yet. No money has moved."
    )
    buyer_amount = fields.Char("As the buyer paid", readonly=True, help="Where the buyer paid in another currency.")
    happened_at = fields.Datetime(readonly=True, help="When the gateway did it (UTC).")
    payment_reference = fields.Char("Gateway's reference", readonly=True)
    error_code = fields.Char(readonly=True)
    test = fields.Boolean(readonly=True, help="The gateway was in test mode: no money has moved.")
    payment_id = fields.Many2one("account.payment", compute="_compute_payment_id")

    _remote_unique = models.UniqueIndex("(connection_id, remote_id)", "This transaction of the store is known already.")

    @api.depends("kind", "status")
    def _compute_labels(self):
        """Words for what is known; a newer kind or status shows as the store writes it."""
        kinds, statuses = dict(KINDS), dict(STATUSES)
        for transaction in self:
            transaction.kind_label = kinds.get(transaction.kind, transaction.kind)
            transaction.status_label = statuses.get(transaction.status, transaction.status)

    @api.depends("connection_id", "remote_id")
    def _compute_payment_id(self):
        # sudo: which payment a transaction made is a fact for whoever may see the transaction; the payment itself
        # keeps its own rights.
        bindings = self.env["crossdock.binding"].sudo()
        for connection, transactions in self.grouped("connection_id").items():
            found = bindings._find(connection, "transaction", transactions.mapped("remote_id"))
            for transaction in transactions:
                binding = found.get(transaction.remote_id)
                transaction.payment_id = binding.res_id if binding else False
