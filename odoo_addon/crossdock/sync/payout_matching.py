"""Matching: which payment in Odoo a balance transaction paid out, and the journal item that it clears."""

from dataclasses import dataclass

# Kinds of balance transactions that stand for a payment or a repayment of an order.
OF_ORDERS = frozenset({"sale", "refund"})

# Which of the connection's accounts another kind goes to.
ACCOUNTS = {
    "fee": "payout_fee",
    "dispute": "payout_dispute",
    "adjustment": "payout_adjustment",
    "credit": "payout_adjustment",
    "reserve": "payout_reserve",
    "payout": "payout_reserve",
}
OTHER = "payout_other"


@dataclass
class Match:
    """The payment of a balance transaction and its open item, or why there is none."""

    payment: object = None
    item: object = None
    reason: str = ""


def account_key(line):
    """The name of the account that a line which is no payment goes to."""
    return ACCOUNTS.get(line.kind, OTHER)


def match(lines):
    """{line id: ``Match``} of lines that stand for payments."""
    env = lines.env
    connection = lines.payout_id.connection_id
    lines = lines.filtered(lambda line: line.kind in OF_ORDERS)
    candidates = _candidates(env, connection, lines)
    taken, found = set(), {}
    for line in lines:
        result = Match(reason=env._("The store names no transaction of an order."))
        if line.order_transaction_id:
            result = Match(reason=env._("Odoo has no payment of transaction %s.", line.order_transaction_id))
        for payment in candidates.get(line.id, ()):
            tried = _try(line, payment)
            if tried.item and tried.item.id not in taken:
                result = tried
                taken.add(tried.item.id)
                break
            result = tried if not tried.item else Match(payment, None, env._("Another line has cleared this payment."))
        found[line.id] = result
    return found


def _candidates(env, connection, lines):
    """{line id: payments to try, the likeliest first}: the transaction's own, then repayments that act on it."""
    numbers = list({line.order_transaction_id for line in lines if line.order_transaction_id})
    if not numbers:
        return {}
    repayments = {}
    for one in env["crossdock.transaction"].search(
        [
            ("connection_id", "=", connection.id),
            ("parent_remote_id", "in", numbers),
            ("kind", "=", "refund"),
        ],
        order="happened_at, id",
    ):
        repayments.setdefault(one.parent_remote_id, []).append(one.remote_id)
    every = numbers + [number for those in repayments.values() for number in those]
    bindings = env["crossdock.binding"]._find(connection, "transaction", every)
    payments = env["account.payment"].browse(one.res_id for one in bindings.values()).exists()
    by_id = {payment.id: payment for payment in payments}
    by_number = {number: by_id[binding.res_id] for number, binding in bindings.items() if binding.res_id in by_id}
    return {
        line.id: [
            by_number[number]
            for number in [
                line.order_transaction_id,
                *(repayments.get(line.order_transaction_id, ()) if line.kind == "refund" else ()),
            ]
            if number in by_number
        ]
        for line in lines
        if line.order_transaction_id
    }


def _try(line, payment):
    """The open item of the payment that the line clears, or why it cannot."""
    env = line.env
    name = payment.display_name
    if payment.state not in ("in_process", "paid") or payment.move_id.state != "posted":
        return Match(payment, None, env._("Payment %s is not posted.", name))
    liquidity, _counterpart, _others = payment._seek_for_lines()
    if len(liquidity) != 1:
        return Match(payment, None, env._("Payment %s has no single outstanding item.", name))
    if (liquidity.balance > 0) != (line.amount > 0):
        return Match(payment, None, env._("Payment %s goes the other way.", name))
    if liquidity.account_id == line.payout_id.journal_id.default_account_id:
        return Match(payment, None, env._("Payment %s was entered on the payouts' own bank account.", name))
    if liquidity.reconciled if liquidity.account_id.reconcile else _paid_out(line, payment):
        return Match(payment, None, env._("Payment %s is reconciled already.", name))
    return _compare(line, payment, liquidity)


def _paid_out(line, payment):
    """Whether another line has cleared a payment whose account keeps no open items."""
    others = [("payment_id", "=", payment.id), ("state", "=", "matched"), ("id", "!=", line.id)]
    return bool(line.search_count(others, limit=1))


def _compare(line, payment, item):
    """Amounts of one currency are equal, save where the buyer paid in another one, which is exchanged twice."""
    env, currency = line.env, line.currency_id
    left = item.amount_residual_currency if item.account_id.reconcile else item.amount_currency
    if item.currency_id != currency or not currency.compare_amounts(left, line.amount):
        return Match(payment, item)
    told = env["crossdock.transaction"].search(
        [
            ("connection_id", "=", line.payout_id.connection_id.id),
            ("remote_id", "=", line.order_transaction_id),
        ]
    )
    if told.buyer_amount and not currency.compare_amounts(left, item.amount_currency):
        return Match(payment, item)
    return Match(
        payment,
        None,
        env._(
            "Payment %(name)s has %(left)s %(currency)s open, the payout says %(amount)s.",
            name=payment.display_name,
            left=currency.round(left),
            currency=currency.name,
            amount=line.amount,
        ),
    )
