"""What becomes of orders: edited before and after confirmation, cancelled, archived."""

from .row import Row, become, chair, edit, mug

THREE = [mug("10.00", 3), chair("50.00")]
LATER = {"connection": {"invoice_policy": "none", "payment_policy": "none"}, "paid": ()}
GONE = "2026-11-20T12:00:00-05:00"


ROWS = [
    Row(
        "a line reduced",
        THREE,
        "88.00",
        "8.00",
        steps=(edit({0: 1}, "66.00"),),
        ends="66.00",
        ends_tax="6.00",
        stock={"Mug": 1, "Chair": 1},
        **LATER,
    ),
    Row(
        "a line removed",
        THREE,
        "88.00",
        "8.00",
        steps=(edit({1: 0}, "33.00"),),
        ends="33.00",
        ends_tax="3.00",
        stock={"Mug": 3},
        **LATER,
    ),
    Row(
        "reduced twice",
        THREE,
        "88.00",
        "8.00",
        steps=(edit({0: 2}, "77.00"), edit({0: 1}, "66.00")),
        ends="66.00",
        ends_tax="6.00",
        stock={"Mug": 1, "Chair": 1},
        **LATER,
    ),
    Row(
        "reduced and taken back", THREE, "88.00", "8.00", steps=(edit({0: 1}, "66.00"), edit({0: 3}, "88.00")), **LATER
    ),
    Row(
        "noted",
        THREE,
        "88.00",
        "8.00",
        steps=(become(note="Ring twice", tags="vip, rush"),),
        check=lambda case, order: case.assertEqual(
            (set(order.tag_ids.mapped("name")), "Ring twice" in order.note), ({"vip", "rush"}, True)
        ),
        **LATER,
    ),
    Row(
        "cancelled before Odoo had it",
        THREE,
        "88.00",
        "8.00",
        order={"cancelled_at": GONE, "cancel_reason": "customer"},
        steps=(),
        state=None,
        **LATER,
    ),
    Row(
        "cancelled after confirmation",
        THREE,
        "88.00",
        "8.00",
        steps=(become(cancelled_at=GONE, cancel_reason="customer", financial_status="voided"),),
        state="cancel",
        first_seen=True,
        stock={},
        **LATER,
    ),
    Row(
        "cancelled before confirmation",
        THREE,
        "88.00",
        "8.00",
        connection={**LATER["connection"], "confirm_policy": "never"},
        steps=(become(cancelled_at=GONE, cancel_reason="fraud"),),
        state="cancel",
        first_seen=True,
        stock={},
        paid=(),
    ),
    Row(
        "archived",
        THREE,
        "88.00",
        "8.00",
        steps=(become(closed_at=GONE, fulfillment_status="fulfilled"),),
        first_seen=True,
        **LATER,
    ),
]
