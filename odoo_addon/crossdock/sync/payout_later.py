"""What becomes of an entered payout: payments that came later are matched, and the bank may have given it back."""

from .payout_entry import bind, misc_move, reconcile, say_date, set_states
from .payout_items import Items, account, clear, own_item
from .payout_matching import match

# Written by context: items of a posted entry are replaced, as Odoo's own reconciliation of statement lines does.
EDITING = {"skip_readonly_check": True, "force_delete": True, "skip_invoice_sync": True}


def match_again(payout):
    """Take from the suspense account what has a payment by now; what came of it, as a note."""
    waiting = payout.line_ids.filtered(lambda line: line.state == "unmatched")
    if not waiting or payout.move_id.state != "posted":
        return ""
    matches = match(waiting)
    found = waiting.filtered(lambda line: matches[line.id].item)
    if found:
        _move_from_suspense(payout, found, matches)
    set_states(payout, waiting, matches)
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
        clear(payout, items, line, matches[line.id], date)
    suspense = move.line_ids.filtered(lambda item: item.account_id == payout.journal_id.suspense_account_id)[:1]
    amount = payout.currency_id.round(sum(lines.mapped("amount")))
    balance = -payout.company_id.currency_id.round(sum(one["balance"] for one in items.values))
    locked = move._get_violated_lock_dates(move.date, False) or move.inalterable_hash
    if locked or not suspense:
        back = {**own_item(payout, payout.journal_id.suspense_account_id, amount, date), "balance": balance}
        entry = misc_move(payout, date, [(0, 0, one) for one in [*items.values, back]])
        made = entry.line_ids.sorted("id")
        say_date(payout, entry, date)
    else:
        before = move.line_ids
        left = payout.currency_id.round(suspense.amount_currency + amount)
        rest = []
        if payout.currency_id.is_zero(left):
            _balance_out(payout, items, suspense)
        else:
            values = own_item(payout, suspense.account_id, left, date, suspense.name)
            rest = [{**values, "balance": suspense.balance + balance}]
        target = move.statement_line_id or move
        # What stays on the suspense account comes last: the places of the others are those of what they clear.
        commands = [(2, suspense.id, 0), *((0, 0, one) for one in [*items.values, *rest])]
        target.with_context(**EDITING).write({"line_ids": commands})
        made = (move.line_ids - before).sorted("id")
    reconcile(items, made)


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
            own_item(payout, payout.journal_id.default_account_id, -payout.amount, date),
            own_item(payout, reserve, payout.amount, date),
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
    bind(payout, "payout_return", statement_line.move_id)
    say_date(payout, statement_line.move_id, date)
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
