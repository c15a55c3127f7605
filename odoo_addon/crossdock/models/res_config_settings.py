"""Crossdock's section in Odoo's Settings."""

from odoo import api, fields, models

from .credential import cipher


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crossdock_connection_count = fields.Integer(compute="_compute_crossdock", string="Connections")
    crossdock_key_state = fields.Selection(
        [("found", "Found"), ("missing", "Missing"), ("invalid", "Not a key")],
        compute="_compute_crossdock",
        string="Encryption key",
        help="Protects credentials. It lies in Odoo's configuration or environment, not in the database.",
    )

    @api.depends_context("allowed_company_ids")
    def _compute_crossdock(self):
        state = encryption_key_state()
        count = self.env["crossdock.connection"].search_count([])
        for settings in self:
            settings.crossdock_connection_count = count
            settings.crossdock_key_state = state


def encryption_key_state():
    """One of "found", "missing", "invalid"; nothing of the key itself is told."""
    try:
        return "found" if cipher() else "missing"
    except ValueError:
        return "invalid"
