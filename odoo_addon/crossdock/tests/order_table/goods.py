"""What is sold: variants, custom lines, gift cards, tips, bundles, and what the store has no more."""

from ...sync import reasons
from ..test_orders import MUG
from .row import CARD, GONE, Row, both, chair, line, mug

GIFT_CARD = {"variant_id": CARD, "title": "Gift card", "price": "50.00", "taxes": []}
LAMP = {"variant_id": GONE, "title": "Lamp", "sku": "L-1", "price": "5.00"}
TIP = {"title": "Tip", "price": "2.50", "taxes": []}


def names(*wanted):
    def check(case, order):
        case.assertEqual(order.order_line.mapped("name"), list(wanted))

    return check


def in_bundle(payload):
    for one in payload["line_items"]:
        one["sales_line_item_group_id"] = 9
    payload["line_item_groups"] = [
        {"id": 9, "title": "Breakfast", "quantity": 1, "variant_id": None, "product_id": None, "variant_sku": None}
    ]


ROWS = [
    Row("one variant", [mug("10.00", 2)], "22.00", "2.00", {"VAT": "2.00"}),
    # 59.97 and 159.99: taxes 6.00 and 16.00.
    Row("two variants", [mug("19.99", 3), chair("159.99")], "241.96", "22.00", {"VAT": "22.00"}),
    Row("one variant in two lines", [mug("10.00"), mug("8.00")], "19.80", "1.80", stock={"Mug": 2}),
    Row("many units of little", [mug("0.07", 1000)], "77.00", "7.00"),
    Row("a line for nothing", [mug("0.00"), chair("5.00")], "5.50", "0.50"),
    Row("260 lines", [mug("1.00")] * 260, "286.00", "26.00", {"VAT": "26.00"}, stock={"Mug": 260}, mixed=False),
    Row(
        "a custom line",
        [{"title": "Engraving", "price": "3.33", "quantity": 3}],
        "10.99",
        "1.00",
        check=names("Engraving"),
    ),
    Row("a custom line beside goods", [mug("10.00"), {"title": "Wrap", "price": "1.50"}], "12.65", "1.15"),
    Row(
        "a gift card sold",
        [GIFT_CARD],
        "50.00",
        "0.00",
        alter=line(gift_card=True),
        check=names("Gift card\nGift card"),
    ),
    Row("a gift card beside goods", [mug("10.00"), GIFT_CARD], "61.00", "1.00", alter=line(1, gift_card=True)),
    Row("a tip", [mug("10.00")], "13.50", "1.00", order={"total_tip_received": "2.50"}, check=names("Mug", "Tip")),
    Row(
        "a tip that stands among the goods",
        [mug("10.00"), TIP],
        "13.50",
        "1.00",
        alter=lambda payload: payload.update(total_tip_received="2.50"),
        check=names("Mug", "Tip"),
    ),
    Row(
        "a bundle",
        [mug("10.00"), chair("3.00")],
        "14.30",
        "1.30",
        alter=in_bundle,
        check=names("Mug\nPart of: Breakfast × 1", "Chair\nPart of: Breakfast × 1"),
    ),
    Row(
        "properties",
        [mug("10.00", properties=[{"name": "Engraving", "value": "Ann"}, {"name": "_app", "value": "1"}])],
        "11.00",
        "1.00",
        check=names("Mug\nEngraving: Ann"),
    ),
    Row(
        "a deleted product where a catch-all stands for it",
        [LAMP, mug("1.00")],
        "6.60",
        "0.60",
        connection={"unknown_product_policy": "unlinked"},
        alter=both(line(product_id=None)),
        stock={"Mug": 1},
        check=names("[L-1] Lamp", "Mug"),
    ),
    Row(
        "a deleted product where none is allowed",
        [LAMP, {"variant_id": MUG, "price": "1.00"}],
        "6.60",
        "0.60",
        connection={"unknown_product_policy": "hold"},
        alter=line(product_id=None),
        state=None,
        held=reasons.PRODUCT,
    ),
]
