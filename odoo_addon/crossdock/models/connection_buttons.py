"""What a manager does with a connection: test, preview, live, pause, and having things looked at now."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..sync import connection_test, locations


class CrossdockConnection(models.Model):
    _inherit = "crossdock.connection"

    def _check_manager(self):
        if not (self.env.su or self.env.user.has_group("crossdock.group_manager")):
            raise AccessError(self.env._("Only Crossdock managers may do this."))

    def action_test(self):
        """Ask the remote system who we are, and say in words what is wrong."""
        self._check_manager()
        self.ensure_one()
        findings = connection_test.run(self)
        wrong = [finding.text for finding in findings if not finding.ok]
        self.write(
            {
                "test_ok": not wrong,
                "test_result": "\n".join(f"{'✓' if finding.ok else '✗'} {finding.text}" for finding in findings),
                "tested_at": fields.Datetime.now(),
            }
        )
        message = "\n".join(wrong) or self.env._("The connection works.")
        return self._notification(message, "danger" if wrong else "success", sticky=bool(wrong))

    def action_start_preview(self):
        """Confirm the connection for this database and start listening; nothing is changed on either side yet."""
        self._check_manager()
        for connection in self:
            if connection.state != "draft":
                raise UserError(self.env._("“%s” is connected already.", connection.name))
            if not connection.has_access_token:
                raise UserError(self.env._("Enter the access token of “%s” first.", connection.name))
            if connection.system == "salesforce":
                raise UserError(
                    self.env._("Salesforce connections cannot be started yet in this version of Crossdock.")
                )
            connection._confirm_binding()
            connection.state = "preview"
        self._after_start()
        return True

    def action_go_live(self):
        """From now on both sides are changed. What the preview held is decided anew, by the state of this moment."""
        self._check_manager()
        for connection in self:
            if connection.state != "preview":
                raise UserError(self.env._("Only a connection in preview can be switched live."))
            connection.state = "live"
            connection._end_preview()
        self._after_start()
        return True

    def action_back_to_preview(self):
        """Stop changing anything, and list instead what would be changed."""
        self._check_manager()
        for connection in self:
            if connection.state != "live":
                raise UserError(self.env._("Only a live connection can go back to preview."))
            connection.state = "preview"
            connection._begin_preview()
        return True

    def action_pause(self):
        self._check_manager()
        for connection in self:
            connection._pause(self.env._("Paused by %s.", self.env.user.name))
        return True

    def action_resume(self):
        """Go on, and confirm the connection for this database, its epoch and its public address."""
        self._check_manager()
        for connection in self:
            if connection.state != "paused":
                raise UserError(self.env._("“%s” is not paused.", connection.name))
            connection._confirm_binding()
            connection.write(
                {
                    "state": connection.state_before_pause or "preview",
                    "pause_reason": False,
                    "state_before_pause": False,
                }
            )
            connection._done_asking("pause", "pause")
            connection._mark_all_stock("resumed")
        self._after_start()
        return True

    def action_confirm(self):
        """Confirm a connection that holds back because the database, its epoch or its address changed."""
        self._check_manager()
        self._confirm_binding()
        for connection in self:
            connection._done_asking("binding", "binding")
        self._after_start()
        return True

    def action_fetch_locations(self):
        """Ask the store for its locations; each is then mapped to Odoo's by a person."""
        self._check_manager()
        self.ensure_one()
        locations.fetch(self)
        return self._notification(self.env._("The store's locations were read. Map them to Odoo's."), "success")

    def action_register_webhooks(self):
        """Compare the remote system's subscriptions with ours, and create or repair them."""
        self._check_manager()
        for connection in self:
            self.env["crossdock.mark"]._append_for(connection.id, "subscriptions", [connection.id], "asked for")
        self._wake()
        return self._notification(self.env._("The webhooks are being checked."), "info")

    def action_link_products(self):
        """Read the store's catalogue and match it with Odoo's products."""
        self._check_manager()
        for connection in self:
            self.env["crossdock.mark"]._append_for(connection.id, "linking", [connection.id], "asked for")
        self._wake()
        return self._notification(self.env._("The store's catalogue is being read."), "info")

    def action_poll(self):
        """Look for news that no webhook brought."""
        self._check_manager()
        for connection in self:
            self.env["crossdock.mark"]._append_for(connection.id, "poll", [connection.id], "asked for")
        self._wake()
        return self._notification(self.env._("The remote system is being asked for news."), "info")

    def action_push_all_stock(self):
        """Look at the stock of every linked product again."""
        self._check_manager()
        for connection in self:
            connection._mark_all_stock("asked for")
        self._wake()
        return True

    def _notification(self, message, kind, sticky=False):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": kind,
                "sticky": sticky,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
