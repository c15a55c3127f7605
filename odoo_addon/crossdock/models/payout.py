"""Payouts of stores' payment accounts, and the balance transactions that each is made of."""

from datetime import timezone

from odoo import api, fields, models

from ..sync import payouts as payout_sync
from ..sync.payout_matching import OF_ORDERS

STATUSES = [
    ("scheduled", "Scheduled"),
    ("in_transit", "On its way"),
    ("paid", "Paid"),
    ("failed", "Failed"),
    ("canceled", "Cancelled"),
]
KINDS = [
    ("sale", "Payment"),
    ("refund", "Refund"),
    ("dispute", "Dispute"),
    ("fee", "Fee"),
    ("tax", "Tax"),
    ("shipping", "Shipping"),
    ("reserve", "Reserve"),
    ("payout", "Payout"),
    ("financing", "Financing"),
    ("transfer", "Transfer"),
    ("credit", "Credit"),
    ("adjustment", "Adjustment"),
    ("other", "Other"),
]


class CrossdockPayout(models.Model):
    _name = "crossdock.payout"
    _description = "Crossdock: payout of a store"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "issued_at desc, id desc"
    _rec_name = "remote_id"

    connection_id = fields.Many2one(
        "crossdock.connection", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    remote_id = fields.Char("Store's payout id", required=True, readonly=True)
    status = fields.Char(required=True, readonly=True)
    status_label = fields.Char("Status at the store", compute="_compute_status_label")
    type = fields.Char(readonly=True, help="A deposit to the bank account, or a withdrawal from it.")
    issued_at = fields.Datetime(required=True, readonly=True, help="When the store issued it (UTC).")
    amount = fields.Monetary(readonly=True, help="What the bank account gets; below zero, what is taken from it.")
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    trace_id = fields.Char("Bank's reference", readonly=True, help="By which the bank finds the payout.")
    journal_id = fields.Many2one("account.journal", readonly=True)
    line_ids = fields.One2many("crossdock.payout.line", "payout_id", readonly=True)
    fee = fields.Monetary("Fees", compute="_compute_sums", store=True)
    unmatched_count = fields.Integer("Lines without a payment", compute="_compute_sums", store=True, aggregator="sum")
    unmatched_amount = fields.Monetary("Without a payment", compute="_compute_sums", store=True)
    move_id = fields.Many2one("account.move", "Journal entry", compute="_compute_moves")
    returned_move_id = fields.Many2one("account.move", "Entry of its return", compute="_compute_moves")

    _remote_unique = models.UniqueIndex("(connection_id, remote_id)", "This payout of the store is known already.")

    @api.depends("remote_id")
    def _compute_display_name(self):
        for payout in self:
            payout.display_name = self.env._("Payout %s", payout.remote_id)

    @api.depends("status")
    def _compute_status_label(self):
        """Words for what is known; a newer status shows as the store writes it."""
        known = dict(STATUSES)
        for payout in self:
            payout.status_label = known.get(payout.status, payout.status)

    @api.depends("line_ids.state", "line_ids.amount", "line_ids.fee")
    def _compute_sums(self):
        for payout in self:
            unmatched = payout.line_ids.filtered(lambda line: line.state == "unmatched")
            payout.fee = sum(payout.line_ids.mapped("fee"))
            payout.unmatched_count = len(unmatched)
            payout.unmatched_amount = sum(unmatched.mapped("amount"))

    @api.depends("connection_id", "remote_id")
    def _compute_moves(self):
        # sudo: which entry a payout made is a fact for whoever may see the payout; the entry keeps its own rights.
        bindings = self.env["crossdock.binding"].sudo()
        for connection, payouts in self.grouped("connection_id").items():
            for kind, name in (("payout", "move_id"), ("payout_return", "returned_move_id")):
                found = bindings._find(connection, kind, payouts.mapped("remote_id"))
                there = set(self.env["account.move"].sudo().browse(one.res_id for one in found.values()).exists().ids)
                for payout in payouts:
                    binding = found.get(payout.remote_id)
                    payout[name] = binding.res_id if binding and binding.res_id in there else False

    def _was_entered(self):
        """Whether it was entered once, even if somebody has deleted the entry."""
        self.ensure_one()
        return bool(self.env["crossdock.binding"]._find(self.connection_id, "payout", [self.remote_id]))

    def _local_date(self):
        """The day on which it was issued. Payouts are issued at a day, which the store tells as its first moment in UTC."""
        return self.issued_at.replace(tzinfo=timezone.utc).date()

    def _today(self):
        return max(fields.Date.context_today(self), self._local_date())

    # -- what a person does --------------------------------------------------------------------------------------

    def action_match_again(self):
        """Look for the payments that were missing, by way of the inbox."""
        self.check_access("read")
        # sudo: accountants may ask for it, who need no rights on the store's connection.
        for connection, payouts in self.sudo().grouped("connection_id").items():
            payout_sync.look_again(connection, payouts.mapped("remote_id"))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": self.env._("The payments are being looked for."), "type": "info"},
        }

    def action_open_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_journal_line")
        ids = (self.move_id | self.returned_move_id).ids
        return {**action, "domain": [("id", "in", ids)], "context": {"create": False}}

    def action_open_payments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_payments")
        return {**action, "domain": [("id", "in", self.line_ids.payment_id.ids)], "context": {"create": False}}

    def action_open_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crossdock.crossdock_payout_line_action")
        return {**action, "domain": [("payout_id", "=", self.id)], "context": {"create": False}}


class CrossdockPayoutLine(models.Model):
    _name = "crossdock.payout.line"
    _description = "Crossdock: balance transaction of a payout"
    _order = "payout_id desc, happened_at, id"
    _rec_name = "remote_id"

    payout_id = fields.Many2one("crossdock.payout", required=True, readonly=True, index=True, ondelete="cascade")
    connection_id = fields.Many2one(related="payout_id.connection_id", store=True, index=True)
    company_id = fields.Many2one(related="payout_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="payout_id.currency_id")
    remote_id = fields.Char("Store's balance transaction id", required=True, readonly=True)
    type = fields.Char(required=True, readonly=True, help="As the store names it.")
    type_label = fields.Char("Type of movement", compute="_compute_labels")
    kind = fields.Char(required=True, readonly=True, help="What the type comes to in the books.")
    kind_label = fields.Char("Kind of movement", compute="_compute_labels")
    amount = fields.Monetary(readonly=True)
    fee = fields.Monetary(readonly=True)
    net = fields.Monetary(readonly=True, help="Amount less fee.")
    happened_at = fields.Datetime(readonly=True, help="When it was booked at the store (UTC).")
    order_id = fields.Many2one("sale.order", readonly=True, index="btree_not_null", ondelete="set null")
    order_name = fields.Char("Store's order", readonly=True)
    order_transaction_id = fields.Char("Store's transaction id", readonly=True)
    adjustment_reason = fields.Char(readonly=True)
    test = fields.Boolean(readonly=True)
    state = fields.Selection(
        [("new", "Not entered"), ("matched", "Matched"), ("unmatched", "No payment"), ("account", "On an account")],
        required=True,
        default="new",
        readonly=True,
    )
    payment_id = fields.Many2one("account.payment", readonly=True, index="btree_not_null", ondelete="set null")
    account_id = fields.Many2one("account.account", readonly=True, ondelete="set null")
    reason = fields.Char("Why there is no payment", readonly=True)

    _remote_unique = models.UniqueIndex("(connection_id, remote_id)", "This balance transaction is known already.")
    _waiting_index = models.Index("(connection_id, order_transaction_id) WHERE state = 'unmatched'")

    @api.depends("kind", "type")
    def _compute_labels(self):
        kinds = dict(KINDS)
        for line in self:
            line.kind_label = kinds.get(line.kind, line.kind)
            line.type_label = (line.type or "").replace("_", " ").capitalize()

    def action_match_again(self):
        return self.payout_id.action_match_again()


class SaleOrder(models.Model):
    _inherit = "sale.order"

    crossdock_payout_line_ids = fields.One2many(
        "crossdock.payout.line",
        "order_id",
        string="Movements of payouts",
        groups="crossdock.group_user,account.group_account_invoice",
    )
    crossdock_payout_count = fields.Integer(
        compute="_compute_crossdock_payout_count", groups="crossdock.group_user,account.group_account_invoice"
    )

    @api.depends("crossdock_payout_line_ids.payout_id")
    def _compute_crossdock_payout_count(self):
        for order in self:
            order.crossdock_payout_count = len(order.crossdock_payout_line_ids.payout_id)

    def action_crossdock_payouts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crossdock.crossdock_payout_line_action")
        return {**action, "domain": [("order_id", "=", self.id)], "context": {"create": False}}


class CrossdockBinding(models.Model):
    _inherit = "crossdock.binding"

    @api.model_create_multi
    def create(self, vals_list):
        """A payment that payouts have waited for lets them be looked at again."""
        bindings = super().create(vals_list)
        payments = bindings.filtered(lambda binding: binding.kind == "transaction")
        for connection, of_store in payments.grouped("connection_id").items():
            numbers = of_store.mapped("remote_id")
            repayments = self.env["crossdock.transaction"].search(
                [
                    ("connection_id", "=", connection.id),
                    ("remote_id", "in", numbers),
                    ("parent_remote_id", "!=", False),
                ]
            )
            waiting = self.env["crossdock.payout.line"].search(
                [
                    ("connection_id", "=", connection.id),
                    ("state", "=", "unmatched"),
                    ("kind", "in", list(OF_ORDERS)),
                    ("order_transaction_id", "in", numbers + repayments.mapped("parent_remote_id")),
                ]
            )
            if waiting:
                payout_sync.look_again(connection, waiting.payout_id.mapped("remote_id"))
        return bindings
