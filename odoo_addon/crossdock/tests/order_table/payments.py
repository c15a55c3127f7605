"""How orders are paid: at once, captured later, in parts, by gift card or store credit, or not after all."""

from .row import Row, mug, pay

ONE = [mug("10.00", 2)]
UNPAID = {"financial_status": "pending"}

ROWS = [
    Row("a sale", ONE, "22.00", "2.00", steps=(pay("22.00"),)),
    Row(
        "authorized and captured",
        ONE,
        "22.00",
        "2.00",
        order={"financial_status": "authorized"},
        steps=(pay("22.00", "authorization", unsettled="22.00"), pay("22.00", "capture")),
    ),
    Row(
        "captured in two parts",
        ONE,
        "22.00",
        "2.00",
        steps=(pay("22.00", "authorization"), pay("12.00", "capture"), pay("10.00", "capture")),
        paid=(("inbound", "10.00"), ("inbound", "12.00")),
    ),
    Row(
        "authorized and void",
        ONE,
        "22.00",
        "2.00",
        order={"financial_status": "authorized"},
        steps=(pay("22.00", "authorization"), pay("22.00", "void")),
        paid=(),
    ),
    Row(
        "authorized alone",
        ONE,
        "22.00",
        "2.00",
        order={"financial_status": "authorized"},
        steps=(pay("22.00", "authorization"),),
        paid=(),
    ),
    Row("pending", ONE, "22.00", "2.00", order=UNPAID, steps=(pay("22.00", status="pending"),), paid=()),
    Row("failed and tried again", ONE, "22.00", "2.00", steps=(pay("22.00", status="failure"), pay("22.00"))),
    Row("failed", ONE, "22.00", "2.00", order=UNPAID, steps=(pay("22.00", status="failure"),), paid=()),
    Row("by gift card", ONE, "22.00", "2.00", steps=(pay("22.00", gateway="gift_card"),)),
    Row(
        "by gift card and card",
        ONE,
        "22.00",
        "2.00",
        steps=(pay("5.00", gateway="gift_card"), pay("17.00")),
        paid=(("inbound", "5.00"), ("inbound", "17.00")),
    ),
    Row("by store credit", ONE, "22.00", "2.00", steps=(pay("22.00", gateway="shopify_store_credit"),)),
    Row(
        "cash with change",
        ONE,
        "22.00",
        "2.00",
        steps=(pay("30.00"), pay("8.00", "change")),
        paid=(("inbound", "30.00"), ("outbound", "8.00")),
    ),
    Row(
        "by an unknown gateway", ONE, "22.00", "2.00", steps=(pay("22.00", gateway="Barter"),), paid=(), held="gateway"
    ),
]
