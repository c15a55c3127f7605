"""What a connection's changes set in motion: marks, releases, and the activity that asks a person."""

from odoo import api, models, tools
from odoo.tools import SQL

from ..sync import reasons


class CrossdockConnection(models.Model):
    _inherit = "crossdock.connection"

    def _wake(self):
        self.env["crossdock.worker"]._wake_after_commit()

    def _after_start(self):
        """Everything that a connection in use must have looked at once."""
        marks = self.env["crossdock.mark"]
        for connection in self.filtered(lambda one: one.state in ("preview", "live")):
            for kind in ("subscriptions", "poll"):
                if connection.system in ("shopify", "hubspot"):
                    marks._append_for(connection.id, kind, [connection.id], "connection started")
            connection._mark_all_contacts("connection started")
        self._wake()

    def _pause(self, reason):
        """Stop calling the remote system until a manager resumes; what is to be said waits."""
        self.ensure_one()
        if self.state not in ("preview", "live"):
            return
        self.write({"state_before_pause": self.state, "state": "paused", "pause_reason": reason})
        self._ask_person("pause", "pause", self.env._("The connection is paused: %s", reason))

    def _end_preview(self):
        """Release what the preview held: events go through for good, operations are planned anew."""
        self.ensure_one()
        held = self.env["crossdock.inbox"].search(
            [("connection_id", "=", self.id), ("state", "=", "held"), ("reason_code", "=", reasons.PREVIEW)]
        )
        held._set_ready()
        operations = self.env["crossdock.operation"].search(
            [("connection_id", "=", self.id), ("state", "=", "held"), ("reason_code", "=", reasons.PREVIEW)]
        )
        operations._set_discarded(self.env._("Planned anew when the connection went live."))._close_lines()
        self._done_asking(reasons.PREVIEW, reasons.PREVIEW)
        matched = self.env["crossdock.link.candidate"].search(
            [("connection_id", "=", self.id), ("outcome", "=", "matched"), ("linked", "=", False)]
        )
        matched.action_link()
        self._mark_all_stock("went live")

    def _begin_preview(self):
        """Take back what was planned and never sent; it is planned anew, as a preview."""
        self.ensure_one()
        planned = self.env["crossdock.operation"].search(
            [("connection_id", "=", self.id), ("state", "in", ("ready", "retry")), ("sent_at", "=", False)]
        )
        planned._set_discarded(self.env._("Taken back: the connection went back to preview."))._close_lines()
        self._mark_all_stock("back to preview")
        self._mark_all_contacts("back to preview")

    def _mark_all_stock(self, why):
        """Every linked product of the connection is looked at again."""
        self.ensure_one()
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_mark (connection_id, kind, res_id, why, created_at, due_at)"
                " SELECT connection_id, 'stock', res_id, %s, clock_timestamp() AT TIME ZONE 'UTC',"
                " clock_timestamp() AT TIME ZONE 'UTC' FROM crossdock_binding"
                " WHERE connection_id = %s AND kind = 'variant' AND deleted_at IS NULL",
                why,
                self.id,
            )
        )
        self._wake()

    def _mark_all_contacts(self, why):
        """Every buyer of the company is looked at again."""
        self.ensure_one()
        if self.system not in ("hubspot", "salesforce"):
            return
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_mark (connection_id, kind, res_id, why, created_at, due_at)"
                " SELECT %s, 'contact', partner_id, %s, clock_timestamp() AT TIME ZONE 'UTC',"
                " clock_timestamp() AT TIME ZONE 'UTC' FROM sale_order WHERE company_id = %s AND state = 'sale'"
                " GROUP BY partner_id",
                self.id,
                why,
                self.company_id.id,
            )
        )
        self._wake()

    def _orders_pending(self):
        """Whether news of orders that came before the last poll still waits to be captured (I12).

        A held order counts as captured, because its demand is known; a dead one does not.
        """
        self.env.cr.execute(
            SQL(
                "SELECT EXISTS (SELECT 1 FROM crossdock_inbox i JOIN crossdock_cursor c"
                " ON c.connection_id = i.connection_id AND c.name = 'orders'"
                " WHERE i.connection_id = %s AND i.lane = 'orders' AND i.state IN ('ready', 'retry', 'claimed', 'dead')"
                " AND i.created_at <= c.local_at)",
                self.id,
            )
        )
        return self.env.cr.fetchone()[0]

    def _link(self, matches):
        """Link variants with products, and let go what waited for them."""
        self.ensure_one()
        linked = self.env["crossdock.binding"]._bind_variants(self, matches)
        for variant_id, *_others in matches:
            self._release_held(reasons.PRODUCT, reasons.product_key(variant_id))
        self.env["crossdock.mark"]._append_for(self.id, "stock", linked, "linked")
        self._wake()
        return linked

    def _release_held(self, code, key):
        """What was missing is there now: work that waited for it goes through by itself."""
        self.ensure_one()
        held = self.env["crossdock.inbox"].search(
            [
                ("connection_id", "=", self.id),
                ("state", "=", "held"),
                ("reason_code", "=", code),
                ("reason_key", "=", key),
            ]
        )
        if held._set_ready(note=self.env._("Released: what was missing is there now.")):
            self._wake()
        self._done_asking(code, key)

    # -- asking a person --------------------------------------------------------------------------------

    def _ask_person(self, code, key, reason):
        """One open activity for each cause, however many events wait for it."""
        self.ensure_one()
        if code == reasons.PREVIEW:
            return
        summary = self._activity_summary(code, key)
        if self._open_activities(summary):
            return
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=summary,
            note=tools.plaintext2html(reason),
            user_id=(self.responsible_id or self.env.ref("base.user_admin")).id,
        )

    def _done_asking(self, code, key):
        """What the activity asked for is done."""
        for connection in self:
            connection._open_activities(connection._activity_summary(code, key)).action_feedback(
                feedback=self.env._("Mended.")
            )

    def _activity_summary(self, code, key):
        return f"Crossdock: {reasons.title(code, key)}"

    def _open_activities(self, summary):
        # sudo: activities of whoever is responsible, about a connection that the caller may see.
        return (
            self.env["mail.activity"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "=", self.id), ("summary", "=", summary)])
        )

    # -- cron -------------------------------------------------------------------------------------------

    @api.model
    def _cron_reconcile(self):
        """The safety net under webhooks: the same flows, started from a cursor instead of an event."""
        marks = self.env["crossdock.mark"]
        for connection in self.search([("state", "in", ("preview", "live"))]):
            mismatch = connection._binding_mismatch()
            if mismatch:
                connection._ask_person("binding", "binding", self.env._("Confirm the connection: %s.", mismatch))
                continue
            if connection.system == "shopify":
                marks._mark_passing(connection)
            for kind in ("poll", "subscriptions"):
                marks._append_for(connection.id, kind, [connection.id], "reconcile")
        self._wake()

    @api.model
    def _cron_daily(self):
        """Look at everything once more, whatever the events said, and forget what is past its time."""
        for connection in self.search([("state", "in", ("preview", "live"))]):
            if connection.system == "shopify":
                self.env["crossdock.stock.reconcile"]._begin(connection)
            connection._mark_all_contacts("daily look")
        self._forget()

    @api.model
    def _forget(self):
        """Delete what is past its time: events and operations with their bytes, the keys of deliveries, and findings."""
        self.flush_model(["payload_days", "key_days"])
        for query in RETENTION_SQL:
            self.env.cr.execute(SQL(query))


RETENTION_SQL = (
    # Bytes go with their rows (foreign keys cascade).
    "DELETE FROM crossdock_inbox i USING crossdock_connection c WHERE c.id = i.connection_id AND i.state = 'done'"
    " AND i.done_at < clock_timestamp() AT TIME ZONE 'UTC' - greatest(c.payload_days, 1) * interval '1 day'",
    "DELETE FROM crossdock_operation o USING crossdock_connection c WHERE c.id = o.connection_id AND o.state = 'done'"
    " AND o.done_at < clock_timestamp() AT TIME ZONE 'UTC' - greatest(c.payload_days, 1) * interval '1 day'",
    "DELETE FROM crossdock_inbox_key k USING crossdock_connection c WHERE c.id = k.connection_id"
    " AND k.seen_at < clock_timestamp() AT TIME ZONE 'UTC' - greatest(c.key_days, c.payload_days, 1) * interval '1 day'",
    "DELETE FROM crossdock_stock_reconcile_line l USING crossdock_stock_reconcile r, crossdock_connection c"
    " WHERE r.id = l.reconcile_id AND c.id = r.connection_id"
    " AND r.create_date < clock_timestamp() AT TIME ZONE 'UTC' - greatest(c.payload_days, 1) * interval '1 day'",
    # A year's trend can be compared with that of the year before.
    "DELETE FROM crossdock_stock_reconcile WHERE create_date < clock_timestamp() AT TIME ZONE 'UTC' - interval '2 years'",
)
