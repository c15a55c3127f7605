"""Observed contacts: what a CRM and Odoo last agreed on about a buyer, and the buyer's lifecycle stage."""

from odoo import fields, models


class CrossdockContact(models.Model):
    _name = "crossdock.contact"
    _description = "Crossdock: observed CRM contact"
    _order = "connection_id, id"
    _rec_name = "remote_id"

    connection_id = fields.Many2one("crossdock.connection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    email = fields.Char(
        index=True, help="Normalised address: how the CRM and Odoo know that they mean the same person."
    )
    remote_id = fields.Char(index=True)
    properties = fields.Json(help="The properties as last agreed; values as the CRM writes them.")
    sent = fields.Json(help="The properties as we last wrote them; a CRM may keep a value in its own way of writing.")
    projection = fields.Integer(aggregator=None, help="Version of the rules that made the properties.")
    remote_updated_at = fields.Datetime()
    lifecycle_stage = fields.Char(help="Owned by the CRM.")
    lifecycle_label = fields.Char(string="Lifecycle stage")
    pushed_at = fields.Datetime()
    gone_at = fields.Datetime(
        help="When the contact was found deleted in the CRM. Made again only when the buyer orders again."
    )

    _partner_unique = models.UniqueIndex("(connection_id, partner_id)")
    _remote_unique = models.UniqueIndex("(connection_id, remote_id) WHERE remote_id IS NOT NULL")
    _email_unique = models.UniqueIndex("(connection_id, email) WHERE email IS NOT NULL")
