"""Refunds: parts of lines, shipping, amounts, discrepancies, before and after the invoice, with every kind of restocking."""

from .row import STANDARD, Row, mug, pay, refund

THREE = [mug("10.00", 3)]
# 30.00 and 4.90 with 10 % on top.
SOLD = {"total": "38.39", "tax": "3.49", "order": {"shipping": STANDARD}}
PAID = ("inbound", "38.39")


def given_back(*amounts):
    return (PAID, *(("outbound", amount) for amount in amounts))


def row(name, *steps, **more):
    return Row(name, THREE, steps=(pay("38.39"), *steps), **{**SOLD, **more})


ROWS = [
    row("units", refund({0: 1}), paid=given_back("11.00"), credited=(("11.00", "1.00"),), stock={"Mug": 2}),
    row("all units", refund({0: 3}), paid=given_back("33.00"), credited=(("33.00", "3.00"),), stock={}),
    row(
        "everything",
        refund({0: 3}, shipping=("4.90", "0.49")),
        paid=given_back("38.39"),
        credited=(("38.39", "3.49"),),
        stock={},
    ),
    row("shipping", refund(shipping=("4.90", "0.49")), paid=given_back("5.39"), credited=(("5.39", "0.49"),)),
    row(
        "part of the shipping", refund(shipping=("2.00", "0.20")), paid=given_back("2.20"), credited=(("2.20", "0.20"),)
    ),
    row("an amount without lines", refund(adjustment="-5.00"), paid=given_back("5.00"), credited=(("5.00", "0.00"),)),
    row(
        "units and an amount more",
        refund({0: 1}, adjustment="-1.25"),
        paid=given_back("12.25"),
        credited=(("12.25", "1.00"),),
        stock={"Mug": 2},
    ),
    row(
        "units less a discrepancy",
        refund({0: 1}, adjustment="2.50"),
        paid=given_back("8.50"),
        credited=(("8.50", "1.00"),),
        stock={"Mug": 2},
    ),
    row(
        "several of one line",
        refund({0: 1}),
        refund({0: 1}),
        paid=given_back("11.00", "11.00"),
        credited=(("11.00", "1.00"), ("11.00", "1.00")),
        stock={"Mug": 1},
    ),
    row(
        "units, put back in stock",
        refund({0: 1}, restock="return"),
        paid=given_back("11.00"),
        credited=(("11.00", "1.00"),),
        stock={"Mug": 2},
    ),
    row(
        "units that never left",
        refund({0: 1}, restock="cancel"),
        paid=given_back("11.00"),
        credited=(("11.00", "1.00"),),
        stock={"Mug": 2},
    ),
    row(
        "units, not paid back",
        refund({0: 1}, pay=False, total="11.00"),
        paid=(PAID,),
        credited=(("11.00", "1.00"),),
        stock={"Mug": 2},
    ),
    row(
        "units before the invoice",
        refund({0: 1}),
        connection={"invoice_policy": "fulfilled"},
        paid=given_back("11.00"),
        ends="27.39",
        ends_tax="2.49",
        stock={"Mug": 2},
    ),
    Row(
        # 30.00 less 1.01 leaves 28.99; of two units 19.33 (19.3267), of the third 9.66.
        "units of a line with a fixed discount",
        [mug("10.00", 3, discount="1.01")],
        "31.89",
        "2.90",
        steps=(pay("31.89"), refund({0: 1})),
        paid=(("inbound", "31.89"), ("outbound", "10.63")),
        credited=(("10.63", "0.97"),),
        stock={"Mug": 2},
        # What was invoiced keeps the percentage that it was invoiced with.
        first_seen=True,
    ),
    Row(
        "units of a line with a fixed discount before the invoice",
        [mug("10.00", 3, discount="1.01")],
        "31.89",
        "2.90",
        connection={"invoice_policy": "fulfilled"},
        steps=(pay("31.89"), refund({0: 1})),
        paid=(("inbound", "31.89"), ("outbound", "10.63")),
        ends="21.26",
        ends_tax="1.93",
        stock={"Mug": 2},
    ),
    Row(
        "units of a line with a percentage",
        [mug("10.00", 3, discount="3.00")],
        "29.70",
        "2.70",
        steps=(pay("29.70"), refund({0: 2})),
        paid=(("inbound", "29.70"), ("outbound", "19.80")),
        credited=(("19.80", "1.80"),),
        stock={"Mug": 1},
    ),
    Row(
        "units with the tax included",
        THREE,
        "30.00",
        "2.73",
        order={"included": True},
        steps=(pay("30.00"), refund({0: 1})),
        paid=(("inbound", "30.00"), ("outbound", "10.00")),
        credited=(("10.00", "0.91"),),
        stock={"Mug": 2},
    ),
]
