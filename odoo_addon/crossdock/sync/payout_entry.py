"""The journal entry of a payout: what the bank shows on one side, all that it is made of on the other.

One item for each payment that is cleared, reconciled with it; one for each kind of what goes to an account; one on the
journal's suspense account for all that has no payment yet.
"""

from dataclasses import dataclass, field

from . import reasons
from .outcome import Held
from .payout_matching import account_key, match
from .payout_tax import split_tax

# Written by context: items of a posted entry are replaced, as Odoo's own reconciliation of statement lines does.
EDITING = {"skip_readonly_check": True, "force_delete": True, "skip_invoice_sync": True}


@dataclass
class Items:
    """Journal items to be made, and what they clear: pairs of (place in ``values``, open item)."""

    values: list = field(default_factory=list)
    clears: list = field(default_factory=list)


def enter(payout, returned=False):
    """Enter a payout and reconcile it; what came of it, as a note.

    :param returned: the bank never got it, so that what it holds is still owed by the store's payment account
    :raises Held: a journal or an account must be chosen first
    """
    env = payout.env
    payout.journal_id = journal = _journal(payout)
    date = payout._local_date()
    lines = payout.line_ids
    matches = match(lines)
    items = _counterparts(payout, lines, matches, date)
    bank = _own_item(payout, journal.default_account_id, payout.amount, date)
    if returned:
        bank["account_id"] = account(payout.connection_id, "payout_reserve").id
    items.values.insert(0, bank)
    items.clears = [(place + 1, item) for place, item in items.clears]
    _level_rounding(payout, items)
    move = _make_move(payout, journal, date, items, returned)
    _bind(payout, "payout", move)
    _reconcile(items, move.line_ids.sorted("id"))
    _set_states(payout, lines, matches)
    _say_date(payout, move, date)
    unmatched = lines.filtered(lambda line: line.state == "unmatched")
    if unmatched:
        return env._("Entered as %(move)s; %(count)s lines have no payment yet.", move=move.name, count=len(unmatched))
    return env._("Entered as %s.", move.name)


def _journal(payout):
    env, connection = payout.env, payout.connection_id
    company_currency = connection.company_id.currency_id
    for journal in connection.payout_journal_ids:
        if (journal.currency_id or company_currency) == payout.currency_id:
            return journal
    raise Held(
        reasons.MONEY,
        reasons.PAYOUT_JOURNAL,
        env._(
            "Payout %(name)s is in %(currency)s, and the connection has no bank journal of that currency for payouts."
            " Choose one on the connection, under Payouts; the payout then goes through by itself.",
            name=payout.remote_id,
            currency=payout.currency_id.name,
        ),
    )


def account(connection, key):
    """The account that the connection names for a kind of movement.

    :raises Held: it names none
    """
    found = connection[f"{key}_account_id"]
    if not found:
        label = connection._fields[f"{key}_account_id"]._description_string(connection.env)
        raise Held(
            reasons.MONEY,
            key,
            connection.env._(
                "A payout holds a movement for “%s”, and the connection names no account for it. Choose one on the"
                " connection, under Payouts; the payout then goes through by itself.",
                label,
            ),
        )
    return found


# -- items -----------------------------------------------------------------------------------------------------


def _to_company(payout, amount, date):
    company = payout.company_id
    return payout.currency_id._convert(amount, company.currency_id, company, date)


def _own_item(payout, of_account, amount, date, name=None):
    """An item in the payout's currency; above zero is a debit."""
    return {
        "name": name or payout.display_name,
        "account_id": of_account.id,
        "currency_id": payout.currency_id.id,
        "amount_currency": amount,
        "balance": _to_company(payout, amount, date),
    }


def _counterparts(payout, lines, matches, date):
    items = Items()
    for line in lines:
        found = matches.get(line.id)
        if found and found.item:
            _clear(payout, items, line, found, date)
    _post_accounts(payout, items, lines.filtered(lambda line: line.id not in matches), date)
    _post_fees(payout, items, lines, date)
    waiting = sum(line.amount for line in lines if line.id in matches and not matches[line.id].item)
    if not payout.currency_id.is_zero(waiting):
        suspense = payout.journal_id.suspense_account_id
        name = payout.env._("%s: payments that Odoo does not have", payout.display_name)
        items.values.append(_own_item(payout, suspense, payout.currency_id.round(-waiting), date, name))
    return items


def _clear(payout, items, line, found, date):
    """The item that clears a payment, and the difference where two currencies were exchanged at two rates.

    Between other currencies Odoo makes the entry of the difference itself, when the items are reconciled.
    """
    item, company_currency = found.item, payout.company_id.currency_id
    keeps_open = item.account_id.reconcile
    left_currency = item.amount_residual_currency if keeps_open else item.amount_currency
    left = item.amount_residual if keeps_open else item.balance
    worth = _to_company(payout, line.amount, date)
    values = {
        "name": f"{payout.display_name} {line.order_name or line.remote_id}",
        "account_id": item.account_id.id,
        "partner_id": item.partner_id.id,
        "currency_id": item.currency_id.id,
        "amount_currency": -left_currency,
        "balance": -worth,
    }
    if item.currency_id == payout.currency_id:
        values["balance"] = -_to_company(payout, left_currency, date)
        difference = payout.currency_id.round(left_currency - line.amount)
        if difference:
            items.values.append(_own_item(payout, _exchange(payout, difference), difference, date, _exchanged(line)))
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
            reasons.MONEY,
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
            items.values.append(_own_item(payout, target, -amount, date, label))
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
        values = _own_item(payout, target, part.pop("amount"), date, name)
        items.values.append({**values, **part})


def _level_rounding(payout, items):
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


# -- the entry -------------------------------------------------------------------------------------------------


def _make_move(payout, journal, date, items, returned=False):
    """A line of a bank statement; a miscellaneous entry where no bank had any part in it."""
    env = payout.env
    commands = [(0, 0, values) for values in items.values]
    if returned:
        return _misc_move(payout, date, commands)
    statement_line = (
        env["account.bank.statement.line"]
        .with_context(skip_invoice_sync=True)
        .create(
            {
                "journal_id": journal.id,
                "company_id": journal.company_id.id,
                "date": date,
                "payment_ref": payout.display_name,
                "ref": payout.trace_id or payout.remote_id,
                "amount": payout.amount,
                "line_ids": commands,
            }
        )
    )
    return statement_line.move_id


def _misc_move(payout, date, commands):
    env, company = payout.env, payout.company_id
    journal = env["account.journal"].search(
        [*env["account.journal"]._check_company_domain(company), ("type", "=", "general")], limit=1
    )
    values = {
        "move_type": "entry",
        "journal_id": journal.id,
        "company_id": company.id,
        "date": date,
        "ref": payout.display_name,
        "line_ids": commands,
    }
    move = env["account.move"].with_context(skip_invoice_sync=True).create(values)
    move._post(soft=False)
    return move


def _bind(payout, kind, move):
    payout.env["crossdock.binding"].create(
        {
            "connection_id": payout.connection_id.id,
            "kind": kind,
            "remote_id": payout.remote_id,
            "remote_name": payout.display_name,
            "res_id": move.id,
        }
    )
    payout.invalidate_recordset(["move_id", "returned_move_id"])


def _reconcile(items, made):
    plan = [made[place] + item for place, item in items.clears]
    if plan:
        made.env["account.move.line"]._reconcile_plan(plan)


def _set_states(payout, lines, matches):
    for line in lines:
        found = matches.get(line.id)
        if not found:
            line.state = "account"
        elif found.item:
            line.write({"state": "matched", "payment_id": found.payment.id, "reason": False})
        else:
            line.write({"state": "unmatched", "payment_id": False, "reason": found.reason})


def _say_date(payout, move, date):
    """A payout of a locked period is entered later; both dates are kept, and said."""
    if move.date != date:
        body = payout.env._(
            "Issued at the store on %(issued)s; entered on %(entered)s, because the period is locked.",
            issued=date,
            entered=move.date,
        )
        payout.message_post(body=body)
        move.message_post(body=body)


# -- later -----------------------------------------------------------------------------------------------------


def match_again(payout):
    """Take from the suspense account what has a payment by now; what came of it, as a note."""
    waiting = payout.line_ids.filtered(lambda line: line.state == "unmatched")
    if not waiting or payout.move_id.state != "posted":
        return ""
    matches = match(waiting)
    found = waiting.filtered(lambda line: matches[line.id].item)
    if found:
        _move_from_suspense(payout, found, matches)
    _set_states(payout, waiting, matches)
    if not found:
        return payout.env._("%s lines have no payment yet.", len(waiting))
    left = len(waiting) - len(found)
    note = payout.env._("Matched now: %(found)s lines; %(left)s have no payment yet.", found=len(found), left=left)
    payout.message_post(body=note)
    return note


def _move_from_suspense(payout, lines, matches):
    """In the payout's own entry, or by an entry of its own where that one is locked."""
    move, date = payout.move_id, payout._local_date()
    items = Items()
    for line in lines:
        _clear(payout, items, line, matches[line.id], date)
    suspense = move.line_ids.filtered(lambda item: item.account_id == payout.journal_id.suspense_account_id)[:1]
    amount = payout.currency_id.round(sum(lines.mapped("amount")))
    balance = -payout.company_id.currency_id.round(sum(one["balance"] for one in items.values))
    locked = move._get_violated_lock_dates(move.date, False) or move.inalterable_hash
    if locked or not suspense:
        back = {**_own_item(payout, payout.journal_id.suspense_account_id, amount, date), "balance": balance}
        entry = _misc_move(payout, date, [(0, 0, one) for one in [*items.values, back]])
        made = entry.line_ids.sorted("id")
        _say_date(payout, entry, date)
    else:
        before = move.line_ids
        left = payout.currency_id.round(suspense.amount_currency + amount)
        rest = []
        if payout.currency_id.is_zero(left):
            _balance_out(payout, items, suspense)
        else:
            values = _own_item(payout, suspense.account_id, left, date, suspense.name)
            rest = [{**values, "balance": suspense.balance + balance}]
        target = move.statement_line_id or move
        # What stays on the suspense account comes last: the places of the others are those of what they clear.
        commands = [(2, suspense.id, 0), *((0, 0, one) for one in [*items.values, *rest])]
        target.with_context(**EDITING).write({"line_ids": commands})
        made = (move.line_ids - before).sorted("id")
    _reconcile(items, made)


def _balance_out(payout, items, suspense):
    """The whole of the suspense item goes; what its balance differs by, in the company's currency, goes to the largest."""
    left = payout.company_id.currency_id.round(sum(one["balance"] for one in items.values) - suspense.balance)
    if left:
        largest = max(items.values, key=lambda one: abs(one["balance"]))
        largest["balance"] -= left


def take_back(payout):
    """The bank has given an entered payout back: the money is with the store's payment account again, and a person is asked.

    The payments stay paid out: the store pays the sum again in a later payout, as a movement of its own.
    """
    if payout.returned_move_id:
        return ""
    env, date = payout.env, payout._today()
    reserve = account(payout.connection_id, "payout_reserve")
    items = Items(
        [
            _own_item(payout, payout.journal_id.default_account_id, -payout.amount, date),
            _own_item(payout, reserve, payout.amount, date),
        ]
    )
    statement_line = env["account.bank.statement.line"].create(
        {
            "journal_id": payout.journal_id.id,
            "company_id": payout.company_id.id,
            "date": date,
            "payment_ref": env._("%s: returned", payout.display_name),
            "ref": payout.trace_id or payout.remote_id,
            "amount": -payout.amount,
            "line_ids": [(0, 0, values) for values in items.values],
        }
    )
    _bind(payout, "payout_return", statement_line.move_id)
    _say_date(payout, statement_line.move_id, date)
    summary = env._("Payout %s did not arrive", payout.remote_id)
    payout.activity_schedule(
        "mail.mail_activity_data_todo",
        summary=summary,
        note=env._(
            "The store says that this payout has %(status)s. Its amount was booked back from the bank account to"
            " %(account)s, until the store pays it again. Check the bank account in the store's admin.",
            status=payout.status_label.lower(),
            account=reserve.display_name,
        ),
        user_id=(payout.connection_id.responsible_id or env.ref("base.user_admin")).id,
    )
    return summary
