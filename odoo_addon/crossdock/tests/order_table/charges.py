"""What is charged beside goods: shipping by carrier, duties, fees."""

from .row import STANDARD, Row, mug


def charged(**amounts):
    """Sets money bags of the order by name."""

    def alter(payload):
        for name, amount in amounts.items():
            both = {"amount": amount, "currency_code": payload["currency"]}
            payload[name] = {"shop_money": both, "presentment_money": dict(both)}

    return alter


def last_line(name, product):
    def check(case, order):
        line = order.order_line[-1]
        case.assertEqual((line.name, line.product_id), (name, getattr(case, product)))

    return check


ROWS = [
    Row(
        "shipping of a mapped carrier",
        [mug("10.00")],
        "16.39",
        "1.49",
        order={"shipping": STANDARD},
        check=last_line("Standard", "shipping"),
    ),
    Row("shipping for nothing", [mug("10.00")], "11.00", "1.00", order={"shipping": ("Standard", "0.00")}),
    Row(
        "shipping of an unknown carrier",
        [mug("10.00")],
        "16.39",
        "1.49",
        order={"shipping": ("Drone", "4.90")},
        state=None,
        held="carrier",
    ),
    Row(
        "duties",
        [mug("10.00")],
        "14.20",
        "1.00",
        alter=charged(original_total_duties_set="3.20"),
        check=last_line("Duties", "custom"),
    ),
    Row(
        "additional fees",
        [mug("10.00")],
        "11.75",
        "1.00",
        alter=charged(original_total_additional_fees_set="0.75"),
        check=last_line("Additional fees", "custom"),
    ),
    Row(
        "a tip, duties and fees",
        [mug("10.00")],
        "16.95",
        "1.00",
        order={"total_tip_received": "2.00"},
        alter=charged(original_total_duties_set="3.20", original_total_additional_fees_set="0.75"),
    ),
]
