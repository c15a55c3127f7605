"""Entering one order of a store, or bringing it up to date, by its name, its id or its address in the store's admin."""

import re
import uuid

from odoo import fields, models
from odoo.exceptions import UserError

from ..sync import sessions
from ..sync.orders import FETCHED
from ..sync.outcome import Unfinished
from ..sync.shopify.orders_read import find_by_name, read_whole, version_of_node

# The address of an order's page in the store's admin, and an order's global id.
IN_ADDRESS = re.compile(r"/(?:orders|Order)/(\d+)\b")


class CrossdockOrderFetch(models.TransientModel):
    _name = "crossdock.order.fetch"
    _description = "Crossdock: read one order from a store"

    connection_id = fields.Many2one(
        "crossdock.connection",
        required=True,
        domain="[('system', '=', 'shopify'), ('state', 'in', ('preview', 'live'))]",
        default=lambda self: self._default_connection(),
    )
    reference = fields.Char(
        "Order", required=True, help="Its name such as #1001, its id, or its address in the store's admin."
    )

    def _default_connection(self):
        found = self.env["crossdock.connection"].search(
            [("system", "=", "shopify"), ("state", "in", ("preview", "live"))], limit=2
        )
        return found if len(found) == 1 else False

    def action_fetch(self):
        """Read the order, whole, and have it applied whatever Odoo shows already; its event shows what comes of it."""
        self.ensure_one()
        connection = self.connection_id
        connection._check_manager()
        try:
            connection._assert_may_call()
            session = sessions.open_session(connection)
            found = list(read_whole(session, self._order_ids(session)))
        except Unfinished as unfinished:
            raise UserError(unfinished.reason) from None
        if not found:
            raise UserError(
                self.env._("“%(store)s” has no order %(order)s.", store=connection.name, order=self.reference)
            )
        [(order_id, node)] = found
        # sudo: events are the engine's; that the caller may ask for one was checked.
        [event_id] = (
            self.env["crossdock.inbox"]
            .sudo()
            ._store(
                connection.id,
                [
                    {
                        "topic": FETCHED,
                        "object_key": f"order:{order_id}",
                        "version": version_of_node(node),
                        "lane": "orders",
                        "source": "person",
                        "keys": [f"person:{uuid.uuid4().hex}"],
                        "body": node,
                    }
                ],
            )
        )
        connection._wake()
        return {
            "type": "ir.actions.act_window",
            "name": self.reference,
            "res_model": "crossdock.inbox",
            "res_id": event_id,
            "views": [(False, "form")],
        }

    def _order_ids(self, session):
        """The id of the order that was asked for, in a list; empty where the store knows none.

        :raises UserError: several orders have this name
        """
        reference = self.reference.strip()
        if in_address := IN_ADDRESS.search(reference):
            return [int(in_address[1])]
        found = find_by_name(session, reference)
        if not found and reference.isdigit():
            found = find_by_name(session, f"#{reference}") or [int(reference)]
        if len(found) > 1:
            raise UserError(
                self.env._(
                    "Several orders of the store are called %(name)s: %(ids)s. Enter the id of the one that you mean.",
                    name=reference,
                    ids=", ".join(map(str, found)),
                )
            )
        return found
