"""Reconciling: what an order's invoices, credit notes and payments leave open among each other is matched."""


def reconcile(connection, states):
    """Match the open receivable lines of each order: repayments with their credit notes first, then the rest."""
    env, bindings = connection.env, connection.env["crossdock.binding"]
    transactions = [one.id for state in states for one in state.money.transactions]
    refunds = [refund.id for state in states for refund in state.money.refunds]
    payments = _records(env, "account.payment", bindings._find(connection, "transaction", transactions))
    credit_notes = _records(env, "account.move", bindings._find(connection, "refund", refunds))
    plan = []
    for state in states:
        pairs = [
            _open_lines(
                credit_notes.get(str(refund.id), env["account.move"]),
                *(
                    payments.get(str(number), env["account.payment"]).move_id
                    for number in state.money.refund_transactions.get(refund.id, ())
                ),
            )
            for refund in state.money.refunds
        ]
        moves = [payments[str(one.id)].move_id for one in state.money.transactions if str(one.id) in payments]
        lines = _open_lines(
            state.sale_order.invoice_ids,
            *moves,
            *(credit_notes[str(refund.id)] for refund in state.money.refunds if str(refund.id) in credit_notes),
        )
        for account in lines.account_id:
            of_account = lines.filtered(lambda line, account=account: line.account_id == account)
            sides = {line.balance > 0 for line in of_account}
            if len(sides) < 2:
                continue
            matched = [pair & of_account for pair in pairs]
            first = [pair for pair in matched if len({line.balance > 0 for line in pair}) == 2]
            rest = of_account - env["account.move.line"].union(*first)
            plan.append([*first, rest] if first and rest else of_account)
    if plan:
        env["account.move.line"]._reconcile_plan(plan)


def _records(env, model, bindings):
    """{remote id: record} of what is still there."""
    records = {record.id: record for record in env[model].browse(one.res_id for one in bindings.values()).exists()}
    return {remote_id: records[one.res_id] for remote_id, one in bindings.items() if one.res_id in records}


def _open_lines(*moves):
    lines = moves[0].env["account.move.line"].union(*(move.line_ids for move in moves)) if moves else None
    return lines.filtered(
        lambda line: (
            line.parent_state == "posted"
            and not line.reconciled
            and line.account_id.account_type == "asset_receivable"
            and line.account_id.reconcile
        )
    )
