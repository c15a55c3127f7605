"""Payouts are polled: no webhook tells of them. A payout whose status is news becomes an event of the inbox."""

from datetime import datetime, timedelta, timezone

from . import reasons
from .cursors import PAYOUTS
from .flow import Planned, ReadingFlow
from .payouts import LANE, TOPIC
from .shopify.payouts_read import list_payouts, missing_scopes
from .times import naive_utc

MARK = "payouts"
# A payout's status changes after it was issued (in transit, paid, failed, returned by the bank), and no list is sorted by
# when it did. So the list is read again this far back; it holds one payout a day and currency.
LOOK_BACK = timedelta(days=30)


class PayoutPolling(ReadingFlow):
    """The "payouts" mark: read the list of payouts from its cursor on."""

    system = "shopify"
    lane = "backfill"
    mark_kind = MARK

    def plan(self, env, connection):
        planned = super().plan(env, connection)
        return planned if connection._wants_payouts() else Planned()

    def read(self, engine, connection_id, planned):
        poll_payouts(engine, connection_id)


def poll_payouts(engine, connection_id):
    """Store an event for each payout whose status Odoo does not show, then move the cursor to the newest one seen."""

    def since(env):
        connection = env["crossdock.connection"].browse(connection_id)
        remote_at, _local_at = env["crossdock.cursor"]._get(connection, PAYOUTS)
        first = connection.payouts_since or datetime(1970, 1, 1)
        return max(remote_at - LOOK_BACK, first) if remote_at else first

    session = engine.session(connection_id)
    missing = missing_scopes(session)
    engine.step("payouts.scopes", lambda env: _say_scopes(env, connection_id, missing))
    if missing:
        return
    start = engine.step("payouts.since", since)
    local_at = datetime.now(timezone.utc).replace(tzinfo=None)
    for page in list_payouts(session, f"issued_at:>='{start:%Y-%m-%dT%H:%M:%SZ}'"):
        if page:
            engine.step("payouts.store", lambda env, page=page: _store(env, connection_id, page, local_at))


def _say_scopes(env, connection_id, missing):
    connection = env["crossdock.connection"].browse(connection_id)
    if missing:
        connection._ask_person(
            reasons.PAYOUT,
            reasons.PAYOUT_SCOPES,
            env._(
                "Payouts cannot be read: the store's app lacks the access scopes %s. Grant them in the store's admin, and"
                " the payouts come by themselves.",
                ", ".join(missing),
            ),
        )
    else:
        connection._done_asking(reasons.PAYOUT, reasons.PAYOUT_SCOPES)


def _store(env, connection_id, page, local_at):
    """Events for the news of one page, and the cursor moved on past it, in one transaction."""
    connection = env["crossdock.connection"].browse(connection_id)
    ids = [str(payout.id) for payout, _body in page]
    known = {
        one.remote_id: one.status
        for one in env["crossdock.payout"].search([("connection_id", "=", connection_id), ("remote_id", "in", ids)])
    }
    events = [
        {
            "topic": TOPIC,
            "object_key": f"payout:{payout.id}",
            "lane": LANE,
            "source": "poll",
            "keys": [f"poll:payout:{payout.id}:{payout.status}"],
            "body": body,
        }
        for payout, body in page
        if known.get(str(payout.id)) != payout.status
    ]
    if env["crossdock.inbox"]._store(connection_id, events):
        connection._wake()
    newest = max(naive_utc(payout.issued_at) for payout, _body in page)
    env["crossdock.cursor"]._advance(connection, PAYOUTS, newest, local_at)
