"""Payment gateways: in which journal the money of a store's gateway arrives. What is missing holds the money, with a reason."""

from odoo import api, fields, models

from ..sync import reasons


class CrossdockGatewayMapping(models.Model):
    _name = "crossdock.gateway.mapping"
    _description = "Crossdock: payment gateway mapping"
    _inherit = ["crossdock.mapping.mixin"]
    _order = "connection_id, gateway"
    _rec_name = "gateway"
    _check_company_auto = True

    connection_id = fields.Many2one("crossdock.connection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    gateway = fields.Char(
        required=True,
        help="The gateway as the store names it on transactions, such as 'shopify_payments', 'paypal', 'gift_card',"
        " 'shopify_store_credit', 'manual' or 'Cash on Delivery (COD)'.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        required=True,
        check_company=True,
        domain="[('type', 'in', ('bank', 'cash')), ('company_id', '=', company_id)]",
        help="Payments of this gateway are entered here. A gateway that pays out in sums has a bank journal of its own,"
        " from which the payouts are transferred.",
    )
    payment_method_line_id = fields.Many2one(
        "account.payment.method.line",
        string="Payment method",
        domain="[('journal_id', '=', journal_id), ('payment_type', '=', 'inbound')]",
        help="Of money that comes in. Empty: the journal's first.",
    )

    _gateway_unique = models.UniqueIndex("(connection_id, lower(trim(gateway)))", "This gateway is mapped already.")

    @api.onchange("journal_id")
    def _onchange_journal_id(self):
        if self.payment_method_line_id.journal_id != self.journal_id:
            self.payment_method_line_id = False

    def _awaited(self):
        return reasons.GATEWAY, reasons.gateway_key(self.gateway)
