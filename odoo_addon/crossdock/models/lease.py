"""Leases on names, such as "push to connection 7": one holder at a time, found again if the holder dies."""

from odoo import api, fields, models
from odoo.tools import SQL


class CrossdockLease(models.Model):
    _name = "crossdock.lease"
    _description = "Crossdock: lease"
    _log_access = False
    _rec_name = "name"

    name = fields.Char(required=True)
    token = fields.Char(required=True)
    until = fields.Datetime(required=True)

    _name_unique = models.UniqueIndex("(name)")

    def init(self):
        """A table that is only ever locked: LOCK TABLE as the first statement of a claim takes no snapshot, so the
        claim that follows sees all that earlier claims have committed, under REPEATABLE READ too."""
        self.env.cr.execute(SQL("CREATE TABLE IF NOT EXISTS crossdock_claim_mutex ()"))

    @api.model
    def _take(self, name, token, seconds):
        """True when the lease is now ours. Call it right after the claim mutex was locked."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_lease AS l (name, token, until)"
                " VALUES (%(name)s, %(token)s, (clock_timestamp() + %(seconds)s * interval '1 second') AT TIME ZONE 'UTC')"
                " ON CONFLICT (name) DO UPDATE SET token = excluded.token, until = excluded.until"
                " WHERE l.until < clock_timestamp() AT TIME ZONE 'UTC' OR l.token = excluded.token RETURNING 1",
                name=name,
                token=token,
                seconds=float(seconds),
            )
        )
        return bool(self.env.cr.fetchone())

    @api.model
    def _give_back(self, name, token):
        self.env.cr.execute(SQL("DELETE FROM crossdock_lease WHERE name = %s AND token = %s", name, token))
