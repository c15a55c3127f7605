"""Invoices of orders, when the connection's policy says so: made from the sale orders, for the store's total."""

from datetime import timezone
from decimal import Decimal

from . import reasons
from .money_payments import happened, local_date, moved_money
from .outcome import Held, Retry
from .times import naive_utc

PAID = frozenset({"paid", "partially_refunded", "refunded"})
# How long an order may take to be brought up to date before its invoice is tried again; twice as long each time.
WAIT_SECONDS_FIRST = 20.0
WAIT_SECONDS_MAX = 900.0


def enter_invoices(connection, states):
    """Invoice the orders that are due, by one call; {object key: note}.

    :raises Held: an order cannot be invoiced for the store's total
    :raises Retry: the order itself is about to change
    """
    if connection.invoice_policy == "none":
        return {}
    env = connection.env
    due = [state for state in states if is_due(connection, state)]
    if not due:
        return {}
    orders = env["sale.order"].union(*(state.sale_order for state in due))
    # The connection's policy decides, and it may be newer than these figures.
    env.add_to_compute(orders.order_line._fields["qty_to_invoice"], orders.order_line)
    due = [state for state in due if any(line.qty_to_invoice > 0 for line in state.sale_order.order_line)]
    for state in due:
        _assert_up_to_date(connection, state)
    if not due:
        return {}
    orders = env["sale.order"].union(*(state.sale_order for state in due))
    values = {
        state.sale_order.id: {
            "invoice_date": local_date(_moment(connection, state), state.money.timezone),
            **({"journal_id": connection.invoice_journal_id.id} if connection.invoice_journal_id else {}),
        }
        for state in due
    }
    invoices = orders.with_context(crossdock_invoice_values=values, raise_if_nothing_to_invoice=False)._create_invoices(
        grouped=True
    )
    for state in due:
        _assert_total(state)
    if connection.invoice_posting == "posted":
        post(invoices)
    return {
        state.object_key: env._(
            "Invoiced: %s.", ", ".join((invoices & state.sale_order.invoice_ids).mapped("display_name")) or "-"
        )
        for state in due
    }


def post(moves):
    """Post, and say where a locked period moved the date."""
    moves.action_post()
    for move in moves:
        if move.state == "posted" and move.date != move.invoice_date:
            move.message_post(
                body=move.env._(
                    "Happened at the store on %(happened)s; entered on %(entered)s, because the period is locked.",
                    happened=move.invoice_date,
                    entered=move.date,
                )
            )


# -- whether and as of when ------------------------------------------------------------------------------------


def is_due(connection, state):
    """Whether the policy wants an invoice of this order now."""
    sale_order, money = state.sale_order, state.money
    if sale_order.state != "sale" or (not money.current_total and money.refunds):
        return False
    if connection.invoice_policy == "paid":
        return money.financial_status in PAID
    if connection.invoice_policy == "fulfilled":
        return is_fulfilled(state)
    return True


def is_fulfilled(state):
    """Everything has left: Odoo's deliveries say so or, where the goods are not Odoo's to deliver, the store."""
    pickings = _deliveries(state.sale_order)
    if state.money.fulfillment_status == "fulfilled" or not pickings:
        return True
    return any(one.state == "done" for one in pickings) and all(one.state in ("done", "cancel") for one in pickings)


def _deliveries(sale_order):
    return sale_order.picking_ids.filtered(lambda picking: picking.picking_type_code == "outgoing")


def _moment(connection, state):
    """When that happened at the store which makes the invoice due."""
    money = state.money
    if connection.invoice_policy == "paid":
        paid = [happened(one) for one in money.transactions if moved_money(connection, one) and one.kind != "refund"]
        return max(paid, default=money.processed_at)
    if connection.invoice_policy == "fulfilled":
        done = [one.date_done for one in _deliveries(state.sale_order) if one.state == "done" and one.date_done]
        return max(done).replace(tzinfo=timezone.utc) if done else money.updated_at
    return money.processed_at


# -- whether for the right sum ---------------------------------------------------------------------------------


def _assert_up_to_date(connection, state):
    """The sale order is what the store sold: with nothing refunded or edited that it does not show yet."""
    money, sale_order = state.money, state.sale_order
    if _shows_all(state):
        return
    env = connection.env
    if not touched(sale_order):
        if not state.applied_version or state.applied_version < naive_utc(money.updated_at):
            delay = min(WAIT_SECONDS_MAX, WAIT_SECONDS_FIRST * 2 ** max(0, state.attempt - 1))
            raise Retry(env._("Waits for order %s itself to be brought up to date.", money.name), delay)
    elif money.current_quantities is not None and _refunds_explain(state):
        # Credit notes follow.
        return
    raise Held(
        reasons.EDITED,
        f"invoice:{money.order_id}",
        env._(
            "Sale order %(order)s is not what the store sold. Store's total now: %(store)s, Odoo's: %(odoo)s (%(currency)s)."
            " Correct the sale order or invoice it by hand, then replay.",
            order=sale_order.name,
            store=money.current_total,
            odoo=exact(sale_order, "amount_total"),
            currency=money.currency,
        ),
    )


def touched(sale_order):
    """Whether goods have left or an invoice exists: the order's lines are then not replaced any more."""
    return bool(
        sale_order.order_line.move_ids.filtered(lambda move: move.state == "done")
        or sale_order.invoice_ids.filtered(lambda move: move.state != "cancel")
    )


def _shows_all(state):
    money = state.money
    if money.current_quantities is None:
        newest = state.applied_version and state.applied_version >= naive_utc(money.updated_at)
        return newest or exact(state.sale_order, "amount_total") == money.current_total
    return all(line.product_uom_qty == left for line, left in goods(state))


def goods(state):
    """(line of the sale order, units left at the store) of the lines of goods."""
    quantities = state.money.current_quantities or {}
    for line in state.sale_order.order_line:
        if line.crossdock_remote_line_id and not line.display_type:
            yield line, quantities.get(int(line.crossdock_remote_line_id), 0)


def _refunds_explain(state):
    refunded = {}
    for refund in state.money.refunds:
        for one in refund.lines or []:
            refunded[one.line_item_id] = refunded.get(one.line_item_id, 0) + one.quantity
    return all(
        0 <= line.product_uom_qty - left <= refunded.get(int(line.crossdock_remote_line_id), 0)
        for line, left in goods(state)
    )


def exact(record, field):
    """An amount as Odoo shows it, at the currency's minor unit."""
    places = record.currency_id.decimal_places
    return Decimal(f"{record[field]:.{places}f}")


def _assert_total(state):
    """What is invoiced of an order comes to the store's total (I9)."""
    sale_order = state.sale_order
    invoices = sale_order.invoice_ids.filtered(lambda move: move.state != "cancel" and not move.crossdock_refund_id)
    invoiced = sum(
        (exact(move, "amount_total") * (1 if move.move_type == "out_invoice" else -1) for move in invoices), Decimal(0)
    )
    wanted = exact(sale_order, "crossdock_remote_total") - exact(sale_order, "crossdock_remitted")
    if not _shows_all(state):
        # Units that were refunded stay on the order because they had left: it was settled when they were sold.
        wanted = exact(sale_order, "amount_total")
    if invoiced == wanted:
        return
    env = sale_order.env
    raise Held(
        reasons.TOTAL,
        f"invoice:{state.money.order_id}",
        env._(
            "The invoices of order %(name)s would come to %(odoo)s, the store's total is %(store)s (%(currency)s). The sale"
            " order comes to %(order)s. Correct the order or invoice it by hand, then replay.",
            name=state.money.name,
            odoo=invoiced,
            store=wanted,
            order=exact(sale_order, "amount_total"),
            currency=sale_order.currency_id.name,
        ),
    )
