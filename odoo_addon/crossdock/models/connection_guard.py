"""Whether a connection may speak (I13): it is confirmed for one database, one epoch and one public address."""

from odoo import fields, models
from odoo.tools import SQL

from ..sync import reasons
from ..sync.outcome import Held


class CrossdockConnection(models.Model):
    _inherit = "crossdock.connection"

    def _binding_now(self):
        """(database uuid, epoch, public address) as they are at this moment.

        The epoch changes with a restore (the database's own oid) and with an upgrade (the addon's version).
        """
        self.ensure_one()
        # sudo: technical facts about this database, of no company.
        self.env.cr.execute(
            SQL(
                "SELECT (SELECT value FROM ir_config_parameter WHERE key = 'database.uuid'),"
                " (SELECT oid FROM pg_database WHERE datname = current_database())::text || '/' ||"
                " (SELECT coalesce(latest_version, '') FROM ir_module_module WHERE name = 'crossdock')"
            )
        )
        uuid, epoch = self.env.cr.fetchone()
        return uuid or "", epoch, (self.public_url or "").rstrip("/")

    def _binding_mismatch(self):
        """What differs from what was confirmed, in words; empty when all is as confirmed."""
        self.ensure_one()
        uuid, epoch, url = self._binding_now()
        if not self.confirmed_database:
            return self.env._("it was never confirmed for this database")
        differences = []
        if uuid != self.confirmed_database:
            differences.append(self.env._("this database is a copy"))
        elif epoch != self.confirmed_epoch:
            differences.append(self.env._("this database was restored, or Crossdock was upgraded"))
        if url != (self.confirmed_url or ""):
            differences.append(self.env._("the public address of this Odoo was changed"))
        return ", ".join(differences)

    def _assert_may_call(self):
        """Checked before every call to the remote system.

        :raises Held: the connection is not in use, or not confirmed for this database; it is paused then
        """
        self.ensure_one()
        if self.state not in ("preview", "live"):
            raise Held(reasons.ORDER, "paused", self.env._("The connection is not in use."))
        mismatch = self._binding_mismatch()
        if mismatch:
            raise Held(
                "binding",
                "binding",
                self.env._("Nothing is sent until a manager confirms the connection: %s.", mismatch),
            )

    def _is_preview(self):
        """Whether what comes in is to be listed instead of done; a paused connection stays what it was."""
        self.ensure_one()
        return "preview" in (self.state, self.state == "paused" and self.state_before_pause)

    def _confirm_binding(self):
        for connection in self:
            uuid, epoch, url = connection._binding_now()
            connection.write(
                {
                    "confirmed_database": uuid,
                    "confirmed_epoch": epoch,
                    "confirmed_url": url,
                    "confirmed_at": fields.Datetime.now(),
                    "confirmed_by_id": self.env.uid,
                }
            )
