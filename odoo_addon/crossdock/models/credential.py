"""Credentials of connections: encrypted at rest, written but never shown, decrypted only to sign, verify or send.

The key is not in the database. It comes from Odoo's configuration (option ``crossdock_key``) or from the environment
(``CROSSDOCK_KEY``) and is one or more Fernet keys separated by commas: the first encrypts, all decrypt, so a key is
rotated by putting the new one in front.
"""

import os

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, config

ACCESS_TOKEN, WEBHOOK_SECRET, WEBHOOK_SECRET_OLD = "access_token", "webhook_secret", "webhook_secret_old"


def cipher():
    """The cipher for credentials, or None where no key is configured.

    :raises ValueError: a key is configured but is none (32 bytes, URL-safe base64)
    """
    keys = config.get("crossdock_key") or os.environ.get("CROSSDOCK_KEY") or ""
    keys = [key.strip() for key in keys.split(",") if key.strip()]
    return MultiFernet([Fernet(key) for key in keys]) if keys else None


class CrossdockCredential(models.Model):
    _name = "crossdock.credential"
    _description = "Crossdock: encrypted credential"
    _rec_name = "name"

    connection_id = fields.Many2one("crossdock.connection", required=True, ondelete="cascade")
    name = fields.Char(required=True)
    secret = fields.Char(required=True, help="Ciphertext.")

    _name_unique = models.UniqueIndex("(connection_id, name)")

    @api.model
    def _set(self, connection, name, value):
        """Encrypt and keep a credential; an empty value removes it."""
        existing = self.search([("connection_id", "=", connection.id), ("name", "=", name)])
        if not value:
            existing.unlink()
            return
        secret = self._cipher().encrypt(value.strip().encode()).decode()
        if existing:
            existing.secret = secret
        else:
            self.create({"connection_id": connection.id, "name": name, "secret": secret})

    @api.model
    def _get(self, connection_id, name):
        """The credential in clear, or None. The caller keeps it in no record, log or error."""
        self.env.cr.execute(
            SQL("SELECT secret FROM crossdock_credential WHERE connection_id = %s AND name = %s", connection_id, name)
        )
        row = self.env.cr.fetchone()
        if not row:
            return None
        try:
            return self._cipher().decrypt(row[0].encode()).decode()
        except InvalidToken:
            raise UserError(
                self.env._(
                    "The credentials of this connection were encrypted with another key. Put the old key back behind the"
                    " new one in 'crossdock_key', separated by a comma, or enter the credentials again."
                )
            ) from None

    @api.model
    def _cipher(self):
        try:
            found = cipher()
        except ValueError:
            found = None
        if not found:
            raise UserError(
                self.env._(
                    "Crossdock has no valid key to protect credentials with. Add a line 'crossdock_key = …' to Odoo's"
                    " configuration file, or set the environment variable CROSSDOCK_KEY, and restart Odoo. A key is made by:"
                    ' python3 -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
                )
            )
        return found
