"""What a person is asked about a store's order, and how a risky one is approved."""

from markupsafe import Markup
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..sync import order_confirmation, order_risk


class SaleOrder(models.Model):
    _inherit = "sale.order"

    crossdock_risk = fields.Char(string="Risk at the store", readonly=True, copy=False)
    crossdock_review = fields.Selection(
        [(order_risk.WAITING, "Waits for approval"), (order_risk.APPROVED, "Approved")],
        string="Review",
        readonly=True,
        copy=False,
        tracking=True,
        help="Orders that the store thinks risky are confirmed once a salesperson has approved them.",
    )

    def action_crossdock_approve(self):
        """A salesperson has looked: the order is confirmed as if the store had never doubted it."""
        if not self.env.user.has_group("sales_team.group_sale_salesman"):
            raise AccessError(self.env._("Only salespeople approve orders."))
        self.check_access("write")
        for order in self:
            if order.crossdock_review != order_risk.WAITING:
                raise UserError(self.env._("%s waits for no approval.", order.name))
            order.crossdock_review = order_risk.APPROVED
            order.message_post(body=self.env._("Approved, although the store says “%s”.", order.crossdock_risk))
            order._crossdock_done_asking(order_risk.CODE)
            order._crossdock_confirm_later()
        return True

    def _confirmation_error_message(self):
        if self.crossdock_review == order_risk.WAITING:
            return self.env._("The store thinks that %s may be a fraud. Approve it first.", self.name)
        return super()._confirmation_error_message()

    def _crossdock_confirm_later(self):
        """Have the workers confirm it, if its connection lets orders be confirmed."""
        for order in self:
            # sudo: events are the engine's; whoever approves an order may not write them.
            order_confirmation.confirm_later(order.sudo().crossdock_connection_id, order.sudo())

    # -- asking a person --------------------------------------------------------------------------------

    def _crossdock_ask(self, code, summary, facts):
        """One open activity for each cause (``code``) on the order, with the newest facts as its lines."""
        self.ensure_one()
        note = Markup("<ul>%s</ul>") % Markup("").join(Markup("<li>%s</li>") % fact for fact in facts)
        open_one = self._crossdock_activities(code)
        if open_one:
            open_one[0].note = note
            return
        activity = self.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_todo", summary=summary, note=note, user_id=self._crossdock_responsible().id
        )
        activity.sudo().crossdock_code = code  # sudo: as below.

    def _crossdock_done_asking(self, code):
        """What the activity asked for is done, or needs nobody any more."""
        for order in self:
            found = order._crossdock_activities(code)
            if found:
                found.action_feedback(feedback=self.env._("Settled."))

    def _crossdock_activities(self, code):
        # sudo: activities of whoever is responsible, about an order that the caller may see.
        return (
            self.env["mail.activity"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "=", self.id), ("crossdock_code", "=", code)])
        )

    def _crossdock_responsible(self):
        """The order's salesperson, else whom its connection asks, as far as they may see the order; else the admin."""
        connection = self.sudo().crossdock_connection_id  # sudo: salespeople do not see connections.
        for user in (self.user_id, connection.responsible_id):
            if user and user.active and self.with_user(user).has_access("read"):
                return user
        return self.env.ref("base.user_admin")


class MailActivity(models.Model):
    _inherit = "mail.activity"

    # Why it was asked: summaries are in the language of whoever asked.
    crossdock_code = fields.Char(readonly=True, copy=False)
