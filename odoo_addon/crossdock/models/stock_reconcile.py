"""Reconciliations of stock: how many levels of a store differed from what Odoo can promise, why, and what was done."""

from odoo import api, fields, models

from ..sync import reasons
from ..sync.stock_reconcile import LOOK_SECONDS, MARK
from .big_integer import BigInteger

STATES = [
    ("asked", "Asked for"),
    ("writing", "The store is writing"),
    ("done", "Compared"),
    ("failed", "Failed"),
]
UNDER_WAY = ("asked", "writing")
CAUSES = [
    ("pending", "Under way"),
    ("foreign", "Changed at the store"),
    ("unstocked", "Not stocked there"),
    ("missed", "Not explained"),
]
# Of one reconciliation so many differences are listed; all are counted.
LINES_KEPT_MAX = 1000


class CrossdockStockReconcile(models.Model):
    _name = "crossdock.stock.reconcile"
    _description = "Crossdock: reconciliation of stock"
    _order = "id desc"

    connection_id = fields.Many2one(
        "crossdock.connection", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    state = fields.Selection(STATES, required=True, default="asked", readonly=True)
    note = fields.Text(readonly=True)
    remote_ref = fields.Char("Store's bulk operation", readonly=True)
    compared_at = fields.Datetime(readonly=True)
    compared_count = fields.Integer("Levels", readonly=True)
    differing_count = fields.Integer("Differing", readonly=True)
    pending_count = fields.Integer(
        "Under way",
        readonly=True,
        help="An order, a change in Odoo or an operation that was under way explains the difference.",
    )
    foreign_count = fields.Integer(
        "Changed at the store",
        readonly=True,
        help="The store's level was not as it was last known: somebody else changed it, and no webhook told of it.",
    )
    unstocked_count = fields.Integer("Not stocked there", readonly=True)
    missed_count = fields.Integer(
        "Not explained", readonly=True, help="Nothing under way and nobody else's change explains the difference."
    )
    repaired_count = fields.Integer(
        "To be set", readonly=True, help="Differences that were handed to the push of stock, under all of its rules."
    )
    line_ids = fields.One2many("crossdock.stock.reconcile.line", "reconcile_id", readonly=True)

    @api.depends("connection_id.name", "create_date")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.connection_id.name}: {fields.Date.to_string(one.create_date) or ''}"

    # -- what a person or a cron starts -------------------------------------------------------------------

    @api.model
    def _begin(self, connection):
        """Have all levels of a store compared; the reconciliation that is under way, if there is one."""
        under_way = self.search([("connection_id", "=", connection.id), ("state", "in", UNDER_WAY)], limit=1)
        if not under_way:
            # sudo: whoever may start one need not be allowed to write its findings.
            under_way = self.sudo().create({"connection_id": connection.id}).sudo(self.env.su)
        under_way._look_soon()
        return under_way

    @api.model
    def _look_at_all(self):
        """Look at every one that is under way: a worker may have died between two looks."""
        self.search([("state", "in", UNDER_WAY)])._look_soon()

    def _look_soon(self, seconds=0.0):
        # sudo: marks are the engine's.
        for one in self:
            self.env["crossdock.mark"].sudo()._append_for(one.connection_id.id, MARK, [one.id], "reconcile", seconds)
        self.env["crossdock.worker"]._wake_after_commit(seconds)

    # -- what the flow does -------------------------------------------------------------------------------

    def _started(self, gid):
        if self.state == "asked":
            self.write({"state": "writing", "remote_ref": gid})
            self._look_soon(LOOK_SECONDS)

    def _begin_comparing(self):
        """Nothing is counted yet; also where a worker died in the middle."""
        self.line_ids.unlink()
        counted = ("compared", "differing", "repaired", *(cause for cause, _label in CAUSES))
        self.write({f"{name}_count": 0 for name in counted})

    def _note_differences(self, compared, differences):
        """Count and list what differs, and hand to the push what nothing under way will repair.

        :param compared: how many levels were compared
        :param differences: (item, location, product id, shown there or None, wanted, cause)
        """
        to_set = [row for row in differences if row[5] != "pending"] if self.connection_id.stock_repair else []
        values = {
            "compared_count": self.compared_count + compared,
            "differing_count": self.differing_count + len(differences),
            "repaired_count": self.repaired_count + len(to_set),
        }
        for cause, _label in CAUSES:
            name = f"{cause}_count"
            values[name] = self[name] + sum(row[5] == cause for row in differences)
        listed = differences[: max(0, LINES_KEPT_MAX - self.differing_count)]
        self.write(values)
        self.env["crossdock.stock.reconcile.line"].create(
            [
                {
                    "reconcile_id": self.id,
                    "item_id": item,
                    "location_id": location,
                    "product_id": product_id,
                    "shown": shown or 0,
                    "wanted": wanted,
                    "cause": cause,
                }
                for item, location, product_id, shown, wanted, cause in listed
            ]
        )
        self.env["crossdock.mark"]._append_for(
            self.connection_id.id, "stock", sorted({row[2] for row in to_set if row[2]}), "reconcile"
        )
        if to_set:
            self.env["crossdock.worker"]._wake_after_commit()

    def _finish(self):
        self.write({"state": "done", "compared_at": fields.Datetime.now(), "note": False})
        self.connection_id._done_asking(reasons.RECONCILE, reasons.RECONCILE)

    def _fail(self, note):
        """Without the store's file all products are looked at again, by what is known of the store."""
        if self.state not in UNDER_WAY:
            return
        text = self.env._("The store's levels could not be compared: %s. Compare them again.", note)
        self.write({"state": "failed", "note": text})
        self.connection_id._ask_person(reasons.RECONCILE, reasons.RECONCILE, text)
        self.connection_id._mark_all_stock("could not be reconciled")


class CrossdockStockReconcileLine(models.Model):
    _name = "crossdock.stock.reconcile.line"
    _description = "Crossdock: level that differed"
    _log_access = False
    _order = "reconcile_id desc, id"
    _rec_name = "item_id"

    reconcile_id = fields.Many2one("crossdock.stock.reconcile", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="reconcile_id.company_id", store=True, index=True)
    item_id = BigInteger(string="Inventory item", required=True)
    location_id = BigInteger(string="Location's id there", required=True)
    location_name = fields.Char("Remote location", compute="_compute_location_name")
    product_id = fields.Many2one("product.product", index="btree_not_null", ondelete="cascade")
    shown = BigInteger(string="At the store", help="Zero where the store does not stock the item.")
    wanted = BigInteger(string="Odoo can promise")
    cause = fields.Selection(CAUSES, required=True)

    def _compute_location_name(self):
        for connection, lines in self.grouped(lambda line: line.reconcile_id.connection_id).items():
            names = {one.remote_id: one.name for one in connection.with_context(active_test=False).location_ids}
            for line in lines:
                line.location_name = names.get(str(line.location_id), str(line.location_id))


class CrossdockConnection(models.Model):
    _inherit = "crossdock.connection"

    stock_repair = fields.Boolean(
        "Repair stock that differs",
        default=True,
        help="What the nightly comparison finds to differ is set to what Odoo can promise; otherwise it is only listed.",
    )

    def action_reconcile_stock(self):
        """Compare all levels of the store with what Odoo can promise."""
        self._check_manager()
        for connection in self:
            self.env["crossdock.stock.reconcile"]._begin(connection)
        return self.env["ir.actions.act_window"]._for_xml_id("crossdock.crossdock_stock_reconcile_action")

    @api.model
    def _cron_reconcile(self):
        result = super()._cron_reconcile()
        self.env["crossdock.stock.reconcile"]._look_at_all()
        return result
