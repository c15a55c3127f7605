"""The one state machine of every unit of work: what arrived (inbox) and what is to be sent (outbox).

::

    ready ──claim──> claimed ──> done
      ^                │ ├────> retry ──(when due)──> claimed
      │                │ ├────> held  ──(mended or released)──> ready
      └──replay────────┘ └────> dead  ──(replayed)──> ready

A state changes only through the setters below. Each names the states it may start from, and those that settle
claimed work also name the lease under which it was claimed: who lost the lease changes nothing.
"""

import json

from odoo import api, fields, models
from odoo.tools import SQL

READY, CLAIMED, DONE, RETRY, HELD, DEAD = "ready", "claimed", "done", "retry", "held", "dead"

STATES = [
    (READY, "Ready"),
    (CLAIMED, "In work"),
    (DONE, "Done"),
    (RETRY, "Waiting to retry"),
    (HELD, "Held"),
    (DEAD, "Dead"),
]

# The reason is a sentence for a person; longer texts are cut, never lost silently (they end in an ellipsis).
REASON_CHARACTERS_MAX = 2000


def shorten(reason):
    """Cut a reason to what the column holds."""
    reason = str(reason or "")
    if len(reason) <= REASON_CHARACTERS_MAX:
        return reason
    return reason[: REASON_CHARACTERS_MAX - 1] + "…"


class CrossdockWorkMixin(models.AbstractModel):
    _name = "crossdock.work.mixin"
    _description = "Crossdock: unit of work"

    connection_id = fields.Many2one("crossdock.connection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    lane = fields.Char(required=True, readonly=True)
    state = fields.Selection(STATES, required=True, default=READY, readonly=True)
    due_at = fields.Datetime(readonly=True, default=fields.Datetime.now, help="Not before this moment (UTC).")
    attempt = fields.Integer(default=0, readonly=True, aggregator=None)
    lease_token = fields.Char(readonly=True, copy=False)
    lease_until = fields.Datetime(readonly=True, copy=False)
    reason_code = fields.Char(readonly=True, help="Machine-readable kind of the reason, such as 'product' or 'brake'.")
    reason_key = fields.Char(readonly=True, help="What exactly is missing, so that mending it releases this work.")
    reason = fields.Text(readonly=True)
    created_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    done_at = fields.Datetime(readonly=True)

    # -- settling claimed work: only under the lease it was claimed with -----------------------------------

    @api.model
    def _settle(self, ids, token, assignments):
        """Apply ``assignments`` (SQL) to claimed rows of the lease; the ids that were really changed."""
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s, lease_token = NULL, lease_until = NULL"
                " WHERE id = ANY(%s) AND state = 'claimed' AND lease_token = %s RETURNING id",
                SQL.identifier(self._table),
                assignments,
                list(ids),
                token,
            )
        )
        changed = [row[0] for row in self.env.cr.fetchall()]
        self.browse(changed).invalidate_recordset()
        return changed

    @api.model
    def _set_done(self, ids, token, note=None):
        """claimed -> done."""
        return self._set_done_each(dict.fromkeys(ids, note), token)

    @api.model
    def _set_done_each(self, notes, token):
        """The same of many at once; ``notes``: {id: what came of it}."""
        texts = {str(row_id): shorten(note) or None for row_id, note in notes.items()}
        return self._settle(
            notes,
            token,
            SQL(
                "state = 'done', done_at = clock_timestamp() AT TIME ZONE 'UTC', reason_code = NULL, reason_key = NULL,"
                " reason = %s::jsonb ->> id::text",
                json.dumps(texts),
            ),
        )

    @api.model
    def _set_retry(self, ids, token, delay_seconds, reason):
        """claimed -> retry, due ``delay_seconds`` from now."""
        return self._settle(
            ids,
            token,
            SQL(
                "state = 'retry', reason_code = 'retry', reason_key = NULL, reason = %s,"
                " due_at = (clock_timestamp() + %s * interval '1 second') AT TIME ZONE 'UTC'",
                shorten(reason),
                float(delay_seconds),
            ),
        )

    @api.model
    def _set_held(self, ids, token, code, key, reason):
        """claimed -> held: waits for a person's decision or for the missing thing to be mended."""
        return self._settle(
            ids,
            token,
            SQL("state = 'held', reason_code = %s, reason_key = %s, reason = %s", code, key, shorten(reason)),
        )

    @api.model
    def _set_dead(self, ids, token, reason):
        """claimed -> dead: nothing will happen until a person replays it."""
        return self._settle(
            ids,
            token,
            SQL("state = 'dead', reason_code = 'dead', reason_key = NULL, reason = %s", shorten(reason)),
        )

    @api.model
    def _release_claim(self, ids, token):
        """claimed -> ready, as if it had never been claimed (the attempt is given back)."""
        return self._settle(ids, token, SQL("state = 'ready', attempt = greatest(attempt - 1, 0)"))

    # -- what people and mended mappings do ---------------------------------------------------------------

    def _set_ready(self, *, states=(RETRY, HELD, DEAD), note=None):
        """retry, held or dead -> ready, due now, with its attempts forgotten; the records really changed."""
        if not self:
            return self
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET state = 'ready', attempt = 0, reason_code = NULL, reason_key = NULL, reason = %s,"
                " due_at = clock_timestamp() AT TIME ZONE 'UTC' WHERE id = ANY(%s) AND state = ANY(%s) RETURNING id",
                SQL.identifier(self._table),
                note,
                list(self.ids),
                list(states),
            )
        )
        changed = self.browse([row[0] for row in self.env.cr.fetchall()])
        changed.invalidate_recordset()
        return changed

    def _set_discarded(self, note):
        """ready, retry, held or dead -> done without effect: a person decided so."""
        if not self:
            return self
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET state = 'done', done_at = clock_timestamp() AT TIME ZONE 'UTC', reason_code = 'discarded',"
                " reason_key = NULL, reason = %s WHERE id = ANY(%s)"
                " AND state = ANY(ARRAY['ready', 'retry', 'held', 'dead']) RETURNING id",
                SQL.identifier(self._table),
                shorten(note),
                list(self.ids),
            )
        )
        changed = self.browse([row[0] for row in self.env.cr.fetchall()])
        changed.invalidate_recordset()
        return changed
