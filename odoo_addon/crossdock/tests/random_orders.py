"""Random valid orders, by Shopify's own rules: what a discount takes from a line, and a tax from each, in minor units.

A discount across an order goes to its lines in proportion to what they cost; what rounding leaves over goes, one minor unit
each, to those that lost the largest fraction. Taxes are of what a discount leaves of a line, each rounded by itself. No
amount here is computed by the code under test.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from . import order_payload
from .order_payload import minor_unit

# Currency, whether prices include the taxes, and the taxes (title, rate) that are charged there.
PLACES = [
    ("USD", False, [("NY State Tax", "0.04"), ("NY City Tax", "0.045")]),
    ("USD", False, [("CA State Tax", "0.0725")]),
    ("USD", False, []),
    ("EUR", True, [("MwSt", "0.19")]),
    ("EUR", True, [("MwSt reduced", "0.07")]),
    ("GBP", True, [("VAT", "0.2")]),
    ("JPY", True, [("Consumption tax", "0.1")]),
    ("KWD", False, [("Levy", "0.05")]),
    ("CHF", True, [("MWST", "0.081")]),
    ("CAD", False, [("GST", "0.05"), ("QST", "0.09975")]),
    ("AUD", True, [("GST", "0.1"), ("Levy", "0.0125")]),
]
LINES_MAX = 6
MANY_LINES_MAX = 60


def split(amount, weights, unit):
    """Parts of an amount in proportion to weights, in whole units, that sum up to it."""
    total = sum(weights)
    exact = [amount * weight / total for weight in weights]
    parts = [one.quantize(unit, ROUND_DOWN) for one in exact]
    left = int((amount - sum(parts)) / unit)
    for index in sorted(range(len(parts)), key=lambda one: parts[one] - exact[one])[:left]:
        parts[index] += unit
    return parts


def random_order(chance, order_id, variants):
    """The payload of an order; ``variants`` are ids that are linked to products."""
    currency, included, taxes = chance.choice(PLACES)
    unit = minor_unit(currency)
    count = chance.randint(1, MANY_LINES_MAX if chance.random() < 0.02 else LINES_MAX)
    lines = [_line(chance, currency, taxes, variants) for _line_number in range(count)]
    shipping = _shipping(chance, unit) if chance.random() < 0.7 else None
    if chance.random() < 0.5:
        _discount(chance, lines, unit)
    changes = {"note": "Random", "currency": currency, "presentment_currency": currency}
    if chance.random() < 0.05:
        changes["total_tip_received"] = str(_amount(chance, unit, 1, 20))
    payload = order_payload.order(order_id, lines, shipping=shipping, taxes=taxes, included=included, **changes)
    if count > 1 and chance.random() < 0.08:
        _take_off(chance.choice(payload["line_items"]), 0, payload)
    several = [line for line in payload["line_items"] if line["current_quantity"] > 1]
    if several and chance.random() < 0.1:
        line = chance.choice(several)
        _take_off(line, chance.randint(1, line["quantity"] - 1), payload)
    return payload


def _amount(chance, unit, low, high):
    """Between so many and so many hundred minor units."""
    return chance.randint(low * 100, high * 100) * unit


def _line(chance, currency, taxes, variants):
    unit = minor_unit(currency)
    price = _amount(chance, unit, 0, chance.choice([5, 50, 500, 5000]))
    if chance.random() < 0.5:
        price = price.quantize(unit * 100, ROUND_DOWN) + 99 * unit
    line = {"price": str(price), "quantity": 1 if chance.random() < 0.6 else chance.randint(2, 12)}
    if chance.random() < 0.03:
        line["quantity"] = chance.randint(50, 500)
    if chance.random() < 0.1:
        line["title"] = "Made to measure"
    else:
        line["variant_id"] = chance.choice(variants)
    if chance.random() < 0.08:
        line["taxes"] = []
    elif len(taxes) > 1 and chance.random() < 0.1:
        line["taxes"] = taxes[:1]
    return line


def _shipping(chance, unit):
    price = _amount(chance, unit, 1, 30)
    discount = price if chance.random() < 0.1 else (price / 3).quantize(unit) if chance.random() < 0.1 else Decimal(0)
    return "Standard", str(price), str(discount)


def _discount(chance, lines, unit):
    """A percentage or an amount, of one line or across the order."""
    chosen = [chance.choice(lines)] if chance.random() < 0.4 else lines
    gross = [Decimal(line["price"]) * line["quantity"] for line in chosen]
    total = sum(gross)
    if not total:
        return
    if chance.random() < 0.5:
        amount = (total * chance.choice([5, 10, 15, 20, 25, 50, 100]) / 100).quantize(unit, ROUND_DOWN)
    else:
        amount = min(total, _amount(chance, unit, 1, 40))
    for line, part in zip(chosen, split(amount, gross, unit), strict=True):
        line["discount"] = str(part)


def _take_off(line, left, payload):
    """An edit leaves so many units of a line: the order's current total is without the others.

    What is left of a line costs its share, rounded to the minor unit, and so does each of its taxes.
    """
    currency, included = payload["currency"], payload["taxes_included"]
    unit = minor_unit(currency)
    cost = Decimal(line["price"]) * line["quantity"]
    cost -= sum(Decimal(one["amount"]) for one in line["discount_allocations"])
    amounts = [cost] + ([] if included else [Decimal(one["price"]) for one in line["tax_lines"]])
    gone = sum(amount - _share(amount, left, line["quantity"], unit) for amount in amounts)
    line["current_quantity"] = left
    current = Decimal(payload["current_total_price"]) - gone
    payload["current_total_price"] = order_payload.money(current, currency)
    payload["current_total_price_set"] = order_payload.bag(current, currency)


def _share(amount, left, quantity, unit):
    return (amount * left / quantity).quantize(unit, ROUND_HALF_UP)


def taxes_of(payload):
    """The amounts of all taxes on what an order still has."""
    unit = minor_unit(payload["currency"])
    shipping = [Decimal(tax["price"]) for line in payload["shipping_lines"] for tax in line["tax_lines"]]
    return shipping + [
        _share(Decimal(tax["price"]), line["current_quantity"], line["quantity"], unit)
        for line in payload["line_items"]
        if line["current_quantity"]
        for tax in line["tax_lines"]
    ]


def shares_of_taxes(payload):
    """How many taxes are shares, because units were taken off their lines."""
    reduced = [line for line in payload["line_items"] if 0 < line["current_quantity"] < line["quantity"]]
    return sum(len(line["tax_lines"]) for line in reduced)
