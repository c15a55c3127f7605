"""Orders with known totals, each with what makes it different; the figures were worked out by hand.

Taxes are those of ``order_payload``, title and rate; a row's own are the order's for every line that names none.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .order_payload import bag, money

MUG, CHAIR, GONE, CARD = 9007199254740993, 9007199254740995, 404, 77
VAT, STATE, CITY = ("VAT", "0.1"), ("State", "0.04"), ("City", "0.045")
MWST, REDUCED, UK, JAPAN, LEVY, SWISS = (
    ("MwSt", "0.19"),
    ("MwSt reduced", "0.07"),
    ("UK VAT", "0.2"),
    ("Consumption tax", "0.1"),
    ("Levy", "0.05"),
    ("MWST CH", "0.081"),
)
GST, ON_TOP = ("GST first", "0.05"), ("QST on top", "0.1")
# (title, rate, included) of all that is mapped.
MAPPED = [
    *((*tax, False) for tax in (VAT, STATE, CITY, LEVY, GST, ON_TOP)),
    *((*tax, True) for tax in (MWST, REDUCED, UK, JAPAN, SWISS)),
]


@dataclass(frozen=True)
class Row:
    """One order. ``total`` and ``taxes`` (by title) are what Odoo must come to, in ``currency``.

    :param tweak: changes the finished payload
    :param settings: of the connection
    :param held: the kind of reason for which the order must be held instead
    :param state: of the sale order once all is worked off
    :param shows: texts that stand in the names of its lines
    """

    name: str
    total: str
    taxes: dict[str, str]
    lines: list[dict[str, Any]]
    charged: list[tuple[str, str]] = field(default_factory=lambda: [VAT])
    currency: str = "USD"
    included: bool = False
    shipping: tuple | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    tweak: Callable[[dict[str, Any]], None] | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    held: str | None = None
    state: str = "sale"
    shows: tuple[str, ...] = ()


def mug(price, quantity=1, **more):
    return {"variant_id": MUG, "price": price, "quantity": quantity, **more}


def chair(price, quantity=1, **more):
    return {"variant_id": CHAIR, "price": price, "quantity": quantity, **more}


def custom(title, price, **more):
    return {"title": title, "price": price, **more}


def now_comes_to(total):
    """An edit has left less of the order."""

    def tweak(payload):
        payload["current_total_price"] = total
        payload["current_total_price_set"] = bag(total, payload["currency"])

    return tweak


def allocated(*amounts):
    """The first line's discount is of several applications."""

    def tweak(payload):
        payload["line_items"][0]["discount_allocations"] = [
            {"amount": money(one), "amount_set": bag(one, "USD"), "discount_application_index": index}
            for index, one in enumerate(amounts)
        ]
        payload["discount_applications"] = [
            application("automatic", title=f"Offer {index}") for index in range(len(amounts))
        ]

    return tweak


def application(kind, value="10", value_type="percentage", selection="all", **named):
    return {
        "type": kind,
        "title": named.get("title"),
        "code": named.get("code"),
        "description": None,
        "value": value,
        "value_type": value_type,
        "allocation_method": "across",
        "target_type": "line_item",
        "target_selection": selection,
    }


def in_a_bundle(payload):
    payload["line_items"][0]["sales_line_item_group_id"] = 9
    payload["line_item_groups"] = [
        {"id": 9, "title": "Breakfast", "quantity": 1, "variant_id": 5, "product_id": 6, "variant_sku": "B"}
    ]


def without_tax_on_shipping(payload):
    [freight] = payload["shipping_lines"]
    tax = sum(Decimal(one["price"]) for one in freight["tax_lines"])
    freight["tax_lines"] = []
    for name in ("total_price", "current_total_price"):
        total = Decimal(payload[name]) - tax
        payload[name] = money(total)
        payload[f"{name}_set"] = bag(total, "USD")


def taxed_on_tax(payload):
    """The second tax is of the price with the first: 10 % of 105.00 where order_payload took 10 % of 100.00."""
    second = payload["line_items"][0]["tax_lines"][1]
    second.update(price="10.50", price_set=bag("10.50", "USD"))
    for name in ("total_price", "current_total_price"):
        payload[name] = "115.50"
        payload[f"{name}_set"] = bag("115.50", "USD")


def liable(payload):
    for tax in payload["line_items"][0]["tax_lines"]:
        tax["channel_liable"] = True


def plus(name, amount):
    """Something that is charged beside the lines."""

    def tweak(payload):
        payload[f"original_total_{name}_set"] = bag(amount, payload["currency"])
        for total in ("total_price", "current_total_price"):
            more = Decimal(payload[total]) + Decimal(amount)
            payload[total] = money(more, payload["currency"])
            payload[f"{total}_set"] = bag(more, payload["currency"])

    return tweak


def both(*tweaks):
    def tweak(payload):
        for one in tweaks:
            one(payload)

    return tweak


def second_shipping(removed):
    def tweak(payload):
        [first] = payload["shipping_lines"]
        second = {
            **first,
            "id": first["id"] + 1,
            "price": "3.00",
            "price_set": bag("3.00", "USD"),
            "is_removed": removed,
        }
        second["tax_lines"] = [{**tax, "price": "0.30", "price_set": bag("0.30", "USD")} for tax in first["tax_lines"]]
        payload["shipping_lines"].append(second)
        if not removed:
            for name in ("total_price", "current_total_price"):
                more = Decimal(payload[name]) + Decimal("3.30")
                payload[name] = money(more)
                payload[f"{name}_set"] = bag(more, "USD")

    return tweak


def shown_in(presentment):
    """The buyer saw another currency; what the store keeps is in its own."""

    def tweak(payload):
        payload["presentment_currency"] = presentment
        for name, value in list(payload.items()):
            if name.endswith("_set") and value:
                payload[name] = {
                    **value,
                    "presentment_money": {**value["presentment_money"], "currency_code": presentment},
                }
        for line in [*payload["line_items"], *payload["shipping_lines"]]:
            for part in [line, *line["tax_lines"], *line["discount_allocations"]]:
                for name in ("price_set", "amount_set"):
                    if name in part:
                        given = part[name]["presentment_money"]
                        part[name] = {**part[name], "presentment_money": {**given, "currency_code": presentment}}

    return tweak


def paid_in_cash(payload):
    """Cash is rounded to five hundredths at the till; the order's total is not."""
    payload["total_cash_rounding_payment_adjustment_set"] = bag("-0.01", "CHF")
    payload["total_cash_rounding_refund_adjustment_set"] = bag("0.00", "CHF")


LINES = [
    Row("one variant twice", "22.00", {"VAT": "2.00"}, [mug("10.00", 2)]),
    Row("two variants, one of them untaxed", "225.96", {"VAT": "6.00"}, [mug("19.99", 3), chair("159.99", taxes=[])]),
    Row("a custom line", "16.50", {"VAT": "1.50"}, [mug("10.00"), custom("Engraving", "5.00")], shows=("Engraving",)),
    Row("only a custom line", "5.50", {"VAT": "0.50"}, [custom("Repair", "5.00")]),
    Row(
        "a gift card is sold",
        "50.00",
        {},
        [{"variant_id": CARD, "title": "Gift card", "price": "50.00", "gift_card": True, "taxes": []}],
        shows=("Gift card",),
    ),
    Row("a tip", "13.50", {"VAT": "1.00"}, [mug("10.00")], changes={"total_tip_received": "2.50"}, shows=("Tip",)),
    Row("a bundle", "14.30", {"VAT": "1.30"}, [mug("10.00"), chair("3.00")], tweak=in_a_bundle, shows=("Breakfast",)),
    Row(
        "properties",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00", properties=[{"name": "Colour of the ribbon", "value": "red"}])],
        shows=("Colour of the ribbon: red",),
    ),
    Row(
        "a line that an edit removed",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00"), chair("20.00", current_quantity=0)],
        tweak=now_comes_to("11.00"),
    ),
    Row(
        "a line that an edit reduced",
        "22.00",
        {"VAT": "2.00"},
        [mug("10.00", 3, current_quantity=2)],
        tweak=now_comes_to("22.00"),
    ),
    Row("two hundred and sixty lines", "286.00", {"VAT": "26.00"}, [mug("1.00") for _line in range(260)]),
    Row(
        "a product that is gone, as the catch-all product",
        "11.00",
        {"VAT": "1.00"},
        [{"variant_id": GONE, "title": "Lamp", "price": "10.00"}],
        settings={"unknown_product_policy": "unlinked"},
        shows=("Lamp",),
    ),
    Row(
        "a product that is gone, and nothing may stand for it",
        "11.00",
        {},
        [{"variant_id": GONE, "title": "Lamp", "price": "10.00"}],
        held="product",
    ),
    Row("a line that costs nothing", "11.00", {"VAT": "1.00"}, [mug("10.00"), chair("0.00")]),
    Row("five hundred at seven cents", "38.50", {"VAT": "3.50"}, [mug("0.07", 500)]),
    Row("a guest", "11.00", {"VAT": "1.00"}, [mug("10.00")], changes={"customer": None, "email": "guest@example.com"}),
    Row(
        "no address",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        changes={"shipping_address": None, "billing_address": None},
    ),
]

DISCOUNTS = [
    Row("a percentage of a line", "19.80", {"VAT": "1.80"}, [mug("10.00", 2, discount="2.00")]),
    Row("an amount off a line", "7.34", {"VAT": "0.67"}, [mug("10.00", discount="3.33")]),
    Row(
        "a code across the order",
        "29.70",
        {"VAT": "2.70"},
        [mug("10.00", discount="1.00"), chair("20.00", discount="2.00")],
        changes={
            "discount_codes": [{"code": "TEN", "amount": "3.00", "type": "percentage"}],
            "discount_applications": [application("discount_code", code="TEN")],
        },
    ),
    Row(
        "an automatic one that leaves a cent over",
        "22.01",
        {"VAT": "2.01"},
        [mug("10.00", discount="3.34"), mug("10.00", discount="3.33"), chair("10.00", discount="3.33")],
        changes={"discount_applications": [application("automatic", "10.00", "fixed_amount", title="Ten off")]},
    ),
    Row("all of it", "0.00", {}, [mug("10.00", discount="10.00")]),
    Row("all of the shipping", "11.00", {"VAT": "1.00"}, [mug("10.00")], shipping=("Standard", "5.00", "5.00")),
    Row("a part of the shipping", "15.40", {"VAT": "1.40"}, [mug("10.00")], shipping=("Standard", "6.00", "2.00")),
    Row(
        "two of one line",
        "18.70",
        {"VAT": "1.70"},
        [mug("20.00", discount="3.00")],
        tweak=allocated("2.00", "1.00"),
    ),
    Row(
        "by hand",
        "9.90",
        {"VAT": "0.90"},
        [mug("10.00", discount="1.00")],
        changes={"discount_applications": [application("manual", title="For you", selection="explicit")]},
    ),
    Row("of a price with tax", "107.10", {"MwSt": "17.10"}, [mug("119.00", discount="11.90")], [MWST], "EUR", True),
    Row("an odd third of many", "73.34", {"VAT": "6.67"}, [mug("33.33", 3, discount="33.32")]),
]

TAXES = [
    Row("two of a line", "108.50", {"State": "4.00", "City": "4.50"}, [mug("100.00")], [STATE, CITY]),
    Row("in the price", "119.00", {"MwSt": "19.00"}, [mug("119.00")], [MWST], "EUR", True),
    Row(
        "two rates in the prices",
        "22.60",
        {"MwSt": "1.90", "MwSt reduced": "0.70"},
        [mug("10.70", taxes=[REDUCED]), chair("11.90")],
        [MWST],
        "EUR",
        True,
    ),
    Row("on shipping", "16.50", {"VAT": "1.50"}, [mug("10.00")], shipping=("Standard", "5.00")),
    Row(
        "not on shipping",
        "16.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        shipping=("Standard", "5.00"),
        tweak=without_tax_on_shipping,
    ),
    Row("none", "10.00", {}, [mug("10.00")], []),
    Row("none, for the order is exempt", "10.00", {}, [mug("10.00")], [], changes={"tax_exempt": True}),
    Row(
        "on another tax",
        "115.50",
        {"GST first": "5.00", "QST on top": "10.50"},
        [mug("100.00")],
        [GST, ON_TOP],
        tweak=taxed_on_tax,
    ),
    Row("at a rate of nothing", "10.00", {}, [mug("10.00")], [("Exports", "0.0")]),
    Row(
        "that the channel owes, left out",
        "10.00",
        {},
        [mug("10.00")],
        tweak=liable,
        settings={"liable_tax_policy": "exclude"},
    ),
    Row("that the channel owes, mapped", "11.00", {"VAT": "1.00"}, [mug("10.00")], tweak=liable),
    Row("that nobody mapped", "10.30", {}, [mug("10.00")], [("Moon", "0.03")], held="tax"),
    Row(
        "that nobody mapped, created",
        "10.30",
        {"Moon": "0.30"},
        [mug("10.00")],
        [("Moon", "0.03")],
        settings={"create_missing_taxes": True},
    ),
    Row("of halves of a cent", "2.35", {"VAT": "0.22"}, [mug("0.45"), mug("0.55"), chair("1.13")]),
]

MONEY = [
    Row("euros", "59.50", {"MwSt": "9.50"}, [mug("29.75", 2)], [MWST], "EUR", True),
    Row("pounds", "12.00", {"UK VAT": "2.00"}, [mug("12.00")], [UK], "GBP", True),
    Row("yen", "999", {"Consumption tax": "90"}, [mug("333"), mug("333"), chair("333")], [JAPAN], "JPY", True),
    Row("dinars of a thousand", "3.887", {"Levy": "0.185"}, [mug("1.234", 3)], [LEVY], "KWD"),
    Row(
        "francs, rounded in cash",
        "10.81",
        {"MWST CH": "0.81"},
        [mug("10.81")],
        [SWISS],
        "CHF",
        True,
        tweak=paid_in_cash,
    ),
    Row("seen in another currency", "22.00", {"VAT": "2.00"}, [mug("10.00", 2)], tweak=shown_in("CAD")),
    Row("duties", "16.00", {"VAT": "1.00"}, [mug("10.00")], tweak=plus("duties", "5.00"), shows=("Duties",)),
    Row("an additional fee", "12.05", {"VAT": "1.00"}, [mug("10.00")], tweak=plus("additional_fees", "1.05")),
    Row(
        "duties, a fee and a tip",
        "19.55",
        {"VAT": "1.00"},
        [mug("10.00")],
        tweak=both(plus("duties", "5.00"), plus("additional_fees", "1.05")),
        changes={"total_tip_received": "2.50"},
    ),
    Row(
        "shipping that is not mapped",
        "16.50",
        {"VAT": "1.50"},
        [mug("10.00")],
        shipping=("By pigeon", "5.00"),
        shows=("By pigeon",),
    ),
    Row(
        "shipped in two ways",
        "19.80",
        {"VAT": "1.80"},
        [mug("10.00")],
        shipping=("Standard", "5.00"),
        tweak=second_shipping(False),
    ),
    Row(
        "a way of shipping that was taken away",
        "16.50",
        {"VAT": "1.50"},
        [mug("10.00")],
        shipping=("Standard", "5.00"),
        tweak=second_shipping(True),
    ),
    Row(
        "paid with a gift card and a credit card",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        changes={"payment_gateway_names": ["gift_card", "bogus"]},
    ),
    Row(
        "paid with store credit",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        changes={"payment_gateway_names": ["shopify_store_credit"]},
    ),
]

STATES = [
    Row(
        "not paid yet",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        changes={"financial_status": "pending"},
        settings={"confirm_policy": "paid"},
        state="draft",
    ),
    Row("authorised", "11.00", {"VAT": "1.00"}, [mug("10.00")], changes={"financial_status": "authorized"}),
    Row(
        "a test",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        changes={"test": True},
        settings={"test_order_policy": "draft"},
        state="draft",
    ),
    Row(
        "archived",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        settings={"history_before": False},
        changes={"closed_at": "2026-11-20T10:00:00-05:00"},
    ),
    Row(
        "noted and tagged",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        changes={"note": "Ring twice", "tags": "VIP, wholesale"},
    ),
    Row(
        "with the buyer's own number and the store's questions",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        changes={"po_number": "PO-77", "note_attributes": [{"name": "Gift", "value": "yes"}], "source_name": "pos"},
    ),
    Row(
        "fulfilled before Odoo had it",
        "11.00",
        {"VAT": "1.00"},
        [mug("10.00")],
        changes={"fulfillment_status": "fulfilled"},
        settings={"history_before": "2026-12-01 00:00:00"},
        state="draft",
    ),
    Row(
        "refunded at once", "11.00", {"VAT": "1.00"}, [mug("10.00")], changes={"financial_status": "partially_refunded"}
    ),
]

ROWS = [*LINES, *DISCOUNTS, *TAXES, *MONEY, *STATES]
