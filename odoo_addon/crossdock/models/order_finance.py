"""Orders of stores and their documents: what invoices them, and what has their money looked at again."""

from odoo import api, fields, models
from odoo.tools import float_compare

from ..sync import order_money


class SaleOrder(models.Model):
    _inherit = "sale.order"

    crossdock_transaction_ids = fields.One2many("crossdock.transaction", "order_id", string="Store's transactions")
    crossdock_transaction_count = fields.Integer(compute="_compute_crossdock_transaction_count")
    crossdock_payment_count = fields.Integer(compute="_compute_crossdock_payments")

    @api.depends("crossdock_transaction_ids")
    def _compute_crossdock_transaction_count(self):
        for order in self:
            order.crossdock_transaction_count = len(order.crossdock_transaction_ids)

    def _compute_crossdock_payments(self):
        for order in self:
            order.crossdock_payment_count = len(order.crossdock_transaction_ids.payment_id)

    def action_crossdock_transactions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crossdock.crossdock_transaction_action")
        return {**action, "domain": [("order_id", "=", self.id)], "context": {"create": False}}

    def action_crossdock_payments(self):
        self.ensure_one()
        payments = self.crossdock_transaction_ids.payment_id
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_payments")
        return {**action, "domain": [("id", "in", payments.ids)], "context": {"create": False}}

    def _get_invoiced(self):
        """Credit notes of refunds that concern no line of the order are the order's all the same."""
        result = super()._get_invoiced()
        if not self.crossdock_connection_id:
            return result
        credits = self.env["account.move"].search(
            [("reversed_entry_id", "in", self.invoice_ids.ids), ("crossdock_refund_id", "!=", False)]
        )
        for order in self if credits else ():
            order.invoice_ids |= credits.filtered(lambda move, of=order: move.reversed_entry_id in of.invoice_ids)
            order.invoice_count = len(order.invoice_ids)
        return result

    def _prepare_invoice(self):
        """Date and journal as the store's connection wants them."""
        values = super()._prepare_invoice()
        wanted = self.env.context.get("crossdock_invoice_values") or {}
        return {**values, **wanted.get(self.id, {})}

    def action_confirm(self):
        result = super().action_confirm()
        self._crossdock_look_at_money()
        return result

    def _crossdock_look_at_money(self):
        """What an order's invoices and payments should be may have changed, by what people or the warehouse did."""
        if not self or self.env.context.get("crossdock_money"):
            return
        # sudo: whoever confirms, delivers or invoices need not see the store's connection.
        orders = self.sudo().filtered(lambda order: order.crossdock_connection_id and order.crossdock_remote_id)
        for connection, of_store in orders.grouped("crossdock_connection_id").items():
            if connection._wants_money() and connection.state in ("preview", "live"):
                order_money.look_again(connection, of_store.mapped("crossdock_remote_id"))


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _compute_qty_to_invoice(self):
        """The policy of an order's store stands over those of its products. What the store took back is invoiced no more."""
        result = super()._compute_qty_to_invoice()
        for line in self._crossdock_invoiced_by_store():
            if line.state == "sale" and not line.display_type:
                invoiced = line.qty_invoiced + line._crossdock_credited()
                line.qty_to_invoice = max(0.0, line.product_uom_qty - invoiced)
        return result

    def _compute_invoice_status(self):
        result = super()._compute_invoice_status()
        precision = self.env["decimal.precision"].precision_get("Product Unit")
        for line in self._crossdock_invoiced_by_store():
            if line.state != "sale" or line.qty_to_invoice or line.invoice_status == "upselling":
                continue
            invoiced = line.qty_invoiced + line._crossdock_credited()
            if float_compare(invoiced, line.product_uom_qty, precision_digits=precision) >= 0:
                line.invoice_status = "invoiced"
        return result

    def _crossdock_invoiced_by_store(self):
        # sudo: whoever sees an order's line need not see the store's connection.
        return self.filtered(
            lambda line: line.order_id.crossdock_connection_id.sudo().invoice_policy not in (False, "none")
        )

    def _crossdock_credited(self):
        """Units on credit notes of the store's refunds."""
        return sum(
            line.quantity * (1 if line.move_id.move_type == "out_refund" else -1)
            for line in self.invoice_lines
            if line.move_id.crossdock_refund_id and line.parent_state != "cancel"
        )


class AccountMove(models.Model):
    _inherit = "account.move"

    crossdock_refund_id = fields.Char(
        string="Store's refund id",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The refund that it credits.",
    )

    def _post(self, soft=True):
        posted = super()._post(soft)
        if self.env["crossdock.connection"]._any_marking():
            documents = posted.filtered(lambda move: move.move_type in ("out_invoice", "out_refund"))
            documents.line_ids.sale_line_ids.order_id._crossdock_look_at_money()
        return posted


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        result = super()._action_done()
        if self.env["crossdock.connection"]._any_marking():
            self.sale_id._crossdock_look_at_money()
        return result
