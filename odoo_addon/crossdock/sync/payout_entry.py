"""The journal entry of a payout: what the bank shows on one side, all that it is made of on the other.

One item for each payment that is cleared, reconciled with it; one for each type of what goes to an account; one on the
journal's suspense account for all that has no payment yet.
"""

from . import reasons
from .outcome import Held
from .payout_items import account, counterparts, level_rounding, own_item
from .payout_matching import match


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
    items = counterparts(payout, lines, matches, date)
    bank = own_item(payout, journal.default_account_id, payout.amount, date)
    if returned:
        bank["account_id"] = account(payout.connection_id, "payout_reserve").id
    items.values.insert(0, bank)
    items.clears = [(place + 1, item) for place, item in items.clears]
    level_rounding(payout, items)
    move = make_move(payout, journal, date, items, returned)
    bind(payout, "payout", move)
    reconcile(items, move.line_ids.sorted("id"))
    set_states(payout, lines, matches)
    say_date(payout, move, date)
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
        reasons.PAYOUT,
        reasons.PAYOUT_JOURNAL,
        env._(
            "Payout %(name)s is in %(currency)s, and the connection has no bank journal of that currency for payouts."
            " Choose one on the connection, under Payouts; the payout then goes through by itself.",
            name=payout.remote_id,
            currency=payout.currency_id.name,
        ),
    )


def make_move(payout, journal, date, items, returned=False):
    """A line of a bank statement; a miscellaneous entry where no bank had any part in it."""
    env = payout.env
    commands = [(0, 0, values) for values in items.values]
    if returned:
        return misc_move(payout, date, commands)
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


def misc_move(payout, date, commands):
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


def bind(payout, kind, move):
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


def reconcile(items, made):
    plan = [made[place] + item for place, item in items.clears]
    if plan:
        made.env["account.move.line"]._reconcile_plan(plan)


def set_states(payout, lines, matches):
    for line in lines:
        found = matches.get(line.id)
        if not found:
            line.state = "account"
        elif found.item:
            line.write({"state": "matched", "payment_id": found.payment.id, "reason": False})
        else:
            line.write({"state": "unmatched", "payment_id": False, "reason": found.reason})


def say_date(payout, move, date):
    """A payout of a locked period is entered later; both dates are kept, and said."""
    if move.date != date:
        body = payout.env._(
            "Issued at the store on %(issued)s; entered on %(entered)s, because the period is locked.",
            issued=date,
            entered=move.date,
        )
        payout.message_post(body=body)
        move.message_post(body=body)
