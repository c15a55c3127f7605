"""Sale orders from stores: where they come from, and whom a changed order concerns."""

from odoo import api, fields, models

from ..sync import order_kinds
from . import mark

# What of an order decides its buyer's figures and the demand that it makes.
WATCHED = frozenset({"state", "partner_id", "date_order", "order_line", "warehouse_id"})
# What of a line decides the demand of an order that is not confirmed yet; afterwards its moves tell.
DEMANDING = frozenset({"product_id", "product_uom_qty", "product_uom_id"})


class SaleOrder(models.Model):
    _inherit = "sale.order"

    crossdock_connection_id = fields.Many2one(
        "crossdock.connection", string="Store", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    crossdock_remote_id = fields.Char(string="Store's order id", readonly=True, copy=False)
    crossdock_financial_status = fields.Char(string="Payment at the store", readonly=True, copy=False)
    crossdock_remote_total = fields.Monetary(string="Store's total", readonly=True, copy=False)
    crossdock_remitted = fields.Monetary(
        string="Remitted by the channel",
        readonly=True,
        copy=False,
        help="Taxes that the buyer paid and the channel remits. They are part of the store's total, not of this order's.",
    )
    crossdock_tax_exempt = fields.Boolean(string="Tax exempt at the store", readonly=True, copy=False)
    crossdock_kind = fields.Selection(
        order_kinds.KINDS,
        string="Not worked off",
        readonly=True,
        copy=False,
        help="Orders of a store that no worker confirms: tests, and what was fulfilled before Odoo had it.",
    )
    crossdock_foreign_lines = fields.Boolean(
        string="Entered by somebody else",
        readonly=True,
        copy=False,
        help="The order was in Odoo before Crossdock recognised it, and its lines are not the store's one to one: they stay.",
    )
    crossdock_channel = fields.Char(string="Channel", readonly=True, copy=False)
    crossdock_attributes = fields.Text(string="Details from the store", readonly=True, copy=False)
    crossdock_tags = fields.Char(readonly=True, copy=False)
    crossdock_admin_url = fields.Char(string="In the store's admin", compute="_compute_crossdock_admin_url")

    # I2: one sale order for each order of a store, whatever runs at the same time.
    _crossdock_remote_unique = models.UniqueIndex(
        "(crossdock_connection_id, crossdock_remote_id) WHERE crossdock_remote_id IS NOT NULL",
        "This order of the store is in Odoo already.",
    )

    @api.depends("crossdock_connection_id", "crossdock_remote_id")
    def _compute_crossdock_admin_url(self):
        for order in self:
            # sudo: the store's address, for people who may see the order but not the connection.
            connection = order.crossdock_connection_id.sudo()
            order.crossdock_admin_url = (
                f"{connection._base_url()}/admin/orders/{order.crossdock_remote_id}" if connection.address else False
            )

    def action_crossdock_open_in_store(self):
        """The order's page in the store's admin."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.crossdock_admin_url, "target": "new"}

    def _confirmation_error_message(self):
        if self.crossdock_kind == order_kinds.TEST:
            return self.env._("%s is a test order of the store. It is never confirmed.", self.name)
        return super()._confirmation_error_message()

    def action_confirm(self):
        """Orders of stores and others are confirmed apart, for these alone are dated now."""
        captured = self.filtered("crossdock_connection_id")
        others = self - captured
        if captured and others:
            super(SaleOrder, others).action_confirm()
            return super(SaleOrder, captured).action_confirm()
        return super().action_confirm()

    def _prepare_confirmation_values(self):
        """An order of a store keeps the store's date; Odoo's confirmation would set it to now."""
        values = super()._prepare_confirmation_values()
        if self and all(order.crossdock_connection_id for order in self):
            values.pop("date_order", None)
        return values

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state == "sale")._crossdock_mark("order created")
        return orders

    def write(self, vals):
        result = super().write(vals)
        if WATCHED & vals.keys():
            self._crossdock_mark("order changed")
        return result

    def _crossdock_mark(self, why):
        """Buyers' figures and, for captured orders, what can be sold may have changed."""
        if not self or not self.env["crossdock.connection"]._any_marking():
            return
        # sudo: marks are the engine's; whoever changes an order may not see them.
        marks = self.env["crossdock.mark"].sudo()
        marks._mark_later(mark.CONTACT, self.partner_id.ids, why)
        captured = self.filtered("crossdock_connection_id")
        if captured:
            marks._mark_later(mark.STOCK, captured.order_line.product_id.ids, why)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    # The store's id of goods, and what else of the store's order a line stands for (sync/order_lines.py).
    crossdock_remote_line_id = fields.Char(readonly=True, copy=False)
    crossdock_line_key = fields.Char(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._crossdock_mark("line added")
        return lines

    def write(self, vals):
        if "product_id" in vals:
            self._crossdock_mark("line changed")
        result = super().write(vals)
        if DEMANDING & vals.keys():
            self._crossdock_mark("line changed")
        return result

    def unlink(self):
        self._crossdock_mark("line removed")
        return super().unlink()

    def _crossdock_mark(self, why):
        """What people make of an order that was captured and is not confirmed changes what can be sold."""
        if self and self.env["crossdock.connection"]._any_marking():
            captured = self.filtered(
                lambda line: line.order_id.crossdock_connection_id and line.order_id.state in ("draft", "sent")
            )
            if captured:
                # sudo: marks are the engine's; whoever changes an order may not see them.
                self.env["crossdock.mark"].sudo()._mark_later(mark.STOCK, captured.product_id.ids, why)
