"""Reading what money moved for orders: many orders by one query, and of the few that have refunds these as well.

A webhook of an order tells no transactions, and its refunds tell no total; so money is always read, never pieced together
from events. Each read is the order's whole state.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from crossdock_core import shopify

from ..outcome import Dead
from .documents import document

# A query of so many stays below the points that one query may cost.
ORDERS_PER_READ_MAX = 50
REFUNDED_ORDERS_PER_READ_MAX = 4
# As many as the document asks for: an order that has more is refused, never read in part.
REFUNDS_MAX = 50


@dataclass
class OrderMoney:
    """What the store says of one order's money. Amounts are in the store's currency."""

    order_id: int
    name: str
    updated_at: datetime
    processed_at: datetime
    currency: str
    taxes_included: bool
    financial_status: str
    fulfillment_status: str
    total: Decimal
    current_total: Decimal
    timezone: str
    transactions: list = field(default_factory=list)
    refunds: list = field(default_factory=list)
    # Of refunds: their transactions' ids, and the titles of shipping that was refunded.
    refund_transactions: dict[int, list[int]] = field(default_factory=dict)
    shipping_titles: dict[int, str] = field(default_factory=dict)
    # Units left of each line; None for orders without refunds.
    current_quantities: dict[int, int] | None = None


def read_money(session, order_ids):
    """{order id: ``OrderMoney``} of those orders that the store still has.

    :raises Dead: an order has more transactions, refunds or lines than one read can tell
    """
    found, refunded = {}, []
    for chunk in _chunks(list(order_ids), ORDERS_PER_READ_MAX):
        data = _read(session, "order_money", chunk)
        timezone = data["shop"]["ianaTimezone"]
        for node in data["nodes"]:
            if not node:
                continue
            money = _money(node, timezone)
            found[money.order_id] = money
            if node["refunds"]:
                refunded.append(money.order_id)
    for chunk in _chunks(refunded, REFUNDED_ORDERS_PER_READ_MAX):
        for node in _read(session, "order_refunds", chunk)["nodes"]:
            if node:
                _add_refunds(found[shopify.legacy_id(node["id"])], node)
    return found


def read_refunds(session, order_ids):
    """{order id: its refunds} of those orders that the store still has."""
    found = {}
    for chunk in _chunks(list(order_ids), REFUNDED_ORDERS_PER_READ_MAX):
        for node in _read(session, "order_refunds", chunk)["nodes"]:
            if node:
                order_id = shopify.legacy_id(node["id"])
                found[order_id] = [shopify.read_refund_node(_bytes(refund)) for refund in node["refunds"]]
    return found


def _chunks(values, size):
    return [values[start : start + size] for start in range(0, len(values), size)]


def _read(session, name, order_ids):
    data, _now = session.read(document(name), {"ids": [shopify.gid("Order", one) for one in order_ids]})
    return json.loads(bytes(data), parse_float=Decimal)


def _money(node, timezone):
    count = (node["transactionsCount"] or {}).get("count") or 0
    if count > len(node["transactions"]):
        raise Dead(
            f"Order {node['name']} has {count} transactions, of which {len(node['transactions'])} can be read. Enter its"
            " payments by hand."
        )
    return OrderMoney(
        order_id=shopify.legacy_id(node["id"]),
        name=node["name"],
        updated_at=_moment(node["updatedAt"]),
        processed_at=_moment(node["processedAt"]),
        currency=node["currencyCode"],
        taxes_included=node["taxesIncluded"],
        financial_status=(node["displayFinancialStatus"] or "").lower(),
        fulfillment_status=(node["displayFulfillmentStatus"] or "").lower(),
        total=_shop(node["totalPriceSet"]),
        current_total=_shop(node["currentTotalPriceSet"]),
        timezone=timezone,
        transactions=[shopify.read_transaction_node(_bytes(one)) for one in node["transactions"]],
    )


def _add_refunds(money, node):
    if len(node["refunds"]) >= REFUNDS_MAX or node["lineItems"]["pageInfo"]["hasNextPage"]:
        raise Dead(f"Order {money.name} has more refunds or lines than can be read. Credit it by hand.")
    money.current_quantities = {
        shopify.legacy_id(one["id"]): one["currentQuantity"] for one in node["lineItems"]["nodes"]
    }
    for refund in node["refunds"]:
        paid = refund.pop("paid")
        read = shopify.read_refund_node(_bytes(refund))
        money.refunds.append(read)
        money.refund_transactions[read.id] = [shopify.legacy_id(one["id"]) for one in paid["nodes"]]
        for one in refund["refundShippingLines"]["nodes"]:
            if one["shippingLine"]:
                money.shipping_titles[shopify.legacy_id(one["id"])] = one["shippingLine"]["title"]
    money.refunds.sort(key=lambda one: (one.processed_at or one.created_at, one.id))


def _bytes(node):
    return json.dumps(node, default=str).encode()


def _moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _shop(bag):
    return Decimal(str(bag["shopMoney"]["amount"]))
