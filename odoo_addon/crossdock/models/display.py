"""What lists and forms show beyond what the engine keeps: names instead of ids, problems in words."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .res_config_settings import encryption_key_state


class CrossdockConnection(models.Model):
    _inherit = "crossdock.connection"

    binding_problem = fields.Char(
        "Waits for confirmation",
        compute="_compute_binding_problem",
        help="Why nothing is sent until a manager confirms.",
    )
    key_problem = fields.Boolean(
        "No valid key",
        compute="_compute_key_problem",
        help="There is no valid key to protect credentials with.",
    )

    @api.depends("state", "public_url", "confirmed_database", "confirmed_epoch", "confirmed_url")
    def _compute_binding_problem(self):
        for connection in self:
            in_use = connection.id and connection.state in ("preview", "live")
            connection.binding_problem = connection._binding_mismatch() if in_use else False

    def _compute_key_problem(self):
        self.key_problem = encryption_key_state() != "found"


class CrossdockOperation(models.Model):
    _inherit = "crossdock.operation"

    @api.depends("kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for operation in self:
            operation.display_name = f"{kinds.get(operation.kind, operation.kind)} ({operation.id})"


class CrossdockBinding(models.Model):
    _inherit = "crossdock.binding"

    def action_open_record(self):
        """Open the linked Odoo record."""
        self.ensure_one()
        if not self.res_model or not self.env[self.res_model].browse(self.res_id).exists():
            raise UserError(self.env._("The linked record no longer exists in Odoo."))
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }


class CrossdockLevel(models.Model):
    _inherit = "crossdock.level"

    product_id = fields.Many2one("product.product", compute="_compute_names")
    remote_location_id = fields.Many2one("crossdock.location", compute="_compute_names", string="Location")
    known = fields.Selection(
        [("known", "Known"), ("unknown", "To be read again"), ("unstocked", "Not stocked there")],
        compute="_compute_known",
        string="Status",
        help="A level whose quantity was proven wrong is read again before anything is sent.",
    )

    @api.depends("connection_id", "item_id", "location_id")
    def _compute_names(self):
        bindings = self.env["crossdock.binding"].search(
            [
                ("connection_id", "in", self.connection_id.ids),
                ("kind", "=", "variant"),
                ("item_id", "in", self.mapped("item_id")),
                ("deleted_at", "=", False),
            ]
        )
        products = {(binding.connection_id.id, binding.item_id): binding.res_id for binding in bindings}
        places = self.env["crossdock.location"].with_context(active_test=False)
        found = places.search([("connection_id", "in", self.connection_id.ids)])
        locations = {(place.connection_id.id, place.remote_id): place.id for place in found}
        for level in self:
            level.product_id = products.get((level.connection_id.id, level.item_id))
            level.remote_location_id = locations.get((level.connection_id.id, str(level.location_id)))

    @api.depends("quantity", "stocked")
    def _compute_known(self):
        # An Integer field reads NULL as 0; the column tells them apart.
        self.env.cr.execute(
            SQL("SELECT id FROM crossdock_level WHERE id = ANY(%s) AND quantity IS NULL", list(self.ids))
        )
        unknown = {row[0] for row in self.env.cr.fetchall()}
        for level in self:
            level.known = "unstocked" if not level.stocked else "unknown" if level.id in unknown else "known"
