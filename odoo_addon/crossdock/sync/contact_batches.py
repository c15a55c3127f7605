"""Batches of contacts: how planned changes become an upsert's bytes, and its answer one for each row."""

import json

from crossdock_core import hubspot

from .contact_observations import address

LANE = "customers"


def object_key(email):
    return f"contact:{email}"


def enqueue_contacts(env, connection, changed, values):
    """Commit one upsert: rows of (buyer, known row, {property: (from, to)})."""
    inputs, lines = [], []
    for buyer, row, difference in changed:
        inputs.append({"id": buyer.email, "properties": {name: to for name, (_before, to) in difference.items()}})
        before = "; ".join(f"{name}: {before}" for name, (before, _to) in difference.items() if before)
        after = "; ".join(f"{name}: {to}" for name, (_before, to) in difference.items())
        lines.append((object_key(buyer.email), buyer.partner_id, buyer.name, before if row.remote_id else None, after))
    return enqueue_inputs(env, connection, inputs, lines, values)


def by_line(inputs, result):
    """({index: remote contact}, {index: message}) of a batch's answer."""
    traces = {given["objectWriteTraceId"]: i for i, given in enumerate(inputs)}
    emails = {given["id"]: i for i, given in enumerate(inputs)}
    found = {}
    for remote in result.results:
        index = traces.get(remote.trace_id, emails.get(address(remote)))
        if index is not None:
            found[index] = remote
    named = [(error.message, error.trace_ids, error.ids) for error in result.errors]
    errors = errors_by_line(inputs, named)
    silent = [message for message, trace_ids, ids in named if not trace_ids and not ids]
    missing = set(range(len(inputs))) - found.keys() - errors.keys()
    if silent and len(missing) == 1:
        errors[missing.pop()] = silent[0]
    return found, {index: message for index, message in errors.items() if index not in found}


def errors_by_line(inputs, errors):
    traces = {given["objectWriteTraceId"]: i for i, given in enumerate(inputs)}
    emails = {given["id"]: i for i, given in enumerate(inputs)}
    found = {}
    for message, trace_ids, ids in errors:
        for index in [traces.get(one) for one in trace_ids] + [emails.get(one.lower()) for one in ids]:
            if index is not None:
                found.setdefault(index, message)
    return found


def row_errors(body):
    """The rows that a refusal names: [(message, trace ids, ids)]. Every field is optional, says HubSpot."""
    try:
        errors = json.loads(bytes(body or b"")).get("errors") or []
        found = []
        for error in errors:
            context = error.get("context") or {}
            ids = [*context.get("ids", []), *context.get("id", [])]
            found.append((str(error.get("message") or ""), context.get("objectWriteTraceId") or [], ids))
        return found
    except (ValueError, AttributeError, TypeError):
        return []


def enqueue_inputs(env, connection, inputs, lines, values):
    inputs = [{**given, "objectWriteTraceId": str(index)} for index, given in enumerate(inputs)]
    body = hubspot.write_contacts_upsert(
        [
            hubspot.Contact(
                id_value=given["id"],
                properties=list(given["properties"].items()),
                trace_id=given["objectWriteTraceId"],
            )
            for given in inputs
        ]
    )
    return env["crossdock.operation"]._enqueue(
        connection,
        {"lane": LANE, "kind": "contacts_upsert", "resume": "upsert", **values},
        bytes(body),
        [(*line, None, None) for line in lines],
    )


def line_values(line):
    return line.object_key, line.res_id, line.label, line.from_value or None, line.to_value


def read_answer(body):
    """A success: a ``BatchResult`` of contacts; of a creation of properties, what was refused.

    :raises ValueError or CrossdockError: it is neither
    """
    content = json.loads(bytes(body))
    results = content.get("results") if isinstance(content, dict) else None
    if results is not None and all(isinstance(one, dict) and "properties" in one for one in results):
        return hubspot.read_batch_result(body)
    if results is None and not (isinstance(content, dict) and "name" in content):
        raise ValueError("neither contacts nor properties")
    return [str(error.get("message") or "refused") for error in content.get("errors") or []]
