"""Imports of past orders: what was asked for, how far it is, and what came of it."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..sync import reasons
from ..sync.order_import import LOOK_SECONDS, MARK

STATES = [
    ("draft", "To be started"),
    ("asked", "Asked for"),
    ("writing", "The store is writing"),
    ("storing", "Taking in"),
    ("done", "Taken in"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
]
UNDER_WAY = ("asked", "writing", "storing")


class CrossdockOrderImport(models.Model):
    _name = "crossdock.order.import"
    _description = "Crossdock: import of past orders"
    _inherit = ["mail.thread"]
    _order = "id desc"

    connection_id = fields.Many2one(
        "crossdock.connection",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('system', '=', 'shopify')]",
        tracking=True,
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    date_from = fields.Datetime("Placed from", required=True, tracking=True)
    date_to = fields.Datetime("Placed before", tracking=True, help="Leave empty for all up to now.")
    mode = fields.Selection(
        [
            ("history", "As history: quotations that are never confirmed and take no stock"),
            ("open", "As orders: entered and confirmed as if they came today"),
        ],
        string="Enter them",
        required=True,
        default="history",
        tracking=True,
    )
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, tracking=True)
    note = fields.Text(readonly=True, copy=False)
    remote_ref = fields.Char("Store's bulk operation", readonly=True, copy=False)
    line_count = fields.Integer("Lines at the store", readonly=True, copy=False, aggregator=None)
    line_position = fields.Integer("Lines taken in", readonly=True, copy=False, aggregator=None)
    stored_count = fields.Integer("Orders", readonly=True, copy=False)
    broken_count = fields.Integer(
        "Read by themselves",
        readonly=True,
        copy=False,
        help="Orders of which a line of the store's file could not be read; each was read from the store by itself.",
    )
    short_count = fields.Integer(readonly=True, copy=False, aggregator=None)
    waiting_count = fields.Integer("Waiting", compute="_compute_counts")
    held_count = fields.Integer("Held", compute="_compute_counts")
    dead_count = fields.Integer("Dead", compute="_compute_counts")
    entered_count = fields.Integer("Finished", compute="_compute_counts")
    progress = fields.Float(
        compute="_compute_counts", help="Half of it is taking in what the store wrote, half entering it."
    )

    @api.depends("connection_id.name", "date_from", "date_to")
    def _compute_display_name(self):
        for one in self:
            until = fields.Date.to_string(one.date_to) if one.date_to else ""
            one.display_name = f"{one.connection_id.name}: {fields.Date.to_string(one.date_from) or ''} – {until}"

    def _compute_counts(self):
        """What came of the events. Those that are done may have been forgotten meanwhile; others stay until they are."""
        left = {}
        if self.ids:
            self.env.cr.execute(
                SQL(
                    "SELECT import_id, state, count(*) FROM crossdock_inbox WHERE import_id = ANY(%s) AND state <> 'done'"
                    " GROUP BY 1, 2",
                    self.ids,
                )
            )
            for import_id, state, count in self.env.cr.fetchall():
                left.setdefault(import_id, {})[state] = count
        for one in self:
            mine = left.get(one._origin.id, {})
            one.held_count, one.dead_count = mine.get("held", 0), mine.get("dead", 0)
            one.waiting_count = sum(mine.values()) - one.held_count - one.dead_count
            one.entered_count = one.stored_count - sum(mine.values())
            taken_in = 1.0 if one.state == "done" else one.line_position / one.line_count if one.line_count else 0.0
            settled = 1 - one.waiting_count / one.stored_count if one.stored_count else float(one.state == "done")
            one.progress = 50 * (taken_in + settled * taken_in)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for one in self:
            if one.date_to and one.date_to <= one.date_from:
                raise ValidationError(self.env._("The period of an import ends before it begins."))

    # -- what a person does -------------------------------------------------------------------------------

    def action_start(self):
        """Have the store write its orders; also again, after a failure."""
        self._check_manager()
        for one in self.filtered(lambda one: one.state in ("draft", "failed", "cancelled")):
            if one.connection_id.state not in ("preview", "live"):
                raise UserError(self.env._("Start the connection “%s” first.", one.connection_id.name))
            one.write({"state": "asked", "note": False, "remote_ref": False, "line_count": 0, "line_position": 0})
            one._look_soon(0.0)
        return True

    def action_cancel(self):
        """Take in no more, and put aside what has not been entered yet."""
        self._check_manager()
        running = self.filtered(lambda one: one.state in (*UNDER_WAY, "done"))
        running.write({"state": "cancelled", "note": self.env._("Cancelled by %s.", self.env.user.name)})
        running._events([("state", "in", ("ready", "retry", "held", "dead"))])._set_discarded(
            self.env._("The import was cancelled.")
        )
        return True

    def action_open_events(self):
        """The events of this import."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crossdock.crossdock_inbox_action")
        return {**action, "domain": [("import_id", "=", self.id)], "context": {"search_default_unfinished": 1}}

    def action_refresh(self):
        """Show how far it is."""
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_manager(self):
        self.check_access("write")
        self.connection_id._check_manager()

    def _events(self, domain=()):
        return self.env["crossdock.inbox"].search([("import_id", "in", self.ids), *domain])

    # -- what the flow does -------------------------------------------------------------------------------

    def _search_query(self):
        """The search query by which the store finds the orders of the period."""
        self.ensure_one()
        query = f"created_at:>='{self.date_from:%Y-%m-%dT%H:%M:%SZ}'"
        return f"{query} AND created_at:<'{self.date_to:%Y-%m-%dT%H:%M:%SZ}'" if self.date_to else query

    def _look_soon(self, seconds=LOOK_SECONDS):
        # sudo: marks are the engine's.
        for one in self:
            self.env["crossdock.mark"].sudo()._append_for(one.connection_id.id, MARK, [one.id], "import", seconds)
        self.env["crossdock.worker"]._wake_after_commit(seconds)

    @api.model
    def _look_at_all(self):
        """Look at every import that is under way: a worker may have died between two looks."""
        self.search([("state", "in", UNDER_WAY)])._look_soon(0.0)

    def _go_on(self, expected, state, seconds=LOOK_SECONDS, **values):
        """Note a step, unless a person has decided otherwise meanwhile, and have the next one follow."""
        if self.state == expected:
            self.write({"state": state, **values})
            self._look_soon(seconds)

    def _store(self, events, line_position, broken):
        """Store a part of the file with how far that is; False where it is to go no further."""
        if self.state != "storing":
            return False
        inbox = self.env["crossdock.inbox"]
        stored = inbox._store(self.connection_id.id, events)
        self.env.cr.execute(SQL("UPDATE crossdock_inbox SET import_id = %s WHERE id = ANY(%s)", self.id, stored))
        self.write(
            {
                "line_position": line_position,
                "stored_count": self.stored_count + len(stored),
                "broken_count": self.broken_count + broken,
            }
        )
        self.env["crossdock.worker"]._wake_after_commit()
        return True

    def _note_short_file(self, tries_max):
        """The file holds fewer lines than the store says it wrote."""
        self.short_count += 1
        if self.short_count >= tries_max:
            self._fail(self.env._("The store's file ends too soon, %s times in a row.", self.short_count))

    def _finish(self):
        if self.state == "storing":
            self.write({"state": "done", "line_position": self.line_count})
            self.connection_id._done_asking(reasons.ORDER, self._question())

    def _fail(self, note):
        if self.state in UNDER_WAY:
            text = self.env._("The store could not write its orders: %s. Start the import again.", note)
            self.write({"state": "failed", "note": text})
            self.connection_id._ask_person(reasons.ORDER, self._question(), text)

    def _question(self):
        return f"import:{self.id}"
