"""Transactions and refunds in GraphQL: the same figures as in the webhooks, in the other notation."""

from __future__ import annotations

from typing import Any

from tests.simulators.shopify import payments
from tests.simulators.shopify.connections import page
from tests.simulators.shopify.resolve import Call, resolves
from tests.simulators.shopify.resolve_catalogue import count
from tests.simulators.shopify.store import Record


def _first(records: list[Record], first: int | None) -> list[Record]:
    return records[:first]


@resolves("Order", "transactions")
def _transactions(
    record: Record, call: Call, first: int | None = None, capturable: bool | None = None, **_: Any
) -> Any:
    found = record["transactions"]
    if capturable is not None:
        found = [one for one in found if bool(payments.unsettled(record, one)) == capturable]
    return _first(found, first)


@resolves("Order", "transactionsCount")
def _transactions_count(record: Record, call: Call) -> Record:
    return count(len(record["transactions"]))


@resolves("Order", "refunds")
def _refunds(record: Record, call: Call, first: int | None = None) -> list[Record]:
    return _first(record["refunds"], first)


@resolves("Order", "totalReceivedSet", "totalReceived")
def _received(record: Record, call: Call) -> int:
    return payments.received(record)


@resolves("Order", "totalRefundedSet", "totalRefunded")
def _refunded(record: Record, call: Call) -> int:
    return payments.refunded(record)


@resolves("Order", "netPaymentSet", "netPayment")
def _net_payment(record: Record, call: Call) -> int:
    return payments.received(record) - payments.refunded(record)


@resolves("Order", "totalCapturableSet", "totalCapturable")
def _capturable_sum(record: Record, call: Call) -> int:
    return sum(payments.unsettled(record, one) for one in record["transactions"])


@resolves("Order", "capturable")
def _capturable(record: Record, call: Call) -> bool:
    return _capturable_sum(record, call) > 0


@resolves("Order", "totalRefundedShippingSet")
def _refunded_shipping(record: Record, call: Call) -> int:
    return sum(line["refunded"] for line in record["shipping_lines"])


@resolves("Order", "refundDiscrepancySet")
def _discrepancy(record: Record, call: Call) -> int:
    return sum(one["amount"] for refund in record["refunds"] for one in refund["adjustments"])


# -- transactions ----------------------------------------------------------------------------------------------


def _order_of(record: Record, call: Call) -> Record:
    return call.store.orders[record["order_id"]]


resolves("OrderTransaction", "order")(_order_of)
resolves("Refund", "order")(_order_of)


@resolves("OrderTransaction", "kind")
def _kind(record: Record, call: Call) -> str:
    return record["kind"].upper()


@resolves("OrderTransaction", "status")
def _status(record: Record, call: Call) -> str:
    return record["status"].upper()


@resolves("OrderTransaction", "amountSet", "amount", "amountV2")
def _amount(record: Record, call: Call) -> int:
    return record["amount"]


@resolves("OrderTransaction", "amountRoundingSet")
def _rounding(record: Record, call: Call) -> int:
    return record["rounding"]


@resolves("OrderTransaction", "totalUnsettledSet", "totalUnsettled", "totalUnsettledV2")
def _unsettled(record: Record, call: Call) -> int:
    return payments.unsettled(_order_of(record, call), record)


@resolves("OrderTransaction", "parentTransaction")
def _parent(record: Record, call: Call) -> Record | None:
    return next((one for one in _order_of(record, call)["transactions"] if one["id"] == record["parent_id"]), None)


@resolves("OrderTransaction", "paymentId")
def _payment_id(record: Record, call: Call) -> str:
    return record["payment_reference"]


@resolves("OrderTransaction", "formattedGateway")
def _formatted_gateway(record: Record, call: Call) -> str:
    return record["gateway"].replace("_", " ").title()


@resolves("OrderTransaction", "manualPaymentGateway", "multiCapturable", "manuallyCapturable")
def _not(record: Record, call: Call) -> bool:
    return False


@resolves("OrderTransaction", "fees")
def _fees(record: Record, call: Call) -> list[Record]:
    return []


# -- refunds ---------------------------------------------------------------------------------------------------


@resolves("Refund", "totalRefundedSet", "totalRefunded")
def _refund_total(record: Record, call: Call) -> int:
    return sum(one["amount"] for one in record["transactions"] if one["status"] == "success")


@resolves("Refund", "duties")
def _duties(record: Record, call: Call) -> list[Record]:
    return []


for _name, _key in {
    "refundLineItems": "lines",
    "refundShippingLines": "shipping_lines",
    "orderAdjustments": "adjustments",
    "transactions": "transactions",
}.items():

    def _parts(record: Record, call: Call, key: str = _key, **arguments: Any) -> Record:
        return page("Connection", record[key], arguments, lambda one: one["id"], everything=call.everything)

    resolves("Refund", _name)(_parts)


@resolves("RefundLineItem", "lineItem")
def _line_item(record: Record, call: Call) -> Record:
    return record["line"]


@resolves("RefundLineItem", "location")
def _location(record: Record, call: Call) -> Record | None:
    return call.store.locations.get(record["location_id"])


@resolves("RefundLineItem", "restockType")
def _restock_type(record: Record, call: Call) -> str:
    return record["restock_type"].upper()


@resolves("RefundLineItem", "restocked")
def _restocked(record: Record, call: Call) -> bool:
    return record["restock_type"] != "no_restock"


@resolves("RefundLineItem", "subtotalSet", "subtotal")
@resolves("RefundShippingLine", "subtotalAmountSet")
def _subtotal(record: Record, call: Call) -> int:
    return record["subtotal"]


@resolves("RefundLineItem", "totalTaxSet", "totalTax")
@resolves("RefundShippingLine", "taxAmountSet")
def _part_tax(record: Record, call: Call) -> int:
    return record["tax"]


@resolves("RefundShippingLine", "shippingLine")
def _shipping_line(record: Record, call: Call) -> Record:
    return record["line"]


@resolves("OrderAdjustment", "amountSet")
def _adjusted(record: Record, call: Call) -> int:
    return record["amount"]


@resolves("OrderAdjustment", "taxAmountSet")
def _adjusted_tax(record: Record, call: Call) -> int:
    return 0


@resolves("OrderAdjustment", "reason")
def _reason(record: Record, call: Call) -> str:
    return "REFUND_DISCREPANCY"
