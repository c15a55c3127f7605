"""What a connection does with payouts: the bank journals they arrive in, and the accounts of what is no payment."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..sync import reasons
from ..sync.payout_poll import MARK

ACCOUNT_DOMAIN = (
    "[('company_ids', 'parent_of', company_id), ('account_type', 'not in', ('asset_cash', 'liability_credit_card'))]"
)


def _account_field(label, text):
    return fields.Many2one(
        "account.account",
        string=label,
        check_company=True,
        domain=ACCOUNT_DOMAIN,
        help=f"{text} Without it payouts that hold such a movement are held.",
    )


class CrossdockConnection(models.Model):
    _inherit = "crossdock.connection"

    payout_policy = fields.Selection(
        [("none", "Left to people"), ("entered", "Entered and reconciled")],
        required=True,
        default="none",
        string="Payouts of Shopify Payments",
        help="Each paid payout becomes one line of a bank statement, reconciled with the payments that it pays out.",
    )
    payouts_since = fields.Datetime(
        default=fields.Datetime.now, help="Payouts issued before this moment are left to people (UTC)."
    )
    payout_journal_ids = fields.Many2many(
        "account.journal",
        "crossdock_connection_payout_journal_rel",
        "connection_id",
        "journal_id",
        string="Bank journals of payouts",
        check_company=True,
        domain="[('type', '=', 'bank'), ('company_id', '=', company_id)]",
        help="The bank account that payouts arrive on: one journal for each currency in which the store is paid out. Choose"
        " a journal whose statements are not imported as well, or each payout is there twice.",
    )
    payout_fee_account_id = _account_field("Fees", "What the store's payment account takes for its service.")
    payout_fee_tax_id = fields.Many2one(
        "account.tax",
        string="Tax in fees",
        check_company=True,
        domain="[('type_tax_use', '=', 'purchase'), ('company_id', 'parent_of', company_id)]",
        help="The tax that fees include. Empty: fees are entered whole.",
    )
    payout_dispute_account_id = _account_field(
        "Disputes", "Money that a buyer's bank took back, or gave back after a dispute was won."
    )
    payout_adjustment_account_id = _account_field(
        "Adjustments", "Corrections and credits by the store's payment account."
    )
    payout_reserve_account_id = _account_field(
        "Reserves", "Money that the payment account keeps for later, and payouts that failed until they are paid again."
    )
    payout_other_account_id = _account_field(
        "Other movements", "Shipping labels, taxes, financing, transfers, and types that are not known today."
    )
    follow_disputes = fields.Boolean(
        help="A dispute becomes an activity of its order, due when the store wants evidence. The store's app needs the scope"
        " read_shopify_payments_disputes."
    )
    payout_count = fields.Integer(compute="_compute_payout_count")

    def _compute_payout_count(self):
        counts = dict(
            self.env["crossdock.payout"]._read_group(
                [("connection_id", "in", self.ids)], ["connection_id"], ["__count"]
            )
        )
        for connection in self:
            connection.payout_count = counts.get(connection, 0)

    @api.constrains("payout_journal_ids")
    def _check_payout_journals(self):
        for connection in self:
            company_currency = connection.company_id.currency_id
            currencies = [journal.currency_id or company_currency for journal in connection.payout_journal_ids]
            if len(set(currencies)) < len(currencies):
                raise ValidationError(
                    self.env._("Choose one journal of payouts for each currency: two of them have the same.")
                )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("payout_journal_ids"):
            for connection in self:
                connection._release_held(reasons.PAYOUT, reasons.PAYOUT_JOURNAL)
        for key in reasons.PAYOUT_ACCOUNTS:
            if vals.get(f"{key}_account_id"):
                for connection in self:
                    connection._release_held(reasons.PAYOUT, key)
        if {"payout_policy", "payouts_since", "follow_disputes"} & vals.keys():
            self._after_payout_settings(vals)
        return result

    def _after_payout_settings(self, vals):
        marks = self.env["crossdock.mark"]
        for connection in self.filtered(lambda one: one.state in ("preview", "live")):
            if connection._wants_payouts():
                marks._append_for(connection.id, MARK, [connection.id], "payouts wanted")
            if "follow_disputes" in vals and connection.follow_disputes:
                marks._append_for(connection.id, "subscriptions", [connection.id], "disputes wanted")
            connection._wake()

    def _wants_payouts(self):
        self.ensure_one()
        return self.system == "shopify" and self.payout_policy != "none"

    def action_pull_payouts(self):
        """Ask the store for payouts now."""
        self._check_manager()
        for connection in self:
            if not connection._wants_payouts():
                raise UserError(self.env._("Payouts of “%s” are left to people.", connection.name))
            self.env["crossdock.mark"]._append_for(connection.id, MARK, [connection.id], "asked for")
        self._wake()
        return self._notification(self.env._("The store is being asked for its payouts."), "info")

    def action_open_payouts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crossdock.crossdock_payout_action")
        return {**action, "domain": [("connection_id", "=", self.id)], "context": {"create": False}}

    @api.model
    def _cron_reconcile(self):
        result = super()._cron_reconcile()
        marks = self.env["crossdock.mark"]
        for connection in self.search([("state", "in", ("preview", "live")), ("payout_policy", "!=", "none")]):
            if connection._wants_payouts() and not connection._binding_mismatch():
                marks._append_for(connection.id, MARK, [connection.id], "reconcile")
        return result
