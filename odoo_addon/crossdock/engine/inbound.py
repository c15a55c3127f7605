"""Draining the inbox: claim objects, prepare, then apply them with their events' "done" in one transaction.

A batch is tried as a whole, because a few large ORM calls are several times faster than many small ones. When it fails,
it is rolled back whole and each object is tried alone, so that the bad one stands alone and its neighbours go through.
"""

import logging
import random
from contextlib import ExitStack

from odoo.exceptions import UserError

from crossdock_core.errors import CrossdockError

from ..sync import flows, reasons
from ..sync.outcome import Dead, Done, Held, Paused, Retry, Unfinished
from . import claims
from .transactions import CONCURRENCY_ERRORS, product_locks

_logger = logging.getLogger(__name__)

ATTEMPTS_MAX = 8
RETRY_SECONDS_FIRST = 5.0
RETRY_SECONDS_MAX = 900.0


def drain(engine, lane):
    """Work off one batch of a lane; the number of objects that were claimed."""
    token = claims.new_token()
    objects_max = max((flow.batch_objects_max for flow in flows.INBOUND if flow.lane == lane), default=50)
    works = engine.step("inbox.claim", lambda env: claims.claim_inbox(env, lane, objects_max, token))
    for flow, group in _by_flow(works):
        if flow is None:
            _settle_all(engine, None, group, token, Dead("No flow handles this topic."))
        else:
            _drain_group(engine, flow, group, token)
    return len(works)


def _by_flow(works):
    groups = {}
    for work in works:
        flow = flows.inbound_for(work.newest.topic)
        groups.setdefault(id(flow), (flow, []))[1].append(work)
    return list(groups.values())


def _drain_group(engine, flow, works, token):
    """Apply a batch; on any failure each object by itself."""
    try:
        prepared = flow.prepare(engine, works[0].connection_id, works)
        _apply(engine, flow, works, token, prepared)
        return
    except claims.LeaseLost:
        return
    except Unfinished as outcome:
        if len(works) == 1:
            _settle_all(engine, flow, works, token, classify(works[0], outcome))
            return
    except Exception as error:
        if len(works) == 1:
            _settle_all(engine, flow, works, token, classify(works[0], error))
            return
    for work in works:
        _drain_group(engine, flow, [work], token)


def _apply(engine, flow, works, token, prepared):
    connection_id = works[0].connection_id

    def products_of(env):
        connection = _connection(env, connection_id)
        return flow.lock_products(connection.env, connection, works)

    products = engine.step("inbox.locks", products_of)

    def apply(env):
        connection = _connection(env, connection_id)
        if flow.store_knows_stock:
            connection = connection.with_context(crossdock_order_of=connection_id)
        outcomes = flow.apply(connection.env, connection, works, prepared)
        _settle(connection.env, flow, works, token, outcomes)

    with ExitStack() as stack:
        stack.enter_context(product_locks(engine.registry, products))
        ids = [event.id for work in works for event in work.events]
        engine.step("inbox.renew", lambda env: claims.renew_inbox(env, ids, token))
        engine.step("inbox.apply", apply)


def _connection(env, connection_id):
    """The connection, seen as its company alone (I11)."""
    connection = env["crossdock.connection"].browse(connection_id)
    return connection.with_company(connection.company_id).with_context(allowed_company_ids=[connection.company_id.id])


def _settle_all(engine, flow, works, token, outcome):
    outcomes = {work.object_key: outcome for work in works}

    def settle(env):
        _settle(_connection(env, works[0].connection_id).env, flow, works, token, outcomes)

    try:
        engine.step("inbox.settle", settle)
    except claims.LeaseLost:
        _logger.info("Another worker took over %d objects", len(works))


def _settle(env, flow, works, token, outcomes):
    """Write what came of each object to its events. Only the newest event of an object can stay unfinished."""
    notes = {}
    for work in works:
        outcome = outcomes.get(work.object_key) or Done()
        newest = work.newest
        superseded = env._("Superseded by a newer event of the same object.")
        notes.update({event.id: superseded for event in work.events if event.id != newest.id})
        if isinstance(outcome, Done):
            notes[newest.id] = outcome.note
        else:
            _settle_unfinished(env, flow, work, token, outcome)
    if notes and len(env["crossdock.inbox"]._set_done_each(notes, token)) != len(notes):
        raise claims.LeaseLost


def _settle_unfinished(env, flow, work, token, outcome):
    inbox, newest = env["crossdock.inbox"], work.newest
    if isinstance(outcome, Held):
        changed = inbox._set_held([newest.id], token, outcome.code, outcome.key, outcome.reason)
        if outcome.preview:
            inbox.browse(newest.id).preview = outcome.preview
        connection = env["crossdock.connection"].browse(work.connection_id)
        connection._ask_person(outcome.code, outcome.key, outcome.reason)
    elif isinstance(outcome, Retry):
        changed = inbox._set_retry([newest.id], token, outcome.delay_seconds, outcome.reason)
    else:
        changed = inbox._set_dead([newest.id], token, outcome.reason)
    if not changed:
        raise claims.LeaseLost
    if flow is not None:
        flow.unfinished(env, env["crossdock.connection"].browse(work.connection_id), work, outcome)


def classify(work, error):
    """What an unexpected exception means for the one object that caused it: later, or dead with a reason.

    The exception's own text may quote a customer's data, so only texts meant for people (Odoo's user errors) are kept;
    of others the kind and the place in our code.
    """
    if isinstance(error, Paused):
        return Retry(error.reason, RETRY_SECONDS_MAX)
    if isinstance(error, Unfinished):
        return error
    if isinstance(error, UserError):
        # Odoo's own checks speak to people, and people mend what they complain of.
        return Held(reasons.ORDER, type(error).__name__, str(error))
    if isinstance(error, CrossdockError):
        return Dead(str(error))
    reason = f"{type(error).__name__} {place(error)}".strip()
    _logger.warning("Work on %s failed: %s", work.object_key, reason)
    attempt = work.newest.attempt
    if attempt >= ATTEMPTS_MAX:
        return Dead(f"{reason} (given up after {attempt} attempts)")
    delay = 1.0 if isinstance(error, CONCURRENCY_ERRORS) else RETRY_SECONDS_FIRST * 2 ** (attempt - 1)
    return Retry(reason, min(RETRY_SECONDS_MAX, delay) * random.uniform(0.5, 1.0))


def place(error):
    """Innermost frame of the addon in the traceback: file and line, no values."""
    place, frame = "", error.__traceback__
    while frame:
        filename = frame.tb_frame.f_code.co_filename
        if "crossdock" in filename:
            place = f"({filename.rsplit('/', 1)[-1]}:{frame.tb_lineno})"
        frame = frame.tb_next
    return place
