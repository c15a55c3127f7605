"""Money of orders: transactions at gateways, and refunds, all in minor units.

A refund's parts are what its units cost: the line as it was, less the line as it is without them, so that what is left of
an order and what was given back always add up. Where another sum is paid back, an adjustment tells the difference.
"""

from __future__ import annotations

from typing import Any

from tests.simulators.common.clock import now, parse_iso
from tests.simulators.shopify import money, orders
from tests.simulators.shopify.store import Record, Store, StoreError

KINDS = frozenset({"authorization", "capture", "sale", "void", "refund", "change"})
STATUSES = frozenset({"success", "pending", "failure", "error", "awaiting_response", "unknown"})
RESTOCK_TYPES = frozenset({"no_restock", "cancel", "return", "legacy_restock"})
RECEIVING = frozenset({"sale", "capture"})


def transact(store: Store, order: Record, event: str, kind: str, amount: int, **more: Any) -> Record:
    """Enter a transaction and report it; the order's own status is the caller's."""
    status = more.get("status") or "success"
    if kind not in KINDS or status not in STATUSES or amount < 0:
        raise StoreError(f"no such transaction: {kind} {status} {amount}")
    moment = parse_iso(more["at"]) if more.get("at") else now()
    number = store.ids.take("OrderTransaction")
    record = {
        "__typename": "OrderTransaction",
        "id": number,
        "order_id": order["id"],
        "parent_id": more.get("parent_id"),
        "kind": kind,
        "status": status,
        "gateway": more.get("gateway") or order["gateways"][0],
        "amount": amount,
        "rounding": more.get("rounding") or 0,
        "test": order["test"],
        "created_at": moment,
        "processed_at": moment,
        "payment_reference": f"{order['name']}.{len(order['transactions']) + 1}",
    }
    order["transactions"].append(record)
    store.listener("order_transactions/create", record, event)
    return record


def pay_as_placed(store: Store, order: Record, event: str) -> None:
    """The transactions by which a new order came to its financial status."""
    total = orders.totals(order)["total"]
    if order["financial_status"] == "paid" and total:
        transact(store, order, event, "sale", total)
    elif order["financial_status"] == "partially_paid" and total:
        transact(store, order, event, "sale", total // 2)
    elif order["financial_status"] == "authorized" and total:
        transact(store, order, event, "authorization", total)


def follow_status(store: Store, order: Record, event: str) -> None:
    """A merchant marks an order as paid, or captures what was authorised; or voids it."""
    left = orders.totals(order, current=True)["total"] - received(order) + refunded(order)
    parent = next((one["id"] for one in order["transactions"] if one["kind"] == "authorization"), None)
    if order["financial_status"] == "paid" and left > 0:
        transact(store, order, event, "capture" if parent else "sale", left, parent_id=parent)
    elif order["financial_status"] == "voided" and parent and not received(order):
        transact(store, order, event, "void", 0, parent_id=parent)


def add_transaction(store: Store, order_id: int, request: Record) -> Record:
    """A transaction as the request says: a capture, a failed payment, a second one."""
    order = orders.find(store, order_id)
    event = store.event()
    amount = money.to_minor(request["amount"], order["currency"])
    keys = ("status", "gateway", "parent_id", "at")
    rounding = money.to_minor(request.get("rounding") or "0", order["currency"])
    more = {key: request.get(key) for key in keys}
    record = transact(store, order, event, str(request["kind"]), amount, rounding=rounding, **more)
    total = orders.totals(order, current=True)["total"]
    if record["status"] == "success" and record["kind"] in RECEIVING:
        paid = received(order) - refunded(order)
        order["financial_status"] = "paid" if paid >= total else "partially_paid"
    order["updated_at"] = now()
    store.listener("orders/updated", order, event)
    return record


def refund(store: Store, order_id: int, request: Record) -> Record:
    """A merchant gives back units of lines, shipping, or any sum: `refunds/create` and `orders/updated`."""
    order = orders.find(store, order_id)
    event = store.event()
    record = give_back(store, order, event, request)
    left = received(order) - refunded(order)
    if record["transactions"]:
        order["financial_status"] = "partially_refunded" if left > 0 else "refunded"
    order["updated_at"] = now()
    store.listener("orders/updated", order, event)
    return record


def give_back(store: Store, order: Record, event: str, request: Record) -> Record:
    """Enter a refund and report it. `amount` is what is paid back, where that is not what the parts come to."""
    currency, included = order["currency"], order["taxes_included"]
    lines = [_refund_line(store, order, one, event) for one in request.get("lines") or []]
    shipping = [_refund_shipping(store, order, request["shipping"])] if request.get("shipping") else []
    parts = sum(one["subtotal"] + (0 if included else one["tax"]) for one in [*lines, *shipping])
    wanted = money.to_minor(request["amount"], currency) if request.get("amount") is not None else parts
    paid = min(wanted, received(order) - refunded(order))
    moment = parse_iso(request["at"]) if request.get("at") else now()
    record = {
        "__typename": "Refund",
        "id": store.ids.take("Refund"),
        "order_id": order["id"],
        "created_at": moment,
        "processed_at": moment,
        "updated_at": moment,
        "note": request.get("note"),
        "lines": lines,
        "shipping_lines": shipping,
        "adjustments": [],
        "transactions": [],
        "restock": any(one["restock_type"] != "no_restock" for one in lines),
    }
    if paid != parts and received(order):
        adjustment = {"__typename": "OrderAdjustment", "id": store.ids.take("OrderAdjustment"), "amount": parts - paid}
        record["adjustments"].append(adjustment)
    if paid:
        parent = next(one for one in order["transactions"] if one["kind"] in RECEIVING and one["status"] == "success")
        more = {
            "parent_id": parent["id"],
            "gateway": request.get("gateway") or parent["gateway"],
            "at": request.get("at"),
        }
        record["transactions"].append(transact(store, order, event, "refund", paid, **more))
    order["refunds"].append(record)
    store.listener("refunds/create", record, event)
    return record


def cancel(store: Store, order: Record, event: str, restock: bool) -> None:
    """What an order's cancellation does to its money: everything left is given back, or the authorisation is voided."""
    kind = "cancel" if restock else "no_restock"
    left = [
        {"line_id": line["id"], "quantity": line["current_quantity"], "restock_type": kind}
        for line in order["lines"]
        if line["current_quantity"]
    ]
    freight = sum(line["price"] - line["refunded"] for line in order["shipping_lines"])
    give_back(store, order, event, {"lines": left, "shipping": {"full": True} if freight else None})
    order["financial_status"] = "refunded" if received(order) else "voided"
    follow_status(store, order, event)


def cash_rounding(order: Record) -> dict[str, int]:
    """What rounding of cash put on top of the amounts of payments and of refunds, or took off them."""
    done = [one for one in order["transactions"] if one["status"] == "success"]
    return {
        "payment": sum(one["rounding"] for one in done if one["kind"] in RECEIVING),
        "refund": sum(one["rounding"] for one in done if one["kind"] == "refund"),
    }


def received(order: Record) -> int:
    """What came in."""
    return _sum(order, RECEIVING)


def refunded(order: Record) -> int:
    """What was paid back."""
    return _sum(order, {"refund", "change"})


def unsettled(order: Record, transaction: Record) -> int:
    """What of an authorisation is still to be captured."""
    if transaction["kind"] != "authorization" or transaction["status"] != "success":
        return 0
    children = [one for one in order["transactions"] if one["parent_id"] == transaction["id"]]
    if any(one["kind"] == "void" and one["status"] == "success" for one in children):
        return 0
    captured = sum(one["amount"] for one in children if one["kind"] == "capture" and one["status"] == "success")
    return max(0, transaction["amount"] - captured)


def _sum(order: Record, kinds: Any) -> int:
    return sum(one["amount"] for one in order["transactions"] if one["kind"] in kinds and one["status"] == "success")


def _refund_line(store: Store, order: Record, wanted: Record, event: str) -> Record:
    line = next((line for line in order["lines"] if line["id"] == int(wanted["line_id"])), None)
    quantity, restock = int(wanted["quantity"]), wanted.get("restock_type") or "no_restock"
    if line is None or not 0 < quantity <= line["current_quantity"] or restock not in RESTOCK_TYPES:
        raise StoreError(f"line {wanted['line_id']} cannot have {quantity} units refunded ({restock})")
    before = orders.part(order, line)
    orders.move_stock(store, line, quantity, event, to_available=restock != "no_restock")
    line["current_quantity"] -= quantity
    after = orders.part(order, line)
    return {
        "__typename": "RefundLineItem",
        "id": store.ids.take("RefundLineItem"),
        "line": line,
        "quantity": quantity,
        "restock_type": restock,
        "location_id": line["location"] if restock != "no_restock" else None,
        "subtotal": orders.net(before) - orders.net(after),
        "tax": orders.tax(before) - orders.tax(after),
    }


def _refund_shipping(store: Store, order: Record, wanted: Record) -> Record:
    line = order["shipping_lines"][0]
    left = line["price"] - line["refunded"]
    amount = left if wanted.get("full") else money.to_minor(wanted["amount"], order["currency"])
    if not 0 < amount <= left:
        raise StoreError(f"shipping of {left} cannot have {amount} refunded")
    before = orders.freight(order, line)
    line["refunded"] += amount
    after = orders.freight(order, line)
    return {
        "__typename": "RefundShippingLine",
        "id": store.ids.take("RefundShippingLine"),
        "line": line,
        "restock_type": "no_restock",
        "subtotal": amount,
        "tax": orders.tax(before) - orders.tax(after),
    }
