"""The journal items of a payout: what clears each payment, what goes to each account, what is not known yet."""

from dataclasses import dataclass, field

from . import reasons
from .outcome import Held
from .payout_matching import account_key
from .payout_tax import split_tax


@dataclass
class Items:
    """Journal items to be made, and what they clear: pairs of (place in ``values``, open item)."""

    values: list = field(default_factory=list)
    clears: list = field(default_factory=list)


def account(connection, key):
    """The account that the connection names for a kind of movement.

    :raises Held: it names none
    """
    found = connection[f"{key}_account_id"]
    if not found:
        label = connection._fields[f"{key}_account_id"]._description_string(connection.env)
        raise Held(
            reasons.PAYOUT,
            key,
            connection.env._(
                "A payout holds a movement for “%s”, and the connection names no account for it. Choose one on the"
                " connection, under Payouts; the payout then goes through by itself.",
                label,
            ),
        )
    return found


def to_company(payout, amount, date):
    company = payout.company_id
    return payout.currency_id._convert(amount, company.currency_id, company, date)


def own_item(payout, of_account, amount, date, name=None):
    """An item in the payout's currency; above zero is a debit."""
    return {
        "name": name or payout.display_name,
        "account_id": of_account.id,
        "currency_id": payout.currency_id.id,
        "amount_currency": amount,
        "balance": to_company(payout, amount, date),
    }


def counterparts(payout, lines, matches, date):
    items = Items()
    for line in lines:
        found = matches.get(line.id)
        if found and found.item:
            clear(payout, items, line, found, date)
    _post_accounts(payout, items, lines.filtered(lambda line: line.id not in matches), date)
    _post_fees(payout, items, lines, date)
    waiting = sum(line.amount for line in lines if line.id in matches and not matches[line.id].item)
    if not payout.currency_id.is_zero(waiting):
        suspense = payout.journal_id.suspense_account_id
        name = payout.env._("%s: payments that Odoo does not have", payout.display_name)
        items.values.append(own_item(payout, suspense, payout.currency_id.round(-waiting), date, name))
    return items


def clear(payout, items, line, found, date):
    """The item that clears a payment, and the difference where two currencies were exchanged at two rates.

    Between other currencies Odoo makes the entry of the difference itself, when the items are reconciled.
    """
    item, company_currency = found.item, payout.company_id.currency_id
    keeps_open = item.account_id.reconcile
    left_currency = item.amount_residual_currency if keeps_open else item.amount_currency
    left = item.amount_residual if keeps_open else item.balance
    worth = to_company(payout, line.amount, date)
    values = {
        "name": f"{payout.display_name} {line.order_name or line.remote_id}",
        "account_id": item.account_id.id,
        "partner_id": item.partner_id.id,
        "currency_id": item.currency_id.id,
        "amount_currency": -left_currency,
        "balance": -worth,
    }
    if item.currency_id == payout.currency_id:
        values["balance"] = -to_company(payout, left_currency, date)
        difference = payout.currency_id.round(left_currency - line.amount)
        if difference:
            items.values.append(own_item(payout, _exchange(payout, difference), difference, date, _exchanged(line)))
    elif item.currency_id == company_currency:
        values["balance"] = -left
        difference = company_currency.round(left - worth)
        if difference:
            items.values.append(_company_item(payout, _exchange(payout, difference), difference, _exchanged(line)))
    items.values.append(values)
    if keeps_open:
        items.clears.append((len(items.values) - 1, item))


def _exchanged(line):
    return line.env._("Exchange difference %s", line.order_name or line.remote_id)


def _company_item(payout, of_account, balance, name):
    return {
        "name": name,
        "account_id": of_account.id,
        "currency_id": payout.company_id.currency_id.id,
        "amount_currency": balance,
        "balance": balance,
    }


def _exchange(payout, difference):
    """The company's account for exchange losses (above zero) or gains."""
    company = payout.company_id
    found = (
        company.expense_currency_exchange_account_id if difference > 0 else company.income_currency_exchange_account_id
    )
    if not found:
        raise Held(
            reasons.PAYOUT,
            "payout_exchange",
            payout.env._(
                "Payout %s brings an exchange difference, and the company has no account for it. Choose the accounts of"
                " exchange gains and losses in the settings of Invoicing, then replay.",
                payout.remote_id,
            ),
        )
    return found


def _post_accounts(payout, items, lines, date):
    """One item for each type of what is no payment. A fee that is a movement of its own is taxed as the others are."""
    fees = lines.filtered(lambda line: account_key(line) == "payout_fee")
    for _type, of_type in (lines - fees).grouped("type").items():
        amount = payout.currency_id.round(sum(of_type.mapped("amount")))
        if amount:
            target = account(payout.connection_id, account_key(of_type[0]))
            label = f"{payout.display_name}: {of_type[0].type_label} ({len(of_type)})"
            items.values.append(own_item(payout, target, -amount, date, label))
        for line in of_type:
            line.account_id = account(payout.connection_id, account_key(line))


def _post_fees(payout, items, lines, date):
    moves = lines.filtered(lambda line: account_key(line) == "payout_fee")
    total = payout.currency_id.round(sum(lines.mapped("fee")) - sum(moves.mapped("amount")))
    if not moves and payout.currency_id.is_zero(total):
        return
    target = account(payout.connection_id, "payout_fee")
    moves.account_id = target
    name = payout.env._("%s: fees", payout.display_name)
    if payout.currency_id.is_zero(total):
        return
    parts = split_tax(payout.connection_id.payout_fee_tax_id, total, payout.currency_id)
    for part in parts:
        values = own_item(payout, target, part.pop("amount"), date, name)
        items.values.append({**values, **part})


def level_rounding(payout, items):
    """What converting each item by itself leaves over in the company's currency goes to the largest of them."""
    currency = payout.company_id.currency_id
    left = currency.round(sum(one["balance"] for one in items.values))
    if not left:
        return
    own = [one for one in items.values[1:] if one["currency_id"] == payout.currency_id.id]
    if payout.currency_id == currency or not own:
        items.values.append(_company_item(payout, _exchange(payout, -left), -left, payout.env._("Exchange difference")))
        return
    largest = max(own, key=lambda one: abs(one["balance"]))
    largest["balance"] = currency.round(largest["balance"] - left)
