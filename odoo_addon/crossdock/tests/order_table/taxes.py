"""Taxes: on top and included, several a line, compound, on shipping, exempt, owed by the channel, by region."""

from ..order_payload import ADDRESS
from ..test_orders import VAT
from .row import CITY, GST, MARKET, QST, STANDARD, Row, mug


def liable(payload):
    for one in [*payload["line_items"], *payload["shipping_lines"]]:
        for tax in one["tax_lines"]:
            tax["channel_liable"] = tax["title"] == MARKET[0]


def compound(payload):
    """QST of 10 % on 100.00 and the 5.00 of GST: 10.50."""
    tax = payload["line_items"][0]["tax_lines"][1]
    both = {"amount": "10.50", "currency_code": "USD"}
    tax |= {"price": "10.50", "price_set": {"shop_money": both, "presentment_money": dict(both)}}


def compounded(case):
    gst, qst = (case.tax_of(title) for title in ("GST", "QST"))
    gst.write({"include_base_amount": True, "sequence": 1})
    qst.write({"is_base_affected": True, "sequence": 2})


def customer_exempt(payload):
    payload["customer"]["tax_exempt"] = True


def regional(case):
    anywhere = case.tax_of("VAT")
    mapping = case.connection.tax_mapping_ids.filtered(lambda one: one.tax_id == anywhere)
    states = case.env.ref("base.us")
    kentucky = case.env["res.country.state"].search([("country_id", "=", states.id), ("code", "=", "KY")])
    for name, region in (
        ("Germany", {"country_id": case.env.ref("base.de").id}),
        ("States", {"country_id": states.id}),
        ("Kentucky", {"country_id": states.id, "state_id": kentucky.id}),
    ):
        mapping.copy({**region, "tax_id": anywhere.copy({"name": name}).id})


def to(country, province=None):
    return {"shipping_address": {**ADDRESS, "country_code": country, "province_code": province}}


def charged(name):
    def check(case, order):
        case.assertEqual(order.order_line.tax_ids.mapped("name"), [name])

    return check


def exempt(case, order):
    case.assertTrue(order.crossdock_tax_exempt)
    case.assertFalse(order.order_line.tax_ids)


ROWS = [
    Row("on top, to the cent", [mug("0.05")], "0.06", "0.01", {"VAT": "0.01"}),
    Row("included", [mug("19.99", 3)], "59.97", "5.45", {"VAT": "5.45"}, order={"included": True}),
    Row(
        "several taxes of a line",
        [mug("80.00")],
        "89.00",
        "9.00",
        {"VAT": "8.00", "City tax": "1.00"},
        order={"taxes": [VAT, CITY]},
    ),
    Row(
        "lines with different taxes",
        [mug("80.00", taxes=[CITY]), mug("10.00"), mug("3.00", taxes=[])],
        "95.00",
        "2.00",
        {"VAT": "1.00", "City tax": "1.00"},
        stock={"Mug": 3},
    ),
    Row(
        "compound",
        [mug("100.00")],
        "115.50",
        "15.50",
        {"GST": "5.00", "QST": "10.50"},
        order={"taxes": [GST, QST]},
        alter=compound,
        prepare=compounded,
    ),
    Row("on shipping", [mug("10.00")], "16.39", "1.49", {"VAT": "1.49"}, order={"shipping": STANDARD}),
    Row("included, on shipping", [mug("10.00")], "14.90", "1.36", order={"shipping": STANDARD, "included": True}),
    Row(
        "exempt by the order",
        [mug("10.00")],
        "10.00",
        "0.00",
        {},
        order={"taxes": [], "tax_exempt": True},
        check=exempt,
    ),
    Row(
        "exempt by the customer",
        [mug("10.00")],
        "10.00",
        "0.00",
        {},
        order={"taxes": []},
        alter=customer_exempt,
        check=exempt,
    ),
    Row(
        "owed by the channel and mapped",
        [mug("10.00")],
        "11.50",
        "1.50",
        {"VAT": "1.00", "Market tax": "0.50"},
        order={"taxes": [VAT, MARKET]},
        alter=liable,
    ),
    Row(
        "owed by the channel and left out",
        [mug("10.00")],
        "11.50",
        "1.50",
        {"VAT": "1.00"},
        order={"taxes": [VAT, MARKET]},
        alter=liable,
        connection={"liable_tax_policy": "exclude"},
        ends="11.00",
        ends_tax="1.00",
        steps=(),
        paid=(),
    ),
    Row(
        "mapped by country", [mug("10.00")], "11.00", "1.00", order=to("DE"), prepare=regional, check=charged("Germany")
    ),
    Row(
        "mapped by state",
        [mug("10.00")],
        "11.00",
        "1.00",
        order=to("US", "KY"),
        prepare=regional,
        check=charged("Kentucky"),
    ),
    Row(
        "mapped by country, of another state",
        [mug("10.00")],
        "11.00",
        "1.00",
        order=to("US", "CA"),
        prepare=regional,
        check=charged("States"),
    ),
    Row(
        "mapped anywhere",
        [mug("10.00")],
        "11.00",
        "1.00",
        order=to("FR"),
        prepare=regional,
        check=charged("VAT 0.1 False"),
    ),
    Row("not mapped", [mug("10.00")], "10.70", "0.70", order={"taxes": [("Unheard of", 0.07)]}, state=None, held="tax"),
]
