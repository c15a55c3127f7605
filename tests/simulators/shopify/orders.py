"""How an order comes to be and changes: lines, discounts, taxes, totals, all in minor units.

Rounding: a tax line is rounded half up per line; a discount is spread over the lines in proportion, to the
cent.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.simulators.common.clock import now, parse_iso
from tests.simulators.shopify import money, payments
from tests.simulators.shopify.store import Record, Store, StoreError

LINES_MAX = 500
COUNTRIES = {
    "AT": "Austria",
    "BE": "Belgium",
    "CA": "Canada",
    "CH": "Switzerland",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "GB": "United Kingdom",
    "IT": "Italy",
    "JP": "Japan",
    "NL": "Netherlands",
    "US": "United States",
}
ADDRESS_KEYS = (
    "first_name",
    "address1",
    "phone",
    "city",
    "zip",
    "province",
    "country",
    "last_name",
    "address2",
    "company",
    "latitude",
    "longitude",
    "name",
    "country_code",
    "province_code",
)
CANCEL_REASONS = frozenset({"customer", "inventory", "fraud", "declined", "other", "staff"})
FINANCIAL_STATUSES = frozenset(
    {
        "pending",
        "authorized",
        "partially_paid",
        "paid",
        "partially_refunded",
        "refunded",
        "voided",
        "expired",
    }
)


def place(store: Store, request: Record) -> Record:
    """A buyer places an order: stock is committed, `orders/create` and the levels' changes are reported."""
    event = store.event()
    moment = parse_iso(request["created_at"]) if request.get("created_at") else now()
    customer = store.customer(request["customer"]) if request.get("customer") else None
    shipping = _address(request.get("shipping_address"), request.get("customer"))
    billing = _address(request.get("billing_address"), request.get("customer")) or shipping
    status = request.get("financial_status") or "paid"
    if status not in FINANCIAL_STATUSES:
        raise StoreError(f"unknown financial status {status!r}")
    number = store.next_order_number
    order: Record = {
        "__typename": "Order",
        "id": store.ids.take("Order"),
        "number": number,
        "name": f"#{number}",
        "token": store.ids.token(),
        "created_at": moment,
        "updated_at": moment,
        "processed_at": moment,
        "cancelled_at": None,
        "closed_at": None,
        "cancel_reason": None,
        "currency": store.currency,
        "taxes_included": bool(store.settings["taxes_included"]),
        "test": bool(request.get("test", False)),
        "financial_status": status,
        "email": request.get("email") or (customer or {}).get("email"),
        "phone": request.get("phone"),
        "note": request.get("note"),
        "tags": _tags(request.get("tags")),
        "attributes": _pairs(request.get("attributes")),
        "source_name": request.get("source_name") or "web",
        "gateways": list(request.get("gateways") or ["bogus"]),
        "customer_id": customer["id"] if customer else None,
        "shipping_address": shipping,
        "billing_address": billing,
        "discount_applications": [],
        "lines": _lines(store, request),
        "shipping_lines": _shipping_lines(store, request),
        "transactions": [],
        "refunds": [],
    }
    _discount(order, request)
    _tax(order, request, store)
    store.next_order_number += 1
    store.orders[order["id"]] = order
    _remember_address(customer, shipping or billing, store, moment)
    for line in order["lines"]:
        move_stock(store, line, -line["quantity"], event)
    payments.pay_as_placed(store, order, event)
    store.listener("orders/create", order, event)
    if status == "paid":
        store.listener("orders/paid", order, event)
    return order


def update(store: Store, order_id: int, request: Record) -> Record:
    """A merchant edits an order: texts, address, payment status, or fewer units of a line."""
    order = find(store, order_id)
    event = store.event()
    for key in ("note", "email", "phone", "financial_status"):
        if key in request:
            order[key] = request[key]
    if "tags" in request:
        order["tags"] = _tags(request["tags"])
    for key in ("shipping_address", "billing_address"):
        if key in request:
            order[key] = _address(request[key], None)
    for change in request.get("lines") or []:
        line = next((line for line in order["lines"] if line["id"] == int(change["line_id"])), None)
        wanted = int(change["current_quantity"])
        if line is None or not 0 <= wanted <= line["quantity"]:
            raise StoreError(f"line {change['line_id']} cannot have a current quantity of {wanted}")
        move_stock(store, line, line["current_quantity"] - wanted, event)
        line["current_quantity"] = wanted
    if "financial_status" in request:
        payments.follow_status(store, order, event)
    order["updated_at"] = now()
    store.listener("orders/updated", order, event)
    return order


def cancel(store: Store, order_id: int, reason: str, restock: bool) -> Record:
    """A merchant cancels an order: units are taken out, stock goes back when asked, payment is undone."""
    order = find(store, order_id)
    if reason not in CANCEL_REASONS:
        raise StoreError(f"unknown cancel reason {reason!r}")
    if order["cancelled_at"] is not None:
        raise StoreError(f"order {order['name']} is cancelled already")
    event = store.event()
    payments.cancel(store, order, event, restock)
    order["cancelled_at"] = order["closed_at"] = order["updated_at"] = now()
    order["cancel_reason"] = reason
    store.listener("orders/cancelled", order, event)
    store.listener("orders/updated", order, event)
    return order


def totals(order: Record, current: bool = False) -> Record:
    """Sums of an order; `current` counts the units that are left after edits and cancellation."""
    lines = [part(order, line) if current else line for line in order["lines"]]
    gone = current and order["cancelled_at"] is not None
    shipping_lines = [freight(order, line) if current else line for line in order["shipping_lines"] if not gone]
    items = sum(line["price"] * line["quantity"] for line in lines)
    line_discounts = sum(allocation["amount"] for line in lines for allocation in line["allocations"])
    shipping = sum(line["price"] for line in shipping_lines)
    tax_lines = _merge_taxes([tax for line in [*lines, *shipping_lines] for tax in line["tax_lines"]])
    taxes = sum(line["price"] for line in tax_lines)
    subtotal = items - line_discounts
    total = subtotal + shipping + (0 if order["taxes_included"] else taxes)
    return {
        "items": items,
        "discounts": line_discounts,
        "subtotal": subtotal,
        "shipping": shipping,
        "tax": taxes,
        "tax_lines": tax_lines,
        "total": total,
        "weight": sum(line["grams"] * line["quantity"] for line in lines),
        "quantity": sum(line["quantity"] for line in lines),
    }


def outstanding(order: Record) -> int:
    """What is still to be paid."""
    if order["financial_status"] not in ("pending", "authorized", "partially_paid"):
        return 0
    return max(0, totals(order, current=True)["total"] - payments.received(order) + payments.refunded(order))


def net(line: Record) -> int:
    """What a line costs after its discounts."""
    return line["price"] * line["quantity"] - sum(one["amount"] for one in line["allocations"])


def tax(line: Record) -> int:
    """All taxes of a line."""
    return sum(one["price"] for one in line["tax_lines"])


def freight(order: Record, line: Record) -> Record:
    """The shipping line as it is without what was refunded of it."""
    if not line["refunded"]:
        return line
    left = line["price"] - line["refunded"]
    return {**line, "price": left, "tax_lines": _tax_lines(left, line["tax_lines"], order["taxes_included"])}


def part(order: Record, line: Record) -> Record:
    """The line as it is for the units that are left: discounts in proportion, taxes computed anew."""
    if line["current_quantity"] == line["quantity"]:
        return line
    left, of = line["current_quantity"], line["quantity"]
    made = {**line, "quantity": left}
    made["allocations"] = [
        {**one, "amount": money.round_half_up(Decimal(one["amount"]) * left / of)} for one in line["allocations"]
    ]
    made["tax_lines"] = _tax_lines(net(made), line["tax_lines"], order["taxes_included"])
    return made


def _lines(store: Store, request: Record) -> list[Record]:
    wanted = request.get("lines") or []
    if not 0 < len(wanted) <= LINES_MAX:
        raise StoreError(f"an order has 1 to {LINES_MAX} lines")
    return [_line(store, one) for one in wanted]


def _line(store: Store, wanted: Record) -> Record:
    variant: Record | None = None
    if wanted.get("variant_id") is not None:
        variant = store.variants.get(int(wanted["variant_id"]))
        if variant is None:
            raise StoreError(f"no variant {wanted['variant_id']}")
    elif wanted.get("sku") is not None:
        variant = store.variant_by_sku(wanted["sku"])
    quantity = int(wanted.get("quantity", 1))
    if quantity < 1:
        raise StoreError("a line has at least one unit")
    product = store.products[variant["product_id"]] if variant else None
    title = str(wanted.get("title") or (product["title"] if product else "Custom item"))
    only = variant is None or variant["title"] == "Default Title"
    price = money.to_minor(wanted["price"], store.currency) if wanted.get("price") is not None else None
    return {
        "__typename": "LineItem",
        "id": store.ids.take("LineItem"),
        "variant_id": variant["id"] if variant else None,
        "product_id": product["id"] if product else None,
        "item": variant["inventory_item_id"] if variant else None,
        "location": _source_location(store, variant),
        "sku": variant["sku"] if variant else wanted.get("sku"),
        "title": title,
        "variant_title": None if only or variant is None else variant["title"],
        "name": title if only or variant is None else f"{title} - {variant['title']}",
        "vendor": product["vendor"] if product else None,
        "quantity": quantity,
        "current_quantity": quantity,
        "price": price if price is not None else (variant["price"] if variant else 0),
        "discount": money.to_minor(wanted.get("discount") or 0, store.currency),
        "total_discount": 0,
        "requires_shipping": variant["requires_shipping"] if variant else bool(wanted.get("requires_shipping", True)),
        "taxable": variant["taxable"] if variant else bool(wanted.get("taxable", True)),
        "gift_card": bool(wanted.get("gift_card", False)),
        "grams": variant["grams"] if variant else 0,
        "properties": _pairs(wanted.get("properties")),
        "allocations": [],
        "tax_lines": [],
    }


def _source_location(store: Store, variant: Record | None) -> int | None:
    """The location an ordered unit is taken from: the first where the item is stocked."""
    if variant is None or not store.items[variant["inventory_item_id"]]["tracked"]:
        return None
    stocked = [place for place in store.locations if (variant["inventory_item_id"], place) in store.levels]
    with_stock = [place for place in stocked if store.levels[(variant["inventory_item_id"], place)]["available"] > 0]
    return next(iter(with_stock or stocked), None)


def _shipping_lines(store: Store, request: Record) -> list[Record]:
    wanted = request.get("shipping") or []
    return [
        {
            "__typename": "ShippingLine",
            "id": store.ids.take("ShippingLine"),
            "title": str(one.get("title") or "Standard"),
            "code": one.get("code") or one.get("title") or "Standard",
            "source": one.get("source") or "shopify",
            "carrier_identifier": one.get("carrier_identifier"),
            "price": money.to_minor(one.get("price") or 0, store.currency),
            "refunded": 0,
            "allocations": [],
            "tax_lines": [],
        }
        for one in (wanted if isinstance(wanted, list) else [wanted])
    ]


def _discount(order: Record, request: Record) -> None:
    """Discounts of single lines first, then the code over what is left of all lines."""
    applications = order["discount_applications"]
    for line in order["lines"]:
        amount = line.pop("discount")
        if amount:
            if amount > line["price"] * line["quantity"]:
                raise StoreError("a discount exceeds its line")
            line["allocations"].append({"amount": amount, "index": len(applications)})
            line["total_discount"] = amount
            applications.append(_application("manual", "Line discount", "fixed_amount", amount, "explicit", "one"))
    code = request.get("discount_code")
    if not code:
        return
    left = [line["price"] * line["quantity"] - line["total_discount"] for line in order["lines"]]
    kind = code.get("type") or "percentage"
    if kind == "percentage":
        value: Any = str(code["value"])
        total = money.round_half_up(Decimal(sum(left)) * Decimal(value) / 100)
    elif kind == "fixed_amount":
        value = money.to_minor(code["value"], order["currency"])
        total = min(value, sum(left))
    else:
        raise StoreError(f"unknown discount type {kind!r}")
    for line, amount in zip(order["lines"], money.allocate(total, left), strict=True):
        if amount:
            line["allocations"].append({"amount": amount, "index": len(applications)})
    application = _application("discount_code", str(code["code"]), kind, value, "all", "across")
    applications.append({**application, "total": total})


def _application(kind: str, title: str, value_type: str, value: Any, selection: str, method: str) -> Record:
    return {
        "kind": kind,
        "title": title,
        "value_type": value_type,
        "value": value,
        "target_selection": selection,
        "target_type": "line_item",
        "allocation_method": method,
    }


def _tax(order: Record, request: Record, store: Store) -> None:
    rates = [{"title": str(tax["title"]), "rate": float(tax["rate"])} for tax in request.get("taxes") or []]
    for line in order["lines"]:
        if line["taxable"] and rates:
            line["tax_lines"] = _tax_lines(net(line), rates, order["taxes_included"])
    for line in order["shipping_lines"]:
        if store.settings["tax_shipping"] and rates:
            line["tax_lines"] = _tax_lines(line["price"], rates, order["taxes_included"])


def _tax_lines(net: int, rates: list[Record], included: bool) -> list[Record]:
    """Each tax of an amount, rounded half up; an included one is what the amount contains of it."""
    whole = sum((Decimal(str(tax["rate"])) for tax in rates), Decimal(0))
    base = Decimal(net) / (1 + whole) if included else Decimal(net)
    return [
        {
            "title": tax["title"],
            "rate": tax["rate"],
            "price": money.round_half_up(base * Decimal(str(tax["rate"]))),
        }
        for tax in rates
    ]


def _merge_taxes(tax_lines: list[Record]) -> list[Record]:
    merged: dict[tuple[str, float], Record] = {}
    for tax in tax_lines:
        entry = merged.setdefault((tax["title"], tax["rate"]), {**tax, "price": 0})
        entry["price"] += tax["price"]
    return list(merged.values())


def move_stock(store: Store, line: Record, back: int, event: str, to_available: bool = True) -> None:
    """Give `back` units from committed to available (negative: the other way round)."""
    if line["item"] is None or line["location"] is None or back == 0:
        return
    changes = {"committed": -back}
    if to_available:
        changes["available"] = back
    store.change_level(line["item"], line["location"], changes, event)


def find(store: Store, order_id: int) -> Record:
    if order_id not in store.orders:
        raise StoreError(f"no order {order_id}")
    return store.orders[order_id]


def _address(given: Record | None, person: Record | None) -> Record | None:
    if not given:
        return None
    address: Record = dict.fromkeys(ADDRESS_KEYS)
    address.update({key: given[key] for key in ADDRESS_KEYS if key in given})
    for key in ("first_name", "last_name", "phone"):
        if address[key] is None and person:
            address[key] = person.get(key)
    if address["country"] is None and address["country_code"]:
        address["country"] = COUNTRIES.get(address["country_code"], address["country_code"])
    if address["name"] is None:
        address["name"] = " ".join(part for part in (address["first_name"], address["last_name"]) if part) or None
    return address


def _remember_address(customer: Record | None, address: Record | None, store: Store, moment: float) -> None:
    if customer is None or address is None or customer["default_address"] is not None:
        return
    customer["default_address"] = {**address, "id": store.ids.take("MailingAddress")}
    customer["updated_at"] = moment


def _tags(given: Any) -> list[str]:
    if isinstance(given, str):
        given = [part.strip() for part in given.split(",")]
    return [str(tag) for tag in given or [] if tag]


def _pairs(given: Any) -> list[Record]:
    """Name and value pairs from a mapping or a list of such."""
    if isinstance(given, dict):
        return [{"name": str(name), "value": str(value)} for name, value in given.items()]
    return [{"name": str(one["name"]), "value": str(one["value"])} for one in given or []]
