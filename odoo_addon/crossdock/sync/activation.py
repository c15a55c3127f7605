"""Items that Odoo can sell from a location at which the store does not stock them: they are stocked there first.

An item is stocked with nothing available, which changes nothing that can be bought. Its level is then read and raised like
any other, with all that a raise waits for.
"""

import uuid

from crossdock_core import shopify

from . import reasons
from .flow import OutboundFlow, Planned
from .outcome import Dead, Done
from .shopify.documents import document
from .shopify.levels import verify_levels

KIND = "inventory_activate"


class ActivationsOut(OutboundFlow):
    """inventoryActivate. What is to be stocked, the plan of levels finds (``plan_activations``)."""

    system = "shopify"
    lane = "stock"
    mark_kind = KIND
    operation_kinds = frozenset({KIND})

    def plan(self, env, connection):
        return Planned()

    def send(self, session, body):
        return session.post(body)

    def interpret(self, session, response):
        answer, _done = session.interpret_mutation(response, "inventoryActivate")
        return answer

    def settle(self, env, connection, operation, answer):
        lines = operation.line_ids
        env["crossdock.level"]._observe_stocked(connection, [(line.item_id, line.location_id) for line in lines])
        env["crossdock.mark"]._append_for(connection.id, "stock", lines.mapped("res_id"), "stocked now")
        env["crossdock.worker"]._wake_after_commit()
        return Done(env._("The store stocks it there now."))

    def refused(self, env, connection, operation, answer, reason):
        return Dead(f"{reason} {answer.detail}".strip())

    def verify(self, engine, connection_id, operation_id):
        return verify_levels(engine, connection_id, operation_id)


def plan_activations(env, connection, rows, names):
    """Commit an operation for each of these that is neither under way nor given up.

    :param rows: (item, location, quantity) of levels that the store does not stock
    :param names: {item: (product id, label)}
    :returns: how many may be sent now
    """
    keys = {f"activation:{item}:{location}": (item, location, quantity) for item, location, quantity in rows}
    known = env["crossdock.operation.line"].search(
        [
            ("connection_id", "=", connection.id),
            ("object_key", "in", list(keys)),
            "|",
            ("open", "=", True),
            ("operation_id.state", "=", "dead"),
        ]
    )
    for object_key in known.mapped("object_key"):
        keys.pop(object_key, None)
    waiting = {}
    if connection._is_preview():
        waiting = reasons.held(reasons.PREVIEW, env._("Preview: would stock the item at the location."))
    for object_key, (item, location, quantity) in keys.items():
        key = str(uuid.uuid4())
        body = shopify.write_inventory_activate(document(KIND), item, location, idempotency_key=key)
        product_id, label = names.get(item, (None, ""))
        env["crossdock.operation"]._enqueue(
            connection,
            {"lane": ActivationsOut.lane, "kind": KIND, "resume": "keyed", "idempotency_key": key, **waiting},
            bytes(body),
            [(object_key, product_id, label, None, str(quantity), item, location)],
        )
    return 0 if waiting else len(keys)
