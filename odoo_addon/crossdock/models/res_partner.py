"""Partners: what a CRM says of them, and the hook that notices when a buyer's name or address changes."""

from odoo import api, fields, models
from odoo.fields import Domain

from . import mark

# What is handed over of a partner itself; orders mark by themselves.
HANDED_OVER = frozenset({"name", "email", "phone", "company_name", "parent_id", "is_company"})
# What reaches the contacts below a company.
INHERITED = frozenset({"name", "company_name", "is_company", "parent_id"})

# Only what a live connection observed is shown; in a preview nothing changes in Odoo.
SHOWN = [
    "&",
    ("gone_at", "=", False),
    "|",
    ("connection_id.state", "=", "live"),
    "&",
    ("connection_id.state", "=", "paused"),
    ("connection_id.state_before_pause", "=", "live"),
]


class ResPartner(models.Model):
    _inherit = "res.partner"

    crossdock_contact_ids = fields.One2many(
        "crossdock.contact", "partner_id", string="CRM contacts", groups="crossdock.group_user"
    )
    crossdock_lifecycle_stage = fields.Char(
        string="Lifecycle stage",
        compute="_compute_crossdock_crm",
        search="_search_crossdock_lifecycle_stage",
        help="As the CRM of the current company has it. It is changed there.",
    )
    crossdock_crm_text = fields.Char(string="In the CRM", compute="_compute_crossdock_crm")

    crossdock_email_consent = fields.Char(
        string="E-mail marketing",
        readonly=True,
        copy=False,
        help="What the buyer allows a store to send, as the store says.",
    )
    crossdock_email_consent_at = fields.Datetime(string="E-mail marketing since", readonly=True, copy=False)
    crossdock_sms_consent = fields.Char(
        string="SMS marketing",
        readonly=True,
        copy=False,
        help="What the buyer allows a store to send, as the store says.",
    )
    crossdock_sms_consent_at = fields.Datetime(string="SMS marketing since", readonly=True, copy=False)

    # Buyers are found by their address, in every batch of orders and of contacts.
    _crossdock_email_index = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")

    @api.depends_context("company", "uid")
    @api.depends("crossdock_contact_ids.lifecycle_label", "crossdock_contact_ids.pushed_at")
    def _compute_crossdock_crm(self):
        # sudo: whoever may see the partner may see its lifecycle stage; the company is named in the domain.
        contacts = (
            self.env["crossdock.contact"]
            .sudo()
            .search([("partner_id", "in", self.ids), ("company_id", "=", self.env.company.id), *SHOWN])
        )
        by_partner = contacts.grouped("partner_id")
        for partner in self:
            found = by_partner.get(partner._origin, contacts.browse())
            labels = [one.lifecycle_label or one.lifecycle_stage for one in found]
            partner.crossdock_lifecycle_stage = ", ".join(label for label in labels if label) or False
            partner.crossdock_crm_text = "; ".join(self._crossdock_crm_line(one) for one in found) or False

    def _crossdock_crm_line(self, contact):
        """One sentence about one CRM: what stage, and since when it knows Odoo's figures."""
        stage = contact.lifecycle_label or contact.lifecycle_stage or self.env._("no lifecycle stage")
        if not contact.pushed_at:
            return self.env._("%(crm)s: %(stage)s", crm=contact.connection_id.name, stage=stage)
        return self.env._(
            "%(crm)s: %(stage)s, handed over %(when)s",
            crm=contact.connection_id.name,
            stage=stage,
            when=fields.Datetime.context_timestamp(contact, contact.pushed_at).strftime("%Y-%m-%d %H:%M"),
        )

    def _search_crossdock_lifecycle_stage(self, operator, value):
        """Stages by their label, as people see them, or by their value."""
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        mine = Domain("company_id", "=", self.env.company.id) & Domain(SHOWN)
        wanted = [one for one in value if one] if operator == "in" else value
        named = Domain("lifecycle_label", operator, wanted) | Domain("lifecycle_stage", operator, wanted)
        # sudo: see the compute.
        contacts = self.env["crossdock.contact"].sudo()
        domain = Domain("id", "in", contacts.search(mine & named).partner_id.ids)
        if operator == "in" and False in value:
            staged = contacts.search(mine & Domain("lifecycle_stage", "!=", False))
            domain |= Domain("id", "not in", staged.partner_id.ids)
        return domain

    def write(self, vals):
        touched = HANDED_OVER & vals.keys()
        if not touched or not self.env["crossdock.connection"]._any_marking():
            return super().write(vals)
        result = super().write(vals)
        people = self
        if INHERITED & touched:
            people |= self.with_context(active_test=False).child_ids
        # sudo: whoever edits a partner may not see its orders, and marks are the engine's.
        known = Domain("state", "=", "sale") & Domain("partner_id", "in", people.ids)
        groups = self.env["sale.order"].sudo()._read_group(known, ["partner_id"])
        self.env["crossdock.mark"].sudo()._mark_later(
            mark.CONTACT, [partner.id for (partner,) in groups], "partner changed"
        )
        return result
