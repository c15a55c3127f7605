"""Pushing: for one connection and one flow, finish what is under way, then plan, send and settle until nothing differs.

One worker at a time pushes to a connection (a lease), so the remote system's rate budget has one owner. No transaction
is open while bytes travel. An operation is committed, then claimed, then sent, then settled; whoever dies in between
leaves a claim whose lease runs out, and the next worker resumes by the operation's own rule.
"""

import logging
import random
import time

from odoo.tools import SQL

from crossdock_core import http

from ..sync.outcome import Dead, Done, Held, Paused, Resend, Retry, Unfinished
from . import claims

_logger = logging.getLogger(__name__)

# A push ends after this, so that the run ends in time and other lanes get their turn.
PUSH_SECONDS_MAX = 40.0
PLAN_ROUNDS_MAX = 6
# Waits shorter than this are waited out here; longer ones become a time in the row.
WAIT_IN_PLACE_SECONDS_MAX = 3.0
# What a connection may not say now, or what the remote system refuses to answer, is looked at again after this.
PUT_OFF_SECONDS = 60.0


def push(engine, flow, connection_id):
    """Bring the remote side into agreement; True when anything was done."""
    token = claims.new_token()
    name = f"push:{connection_id}"
    if not engine.step("push.lease", lambda env: claims.take_lease(env, name, token)):
        return False
    worked = False
    try:
        deadline = time.monotonic() + PUSH_SECONDS_MAX
        for _round in range(PLAN_ROUNDS_MAX):
            sent = _send_ready(engine, flow, connection_id, token, deadline)
            if time.monotonic() > deadline:
                break
            planned = engine.step("push.plan", lambda env: flow.plan(env, _connection(env, connection_id)))
            worked = worked or bool(sent or planned.operations or planned.reads)
            if planned.reads:
                _read(engine, flow, connection_id, planned)
            if not planned.operations and not planned.reads:
                break
    except claims.LeaseLost:
        _logger.info("Another worker took over the push to connection %s", connection_id)
    except Unfinished as unfinished:
        # The remote system does not answer, or the connection may not speak now; what is to be said stays marked.
        _put_off(engine, flow, connection_id, unfinished)
    finally:
        engine.step("push.release", lambda env: env["crossdock.lease"]._give_back(name, token))
    return worked


def _read(engine, flow, connection_id, planned):
    """Read what the plan asked for; if that fails, the marks that only it would have answered are set again."""
    try:
        flow.read(engine, connection_id, planned)
    except Exception:
        if planned.taken:
            engine.step(
                "push.again",
                lambda env: env["crossdock.mark"]._append_for(
                    connection_id, flow.mark_kind, planned.taken, "could not be read"
                ),
            )
        raise


def _put_off(engine, flow, connection_id, unfinished):
    """Let the marks wait; where the remote system refuses us as such, pause the connection and ask a person."""
    delay = unfinished.delay_seconds if isinstance(unfinished, Retry) else PUT_OFF_SECONDS
    _logger.info("Push to connection %s waits %.0f s", connection_id, delay)

    def put_off(env):
        env["crossdock.mark"]._put_off(connection_id, flow.mark_kind, delay)
        if isinstance(unfinished, Paused):
            _connection(env, connection_id)._pause(unfinished.reason)

    engine.step("push.put_off", put_off)


def _connection(env, connection_id):
    connection = env["crossdock.connection"].browse(connection_id)
    return connection.with_company(connection.company_id).with_context(allowed_company_ids=[connection.company_id.id])


def _send_ready(engine, flow, connection_id, token, deadline):
    """Send the due operations one after the other; how many."""
    if not flow.operation_kinds:
        return 0
    sent = 0
    while time.monotonic() < deadline:
        session = engine.session(connection_id)
        wait = session.wait_seconds()
        if wait > WAIT_IN_PLACE_SECONDS_MAX:
            engine.step("push.wait", lambda env, wait=wait: env["crossdock.worker"]._wake_after_commit(wait))
            break
        if wait > 0:
            time.sleep(wait)
        claimed = engine.step(
            "outbox.claim", lambda env: claims.claim_operation(env, connection_id, flow.operation_kinds, token)
        )
        if not claimed:
            break
        _send_one(engine, flow, connection_id, session, token, claimed)
        sent += 1
    return sent


def _send_one(engine, flow, connection_id, session, token, claimed):
    operation_id, attempt, key_expired = claimed

    def load(env):
        operation = env["crossdock.operation"].browse(operation_id)
        return operation.resume, operation._body()

    resume, body = engine.step("outbox.load", load)
    if attempt > 1 and (resume == "verify" or (resume == "keyed" and key_expired)):
        # An earlier send may have had its effect, and sending again could have it twice: look first.
        verify(engine, flow, connection_id, operation_id, token)
        return
    response = flow.send(session, body)
    answer = flow.interpret(session, response)
    decision = http.decide(
        system=flow.system,
        resume=resume,
        outcome=answer.outcome,
        status=response.status,
        error_code=answer.error_code,
        attempt=attempt,
        retry_after=session.retry_after(response),
        jitter=random.random(),
    )
    engine.step(
        "outbox.settle",
        lambda env: _settle(env, flow, connection_id, operation_id, token, answer, decision),
    )


def verify(engine, flow, connection_id, operation_id, token):
    """Read the remote state to learn what became of an operation, then settle it by what was read."""
    try:
        found = flow.verify(engine, connection_id, operation_id)
    except Unfinished as unfinished:
        delay = unfinished.delay_seconds if isinstance(unfinished, Retry) else 60.0
        reason = unfinished.reason
        engine.step(
            "outbox.settle",
            lambda env: env["crossdock.operation"]._set_retry([operation_id], token, delay, reason),
        )
        return

    def settle(env):
        operation = env["crossdock.operation"].browse(operation_id)
        _finish(env, operation, token, found(env, _connection(env, connection_id), operation))

    engine.step("outbox.settle", settle)


def _settle(env, flow, connection_id, operation_id, token, answer, decision):
    """Turn the retry table's decision into the operation's next state."""
    operation = env["crossdock.operation"].browse(operation_id)
    connection = _connection(env, connection_id)
    operations = env["crossdock.operation"]
    if decision.action == "done":
        _finish(env, operation, token, flow.settle(env, connection, operation, answer))
    elif decision.action in ("replan", "split"):
        _finish(env, operation, token, flow.refused(env, connection, operation, answer, decision.reason))
    elif decision.action in ("retry", "verify"):
        # What is to be verified is looked up when it is claimed again, after the time that its effect may take.
        operations._set_retry([operation_id], token, decision.delay_seconds, decision.reason)
        env["crossdock.worker"]._wake_after_commit(decision.delay_seconds)
    elif decision.action == "pause":
        operations._release_claim([operation_id], token)
        connection._pause(decision.reason)
    else:
        _finish(env, operation, token, Dead(decision.reason))


def _finish(env, operation, token, outcome):
    """The outcome is known (or the operation is given up): close its objects, so that new ones may name them."""
    operations = env["crossdock.operation"]
    if isinstance(outcome, Done):
        changed = operations._set_done([operation.id], token, outcome.note)
    elif isinstance(outcome, Retry):
        operations._set_retry([operation.id], token, outcome.delay_seconds, outcome.reason)
        env["crossdock.worker"]._wake_after_commit(outcome.delay_seconds)
        return
    elif isinstance(outcome, Resend):
        operations._settle(
            [operation.id], token, SQL("state = 'ready', attempt = 0, sent_at = NULL, key_good_until = NULL")
        )
        return
    elif isinstance(outcome, Held):
        operations._set_held([operation.id], token, outcome.code, outcome.key, outcome.reason)
        operation.connection_id._ask_person(outcome.code, outcome.key, outcome.reason)
        return
    else:
        changed = operations._set_dead([operation.id], token, outcome.reason)
    if not changed:
        raise claims.LeaseLost
    operation._close_lines()
