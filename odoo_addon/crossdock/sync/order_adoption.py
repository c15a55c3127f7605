"""Orders that are in Odoo already, entered by another connector or by a person: recognised and taken over.

An order is the same if it carries the store's number as its name, its reference or its origin, and has the buyer's e-mail
address, or the same total within a day. Its lines get the keys of the store's. Where the lines are not the store's one to
one they stay somebody else's: nothing is added or changed, and differences are told.
"""

from datetime import timedelta

from odoo.tools import email_normalize

from . import order_lines, reasons
from .order_totals import expected_total, total_difference
from .outcome import Held
from .times import naive_utc

DATE_APART_MAX = timedelta(days=1)
LISTED_MAX = 10
# Of the activity that asks a person.
CODE = "adopted"


def find(connection, orders):
    """{order id: sale orders that may be the same}, of those that there are."""
    orders = [order for order in orders if not order.test]
    if not connection.adopt_existing or not orders:
        return {}
    references = {order.id: _references(connection, order) for order in orders}
    every = sorted(set().union(*references.values()))
    candidates = connection.env["sale.order"].search(
        [
            ("company_id", "=", connection.company_id.id),
            ("crossdock_remote_id", "=", False),
            ("state", "!=", "cancel"),
            "|",
            "|",
            ("name", "in", every),
            ("client_order_ref", "in", every),
            ("origin", "in", every),
        ]
    )
    found = {}
    for order in orders:
        same = candidates.filtered(
            lambda one, order=order: (
                references[order.id] & {one.name, one.client_order_ref, one.origin} and _is_same(connection, one, order)
            )
        )
        if same:
            found[order.id] = same
    return found


def one_of(candidates, order):
    """The sale order to take over.

    :raises Held: there are several
    """
    env = candidates.env
    if len(candidates) > 1:
        raise Held(
            reasons.ORDER,
            f"adopt:{order.id}",
            env._(
                "Several sale orders may be the store's order %(name)s: %(orders)s. Cancel those that are not, or change"
                " their references, then replay.",
                name=order.name,
                orders=", ".join(candidates[:LISTED_MAX].mapped("name")),
            ),
        )
    return candidates


def _references(connection, order):
    number = order.name.lstrip("#")
    prefix = (connection.order_prefix or "").strip()
    found = {order.name, number, f"#{number}", f"{prefix}{number}", f"{prefix}{order.name}", str(order.id)}
    return found | {f"{connection.name} {order.name}"}


def _is_same(connection, sale_order, order):
    partners = sale_order.partner_id | sale_order.partner_invoice_id | sale_order.partner_id.commercial_partner_id
    theirs = {email_normalize(email or "") for email in (order.email, order.customer and order.customer.email)}
    if (theirs - {False, None, ""}) & set(partners.mapped("email_normalized")):
        return True
    placed = naive_utc(order.processed_at or order.created_at)
    return (
        sale_order.currency_id.name == order.currency
        and not total_difference(connection, sale_order, order)
        and abs(sale_order.date_order - placed) <= DATE_APART_MAX
    )


def adopt(connection, values, sale_order, order):
    """Take a sale order over and complete it while it is open; a sentence on what was done."""
    env = connection.env
    new = values.of(order)
    wanted = {line[order_lines.KEY]: line for _create, _zero, line in new.pop("order_line")}
    is_whole = _give_keys(sale_order, wanted)
    is_open = sale_order.state in ("draft", "sent") and not sale_order.locked
    taken = {
        field: value
        for field, value in new.items()
        if field.startswith("crossdock_") or (is_open and field in ("date_order", "payment_term_id"))
    }
    sale_order.write({**taken, "client_order_ref": sale_order.client_order_ref or new["client_order_ref"]})
    values.partners.take(order, sale_order.partner_id)
    if is_open and not is_whole and total_difference(connection, sale_order, order):
        _complete(connection, sale_order, order, wanted)
    differs = total_difference(connection, sale_order, order)
    sale_order.crossdock_foreign_lines = bool(differs) or not _is_keyed(sale_order, wanted)
    sale_order.message_post(
        body=env._("Recognised as order %(name)s of %(store)s.", name=order.name, store=connection.name)
    )
    if differs:
        sale_order._crossdock_ask(
            CODE,
            env._("This order differs from the store's"),
            [
                env._(
                    "Total at the store: %(store)s, here: %(odoo)s.",
                    store=expected_total(connection, order),
                    odoo=f"{sale_order.amount_total:.{sale_order.currency_id.decimal_places}f}",
                ),
                env._("It was entered before Crossdock. Change it, and confirm it yourself if it is a quotation."),
            ],
        )
    return env._("Recognised as %s, which Odoo had.", sale_order.name)


def _complete(connection, sale_order, order, wanted):
    """Add the store's lines that a quotation lacks, if its total becomes the store's by that; else leave it."""
    missing = [line for key, line in wanted.items() if key not in sale_order.order_line.mapped(order_lines.KEY)]
    savepoint = connection.env.cr.savepoint()
    sale_order.write({"order_line": [(0, 0, line) for line in missing]})
    rollback = bool(total_difference(connection, sale_order, order))
    savepoint.close(rollback=rollback)
    if rollback:
        connection.env.invalidate_all(flush=False)


def _give_keys(sale_order, wanted):
    """Match the lines one to one, the surest first; whether all of both sides found each other."""
    for is_match in (_is_equal, _has_product, _has_amount):
        for key, values in wanted.items():
            free = sale_order.order_line.filtered(lambda line: not line.display_type and not line[order_lines.KEY])
            if key not in sale_order.order_line.mapped(order_lines.KEY):
                match = free.filtered(lambda line, values=values, is_match=is_match: is_match(line, values))[:1]
                if match:
                    match.write({order_lines.KEY: key, order_lines.REMOTE_ID: values.get(order_lines.REMOTE_ID, False)})
    return _is_keyed(sale_order, wanted)


def _is_keyed(sale_order, wanted):
    lines = sale_order.order_line.filtered(lambda line: not line.display_type)
    return set(lines.mapped(order_lines.KEY)) == set(wanted)


def _is_equal(line, values):
    return (
        _has_product(line, values)
        and line.product_uom_qty == values["product_uom_qty"]
        and abs(line.price_unit - values["price_unit"]) < 0.005
    )


def _has_product(line, values):
    return line.product_id.id == values["product_id"]


def _has_amount(line, values):
    """Of the same net amount and quantity, whatever product another connector took for it."""
    net = values["price_unit"] * values["product_uom_qty"] * (1 - values.get("discount", 0.0) / 100)
    return line.product_uom_qty == values["product_uom_qty"] and abs(line.price_subtotal - net) < 0.005
