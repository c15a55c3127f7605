"""Discounts: on a line and across the order, by code and automatic, percentages and amounts, and on shipping."""

from .row import STANDARD, Row, chair, mug


def applied(kind="discount_code", value="10.0", value_type="percentage", target="line_item", across="across"):
    one = {
        "type": kind,
        "value": value,
        "value_type": value_type,
        "target_type": target,
        "target_selection": "all",
        "allocation_method": across,
        ("code" if kind == "discount_code" else "title"): "FALL",
    }
    codes = [{"code": "FALL", "amount": value, "type": value_type}] if kind == "discount_code" else []
    return {"discount_applications": [one], "discount_codes": codes}


def off_shipping(amount, tax):
    """Takes an amount off the shipping, whose tax is then this."""

    def alter(payload):
        def bag(text):
            both = {"amount": text, "currency_code": payload["currency"]}
            return {"shop_money": both, "presentment_money": dict(both)}

        [line] = payload["shipping_lines"]
        line["discount_allocations"] = [{"amount": amount, "amount_set": bag(amount), "discount_application_index": 0}]
        line["tax_lines"][0] |= {"price": tax, "price_set": bag(tax)}

    return alter


def twice(payload):
    """One discount of 1.50 as two: 1.00 and 0.50."""
    [line] = payload["line_items"]

    def part(amount, index):
        both = {"amount": amount, "currency_code": "USD"}
        return {
            "amount": amount,
            "amount_set": {"shop_money": both, "presentment_money": dict(both)},
            "discount_application_index": index,
        }

    line["discount_allocations"] = [part("1.00", 0), part("0.50", 1)]


def shows(percent):
    def check(case, order):
        case.assertEqual(order.order_line[0].discount, percent)

    return check


FIXED = {"value_type": "fixed_amount", "value": "5.00"}
ON_SHIPPING = {"target": "shipping_line", "across": "each"}

ROWS = [
    Row(
        "a percentage on a line, by code",
        [mug("20.00", 2, discount="4.00")],
        "39.60",
        "3.60",
        order=applied(across="each"),
        check=shows(10),
    ),
    Row("an amount on a line, by code", [mug("10.00", 3, discount="5.00")], "27.50", "2.50", order=applied(**FIXED)),
    Row(
        "a percentage across the order, automatic",
        # 10 % of 25.00, of which 2.00 and 0.50: taxes of 17.99 and 4.51.
        [mug("19.99", discount="2.00"), chair("5.01", discount="0.50")],
        "24.75",
        "2.25",
        order=applied("automatic"),
    ),
    Row(
        "an amount across the order that lines cannot share evenly",
        # 10.00 on three lines: 3.34, 3.33 and 3.33; taxes of 6.66, 6.67 and 6.67.
        [mug("10.00", discount="3.34"), chair("10.00", discount="3.33"), mug("10.00", discount="3.33")],
        "22.01",
        "2.01",
        order=applied("automatic", value="10.00", value_type="fixed_amount"),
        stock={"Mug": 2, "Chair": 1},
    ),
    Row(
        "an amount that no percentage expresses",
        [mug("9999.99", discount="0.01")],
        "10999.98",
        "1000.00",
        order=applied(value="0.01", value_type="fixed_amount"),
    ),
    Row("two discounts on one line", [mug("10.00", discount="1.50")], "9.35", "0.85", alter=twice),
    Row(
        "one for nothing, automatic",
        [mug("10.00", 2, discount="10.00")],
        "11.00",
        "1.00",
        order=applied("automatic", value="50.0", across="each"),
        check=shows(50),
    ),
    Row("a line wholly discounted", [mug("10.00", discount="10.00"), chair("5.00")], "5.50", "0.50"),
    Row(
        "free shipping by code",
        [mug("10.00")],
        "11.00",
        "1.00",
        order={"shipping": STANDARD, **applied(value="100.0", **ON_SHIPPING)},
        alter=off_shipping("4.90", "0.00"),
    ),
    Row(
        "some of the shipping off",
        # 10.00 and 2.90: taxes 1.00 and 0.29.
        [mug("10.00")],
        "14.19",
        "1.29",
        order={"shipping": STANDARD, **applied("automatic", value="2.00", value_type="fixed_amount", **ON_SHIPPING)},
        alter=off_shipping("2.00", "0.29"),
    ),
    Row(
        "a percentage off where taxes are included",
        # 54.00 with 10 % in it: 4.909.
        [mug("20.00", 3, discount="6.00")],
        "54.00",
        "4.91",
        {"VAT": "4.91"},
        order={"included": True, **applied()},
    ),
]
