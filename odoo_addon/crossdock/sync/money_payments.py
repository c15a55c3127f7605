"""Transactions of orders: all are shown with their order, and those that moved money become payments."""

from datetime import timezone
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from . import reasons
from .outcome import Held
from .times import naive_utc

# Which way money went, by the kind of a transaction. Other kinds move none.
DIRECTIONS = {"sale": "inbound", "capture": "inbound", "refund": "outbound", "change": "outbound"}
FAILED = frozenset({"failure", "error"})


def local_date(moment, zone):
    """The day of an instant at the store."""
    try:
        return moment.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(timezone.utc).date()


def happened(transaction):
    return transaction.processed_at or transaction.created_at


def moved_money(connection, transaction):
    """Whether a transaction is money that really came or went. A gateway in test mode moves none."""
    return (
        transaction.status == "success"
        and transaction.kind in DIRECTIONS
        and bool(transaction.amount)
        and not (transaction.test and connection.environment == "production")
    )


def rounded_cash(transaction, amount):
    """What rounding to the coins there are put on top of ``amount``, a transaction's on the store's side, or took off it.

    The store tells it in the buyer's currency and leaves it out of the amount.
    """
    if not transaction.rounding or not transaction.amount:
        return Decimal(0)
    if amount == transaction.amount:
        return transaction.rounding
    unit = Decimal(1).scaleb(amount.as_tuple().exponent)
    return (transaction.rounding * amount / transaction.amount).quantize(unit, ROUND_HALF_UP)


def shop_money(money, transaction):
    """(amount, currency code) on the store's side."""
    if transaction.shop_amount is not None:
        return transaction.shop_amount, transaction.shop_currency or money.currency
    return transaction.amount, transaction.currency or money.currency


# -- what the store says ---------------------------------------------------------------------------------------


def enter_transactions(connection, states):
    """Bring what is shown of each transaction to what the store says, and ask a person about payments that failed later."""
    model = connection.env["crossdock.transaction"]
    told = {str(one.id): (state, one) for state in states for one in state.money.transactions}
    known = model.search([("connection_id", "=", connection.id), ("remote_id", "in", list(told))])
    currencies = _currencies(connection.env, states)
    for transaction in known:
        state, one = told.pop(transaction.remote_id)
        values = _transaction_values(connection, currencies, state, one)
        if one.status in FAILED and transaction.payment_id:
            _ask_about_failed(state.sale_order, transaction)
        changed = {name: value for name, value in values.items() if _plain(transaction[name]) != value}
        if changed:
            transaction.write(changed)
    model.create([_transaction_values(connection, currencies, state, one) for state, one in told.values()])


def _transaction_values(connection, currencies, state, one):
    amount, currency = shop_money(state.money, one)
    elsewhere = one.currency and one.currency != currency
    return {
        "connection_id": connection.id,
        "order_id": state.sale_order.id,
        "remote_id": str(one.id),
        "parent_remote_id": str(one.parent_id) if one.parent_id else False,
        "kind": one.kind,
        "status": one.status,
        "gateway": one.gateway or False,
        "amount": float(amount),
        "currency_id": currencies.get(currency, connection.env["res.currency"]).id,
        # The store tells it in the buyer's currency alone.
        "unsettled_amount": float(one.unsettled * amount / one.amount) if one.unsettled and one.amount else 0.0,
        "buyer_amount": f"{one.amount} {one.currency}" if elsewhere else False,
        "happened_at": naive_utc(happened(one)) or False,
        "payment_reference": one.payment_id or False,
        "error_code": one.error_code or False,
        "test": one.test,
    }


def _plain(value):
    return value.id if hasattr(value, "_name") else value


def _ask_about_failed(sale_order, transaction):
    env = sale_order.env
    summary = env._("Payment %s failed at the store", transaction.remote_id)
    if summary in sale_order.activity_ids.mapped("summary"):
        return
    sale_order.activity_schedule(
        "mail.mail_activity_data_todo",
        summary=summary,
        note=env._(
            "The store said that this payment had succeeded, and %(payment)s was entered for it. Now it says that it"
            " failed. Cancel the payment in Odoo, if no money arrived.",
            payment=transaction.payment_id.display_name,
        ),
        user_id=transaction.connection_id.responsible_id.id or env.ref("base.user_admin").id,
    )


def _currencies(env, states):
    codes = {code for state in states for one in state.money.transactions for code in [shop_money(state.money, one)[1]]}
    return {currency.name: currency for currency in env["res.currency"].search([("name", "in", list(codes))])}


# -- payments --------------------------------------------------------------------------------------------------


def enter_payments(connection, states):
    """Make payments of the transactions that moved money and have none yet; {object key: note}.

    :raises Held: a gateway is not mapped, or a currency is not active
    """
    if connection.payment_policy == "none":
        return {}
    env, bindings = connection.env, connection.env["crossdock.binding"]
    moved = [(state, one) for state in states for one in state.money.transactions if moved_money(connection, one)]
    bound = bindings._find(connection, "transaction", [one.id for _state, one in moved])
    new = [(state, one) for state, one in moved if str(one.id) not in bound]
    if not new:
        return {}
    mappings = {reasons.gateway_key(one.gateway): one for one in connection.gateway_mapping_ids}
    currencies = _currencies(env, states)
    values = [_payment_values(connection, mappings, currencies, state, one) for state, one in new]
    payments = env["account.payment"].create(values)
    payments.action_post()
    bindings.create(
        [
            {
                "connection_id": connection.id,
                "kind": "transaction",
                "remote_id": str(one.id),
                "remote_name": f"{state.money.name} {one.gateway or ''}".strip(),
                "res_id": payment.id,
            }
            for (state, one), payment in zip(new, payments, strict=True)
        ]
    )
    _say_dates(payments)
    counts = {}
    for state, _one in new:
        counts[state.object_key] = counts.get(state.object_key, 0) + 1
    return {object_key: env._("Payments entered: %s.", count) for object_key, count in counts.items()}


def _payment_values(connection, mappings, currencies, state, one):
    env = connection.env
    key = reasons.gateway_key(one.gateway)
    mapping = mappings.get(key)
    if not mapping:
        raise Held(
            reasons.GATEWAY,
            key,
            env._(
                "The payment gateway “%(gateway)s” of order %(name)s is not mapped to a journal. Map it on the connection,"
                " under Finance; the money then goes through by itself.",
                gateway=one.gateway or key,
                name=state.money.name,
            ),
        )
    amount, code = shop_money(state.money, one)
    if code not in currencies:
        raise Held(reasons.CURRENCY, code, env._("The currency %s is not active. Activate it, then replay.", code))
    direction = DIRECTIONS[one.kind]
    rounding = rounded_cash(one, amount)
    partner = state.sale_order.partner_invoice_id.commercial_partner_id
    memo = f"{state.money.name} {one.gateway or ''} {one.id}"
    if one.currency and one.currency != code:
        memo = f"{memo} ({one.amount} {one.currency})"
    values = {
        "payment_type": direction,
        "partner_type": "customer",
        "partner_id": partner.id,
        "amount": float(amount + rounding),
        "currency_id": currencies[code].id,
        "date": local_date(happened(one), state.money.timezone),
        "journal_id": mapping.journal_id.id,
        "memo": memo,
        "payment_reference": one.payment_id or False,
    }
    if direction == "inbound" and mapping.payment_method_line_id:
        values["payment_method_line_id"] = mapping.payment_method_line_id.id
    if rounding:
        gained = rounding if direction == "inbound" else -rounding
        values["write_off_line_vals"] = [_rounding_line(state, values, currencies[code], mapping.journal_id, gained)]
    return values


def _rounding_line(state, payment, currency, journal, gained):
    """The journal item of what rounding made the drawer gain, or lose, against what was owed.

    Its account is the one that Odoo has for differences of the journal's cash, else the company's.
    """
    env, company = journal.env, journal.company_id
    account = (
        journal.profit_account_id or company.default_cash_difference_income_account_id
        if gained > 0
        else journal.loss_account_id or company.default_cash_difference_expense_account_id
    )
    if not account:
        raise Held(
            reasons.CASH_ROUNDING,
            str(journal.id),
            env._(
                "Cash of order %(name)s was rounded by %(amount)s %(currency)s. Choose the profit and the loss account of"
                " journal %(journal)s, then replay.",
                name=state.money.name,
                amount=abs(gained),
                currency=currency.name,
                journal=journal.display_name,
            ),
        )
    balance = currency._convert(float(-gained), company.currency_id, company, payment["date"])
    return {
        "name": env._("Cash rounding of %s", state.money.name),
        "account_id": account.id,
        "partner_id": payment["partner_id"],
        "currency_id": currency.id,
        "amount_currency": float(-gained),
        "balance": balance,
    }


def _say_dates(payments):
    """A payment of a locked period is entered later; both dates are kept, and said."""
    for payment in payments:
        if payment.move_id and payment.move_id.date != payment.date:
            payment.message_post(
                body=payment.env._(
                    "Happened at the store on %(happened)s; entered on %(entered)s, because the period is locked.",
                    happened=payment.date,
                    entered=payment.move_id.date,
                )
            )
