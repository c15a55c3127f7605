"""Connecting a store or a CRM account: a few questions, then a connection that was tested."""

from odoo import api, fields, models

SECRETS = ("access_token", "webhook_secret")


class CrossdockConnect(models.TransientModel):
    _name = "crossdock.connect"
    _description = "Crossdock: connect a store or a CRM"

    system = fields.Selection([("shopify", "Shopify"), ("hubspot", "HubSpot")], required=True, default="shopify")
    name = fields.Char(required=True, help="What your colleagues call it, such as 'Web shop'.")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    address = fields.Char(
        help="Shopify: the store's own address, such as my-store.myshopify.com. HubSpot: leave empty."
    )
    public_url = fields.Char(
        string="Public address of this Odoo",
        required=True,
        default=lambda self: self._default_public_url(),
        help="Where the remote system reaches this Odoo with its webhooks, such as https://erp.example.com.",
    )
    access_token = fields.Char(
        string="Access token",
        compute="_compute_secrets",
        inverse="_inverse_access_token",
        help="Shopify: your app's Admin API access token. HubSpot: your private app's access token.",
    )
    webhook_secret = fields.Char(
        string="Webhook secret",
        compute="_compute_secrets",
        inverse="_inverse_webhook_secret",
        help="Webhooks are signed with it. Shopify: the app's API secret key. HubSpot: its client secret.",
    )
    # A wizard is a row of a table, too: between its two requests it keeps secrets encrypted.
    access_token_sealed = fields.Char("Access token, sealed", groups="crossdock.group_worker", readonly=True)
    webhook_secret_sealed = fields.Char("Webhook secret, sealed", groups="crossdock.group_worker", readonly=True)

    @api.model
    def _default_public_url(self):
        # sudo: a parameter that every visitor's browser shows.
        return self.env["ir.config_parameter"].sudo().get_param("web.base.url")

    def _compute_secrets(self):
        """What was entered is never shown again."""
        self.access_token = False
        self.webhook_secret = False

    def _inverse_access_token(self):
        self._seal("access_token")

    def _inverse_webhook_secret(self):
        self._seal("webhook_secret")

    def _seal(self, name):
        for wizard in self.filtered(name):
            # sudo: the sealed texts are out of everybody's reach.
            vault = wizard.env["crossdock.credential"].sudo()
            sealed = vault._cipher().encrypt(wizard[name].strip().encode()).decode()
            wizard.sudo().write({f"{name}_sealed": sealed})

    def _unsealed(self):
        """The secrets in clear, for the connection alone."""
        self.ensure_one()
        wizard = self.sudo()  # sudo: see above
        cipher = wizard.env["crossdock.credential"]._cipher()
        return {
            name: cipher.decrypt(wizard[f"{name}_sealed"].encode()).decode()
            for name in SECRETS
            if wizard[f"{name}_sealed"]
        }

    def action_connect(self):
        """Create the connection, test it, and show it; the test's findings stand on its form."""
        self.ensure_one()
        connection = self.env["crossdock.connection"].create(
            {
                "name": self.name,
                "system": self.system,
                "company_id": self.company_id.id,
                "address": self.address,
                "public_url": self.public_url,
                **self._unsealed(),
            }
        )
        self.unlink()
        tested = connection.action_test()
        form = {
            "type": "ir.actions.act_window",
            "name": connection.name,
            "res_model": connection._name,
            "res_id": connection.id,
            "views": [(False, "form")],
            "target": "current",
        }
        return {**tested, "params": {**tested["params"], "next": form}}
