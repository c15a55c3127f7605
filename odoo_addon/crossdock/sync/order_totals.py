"""The store's total and Odoo's: equal to the last minor unit, or the order is held (I9).

Shopify rounds each tax of each line; Odoo rounds by line or once for the document, as the company has chosen. What that
makes differ, within a limit set on the connection, becomes a line that everybody can see. Anything else is held.
"""

from decimal import Decimal

from crossdock_core import sales

from . import order_lines, order_taxes, reasons
from .order_refunds import shipping_given_back
from .outcome import Held


def expected_total(connection, order):
    """What the sale order must come to: the store's total, without what the channel keeps of it, and with all shipping."""
    remitted = sum(order_taxes.remitted(connection, order).values(), Decimal(0))
    return sales.expected_total(order) - remitted + shipping_given_back(connection.env, order)


def settle_total(connection, sale_order, order):
    """Make sure that Odoo computes the store's total, by a rounding line where the connection allows one.

    :raises Held: the totals differ by more; the reason shows both computations
    """
    settle_totals(connection, [(sale_order, order)])


def settle_totals(connection, pairs):
    """The same of many orders, whose new rounding lines are made by one call.

    :param pairs: list of (sale order, the store's order)
    """
    apart = [pair for pair in pairs if total_difference(connection, *pair)]
    new = []
    for sale_order, order in apart:
        new += _round(connection, sale_order, order)
    connection.env["sale.order.line"].create(new)
    for sale_order, order in apart:
        if total_difference(connection, sale_order, order):
            raise _held(connection, sale_order, order)


def rounding_limit(connection, currency):
    """The largest rounding line in a currency: as many of its minor units as the connection allows hundredths."""
    return Decimal(str(connection.rounding_limit or 0)) * 100 * Decimal(1).scaleb(-currency.decimal_places)


def _round(connection, sale_order, order):
    """Have the order's rounding line take up the difference; values of the line, in a list, where it has none yet."""
    lines = sale_order.order_line.filtered(lambda line: (line[order_lines.KEY] or "").startswith(order_lines.ROUNDING))
    line = lines.filtered(lambda one: not one.qty_invoiced)[:1]
    rounded = total_difference(connection, sale_order, order)
    if line:
        rounded += Decimal(str(line.price_unit)) * Decimal(str(line.product_uom_qty))
    if not connection.rounding_product_id or abs(rounded) > rounding_limit(connection, sale_order.currency_id):
        raise _held(connection, sale_order, order)
    if line:
        line.write({"price_unit": float(rounded), "product_uom_qty": 1 if rounded else 0, "discount": 0})
        return []
    key = f"{order_lines.ROUNDING}:{len(lines)}" if lines else order_lines.ROUNDING
    return [{"order_id": sale_order.id, **_rounding_line(connection, rounded, key)}]


def _held(connection, sale_order, order):
    return Held(reasons.TOTAL, f"order:{order.id}", _both_computations(connection, sale_order, order))


def total_difference(connection, sale_order, order):
    """Store's total less Odoo's, in the order's currency; exact at its minor unit."""
    places = sale_order.currency_id.decimal_places
    return expected_total(connection, order) - Decimal(f"{sale_order.amount_total:.{places}f}")


def _rounding_line(connection, difference, key):
    return {
        "product_id": connection.rounding_product_id.id,
        "name": connection.env._("Rounding difference to the store"),
        "product_uom_qty": 1,
        "price_unit": float(difference),
        "tax_ids": [(6, 0, [])],
        "sequence": 999,
        order_lines.KEY: key,
    }


def _both_computations(connection, sale_order, order):
    env = connection.env
    currency = sale_order.currency_id
    amount = f"{{:.{currency.decimal_places}f}}".format
    total = expected_total(connection, order)
    return env._(
        "Totals differ for order %(name)s. Store: total %(store_total)s, of which tax %(store_tax)s. Odoo: total"
        " %(odoo_total)s, of which tax %(odoo_tax)s (%(currency)s). Check the tax mapping and the discounts, or allow a"
        " rounding line on the connection, then replay.",
        name=order.name,
        store_total=amount(total),
        store_tax=amount(order.total_tax),
        odoo_total=amount(sale_order.amount_total),
        odoo_tax=amount(sale_order.amount_tax),
        currency=currency.name,
    )
