"""What refunds do to the total that a sale order must come to.

The sale order has shipping as it was sold, because a line cannot be reduced in part, whereas the store takes what it gave
back of shipping out of its current total; a credit note gives it back in Odoo.
"""

from decimal import ROUND_HALF_UP, Decimal

from . import order_lines


def shipping_given_back(env, order):
    """What the store's current total lacks of shipping that the sale order has, taxes included."""
    # The total as placed is asked for where no units were taken back.
    if all(line.current_quantity == line.quantity for line in order.lines):
        return Decimal(0)
    if order.refunds is None:
        return _shipping_less(env, order)
    back = [one for refund in order.refunds for one in refund.shipping_lines or []]
    return sum((one.subtotal + (0 if order.taxes_included else one.tax) for one in back), Decimal(0))


def _shipping_less(env, order):
    """By how much shipping is less than it was, where no refund tells it (a polled order); taxes in proportion."""
    lines = [line for line in order.shipping_lines if not line.is_removed]
    sold = sum((line.price - order_lines.discount_of(line) for line in lines), Decimal(0))
    if order.current_total_shipping is None or order.current_total_shipping >= sold:
        return Decimal(0)
    less = sold - order.current_total_shipping
    if order.taxes_included:
        return less
    tax = sum((one.price for line in lines for one in line.tax_lines), Decimal(0))
    currency = env["res.currency"].search([("name", "=", order.currency)], limit=1)
    unit = Decimal(1).scaleb(-currency.decimal_places)
    return less + (tax * less / sold).quantize(unit, ROUND_HALF_UP)
