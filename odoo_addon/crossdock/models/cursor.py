"""Cursors: up to which remote moment something has been read. Apart from the connection, whose row people edit."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..sync.cursors import CONTACTS, ORDERS  # noqa: F401


class CrossdockCursor(models.Model):
    _name = "crossdock.cursor"
    _description = "Crossdock: how far a remote list was read"
    _log_access = False
    _rec_name = "name"

    connection_id = fields.Many2one("crossdock.connection", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id")
    name = fields.Char(required=True)
    remote_at = fields.Datetime(help="Everything changed up to this remote moment (UTC) has been taken in.")
    local_at = fields.Datetime(help="When that was, by our clock (UTC).")

    _name_unique = models.UniqueIndex("(connection_id, name)")

    @api.model
    def _get(self, connection, name):
        """(remote_at, local_at), or (None, None) before the first read."""
        self.env.cr.execute(
            SQL(
                "SELECT remote_at, local_at FROM crossdock_cursor WHERE connection_id = %s AND name = %s",
                connection.id,
                name,
            )
        )
        return self.env.cr.fetchone() or (None, None)

    @api.model
    def _advance(self, connection, name, remote_at, local_at):
        """Move forward; never back."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_cursor AS c (connection_id, name, remote_at, local_at) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (connection_id, name) DO UPDATE SET remote_at = excluded.remote_at, local_at = excluded.local_at"
                " WHERE c.remote_at IS NULL OR c.remote_at <= excluded.remote_at",
                connection.id,
                name,
                remote_at,
                local_at,
            )
        )
