"""What a connection does with money: which orders it invoices and when, and which journals the payments go to."""

from odoo import fields, models

from ..sync import order_money, reasons

# What a change of these may let through that was left alone before.
DECIDING = frozenset({"invoice_policy", "payment_policy", "money_since"})


class CrossdockConnection(models.Model):
    _inherit = "crossdock.connection"

    invoice_policy = fields.Selection(
        [
            ("none", "Never"),
            ("ordered", "When ordered and confirmed"),
            ("paid", "When paid"),
            ("fulfilled", "When fulfilled"),
        ],
        required=True,
        default="none",
        string="Invoice orders",
        help="Invoices are made from the sale orders, for the store's total. Refunds of invoiced orders become credit notes.",
    )
    invoice_posting = fields.Selection(
        [("posted", "Posted"), ("draft", "As drafts")], required=True, default="posted", string="Invoices are made"
    )
    credit_note_posting = fields.Selection(
        [("posted", "Posted"), ("draft", "As drafts")], required=True, default="posted", string="Credit notes are made"
    )
    invoice_journal_id = fields.Many2one(
        "account.journal",
        check_company=True,
        domain="[('type', '=', 'sale'), ('company_id', '=', company_id)]",
        help="Of invoices and credit notes. Empty: the company's first sales journal.",
    )
    payment_policy = fields.Selection(
        [("none", "Left to people"), ("entered", "Entered in Odoo")],
        required=True,
        default="none",
        string="Payments of the store",
        help="Each payment and each repayment that succeeded at the store becomes a payment in the journal of its gateway,"
        " and is reconciled with the order's invoice.",
    )
    money_since = fields.Datetime(
        "Money of orders since",
        default=fields.Datetime.now,
        help="Orders placed at the store before this moment get neither invoices nor payments (UTC).",
    )
    gateway_mapping_ids = fields.One2many("crossdock.gateway.mapping", "connection_id", string="Payment gateways")
    refund_product_id = fields.Many2one(
        "product.product",
        string="Product for refunded amounts",
        check_company=True,
        domain="[('type', '=', 'service')]",
        help="Carries on credit notes what was paid back for no line of the order, without tax: goodwill, discrepancies,"
        " duties. Without it such refunds are held.",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("refund_product_id"):
            for connection in self:
                connection._release_held(reasons.PRODUCT, reasons.REFUND_PRODUCT)
        if DECIDING & vals.keys():
            for connection in self:
                connection._look_at_money_again()
        return result

    def _wants_money(self):
        """Whether anything of an order's money is to be entered."""
        self.ensure_one()
        return self.system == "shopify" and (self.invoice_policy != "none" or self.payment_policy != "none")

    def _look_at_money_again(self):
        """Orders that are in Odoo already and whose money is to be entered now."""
        self.ensure_one()
        if not self._wants_money() or self.state == "draft":
            return
        if self.state in ("preview", "live"):
            self.env["crossdock.mark"]._append_for(self.id, "subscriptions", [self.id], "money wanted")
        orders = self.env["sale.order"].search(
            [
                ("crossdock_connection_id", "=", self.id),
                ("crossdock_remote_id", "!=", False),
                ("date_order", ">=", self.money_since or "1970-01-01"),
            ]
        )
        order_money.look_again(self, orders.mapped("crossdock_remote_id"))
