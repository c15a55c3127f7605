"""The payment account in GraphQL: payouts and balance transactions, listed, filtered and in pages."""

from __future__ import annotations

from typing import Any

from tests.simulators.shopify import payouts
from tests.simulators.shopify.connections import page
from tests.simulators.shopify.ids import gid
from tests.simulators.shopify.resolve import Call, money_v2, resolves
from tests.simulators.shopify.resolve_catalogue import searched
from tests.simulators.shopify.search import Fields
from tests.simulators.shopify.store import Record

ACCOUNT_ID = 33_001_000_001
PAYOUT_FIELDS: Fields = {
    "id": ("id", lambda record: record["id"]),
    "issued_at": ("time", lambda record: record["issued_at"]),
    "status": ("text", lambda record: record["status"]),
    "currency": ("text", lambda record: record["currency"]),
}
TRANSACTION_FIELDS: Fields = {
    "id": ("id", lambda record: record["id"]),
    "payments_transfer_id": ("id", lambda record: record["payout_id"]),
    "processed_at": ("time", lambda record: record["transaction_date"]),
    "transaction_type": ("text", lambda record: record["type"]),
    "currency": ("text", lambda record: record["currency"]),
}
PAYOUT_SORT_KEYS: dict[str, Any] = {
    "ID": lambda record: record["id"],
    "ISSUED_AT": lambda record: int(record["issued_at"]),
    "STATUS": lambda record: record["status"],
}
TRANSACTION_SORT_KEYS: dict[str, Any] = {
    "ID": lambda record: record["id"],
    "PROCESSED_AT": lambda record: int(record["transaction_date"]),
    "TRANSACTION_TYPE": lambda record: record["type"],
}
SUMMARY = (
    *("chargesGross", "chargesFee", "refundsFeeGross", "refundsFee", "adjustmentsGross", "adjustmentsFee"),
    *("reservedFundsGross", "reservedFundsFee", "retriedPayoutsGross", "retriedPayoutsFee"),
    *("advanceGross", "advanceFees", "usdcRebateCreditAmount"),
)


@resolves("QueryRoot", "shopifyPaymentsAccount")
def _account(_: Any, call: Call) -> Record | None:
    return {
        "__typename": "ShopifyPaymentsAccount",
        "id": ACCOUNT_ID,
        "activated": True,
        "country": "US",
        "default_currency": call.store.currency,
        "onboardable": False,
    }


@resolves("ShopifyPaymentsAccount", "payouts")
def _payouts(_: Any, call: Call, **arguments: Any) -> Record:
    records = searched(call, list(call.store.payouts.values()), arguments, PAYOUT_FIELDS, "payouts")
    if arguments.get("transactionType"):
        records = [one for one in records if _type(one, call) == arguments["transactionType"]]
    key = PAYOUT_SORT_KEYS.get(arguments.get("sortKey") or "ISSUED_AT", PAYOUT_SORT_KEYS["ISSUED_AT"])
    return page("ShopifyPaymentsPayoutConnection", records, arguments, key, everything=call.everything)


@resolves("ShopifyPaymentsAccount", "balanceTransactions")
def _transactions(_: Any, call: Call, hideTransfers: bool | None = None, **arguments: Any) -> Record:
    records = list(call.store.balance_transactions.values())
    if hideTransfers:
        records = [one for one in records if one["type"] != "transfer"]
    records = searched(call, records, arguments, TRANSACTION_FIELDS, "balanceTransactions")
    key = TRANSACTION_SORT_KEYS.get(arguments.get("sortKey") or "PROCESSED_AT", TRANSACTION_SORT_KEYS["PROCESSED_AT"])
    return page("ShopifyPaymentsBalanceTransactionConnection", records, arguments, key, everything=call.everything)


@resolves("ShopifyPaymentsPayout", "status")
def _status(record: Record, call: Call) -> str:
    return record["status"].upper()


@resolves("ShopifyPaymentsPayout", "transactionType")
def _type(record: Record, call: Call) -> str:
    return "WITHDRAWAL" if record["net"] < 0 else "DEPOSIT"


@resolves("ShopifyPaymentsPayout", "net", "gross")
def _net(record: Record, call: Call) -> Record:
    return money_v2(record["net"], record["currency"])


@resolves("ShopifyPaymentsPayout", "externalTraceId")
def _trace(record: Record, call: Call) -> str | None:
    return record["trace_id"]


@resolves("ShopifyPaymentsBalanceTransaction", "type")
def _transaction_type(record: Record, call: Call) -> str:
    return record["type"].upper()


@resolves("ShopifyPaymentsBalanceTransaction", "amount")
def _amount(record: Record, call: Call) -> Record:
    return money_v2(record["amount"], record["currency"])


@resolves("ShopifyPaymentsBalanceTransaction", "fee")
def _fee(record: Record, call: Call) -> Record:
    return money_v2(record["fee"], record["currency"])


@resolves("ShopifyPaymentsBalanceTransaction", "net")
def _transaction_net(record: Record, call: Call) -> Record:
    return money_v2(record["amount"] - record["fee"], record["currency"])


@resolves("ShopifyPaymentsBalanceTransaction", "sourceType")
def _source_type(record: Record, call: Call) -> str | None:
    return record["source_type"].upper() if record["source_type"] else None


@resolves("ShopifyPaymentsBalanceTransaction", "sourceOrderTransactionId", "sourceId")
def _source(record: Record, call: Call) -> str | None:
    return str(record["order_transaction_id"]) if record["order_transaction_id"] else None


@resolves("ShopifyPaymentsBalanceTransaction", "associatedOrder")
def _order(record: Record, call: Call) -> Record | None:
    if record["order_id"] is None:
        return None
    order = call.store.orders[record["order_id"]]
    return {"id": gid("Order", order["id"]), "name": order["name"]}


@resolves("ShopifyPaymentsBalanceTransaction", "associatedPayout")
def _payout(record: Record, call: Call) -> Record:
    status = call.store.payouts[record["payout_id"]]["status"].upper()
    return {"id": gid("ShopifyPaymentsPayout", record["payout_id"]), "status": status}


@resolves("ShopifyPaymentsBalanceTransaction", "adjustmentsOrders")
def _adjustments(record: Record, call: Call) -> list[Record]:
    return []


@resolves("ShopifyPaymentsPayout", "summary")
def _summary(record: Record, call: Call) -> Record:
    """By type: charges, refunds, reserves; all else is an adjustment."""
    groups = {"charge": "charges", "refund": "refundsFee", "reserved_funds": "reservedFunds"}
    found = dict.fromkeys(SUMMARY, 0)
    for one in payouts.movements(call.store, record["id"], with_transfer=False):
        group = groups.get(one["type"], "adjustments")
        found[f"{group}Gross"] += one["amount"]
        found["refundsFee" if group == "refundsFee" else f"{group}Fee"] += one["fee"]
    return {name: money_v2(minor, record["currency"]) for name, minor in found.items()}
