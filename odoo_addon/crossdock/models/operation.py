"""The outbox: what is to be said to a remote system, committed before it is sent.

An operation keeps the very bytes of its request and, where the vendor knows such a thing, its idempotency key. A resend
is therefore the same request. While its outcome is unknown, no other operation may name one of its objects: a unique
index sees to it.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .big_integer import BigInteger

KINDS = [
    ("inventory_set", "Set stock levels"),
    ("inventory_activate", "Stock an item at a location"),
    ("contacts_upsert", "Upsert contacts"),
    ("webhook_subscribe", "Subscribe to a webhook"),
    ("bulk_query", "Read the catalogue (bulk)"),
    ("crm_properties", "Create CRM properties"),
]

# How an operation of unknown outcome is resumed (design: I4).
RESUME_RULES = [
    ("keyed", "Same bytes, same idempotency key"),
    ("upsert", "Same bytes: a natural key makes it repeatable"),
    ("verify", "Read the remote state first"),
    ("read", "Only reads"),
]


class CrossdockOperation(models.Model):
    _name = "crossdock.operation"
    _description = "Crossdock: outgoing operation"
    _inherit = ["crossdock.work.mixin"]
    _order = "id desc"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    resume = fields.Selection(RESUME_RULES, required=True, readonly=True)
    idempotency_key = fields.Char(readonly=True)
    key_good_until = fields.Datetime(
        readonly=True,
        help="After this moment (half of what the vendor keeps keys) the outcome is verified, not resent.",
    )
    sent_at = fields.Datetime(readonly=True, help="When it was first handed to the network.")
    remote_ref = fields.Char(readonly=True, help="What the remote system calls the work it does for us.")
    line_ids = fields.One2many("crossdock.operation.line", "operation_id", readonly=True)
    line_count = fields.Integer(readonly=True, aggregator="sum")

    _ready_index = models.Index("(connection_id, lane, due_at, id) WHERE state IN ('ready', 'retry', 'claimed')")
    _held_index = models.Index("(connection_id, reason_code, reason_key) WHERE state IN ('held', 'dead')")
    _done_index = models.Index("(done_at) WHERE state = 'done'")
    _key_unique = models.UniqueIndex("(idempotency_key) WHERE idempotency_key IS NOT NULL")

    @api.model
    def _enqueue(self, connection, values, body, lines):
        """Insert one operation with its bytes and lines; returns its id.

        :param values: ``lane``, ``kind``, ``resume`` and optionally ``state``, ``reason_code``, ``reason``, ``idempotency_key``
        :param body: bytes of the request
        :param lines: list of (object_key, res_id or None, label, from_value, to_value, item, location)
        """
        operation = self.create({"connection_id": connection.id, "line_count": len(lines), **values})
        operation.flush_recordset()
        self.env.cr.execute(
            SQL("INSERT INTO crossdock_operation_body (operation_id, body) VALUES (%s, %s)", operation.id, body)
        )
        if lines:
            columns = [list(column) for column in zip(*lines, strict=True)]
            self.env.cr.execute(
                SQL(
                    "INSERT INTO crossdock_operation_line (operation_id, connection_id, company_id, open, object_key, res_id,"
                    " label, from_value, to_value, item_id, location_id)"
                    " SELECT %s, %s, %s, TRUE, t.* FROM unnest(%s::text[], %s::int[], %s::text[], %s::text[], %s::text[],"
                    " %s::bigint[], %s::bigint[]) AS t",
                    operation.id,
                    connection.id,
                    connection.company_id.id,
                    *columns,
                )
            )
        return operation

    def _body(self):
        self.ensure_one()
        self.env.cr.execute(SQL("SELECT body FROM crossdock_operation_body WHERE operation_id = %s", self.id))
        row = self.env.cr.fetchone()
        return bytes(row[0]) if row else b""

    def _close_lines(self):
        """The outcome is known: other operations may name these objects again."""
        if self:
            self.env.cr.execute(
                SQL(
                    "UPDATE crossdock_operation_line SET open = FALSE WHERE operation_id = ANY(%s) AND open",
                    list(self.ids),
                )
            )

    # -- what a person does -------------------------------------------------------------------------------

    def action_retry(self):
        """Send now what waits, or what a brake or a preview holds; what is dead is planned anew by its flow."""
        self._check_manager()
        changed = self._set_ready(note=self.env._("Released by %s.", self.env.user.name))
        if not changed:
            raise UserError(self.env._("Only operations that wait, are held or are dead can be sent again."))
        self.env["crossdock.worker"]._wake_after_commit()
        return True

    def action_discard(self):
        """Put operations aside; their objects are looked at again on the next change or reconcile."""
        self._check_manager()
        changed = self._set_discarded(self.env._("Discarded by %s.", self.env.user.name))
        changed._close_lines()
        return True

    def _check_manager(self):
        if not self.env.user.has_group("crossdock.group_manager"):
            raise AccessError(self.env._("Only Crossdock managers may release or discard outgoing operations."))
        self.check_access("read")


class CrossdockOperationBody(models.Model):
    _name = "crossdock.operation.body"
    _description = "Crossdock: bytes of an outgoing operation"
    _log_access = False

    operation_id = fields.Many2one("crossdock.operation", required=True, index=True, ondelete="cascade")
    body = fields.Binary(attachment=False, required=True)


class CrossdockOperationLine(models.Model):
    """One object of an operation: what it was believed to be and what it shall become."""

    _name = "crossdock.operation.line"
    _description = "Crossdock: object of an outgoing operation"
    _log_access = False
    _order = "operation_id desc, id"

    operation_id = fields.Many2one("crossdock.operation", required=True, index=True, ondelete="cascade")
    connection_id = fields.Many2one("crossdock.connection", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company")
    open = fields.Boolean(help="The outcome for this object is not known yet.")
    object_key = fields.Char(required=True)
    res_id = fields.Integer(aggregator=None)
    label = fields.Char()
    from_value = fields.Char(string="From")
    to_value = fields.Char(string="To")
    item_id = BigInteger()
    location_id = BigInteger()
    state = fields.Selection(related="operation_id.state")
    kind = fields.Selection(related="operation_id.kind")

    # I3: an object with an operation of unknown outcome gets no new one.
    _open_unique = models.UniqueIndex("(connection_id, object_key) WHERE open")

    def _supersede(self):
        """Discard the operations of these lines, which a newer plan replaces; the ids of all that they named."""
        operations = self.operation_id
        res_ids = set(operations.line_ids.mapped("res_id"))
        operations._set_discarded(self.env._("Superseded by a newer plan."))._close_lines()
        return res_ids
