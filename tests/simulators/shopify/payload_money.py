"""Transactions and refunds as webhooks carry them, key for key as in Shopify's published examples of 2026-07."""

from __future__ import annotations

from typing import Any

from tests.simulators.common.clock import iso_local
from tests.simulators.shopify import money, payments
from tests.simulators.shopify.ids import gid
from tests.simulators.shopify.store import Record, Store


def transaction(store: Store, record: Record) -> Record:
    """The body of order_transactions/create."""
    order = store.orders[record["order_id"]]
    unsettled = {
        "amount": money.text(payments.unsettled(order, record), order["currency"]),
        "currency": order["currency"],
    }
    nothing = "authorization location_id user_id device_id error_code message"
    return {
        **dict.fromkeys(nothing.split()),
        "id": record["id"],
        "order_id": record["order_id"],
        "kind": record["kind"],
        "gateway": record["gateway"],
        "status": record["status"],
        "created_at": _time(store, record["created_at"]),
        "test": record["test"],
        "parent_id": record["parent_id"],
        "processed_at": _time(store, record["processed_at"]),
        "source_name": order["source_name"],
        "payment_details": None,
        "receipt": {},
        "amount": money.text(record["amount"], order["currency"]),
        "currency": order["currency"],
        "amount_rounding": money.text(record["rounding"], order["currency"]) if record["rounding"] else None,
        "payment_id": record["payment_reference"],
        "total_unsettled_set": {"presentment_money": unsettled, "shop_money": dict(unsettled)},
        "manual_payment_gateway": False,
        "admin_graphql_api_id": gid("OrderTransaction", record["id"]),
    }


def refund(store: Store, record: Record) -> Record:
    """The body of refunds/create, and an order's entry of `refunds`."""
    order = store.orders[record["order_id"]]
    currency = order["currency"]
    return {
        "id": record["id"],
        "order_id": record["order_id"],
        "created_at": _time(store, record["created_at"]),
        "note": record["note"],
        "user_id": None,
        "processed_at": _time(store, record["processed_at"]),
        "duties": [],
        "total_duties_set": _set(0, currency),
        "return": None,
        "refund_shipping_lines": [_shipping(one, currency) for one in record["shipping_lines"]],
        "restock": record["restock"],
        "admin_graphql_api_id": gid("Refund", record["id"]),
        "order_adjustments": [_adjustment(record, one, currency) for one in record["adjustments"]],
        "refund_line_items": [_line(order, one, currency) for one in record["lines"]],
        "transactions": [_without_details(transaction(store, one)) for one in record["transactions"]],
    }


def _line(order: Record, one: Record, currency: str) -> Record:
    return {
        "id": one["id"],
        "quantity": one["quantity"],
        "line_item_id": one["line"]["id"],
        "location_id": one["location_id"],
        "restock_type": one["restock_type"],
        "subtotal": float(money.text(one["subtotal"], currency)),
        "total_tax": float(money.text(one["tax"], currency)),
        "subtotal_set": _set(one["subtotal"], currency),
        "total_tax_set": _set(one["tax"], currency),
        "line_item": _line_item(order, one["line"], currency),
    }


def _line_item(order: Record, line: Record, currency: str) -> Record:
    """The order's line within a refund; an order's own line has more."""
    copied = (
        "variant_id title quantity sku variant_title vendor product_id requires_shipping taxable gift_card name grams"
    )
    price, discount = line["price"], line["total_discount"]
    return {
        "id": line["id"],
        **{key: line[key] for key in copied.split()},
        "fulfillment_service": "manual",
        "variant_inventory_management": "shopify" if line["location"] is not None else None,
        "properties": line["properties"],
        "product_exists": line["product_id"] is not None,
        "fulfillable_quantity": line["current_quantity"],
        "price": money.text(price, currency),
        "total_discount": money.text(discount, currency),
        "fulfillment_status": None,
        "price_set": _set(price, currency),
        "total_discount_set": _set(discount, currency),
        "discount_allocations": [
            {
                "amount": money.text(allocation["amount"], currency),
                "amount_set": _set(allocation["amount"], currency),
                "discount_application_index": allocation["index"],
            }
            for allocation in line["allocations"]
        ],
        "duties": [],
        "admin_graphql_api_id": gid("LineItem", line["id"]),
        "tax_lines": [
            {
                "channel_liable": False,
                "price": money.text(tax["price"], currency),
                "price_set": _set(tax["price"], currency),
                "rate": tax["rate"],
                "title": tax["title"],
            }
            for tax in line["tax_lines"]
        ],
    }


def _shipping(one: Record, currency: str) -> Record:
    return {
        "id": one["id"],
        "admin_graphql_api_id": gid("RefundShippingLine", one["id"]),
        "shipping_line": {"id": one["line"]["id"]},
        "subtotal_amount_set": _set(one["subtotal"], currency),
        "tax_amount_set": _set(one["tax"], currency),
    }


def _adjustment(record: Record, one: Record, currency: str) -> Record:
    return {
        "id": one["id"],
        "order_id": record["order_id"],
        "refund_id": record["id"],
        "kind": "refund_discrepancy",
        "reason": "Refund discrepancy",
        "amount": money.text(one["amount"], currency),
        "amount_set": _set(one["amount"], currency),
        "tax_amount": money.text(0, currency),
        "tax_amount_set": _set(0, currency),
    }


def _without_details(payload: Record) -> Record:
    return {key: value for key, value in payload.items() if key != "payment_details"}


def _set(minor: int, currency: str) -> Record:
    amount = {"amount": money.text(minor, currency), "currency_code": currency}
    return {"shop_money": amount, "presentment_money": dict(amount)}


def _time(store: Store, seconds: float | None) -> Any:
    return iso_local(seconds, store.settings["zone"]) if seconds is not None else None
