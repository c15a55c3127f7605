"""The CRM's side of the set-up: properties that must exist before the first contact is handed over.

What the account looks like is read first; what is missing is created by operations of its own, one after the
other, and read again. So a creation of unknown outcome is looked up instead of repeated, and what a person
deletes comes back.
"""

from datetime import datetime

from . import reasons
from .contact_observations import now
from .hubspot.schema import missing, write_creation
from .outcome import Dead, Done, Resend

# After a refused creation the account is read again this often: a person may have created them by hand.
REFUSED_SECONDS = 60.0
UNDER_WAY_SECONDS = 1.0
KEY = "crm_properties"


def stages(connection):
    """{value: label} of the lifecycle stages, as far as the account was read."""
    return (connection.crm_schema or {}).get("stages") or {}


def wait_seconds(env, connection):
    """How long contacts must wait for the properties: None for not at all, 0 to read the account now."""
    schema = connection.crm_schema or {}
    if schema.get("complete"):
        return None
    waiting = _unfinished(env, connection)
    if not waiting:
        return 0.0
    if connection._is_preview() and all(operation.state == "held" for operation in waiting):
        # Nothing is created in a preview; what would be handed over is listed all the same.
        return None
    if "dead" in waiting.mapped("state"):
        read_at = schema.get("read_at")
        age = (now() - datetime.fromisoformat(read_at)).total_seconds() if read_at else REFUSED_SECONDS
        return 0.0 if age >= REFUSED_SECONDS else REFUSED_SECONDS - age
    return UNDER_WAY_SECONDS


def store(env, connection_id, schema):
    """Remember what the account looks like, and commit the operation that creates what it lacks first."""
    connection = env["crossdock.connection"].browse(connection_id)
    wanted = missing(schema)
    _remember(connection, schema.stages, complete=wanted is None)
    waiting = _unfinished(env, connection)
    if wanted is None:
        # Somebody has created them meanwhile.
        waiting.filtered(lambda operation: operation.state in ("dead", "held"))._set_discarded(
            env._("The properties exist.")
        )._close_lines()
        connection._done_asking(reasons.ORDER, KEY)
        return
    if waiting:
        return
    name, path, request = wanted
    held = {}
    if connection._is_preview():
        reason = env._("Preview: would create properties of contacts.")
        held = {
            "state": "held",
            "reason_code": reasons.PREVIEW,
            "reason_key": reasons.PREVIEW,
            "reason": reason,
        }
    names = ", ".join(one["name"] for one in request.get("inputs", [request]))
    env["crossdock.operation"]._enqueue(
        connection,
        {"lane": "customers", "kind": "crm_properties", "resume": "verify", **held},
        write_creation(path, request),
        [(f"{KEY}:{name}", None, name, None, names, None, None)],
    )


def store_stages(connection, schema):
    """The labels were read again, because a stage was not known."""
    _remember(connection, schema.stages, complete=missing(schema) is None)


def distrust(connection):
    """A property is said to be missing: read the account again. False when that was just done in vain."""
    schema = connection.crm_schema or {}
    read_at = schema.get("read_at")
    if not schema.get("complete"):
        return True
    if read_at and (now() - datetime.fromisoformat(read_at)).total_seconds() < REFUSED_SECONDS:
        return False
    connection.crm_schema = {**schema, "complete": False}
    return True


def settle(env, connection, answer):
    """Created. The next plan reads the account again, and creates what comes next."""
    if isinstance(answer.data, list) and answer.data:
        return _refusal(env, connection, "; ".join(sorted(set(answer.data))))
    return Done(env._("Created."))


def refused(env, connection, answer, reason):
    return _refusal(env, connection, f"{reason}: {answer.detail}")


def verified(env, connection, operation, schema):
    """The outcome was unknown, and the account was read."""
    key = f"{KEY}:{wanted[0]}" if (wanted := missing(schema)) else None
    if operation.line_ids.object_key == key:
        return Resend(env._("The account was read and does not have them."))
    return Done(env._("The account was read and has them."))


def _refusal(env, connection, reason):
    text = env._("HubSpot refuses to create the properties that Crossdock writes: %s", reason)
    connection._ask_person(reasons.ORDER, KEY, text)
    return Dead(text)


def _remember(connection, labels, complete):
    connection.crm_schema = {"stages": labels, "complete": complete, "read_at": now().isoformat()}


def _unfinished(env, connection):
    return env["crossdock.operation"].search(
        [("connection_id", "=", connection.id), ("kind", "=", "crm_properties"), ("state", "!=", "done")]
    )
