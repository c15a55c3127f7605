"""A connection: one store or one CRM account, of one company, confirmed for one database."""

import ipaddress
import secrets
from urllib.parse import urlsplit

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.modules import Manifest
from odoo.tools import SQL

import crossdock_core

from . import credential

SYSTEMS = [("shopify", "Shopify"), ("hubspot", "HubSpot"), ("salesforce", "Salesforce")]
DEFAULT_VERSIONS = {"shopify": "2026-10", "hubspot": "2026-09", "salesforce": "v67.0"}
DEFAULT_ADDRESSES = {"hubspot": "https://api.hubapi.com"}


class CrossdockConnection(models.Model):
    _name = "crossdock.connection"
    _description = "Crossdock: connection"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    system = fields.Selection(SYSTEMS, required=True, default="shopify")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    environment = fields.Selection(
        [("production", "Production"), ("staging", "Staging")], required=True, default="production"
    )
    address = fields.Char(
        help="Shopify: the store's own address, such as my-store.myshopify.com. HubSpot: leave empty for the usual one."
    )
    api_version = fields.Char(
        string="API version",
        compute="_compute_api_version",
        store=True,
        readonly=False,
        help="Shopify: a quarterly version such as 2026-10. HubSpot: 2026-09, or v3 for the older paths.",
    )
    responsible_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Gets an activity when something needs a person.",
    )
    state = fields.Selection(
        [("draft", "Not connected"), ("preview", "Preview"), ("live", "Live"), ("paused", "Paused")],
        required=True,
        default="draft",
        readonly=True,
        tracking=True,
        copy=False,
        help="In preview nothing is changed on either side: what would be created and changed is listed. A manager"
        " switches a connection live.",
    )
    state_before_pause = fields.Char(readonly=True, copy=False)
    pause_reason = fields.Char(readonly=True, copy=False)

    # -- credentials: written, never read ---------------------------------------------------------------
    access_token = fields.Char(
        compute="_compute_secrets", inverse="_inverse_access_token", groups="crossdock.group_manager", copy=False
    )
    webhook_secret = fields.Char(
        compute="_compute_secrets",
        inverse="_inverse_webhook_secret",
        groups="crossdock.group_manager",
        copy=False,
        help="Shopify: the app's API secret key. HubSpot: the app's client secret. Webhooks are signed with it.",
    )
    has_access_token = fields.Boolean(compute="_compute_has_secrets")
    has_webhook_secret = fields.Boolean(compute="_compute_has_secrets")
    webhook_token = fields.Char(
        readonly=True, copy=False, default=lambda self: secrets.token_urlsafe(24), groups="crossdock.group_manager"
    )
    public_url = fields.Char(
        string="Public address of this Odoo",
        default=lambda self: self.env["ir.config_parameter"].sudo().get_param("web.base.url"),
        help="Where the remote system reaches this Odoo with its webhooks, such as https://erp.example.com.",
    )
    webhook_url = fields.Char(compute="_compute_webhook_url", groups="crossdock.group_manager")

    # -- what it is confirmed for (I13) -----------------------------------------------------------------
    confirmed_database = fields.Char(readonly=True, copy=False)
    confirmed_epoch = fields.Char(readonly=True, copy=False)
    confirmed_url = fields.Char(readonly=True, copy=False)
    confirmed_at = fields.Datetime(readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    # -- orders -----------------------------------------------------------------------------------------
    location_ids = fields.One2many("crossdock.location", "connection_id", string="Locations")
    tax_mapping_ids = fields.One2many("crossdock.tax.mapping", "connection_id", string="Taxes")
    carrier_mapping_ids = fields.One2many("crossdock.carrier.mapping", "connection_id", string="Shipping methods")
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        compute="_compute_warehouse_id",
        store=True,
        readonly=False,
        check_company=True,
        help="Orders are delivered from here unless their location says otherwise.",
    )
    team_id = fields.Many2one("crm.team", string="Sales team", check_company=True)
    order_prefix = fields.Char(
        default="SHOP-", help="Orders are named after the store's number with this prefix. Empty: Odoo's own numbers."
    )
    orders_since = fields.Datetime(
        default=fields.Datetime.now, help="Orders placed at the store before this moment are left to people (UTC)."
    )
    confirm_policy = fields.Selection(
        [("always", "At once"), ("paid", "When paid or authorised"), ("never", "By a person")],
        required=True,
        default="always",
        string="Confirm orders",
    )
    notify_customer = fields.Selection(
        [("remote", "The store"), ("odoo", "Odoo")],
        required=True,
        default="remote",
        string="Who tells the customer",
        help="Which side sends the order's confirmation to the customer. Never both.",
    )
    custom_product_id = fields.Many2one(
        "product.product",
        string="Product for custom lines",
        check_company=True,
        help="Stands for lines that have no product at the store: custom lines, tips, fees. Without it such orders are held.",
    )
    discount_product_id = fields.Many2one(
        "product.product",
        string="Product for discounts",
        check_company=True,
        help="Carries a discount that no percentage expresses to the cent. Without it such orders are held.",
    )
    rounding_product_id = fields.Many2one(
        "product.product",
        string="Product for rounding",
        check_company=True,
        domain="[('type', '=', 'service')]",
        help="Carries what Odoo's way to round taxes makes differ from the store's, as a line of its own.",
    )
    rounding_limit = fields.Float(
        default=0.05,
        digits=(16, 4),
        help="The largest rounding line in a currency of hundredths, such as 0.05 for five cents; in others it is as many of"
        " their smallest units, such as five yen. An order that differs by more is held.",
    )
    default_shipping_product_id = fields.Many2one(
        "product.product",
        check_company=True,
        domain="[('type', '=', 'service')]",
        help="For shipping methods without a mapping. Without it orders with an unmapped method are held.",
    )

    # -- the brake on mass change (I14) -----------------------------------------------------------------
    brake_share = fields.Float(
        default=0.5,
        digits=(4, 3),
        help="A push that changes more than this share of all known levels waits for a manager.",
    )
    brake_zero_share = fields.Float(
        default=0.1, digits=(4, 3), help="A push that sets more than this share of all known levels to zero waits."
    )
    brake_minimum = fields.Integer(default=20, help="Pushes of fewer changes than this never wait.", aggregator=None)

    # -- retention --------------------------------------------------------------------------------------
    payload_days = fields.Integer(default=30, help="Bytes of finished events are kept this long.", aggregator=None)
    key_days = fields.Integer(default=90, help="Keys of deliveries are kept this long.", aggregator=None)

    crm_schema = fields.Json(
        readonly=True, copy=False, help="Lifecycle stages of the CRM, and whether our properties exist."
    )

    test_result = fields.Text(readonly=True, copy=False)
    test_ok = fields.Boolean(readonly=True, copy=False)
    tested_at = fields.Datetime(readonly=True, copy=False)

    # -- what the overview shows ------------------------------------------------------------------------
    inbox_open_count = fields.Integer(compute="_compute_counts")
    inbox_held_count = fields.Integer(compute="_compute_counts")
    inbox_dead_count = fields.Integer(compute="_compute_counts")
    outbox_open_count = fields.Integer(compute="_compute_counts")
    outbox_held_count = fields.Integer(compute="_compute_counts")
    outbox_dead_count = fields.Integer(compute="_compute_counts")
    mark_count = fields.Integer(compute="_compute_counts")
    order_count = fields.Integer(compute="_compute_counts")
    variant_count = fields.Integer(compute="_compute_counts")
    contact_count = fields.Integer(compute="_compute_counts")
    candidate_count = fields.Integer(compute="_compute_counts")
    unmapped_location_count = fields.Integer(compute="_compute_counts")

    _token_unique = models.UniqueIndex("(webhook_token)")
    _shares = models.Constraint(
        "CHECK (brake_share > 0 AND brake_share <= 1 AND brake_zero_share > 0 AND brake_zero_share <= 1)",
        "The brake's shares are fractions above 0 and up to 1.",
    )

    # -- computed ---------------------------------------------------------------------------------------

    @api.depends("system")
    def _compute_api_version(self):
        for connection in self:
            connection.api_version = DEFAULT_VERSIONS.get(connection.system)

    @api.depends("company_id")
    def _compute_warehouse_id(self):
        for connection in self:
            if connection.warehouse_id.company_id != connection.company_id:
                connection.warehouse_id = self.env["stock.warehouse"].search(
                    [("company_id", "=", connection.company_id.id)], limit=1
                )

    def _compute_secrets(self):
        """Nobody gets a credential back, not even who wrote it."""
        self.access_token = False
        self.webhook_secret = False

    @api.depends("access_token", "webhook_secret")
    def _compute_has_secrets(self):
        # sudo: says only whether a credential exists.
        found = self.env["crossdock.credential"].sudo().search([("connection_id", "in", self.ids)])
        names = {(one.connection_id.id, one.name) for one in found}
        for connection in self:
            connection.has_access_token = (connection.id, credential.ACCESS_TOKEN) in names
            connection.has_webhook_secret = (connection.id, credential.WEBHOOK_SECRET) in names

    def _inverse_access_token(self):
        self._store_secret(credential.ACCESS_TOKEN, "access_token")

    def _inverse_webhook_secret(self):
        self._store_secret(credential.WEBHOOK_SECRET, "webhook_secret")

    def _store_secret(self, name, field):
        self._check_manager()
        for connection in self:
            value = connection[field]
            if value:
                # sudo: managers write credentials, nobody reads them.
                vault = self.env["crossdock.credential"].sudo()
                if name == credential.WEBHOOK_SECRET:
                    # After a rotation both secrets sign for up to an hour.
                    old = vault._get(connection.id, name)
                    vault._set(connection, credential.WEBHOOK_SECRET_OLD, old)
                vault._set(connection, name, value)
                connection.message_post(body=self.env._("A new credential was entered (%s).", name))
        self.env.registry.clear_cache()

    @api.depends("public_url", "webhook_token", "system")
    def _compute_webhook_url(self):
        for connection in self:
            base = (connection.public_url or "").rstrip("/")
            connection.webhook_url = f"{base}/crossdock/webhook/{connection.system}/{connection.webhook_token}"

    def _compute_counts(self):
        counts = {}
        for model, prefix in (("crossdock.inbox", "inbox"), ("crossdock.operation", "outbox")):
            groups = self.env[model]._read_group(
                [("connection_id", "in", self.ids), ("state", "!=", "done")], ["connection_id", "state"], ["__count"]
            )
            for connection, state, count in groups:
                kind = {"held": "held", "dead": "dead"}.get(state, "open")
                key = (connection.id, f"{prefix}_{kind}_count")
                counts[key] = counts.get(key, 0) + count
        bindings = self.env["crossdock.binding"]._read_group(
            [("connection_id", "in", self.ids), ("deleted_at", "=", False)], ["connection_id", "kind"], ["__count"]
        )
        for connection, kind, count in bindings:
            counts[connection.id, f"{kind}_count"] = count
        for model, field, domain in (
            ("crossdock.mark", "mark_count", []),
            ("crossdock.contact", "contact_count", [("remote_id", "!=", False)]),
            ("crossdock.link.candidate", "candidate_count", [("linked", "=", False), ("outcome", "!=", "only_local")]),
            ("crossdock.location", "unmapped_location_count", [("stock_location_ids", "=", False)]),
        ):
            for connection, count in self.env[model]._read_group(
                [("connection_id", "in", self.ids), *domain], ["connection_id"], ["__count"]
            ):
                counts[connection.id, field] = count
        names = [name for name, field in self._fields.items() if field.compute == "_compute_counts"]
        for connection in self:
            for name in names:
                connection[name] = counts.get((connection.id, name), 0)

    @api.constrains("address", "system")
    def _check_address(self):
        for connection in self:
            if connection.address:
                connection._base_url()

    # -- life -------------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        connections = super().create(vals_list)
        self.env.registry.clear_cache()
        return connections

    def write(self, vals):
        result = super().write(vals)
        if {"state", "active", "webhook_token", "company_id", "public_url"} & vals.keys():
            self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_live(self):
        if any(connection.state == "live" for connection in self):
            raise UserError(self.env._("Pause a live connection before you delete it."))

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @tools.ormcache()
    def _any_marking(self):
        """Whether any connection wants marks; hooks of other models ask this first and cost nothing without one."""
        self.flush_model(["active", "state"])
        self.env.cr.execute(SQL("SELECT EXISTS (SELECT 1 FROM crossdock_connection WHERE active AND state <> 'draft')"))
        return self.env.cr.fetchone()[0]

    @api.model
    @tools.ormcache("system", "token")
    def _webhook_target(self, system, token):
        """(connection id, signing secrets as bytes, the address that is signed) of a webhook address, or None.

        Kept in the process's memory until a connection changes: a webhook is to cost little more than its INSERT.
        """
        connection = self.search([("system", "=", system), ("webhook_token", "=", token), ("state", "!=", "draft")])
        if not connection:
            return None
        vault = self.env["crossdock.credential"]
        found = (vault._get(connection.id, name) for name in (credential.WEBHOOK_SECRET, credential.WEBHOOK_SECRET_OLD))
        return connection.id, tuple(secret.encode() for secret in found if secret), connection.webhook_url

    def _register_hook(self):
        """The core and the addon are released together: another version of either is said, not guessed around."""
        super()._register_hook()
        addon = ".".join(Manifest.for_addon("crossdock")["version"].split(".")[2:])
        if crossdock_core.__version__ != addon:
            raise RuntimeError(
                f"Crossdock's addon is version {addon}, but the Python package crossdock_core is"
                f" {crossdock_core.__version__}. Install both from one release."
            )

    def _base_url(self):
        """Where the remote system's API is. Plain HTTP is for loopback addresses alone: a token travels on it.

        :raises ValidationError: the address is none, or would send the token in clear
        """
        self.ensure_one()
        address = (self.address or DEFAULT_ADDRESSES.get(self.system) or "").strip().rstrip("/")
        if not address:
            raise ValidationError(self.env._("Enter the store's address, such as my-store.myshopify.com."))
        parts = urlsplit(address if "://" in address else f"https://{address}")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.username:
            raise ValidationError(
                self.env._("“%s” is no store address. Enter only its name, such as my-store.myshopify.com.", address)
            )
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            raise ValidationError(
                self.env._("“%s” is not encrypted, and the access token would travel in clear. Use https.", address)
            )
        return f"{parts.scheme}://{parts.netloc}"


def _is_loopback(host):
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
