"""A store's orders with their money: what its webhooks carry and what its queries answer, from one and the same state."""

import json
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

from . import order_payload
from .order_payload import money
from .order_ways import order_node


class Sold:
    """One order at the store. Whatever happens to it moves its version on by a second."""

    def __init__(self, payload, number):
        self.payload = payload
        self.transactions = []
        self.refunds = []
        self._next = number * 1000
        self._refunded = {}
        payload["current_total_price"] = payload["total_price"]

    @property
    def id(self):
        return self.payload["id"]

    @property
    def lines(self):
        return self.payload["line_items"]

    @property
    def currency(self):
        return self.payload["currency"]

    def number(self):
        self._next += 1
        return self._next

    def touch(self, **changes):
        moment = datetime.fromisoformat(self.payload["updated_at"]) + timedelta(seconds=1)
        self.payload.update(changes, updated_at=moment.isoformat())

    def transact(self, kind, amount, status="success", gateway="bogus", at="2026-11-20T15:00:05Z", **more):
        """A transaction; its id."""
        one = {
            "id": self.number(),
            "kind": kind,
            "status": status,
            "gateway": gateway,
            "amount": Decimal(amount),
            "at": at,
            **more,
        }
        self.transactions.append(one)
        self.touch()
        return one["id"]

    def refund(self, lines=(), *, shipping=None, adjustment=None, pay=True, at="2026-11-25T12:00:00Z", **more):
        """A refund of units of lines ({number of line: units}), of shipping, of an amount; it is paid back at once."""
        parts = [
            self._refund_line(index, units, more.get("restock", "no_restock"), more.get("location"))
            for index, units in dict(lines).items()
        ]
        freight = []
        if shipping:
            [line] = self.payload["shipping_lines"]
            freight = [{"id": self.number(), "line": line, "amount": Decimal(shipping[0]), "tax": Decimal(shipping[1])}]
        total = sum((part["amount"] + part["outside"] for part in parts), Decimal(0))
        included = self.payload["taxes_included"]
        total += sum((one["amount"] + (0 if included else one["tax"]) for one in freight), Decimal(0))
        left = Decimal(self.payload["current_total_price"]) - total
        adjustments = [{"id": self.number(), "amount": Decimal(adjustment)}] if adjustment else []
        total -= sum((one["amount"] for one in adjustments), Decimal(0))
        refund = {
            "id": self.number(),
            "lines": parts,
            "shipping": freight,
            "adjustments": adjustments,
            "at": at,
            "note": more.get("note"),
            "total": more.get("total", total if pay else Decimal(0)),
            "transactions": [],
        }
        if pay and total:
            gateway = more.get("gateway", "bogus")
            rounding = {"rounding": Decimal(more["rounding"])} if "rounding" in more else {}
            refund["transactions"].append(self.transact("refund", total, gateway=gateway, at=at, **rounding))
        self.refunds.append(refund)
        current = {"amount": money(left, self.currency), "currency_code": self.currency}
        self.touch(
            current_total_price=money(left, self.currency),
            current_total_price_set={"shop_money": current, "presentment_money": current},
            financial_status="partially_refunded" if left else "refunded",
        )
        return refund["id"]

    def _refund_line(self, index, units, restock, location):
        line = self.lines[index]
        before = self._refunded.get(index, 0)
        self._refunded[index] = before + units
        line["current_quantity"] -= units
        gross = Decimal(line["price"]) * line["quantity"]
        discount = sum((Decimal(one["amount"]) for one in line["discount_allocations"]), Decimal(0))
        tax = sum((Decimal(one["price"]) for one in line["tax_lines"]), Decimal(0))

        def share(whole, upto):
            return (whole * upto / line["quantity"]).quantize(order_payload.minor_unit(self.currency), ROUND_HALF_UP)

        amount = share(gross - discount, before + units) - share(gross - discount, before)
        part_tax = share(tax, before + units) - share(tax, before)
        return {
            "id": self.number(),
            "line": line,
            "units": units,
            "restock": restock,
            "location": location,
            "amount": amount,
            "tax": part_tax,
            "outside": Decimal(0) if self.payload["taxes_included"] else part_tax,
        }

    # -- as webhooks -----------------------------------------------------------------------------------------

    def webhook(self):
        return {**self.payload, "refunds": [self._refund_payload(one) for one in self.refunds]}

    def _refund_payload(self, refund):
        bag = self._bag
        return {
            "id": refund["id"],
            "order_id": self.id,
            "created_at": refund["at"],
            "processed_at": refund["at"],
            "note": refund["note"],
            "refund_line_items": [
                {
                    "id": part["id"],
                    "line_item_id": part["line"]["id"],
                    "quantity": part["units"],
                    "restock_type": part["restock"],
                    "location_id": part["location"],
                    "subtotal": money(part["amount"], self.currency),
                    "subtotal_set": bag(part["amount"]),
                    "total_tax": money(part["tax"], self.currency),
                    "total_tax_set": bag(part["tax"]),
                }
                for part in refund["lines"]
            ],
            "refund_shipping_lines": [
                {
                    "id": one["id"],
                    "shipping_line_id": one["line"]["id"],
                    "subtotal_amount_set": bag(one["amount"]),
                    "tax_amount_set": bag(one["tax"]),
                }
                for one in refund["shipping"]
            ],
            "order_adjustments": [
                {
                    "id": one["id"],
                    "kind": "refund_discrepancy",
                    "reason": "Refund discrepancy",
                    "amount": money(one["amount"], self.currency),
                    "amount_set": bag(one["amount"]),
                    "tax_amount": money(0, self.currency),
                    "tax_amount_set": bag(0),
                }
                for one in refund["adjustments"]
            ],
            "duties": [],
            "transactions": [],
        }

    def _bag(self, amount):
        return order_payload.bag(amount, self.currency)

    # -- as nodes --------------------------------------------------------------------------------------------

    def node(self):
        return {
            "id": f"gid://shopify/Order/{self.id}",
            "name": self.payload["name"],
            "updatedAt": _utc(self.payload["updated_at"]),
            "processedAt": _utc(self.payload["processed_at"]),
            "currencyCode": self.currency,
            "taxesIncluded": self.payload["taxes_included"],
            "displayFinancialStatus": (self.payload["financial_status"] or "").upper(),
            "displayFulfillmentStatus": (self.payload["fulfillment_status"] or "unfulfilled").upper(),
            "totalPriceSet": self._money(self.payload["total_price"]),
            "currentTotalPriceSet": self._money(self.payload["current_total_price"]),
            "transactionsCount": {"count": len(self.transactions)},
            "transactions": [self._transaction(one) for one in self.transactions],
            "refunds": [{"id": f"gid://shopify/Refund/{one['id']}"} for one in self.refunds[:1]],
        }

    def _transaction(self, one):
        buyer = one.get("buyer")
        amount = self._money(one["amount"], buyer)
        return {
            "id": f"gid://shopify/OrderTransaction/{one['id']}",
            "parentTransaction": {"id": f"gid://shopify/OrderTransaction/{one['parent']}"}
            if one.get("parent")
            else None,
            "kind": one["kind"].upper(),
            "status": one["status"].upper(),
            "gateway": one["gateway"],
            "amountSet": amount,
            "amountRoundingSet": self._rounding(one),
            "totalUnsettledSet": self._money(one["unsettled"]) if one.get("unsettled") else None,
            "createdAt": one["at"],
            "processedAt": one["at"],
            "test": one.get("test", False),
            "manualPaymentGateway": False,
            "paymentId": f"pay-{one['id']}",
            "errorCode": None,
        }

    def _rounding(self, one):
        buyer = one.get("buyer")
        rounding = one.get("rounding")
        return self._money(rounding, buyer and (rounding, buyer[1])) if rounding else None

    def refunds_node(self):
        return {
            "id": f"gid://shopify/Order/{self.id}",
            "lineItems": _connection(
                [
                    {"id": f"gid://shopify/LineItem/{line['id']}", "currentQuantity": line["current_quantity"]}
                    for line in self.lines
                ]
            ),
            "refunds": [self._refund_node(one) for one in self.refunds],
        }

    def _refund_node(self, refund):
        return {
            "id": f"gid://shopify/Refund/{refund['id']}",
            "createdAt": refund["at"],
            "processedAt": refund["at"],
            "note": refund["note"],
            "totalRefundedSet": self._money(refund["total"]),
            "duties": [],
            "refundLineItems": _connection(
                [
                    {
                        "id": f"gid://shopify/RefundLineItem/{part['id']}",
                        "lineItem": {"id": f"gid://shopify/LineItem/{part['line']['id']}"},
                        "quantity": part["units"],
                        "restockType": part["restock"].upper(),
                        "location": part["location"] and {"id": f"gid://shopify/Location/{part['location']}"},
                        "subtotalSet": self._money(part["amount"]),
                        "totalTaxSet": self._money(part["tax"]),
                    }
                    for part in refund["lines"]
                ]
            ),
            "refundShippingLines": _connection(
                [
                    {
                        "id": f"gid://shopify/RefundShippingLine/{one['id']}",
                        "shippingLine": {
                            "id": f"gid://shopify/ShippingLine/{one['line']['id']}",
                            "title": one["line"]["title"],
                        },
                        "subtotalAmountSet": self._money(one["amount"]),
                        "taxAmountSet": self._money(one["tax"]),
                    }
                    for one in refund["shipping"]
                ]
            ),
            "orderAdjustments": _connection(
                [
                    {
                        "id": f"gid://shopify/OrderAdjustment/{one['id']}",
                        "reason": "REFUND_DISCREPANCY",
                        "amountSet": self._money(one["amount"]),
                        "taxAmountSet": self._money(0),
                    }
                    for one in refund["adjustments"]
                ]
            ),
            "paid": _connection(
                [{"id": f"gid://shopify/OrderTransaction/{number}"} for number in refund["transactions"]]
            ),
        }

    def _money(self, amount, buyer=None):
        shop = {"amount": str(amount), "currencyCode": self.currency}
        other = {"amount": str(buyer[0]), "currencyCode": buyer[1]} if buyer else shop
        return {"shopMoney": shop, "presentmentMoney": other}


class MoneyStore:
    """A session to that store. ``reads``: which query asked for how many orders."""

    def __init__(self):
        self.orders = {}
        self.reads = []

    def sell(self, payload):
        sold = self.orders[payload["id"]] = Sold(payload, 5000 + len(self.orders))
        return sold

    def read(self, document, variables):  # pylint: disable=method-required-super
        orders = [self.orders.get(int(one.rsplit("/", 1)[-1])) for one in variables["ids"]]
        if "query OrdersRead" in document:
            self.reads.append(("orders", len(orders)))
            answer = {"nodes": [one and order_node(one.webhook()) for one in orders]}
        elif "query OrderRefunds" in document:
            self.reads.append(("refunds", len(orders)))
            answer = {"nodes": [one and one.refunds_node() for one in orders]}
        else:
            self.reads.append(("money", len(orders)))
            answer = {
                "shop": {"ianaTimezone": "America/New_York"},
                "nodes": [one and one.node() for one in orders],
            }
        return json.dumps(answer).encode(), None


def _connection(nodes):
    return {"nodes": nodes, "pageInfo": {"hasNextPage": False}}


def _utc(text):
    return datetime.fromisoformat(text).astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
