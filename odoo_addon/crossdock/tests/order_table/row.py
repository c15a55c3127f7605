"""A row of the table of orders, and the words that its modules write rows with.

Amounts are texts as a person worked them out by Shopify's rules: taxes of each line are rounded half up to the minor unit,
a discount across lines is divided by largest remainder. Nothing here is computed by the code under test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..test_orders import CHAIR, MUG

CITY, MARKET, GST, QST, MWST = ("City tax", 0.0125), ("Market tax", 0.05), ("GST", 0.05), ("QST", 0.1), ("MwSt", 0.19)
CARD, GONE = 9007199254741001, 9007199254741003
STANDARD = ("Standard", "4.90")


@dataclass(frozen=True)
class Row:
    """One order: what the store has, what happens to it, and what Odoo must show in the end."""

    name: str
    lines: list
    # The store's total as placed, and the tax of it.
    total: str
    tax: str
    # {title: amount} of each tax as invoiced.
    taxes: dict | None = None
    # What order_payload.order() takes besides the lines.
    order: dict = field(default_factory=dict)
    # Changes the payload: what order_payload.order() has no word for. Its totals are then the row's.
    alter: Callable | None = None
    # What happens at the store, one version each.
    steps: tuple | None = None
    # Of the sale order in the end, where it is not the store's total as placed.
    ends: str | None = None
    ends_tax: str | None = None
    # (direction, amount) of payments; of the whole total where it is left out.
    paid: tuple | None = None
    # (total, tax) of credit notes.
    credited: tuple = ()
    # {product: quantity} of what is to be sent; what the lines say where it is left out.
    stock: dict | None = None
    rounding: str = "0"
    # Values of the connection, and what else is to be set up (a function of the test case).
    connection: dict = field(default_factory=dict)
    prepare: Callable | None = None
    # A further look: a function of the test case and the sale order.
    check: Callable | None = None
    # State of the sale order in the end; None where there is to be none, and the code of the reason if it is held.
    state: str | None = "sale"
    held: str | None = None
    # Whether Odoo must have had it as it was placed, for the end to be this: what was over before is not entered.
    first_seen: bool = False
    # Whether its events are mixed as well; long orders say no more by it, and take their time.
    mixed: bool = True
    # The ways that can tell what the row is about.
    ways: tuple = ("webhook", "node", "bulk")


def mug(price, quantity=1, **more):
    return {"variant_id": MUG, "title": "Mug", "price": price, "quantity": quantity, **more}


def chair(price, quantity=1, **more):
    return {"variant_id": CHAIR, "title": "Chair", "price": price, "quantity": quantity, **more}


def line(number=0, **changes):
    """Changes one line of goods in the payload."""

    def alter(payload):
        payload["line_items"][number].update(changes)

    return alter


def both(*alterations):
    def alter(payload):
        for one in alterations:
            one(payload)

    return alter


# -- steps -----------------------------------------------------------------------------------------------------


def pay(amount, kind="sale", **more):
    def step(sold):
        sold.transact(kind, amount, **more)
        if more.get("status", "success") == "success" and kind != "authorization":
            sold.touch(financial_status="paid")

    return step


def refund(lines=(), **more):
    def step(sold):
        sold.refund(lines, **more)

    return step


def edit(quantities, total, **changes):
    """An edit takes units off: {number of line: units left}; ``total`` is the store's current one."""

    def step(sold):
        for number, left in quantities.items():
            sold.lines[number]["current_quantity"] = left
        bag = {"amount": total, "currency_code": sold.currency}
        sold.touch(
            current_total_price=total,
            current_total_price_set={"shop_money": bag, "presentment_money": bag},
            **changes,
        )

    return step


def become(**changes):
    """Anything else that changes on the order."""

    def step(sold):
        sold.touch(**changes)

    return step
