"""Orders as Shopify delivers them: the shape of its published orders/create, with numbers that add up.

Shopify rounds each tax of each line to the minor unit; what a line costs is what its discounts leave. Of several taxes in
one price each has its share of what is above the net price.
"""

import json
from decimal import ROUND_HALF_UP, Decimal

# Digits behind the point, of currencies that have other than two.
DIGITS = {"JPY": 0, "KWD": 3}

ADDRESS = {
    "first_name": "Steve",
    "last_name": "Shipper",
    "name": "Steve Shipper",
    "company": "Shipping Company",
    "address1": "123 Shipping Street",
    "address2": None,
    "city": "Shippington",
    "zip": "40003",
    "province": "Kentucky",
    "province_code": "KY",
    "country": "United States",
    "country_code": "US",
    "phone": "555-555-SHIP",
}


def minor_unit(currency):
    """The smallest amount of a currency."""
    return Decimal(1).scaleb(-DIGITS.get(currency, 2))


def money(amount, currency="USD"):
    """An amount as it stands in a payload."""
    return str(Decimal(amount).quantize(minor_unit(currency), ROUND_HALF_UP))


def bag(amount, currency):
    both = {"amount": money(amount, currency), "currency_code": currency}
    return {"shop_money": both, "presentment_money": both}


def tax_of(base, rate, included, rates=None, currency="USD"):
    """What Shopify charges on one line, rounded to the minor unit; ``rates`` of all taxes in the price."""
    base, rate = Decimal(base), Decimal(str(rate))
    above = sum((Decimal(str(one)) for one in rates), Decimal(0)) if rates else rate
    tax = base * rate / (1 + above) if included else base * rate
    return tax.quantize(minor_unit(currency), ROUND_HALF_UP)


def order(order_id=820982911946154508, lines=(), *, shipping=None, taxes=(), included=False, **changes):
    """An order's payload.

    :param lines: dicts with ``price``, ``quantity``, and optionally ``variant_id``, ``title``, ``discount`` (amount of the
        whole line), ``current_quantity``, ``taxes``, ``gift_card``, ``properties``
    :param shipping: (title, price) or (title, price, discount), or None
    :param taxes: list of (title, rate) of every line that names none itself
    """
    currency = changes.get("currency", "USD")
    goods = [_line(number, line, taxes, included, currency) for number, line in enumerate(lines, start=1)]
    shipping_lines = [_shipping(shipping, taxes, included, currency)] if shipping else []
    both = goods + shipping_lines
    gross = sum((Decimal(line["price"]) * line.get("quantity", 1) for line in both), Decimal(0))
    discounts = sum((Decimal(one["amount"]) for line in both for one in line["discount_allocations"]), Decimal(0))
    tax = sum((Decimal(one["price"]) for line in both for one in line["tax_lines"]), Decimal(0))
    freight = sum((Decimal(line["price"]) for line in shipping_lines), Decimal(0))
    total = gross - discounts + (0 if included else tax) + Decimal(changes.get("total_tip_received", "0.00"))
    payload = {
        "id": order_id,
        "admin_graphql_api_id": f"gid://shopify/Order/{order_id}",
        "name": f"#{order_id % 100000}",
        "order_number": order_id % 100000,
        "created_at": "2026-11-20T10:00:00-05:00",
        "updated_at": "2026-11-20T10:00:01-05:00",
        "processed_at": "2026-11-20T10:00:00-05:00",
        "cancelled_at": None,
        "cancel_reason": None,
        "closed_at": None,
        "currency": currency,
        "presentment_currency": currency,
        "taxes_included": included,
        "test": False,
        "financial_status": "paid",
        "fulfillment_status": None,
        "email": "jon@example.com",
        "phone": None,
        "note": None,
        "note_attributes": [],
        "source_name": "web",
        "tags": "",
        "discount_codes": [],
        "payment_gateway_names": ["bogus"],
        "discount_applications": [],
        "total_line_items_price": money(gross - freight, currency),
        "total_discounts": money(discounts, currency),
        "total_discounts_set": bag(discounts, currency),
        "subtotal_price": money(gross - freight - discounts, currency),
        "subtotal_price_set": bag(gross - freight - discounts, currency),
        "total_shipping_price_set": bag(freight, currency),
        "total_tax": money(tax, currency),
        "total_tax_set": bag(tax, currency),
        "total_tip_received": "0.00",
        "original_total_duties_set": None,
        "original_total_additional_fees_set": None,
        "total_price": money(total, currency),
        "total_price_set": bag(total, currency),
        "current_total_price": money(total, currency),
        "current_total_price_set": bag(total, currency),
        "tax_lines": [],
        "line_items": goods,
        "shipping_lines": shipping_lines,
        "customer": {
            "id": 115310627314723954,
            "email": "john@example.com",
            "first_name": "John",
            "last_name": "Smith",
            "phone": None,
            "tags": "",
            "tax_exempt": False,
            "updated_at": None,
            "default_address": None,
        },
        "billing_address": dict(ADDRESS),
        "shipping_address": dict(ADDRESS),
        "refunds": [],
        "fulfillments": [],
    }
    return {**payload, **changes}


def _line(number, line, taxes, included, currency):
    price, quantity = Decimal(line["price"]), line.get("quantity", 1)
    discount = Decimal(line.get("discount", 0))
    base = price * quantity - discount
    return {
        "id": 487817672276298554 + number,
        "variant_id": line.get("variant_id"),
        "product_id": line.get("variant_id") and line["variant_id"] + 7,
        "sku": line.get("sku"),
        "title": line.get("title", f"Thing {number}"),
        "name": line.get("title", f"Thing {number}"),
        "variant_title": None,
        "quantity": quantity,
        "current_quantity": line.get("current_quantity", quantity),
        "price": str(price),
        "price_set": bag(price, currency),
        "total_discount": "0.00",
        "requires_shipping": True,
        "taxable": True,
        "gift_card": line.get("gift_card", False),
        "properties": line.get("properties", []),
        "discount_allocations": _allocations(discount, currency),
        "tax_lines": _taxes(base, line.get("taxes", taxes), included, currency),
    }


def _shipping(shipping, taxes, included, currency):
    title, price, discount = (*shipping, 0)[:3]
    return {
        "id": 271878346596884015,
        "title": title,
        "code": title,
        "source": "shopify",
        "price": money(price, currency),
        "price_set": bag(price, currency),
        "discount_allocations": _allocations(Decimal(discount), currency),
        "tax_lines": _taxes(Decimal(price) - Decimal(discount), taxes, included, currency),
        "is_removed": False,
    }


def _allocations(discount, currency):
    if not discount:
        return []
    return [
        {"amount": money(discount, currency), "amount_set": bag(discount, currency), "discount_application_index": 0}
    ]


def _taxes(base, taxes, included, currency):
    found = []
    for title, rate in taxes:
        tax = tax_of(base, rate, included, [one for _title, one in taxes], currency)
        found.append(
            {"title": title, "rate": float(rate), "price": money(tax, currency), "price_set": bag(tax, currency)}
        )
    return found


def encode(payload):
    return json.dumps(payload).encode()
