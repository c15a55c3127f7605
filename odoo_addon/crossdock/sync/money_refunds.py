"""Refunds: each becomes one credit note of the order's invoice, for what the store gave back, to the cent.

What was given back before the order was invoiced needs none: the sale order was reduced, and the invoice is for the
remainder. Which of a line's refunds that was follows from the quantities alone: credited is what was invoiced beyond the
units that are left, the newest refunds first.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from . import reasons
from .money_invoices import exact, post
from .money_payments import happened, local_date
from .order_totals import rounding_limit
from .outcome import Held


@dataclass
class Credit:
    """What one credit note is to hold: lines, and what the store says they come to."""

    state: object
    refund: object
    lines: list = field(default_factory=list)
    total: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    # Whether all of the refund is credited, so that its own total can be held against the credit note's.
    whole: bool = True

    @property
    def sign(self):
        """Below zero where the store kept more than it gave back: a fee for what never was invoiced. It is invoiced."""
        return -1 if self.total < 0 else 1

    def add(self, line, amount, tax, taxes_included):
        self.lines.append(line)
        self.total += amount + (0 if taxes_included else tax)
        self.tax += tax


def enter_credit_notes(connection, states):
    """Make the credit notes that are missing, by one call; {object key: note}.

    :raises Held: a credit note does not come to what the store gave back
    """
    if connection.invoice_policy == "none":
        return {}
    notes = _make_credit_notes(connection, states)
    for state in states:
        _ask_about_cancelled(connection, state)
    return notes


def _ask_about_cancelled(connection, state):
    """A cancelled order owes nothing: where no refund credits its invoice, a person must."""
    sale_order = state.sale_order
    if sale_order.state != "cancel" or state.money.current_total:
        return
    env = connection.env
    moves = sale_order.invoice_ids.filtered(lambda move: move.state == "posted")
    left = sum(
        (exact(one, "amount_total") * (1 if one.move_type == "out_invoice" else -1) for one in moves), Decimal(0)
    )
    summary = env._("Cancelled at the store, but invoiced")
    if left <= 0 or summary in sale_order.activity_ids.mapped("summary"):
        return
    sale_order.activity_schedule(
        "mail.mail_activity_data_todo",
        summary=summary,
        note=env._(
            "The store cancelled this order without a refund that would credit its invoices: %s. Credit them by hand.",
            ", ".join(moves.mapped("display_name")),
        ),
        user_id=connection.responsible_id.id or env.ref("base.user_admin").id,
    )


def _make_credit_notes(connection, states):
    env, bindings = connection.env, connection.env["crossdock.binding"]
    with_refunds = [state for state in states if state.money.refunds and _invoices(state)]
    if not with_refunds:
        return {}
    bound = bindings._find(connection, "refund", [one.id for state in with_refunds for one in state.money.refunds])
    credits = [credit for state in with_refunds for credit in _credits(connection, state, bound) if credit.lines]
    if not credits:
        return {}
    moves = env["account.move"].create([_values(credit) for credit in credits])
    for credit, move in zip(credits, moves, strict=True):
        _settle(connection, credit, move)
    if connection.credit_note_posting == "posted":
        post(moves)
    bindings.create(
        [
            {
                "connection_id": connection.id,
                "kind": "refund",
                "remote_id": str(credit.refund.id),
                "remote_name": credit.state.money.name,
                "res_id": move.id,
            }
            for credit, move in zip(credits, moves, strict=True)
        ]
    )
    notes = {}
    for credit, move in zip(credits, moves, strict=True):
        notes.setdefault(credit.state.object_key, []).append(move.display_name)
    return {object_key: env._("Credited: %s.", ", ".join(names)) for object_key, names in notes.items()}


def _invoices(state):
    """Invoices that are final: one that is a draft may still be changed, and its posting looks at the order again."""
    return state.sale_order.invoice_ids.filtered(
        lambda move: move.move_type == "out_invoice" and move.state == "posted" and not move.crossdock_refund_id
    )


# -- what is to be credited ------------------------------------------------------------------------------------


def _credits(connection, state, bound):
    """A ``Credit`` for each refund that has none; it has no lines where nothing of it was invoiced."""
    excess = _excess(state)
    made = []
    for refund in reversed(state.money.refunds):
        if str(refund.id) in bound:
            continue
        credit = Credit(state, refund)
        _add_goods(credit, excess)
        _add_shipping(connection, credit)
        _add_amounts(connection, credit)
        made.append(credit)
    return made[::-1]


def _excess(state):
    """{line id of the store: units invoiced and not credited, beyond those that are left}."""
    quantities = state.money.current_quantities or {}
    found = {}
    for line in state.sale_order.order_line:
        if not line.crossdock_remote_line_id:
            continue
        number = int(line.crossdock_remote_line_id)
        posted = line.invoice_lines.filtered(
            lambda one: one.move_id.state == "posted" or one.move_id.crossdock_refund_id
        )
        net = sum(
            one.quantity * (1 if one.move_id.move_type == "out_invoice" else -1)
            for one in posted
            if one.move_id.state != "cancel"
        )
        found[number] = max(0, found.get(number, 0) + round(net) - quantities.get(number, 0))
    return found


def _add_goods(credit, excess):
    money = credit.state.money
    for line in credit.refund.lines or []:
        due = min(line.quantity, excess.get(line.line_item_id, 0))
        if line.quantity and due < line.quantity:
            credit.whole = False
        if not due:
            if not line.quantity and (line.subtotal or line.total_tax):
                credit.whole = False
            continue
        excess[line.line_item_id] -= due
        share = Decimal(due) / line.quantity
        places = Decimal(1).scaleb(-credit.state.sale_order.currency_id.decimal_places)
        subtotal = line.subtotal if share == 1 else (line.subtotal * share).quantize(places)
        tax = line.total_tax if share == 1 else (line.total_tax * share).quantize(places)
        invoiced = _invoiced_line(credit.state, lambda one, number=line.line_item_id: _is_of(one, number))
        credit.add(_goods_line(invoiced, due, subtotal), subtotal, tax, money.taxes_included)


def _is_of(invoice_line, line_item_id):
    return str(line_item_id) in invoice_line.sale_line_ids.mapped("crossdock_remote_line_id")


def _invoiced_line(state, wanted):
    return _invoices(state).invoice_line_ids.filtered(wanted)[:1]


def _copied(invoiced):
    """What a line of a credit note has of the invoice's."""
    return {
        "product_id": invoiced.product_id.id,
        "name": invoiced.name,
        "account_id": invoiced.account_id.id,
        "product_uom_id": invoiced.product_uom_id.id,
        "tax_ids": [(6, 0, invoiced.tax_ids.ids)],
        "analytic_distribution": invoiced.analytic_distribution,
        "sale_line_ids": [(6, 0, invoiced.sale_line_ids.ids)],
    }


def _goods_line(invoiced, quantity, subtotal):
    """The invoice's price where that gives the store's amount, else the price that gives it exactly."""
    places = invoiced.currency_id.decimal_places
    price = invoiced.price_unit * quantity * (1 - (invoiced.discount or 0) / 100)
    same = Decimal(f"{price:.{places}f}") == subtotal
    return {
        **_copied(invoiced),
        "quantity": quantity,
        "price_unit": invoiced.price_unit if same else float(subtotal) / quantity,
        "discount": invoiced.discount if same else 0.0,
    }


def _add_shipping(connection, credit):
    money = credit.state.money
    for line in credit.refund.shipping_lines or []:
        if not line.subtotal and not line.tax:
            continue
        invoiced = _shipping_line(connection, credit.state, money.shipping_titles.get(line.id))
        if invoiced:
            values = {**_copied(invoiced), "quantity": 1, "price_unit": float(line.subtotal), "discount": 0.0}
            credit.add(values, line.subtotal, line.tax, money.taxes_included)
        else:
            credit.add(
                _amount_line(connection, credit, connection.env._("Shipping"), line.subtotal),
                line.subtotal,
                line.tax,
                money.taxes_included,
            )


def _shipping_line(connection, state, title):
    """The invoice's line of a shipping method: of that title, else of a product for shipping, else none."""
    products = connection.carrier_mapping_ids.product_id | connection.default_shipping_product_id
    lines = _invoices(state).invoice_line_ids.filtered(
        lambda one: one.product_id in products and not any(one.sale_line_ids.mapped("crossdock_remote_line_id"))
    )
    return lines.filtered(lambda one: one.name == title)[:1] or lines[:1]


def _add_amounts(connection, credit):
    """What was given back for no line: discrepancies, and duties. An adjustment below zero is money given back."""
    env, refund = connection.env, credit.refund
    for one in refund.adjustments or []:
        amount = -(one.amount + one.tax)
        if amount:
            credit.add(_amount_line(connection, credit, env._("Refund"), amount), amount, Decimal(0), True)
    for one in refund.duties or []:
        if one.amount:
            credit.add(_amount_line(connection, credit, env._("Duties"), one.amount), one.amount, Decimal(0), True)
    told = refund.total or Decimal(0)
    if credit.whole and not credit.lines and told and not refund.lines:
        credit.add(_amount_line(connection, credit, env._("Refund"), told), told, Decimal(0), True)


def _amount_line(connection, credit, name, amount):
    product = connection.refund_product_id
    if not product:
        raise Held(
            reasons.PRODUCT,
            reasons.REFUND_PRODUCT,
            connection.env._(
                "A refund of order %(name)s gave %(amount)s back for no line of the order. Choose a product for refunded"
                " amounts on the connection, under Finance; the refund then goes through by itself.",
                name=credit.state.money.name,
                amount=amount,
            ),
        )
    return {
        "product_id": product.id,
        "name": f"{name}: {credit.refund.note}" if credit.refund.note else name,
        "quantity": 1,
        "price_unit": float(amount),
        "tax_ids": [(6, 0, [])],
    }


# -- the credit note -------------------------------------------------------------------------------------------


def _values(credit):
    state, refund = credit.state, credit.refund
    invoice = _invoices(state)[:1]
    return {
        "move_type": "out_refund" if credit.sign > 0 else "out_invoice",
        "reversed_entry_id": invoice.id,
        "journal_id": invoice.journal_id.id,
        "company_id": invoice.company_id.id,
        "partner_id": invoice.partner_id.id,
        "partner_shipping_id": invoice.partner_shipping_id.id,
        "currency_id": invoice.currency_id.id,
        "fiscal_position_id": invoice.fiscal_position_id.id,
        "invoice_user_id": invoice.invoice_user_id.id,
        "team_id": invoice.team_id.id,
        "invoice_payment_term_id": False,
        "invoice_date": local_date(happened(refund), state.money.timezone),
        "invoice_origin": state.sale_order.name,
        "ref": f"{state.money.name} {refund.note or ''}".strip(),
        "crossdock_refund_id": str(refund.id),
        "invoice_line_ids": [
            (0, 0, {**line, "quantity": credit.sign * line["quantity"], "sequence": number})
            for number, line in enumerate(credit.lines, start=10)
        ],
    }


def _adopt_tax(credit, move, limit):
    """The store's tax, where Odoo's way to round a part of a line makes it differ within the limit.

    Taxes in the prices are left as they are: changing them would change the total.
    """
    difference = credit.tax - credit.sign * exact(move, "amount_tax")
    taxes = move.line_ids.filtered("tax_line_id")
    if credit.state.money.taxes_included or not difference or abs(difference) > limit or not taxes:
        return
    largest = max(taxes, key=lambda line: abs(line.amount_currency))
    amount = largest.amount_currency + credit.sign * float(difference)
    move.write({"line_ids": [(1, largest.id, {"amount_currency": amount})]})


def _settle(connection, credit, move):
    """The credit note comes to what the store gave back, by a rounding line where the connection allows one (I9).

    :raises Held: it differs by more; the reason shows both computations
    """
    limit = rounding_limit(connection, move.currency_id)
    _adopt_tax(credit, move, limit)
    wanted = credit.total
    told = credit.refund.total
    if credit.whole and told and abs(told - wanted) <= limit:
        wanted = told
    difference = wanted - credit.sign * exact(move, "amount_total")
    if difference and connection.rounding_product_id and abs(difference) <= limit:
        line = {
            "product_id": connection.rounding_product_id.id,
            "name": connection.env._("Rounding difference to the store"),
            "quantity": credit.sign,
            "price_unit": float(difference),
            "tax_ids": [(6, 0, [])],
            "sequence": 999,
        }
        move.write({"invoice_line_ids": [(0, 0, line)]})
        difference = wanted - credit.sign * exact(move, "amount_total")
    taxes_differ = abs(credit.sign * exact(move, "amount_tax") - credit.tax) > limit
    if not difference and not taxes_differ and not (credit.whole and told and told != wanted):
        return
    raise Held(
        reasons.TOTAL,
        f"refund:{credit.refund.id}",
        connection.env._(
            "The credit note for a refund of order %(name)s would come to %(odoo)s, of which tax %(odoo_tax)s. The store's"
            " lines come to %(lines)s, of which tax %(lines_tax)s; it paid back %(told)s (%(currency)s). Allow a rounding"
            " line on the connection and replay, or credit the invoice by hand and discard this event.",
            name=credit.state.money.name,
            odoo=credit.sign * exact(move, "amount_total"),
            odoo_tax=credit.sign * exact(move, "amount_tax"),
            lines=credit.total,
            lines_tax=credit.tax,
            told=told,
            currency=move.currency_id.name,
        ),
    )
