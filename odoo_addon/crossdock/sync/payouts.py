"""Payouts: each is brought to what the store says of it, as one line of a bank statement with all that it is made of.

An event only names the payout. What the store says of it now is read; once it is paid, its balance transactions are read as
well, and entered whole or not at all (I9). What finds no payment in Odoo waits on the journal's suspense account, is listed,
and is matched when the payment comes.
"""

import time
from datetime import timezone
from decimal import Decimal

from . import reasons
from .flow import InboundFlow
from .outcome import Done, Held, Retry
from .payout_entry import enter
from .payout_later import match_again, take_back
from .shopify.payouts_read import read_payouts, read_transactions
from .times import naive_utc

TOPIC = "internal/payout"
LANE = "finance"
PAID = "paid"
RETURNED = frozenset({"failed", "canceled"})
# What was not read within this time is read by the next round, well within the lease.
READ_SECONDS_MAX = 40.0
READ_LATER_SECONDS = 1.0


class PayoutsIn(InboundFlow):
    """internal/payout into crossdock.payout, account.bank.statement.line and its journal items."""

    lane = LANE
    topics = frozenset({TOPIC})

    def prepare(self, engine, connection_id, works):
        """{payout id: (payout, its transactions, or None where they are not needed)} of those that were read in time."""
        ids = [int(work.remote_id) for work in works]

        def entered(env):
            connection = env["crossdock.connection"].browse(connection_id)
            if not connection._wants_payouts():
                return None
            return {int(one) for one in env["crossdock.binding"]._find(connection, "payout", ids)}

        known = engine.step("payouts.known", entered)
        if known is None:
            return {}
        session = engine.session(connection_id)
        until = time.monotonic() + READ_SECONDS_MAX
        payouts, found = read_payouts(session, ids), {}
        for number in ids:
            payout = payouts.get(number)
            needed = payout is not None and payout.status in RETURNED | {PAID} and number not in known
            if needed and found and time.monotonic() > until:
                continue
            found[number] = (payout, read_transactions(session, number) if needed else None)
        return found

    def apply(self, env, connection, works, prepared):
        if not connection._wants_payouts():
            return {work.object_key: Done(env._("Payouts of this store are left to people.")) for work in works}
        outcomes = {}
        for work in works:
            number = int(work.remote_id)
            if number not in prepared:
                outcomes[work.object_key] = Retry(env._("Read with the next round."), READ_LATER_SECONDS)
                continue
            payout, transactions = prepared[number]
            outcomes[work.object_key] = self._bring(connection, payout, transactions)
        return outcomes

    def _bring(self, connection, payout, transactions):
        env = connection.env
        if payout is None:
            return Done(env._("The store does not have this payout any more."))
        if connection.payouts_since and naive_utc(payout.issued_at) < connection.payouts_since:
            return Done(env._("Issued before the connection takes payouts."))
        if connection._is_preview():
            return Held(
                reasons.PREVIEW,
                reasons.PREVIEW,
                env._("Preview: would enter payout %s.", payout.id),
                preview=describe(env, payout, transactions),
            )
        if transactions is not None:
            _check_sum(env, payout, transactions)
        record = _record(connection, payout, transactions)
        notes = []
        if record.move_id:
            notes.append(match_again(record))
        elif record._was_entered():
            notes.append(env._("Its entry was deleted in Odoo; it is not entered again."))
        elif payout.status in RETURNED | {PAID} and transactions:
            notes.append(enter(record, returned=payout.status in RETURNED))
        if payout.status in RETURNED and record.move_id.statement_line_id:
            notes.append(take_back(record))
        return Done(" ".join(filter(None, notes)) or env._("Odoo shows the payout as it is: %s.", record.status_label))


def signed_net(payout):
    """What the bank account gets; below zero where the payout takes money from it."""
    return -abs(payout.net) if payout.type == "withdrawal" else payout.net


def _check_sum(env, payout, transactions):
    """A payout is what it is made of, to the last minor unit (I9).

    :raises Held: it is not, with the difference
    """
    foreign = {one.currency for one in transactions} - {payout.currency}
    total = sum((one.net for one in transactions), Decimal(0))
    wanted = signed_net(payout)
    if not foreign and total == wanted and transactions:
        return
    if not transactions and not wanted:
        return
    raise Held(
        reasons.TOTAL,
        f"payout:{payout.id}",
        env._(
            "Payout %(name)s of %(date)s brings %(net)s %(currency)s, but its %(count)s transactions come to %(total)s:"
            " a difference of %(difference)s.%(foreign)s The store may not have listed all of them yet: replay later, or"
            " enter the payout by hand and discard this event.",
            name=payout.id,
            date=payout.issued_at.date(),
            net=wanted,
            currency=payout.currency,
            count=len(transactions),
            total=total,
            difference=wanted - total,
            foreign=env._(" Some are in %s.", ", ".join(sorted(foreign))) if foreign else "",
        ),
    )


def _record(connection, payout, transactions):
    """What is shown of the payout, brought to what the store says."""
    env = connection.env
    model = env["crossdock.payout"]
    currency = env["res.currency"].search([("name", "=", payout.currency)])
    if not currency:
        raise Held(
            reasons.CURRENCY,
            payout.currency,
            env._("The currency %s is not active. Activate it, then replay.", payout.currency),
        )
    values = {
        "status": payout.status,
        "type": payout.type,
        "issued_at": naive_utc(payout.issued_at),
        "currency_id": currency.id,
        "amount": float(signed_net(payout)),
        "trace_id": payout.external_trace_id or False,
    }
    record = model.search([("connection_id", "=", connection.id), ("remote_id", "=", str(payout.id))])
    if record:
        changed = {name: value for name, value in values.items() if _plain(record[name]) != value}
        if changed:
            record.write(changed)
    else:
        record = model.create({"connection_id": connection.id, "remote_id": str(payout.id), **values})
    if transactions is not None:
        _enter_lines(record, transactions)
    return record


def _enter_lines(record, transactions):
    known = set(record.line_ids.mapped("remote_id"))
    orders = record.env["crossdock.binding"]._find(
        record.connection_id, "order", [one.order_id for one in transactions if one.order_id]
    )
    record.env["crossdock.payout.line"].create(
        [
            {
                "payout_id": record.id,
                "remote_id": str(one.id),
                "type": one.type,
                "kind": one.kind,
                "amount": float(one.amount),
                "fee": float(one.fee),
                "net": float(one.net),
                "happened_at": naive_utc(one.transacted_at.astimezone(timezone.utc)),
                "order_id": orders[str(one.order_id)].res_id if str(one.order_id) in orders else False,
                "order_name": one.order_name or ", ".join(each.order_name for each in one.adjustment_orders) or False,
                "order_transaction_id": str(one.order_transaction_id) if one.order_transaction_id else False,
                "adjustment_reason": one.adjustment_reason or False,
                "test": one.test,
            }
            for one in transactions
            if str(one.id) not in known
        ]
    )


def _plain(value):
    return value.id if hasattr(value, "_name") else value


def describe(env, payout, transactions):
    """A preview's text: the payout, and what it is made of by type."""
    rows = [
        env._(
            "Payout %(name)s: %(net)s %(currency)s, %(status)s",
            name=payout.id,
            net=signed_net(payout),
            currency=payout.currency,
            status=payout.status,
        )
    ]
    by_type = {}
    for one in transactions or ():
        by_type.setdefault(one.type, []).append(one)
    for name, of_type in sorted(by_type.items()):
        amount, fee = (sum((getattr(one, field) for one in of_type), Decimal(0)) for field in ("amount", "fee"))
        rows.append(f"{len(of_type)} {name}: {amount} - {fee}")
    return "\n".join(rows)


def look_again(connection, payout_ids):
    """Have payouts looked at again, whatever was seen before."""
    keys = [f"payout:{payout_id}" for payout_id in payout_ids]
    connection.env["crossdock.inbox"]._store_intents(connection, TOPIC, LANE, keys)
