"""The store's payment account: payouts to the bank and the balance transactions that they are made of, in minor units.

A payout's net is the sum of its transactions' nets; the transfer to the bank is a transaction as well, which takes that sum
from the balance.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.simulators.common.clock import now, parse_iso
from tests.simulators.shopify import money, orders
from tests.simulators.shopify.payments import RECEIVING
from tests.simulators.shopify.store import Record, Store, StoreError

STATUSES = frozenset({"scheduled", "in_transit", "paid", "failed", "canceled"})
# What the account takes for a payment: a share and a fixed sum.
FEE_RATE = Decimal("0.029")
FEE_FIXED = 30


def add_payout(store: Store, request: Record) -> Record:
    """A payout of `transactions`, else of all that orders brought and gave back since the last one."""
    status = str(request.get("status") or "paid")
    if status not in STATUSES:
        raise StoreError(f"no such status of a payout: {status}")
    currency = str(request.get("currency") or store.currency)
    moment = parse_iso(request["issued_at"]) if request.get("issued_at") else now()
    wanted = request.get("transactions")
    parts = _open_movements(store) if wanted is None else wanted
    if not parts:
        raise StoreError("a payout needs transactions")
    payout: Record = {
        "__typename": "ShopifyPaymentsPayout",
        "id": store.ids.take("ShopifyPaymentsPayout"),
        "issued_at": moment,
        "status": status,
        "currency": currency,
        "net": 0,
        "trace_id": request.get("trace_id"),
    }
    made = [_transaction(store, payout, part, moment) for part in parts]
    payout["net"] = sum(one["amount"] - one["fee"] for one in made)
    _transaction(store, payout, {"type": "transfer", "amount": _text(-payout["net"], currency)}, moment)
    store.payouts[payout["id"]] = payout
    return payout


def update_payout(store: Store, number: int, request: Record) -> Record:
    """The bank took it, or sent it back."""
    if number not in store.payouts:
        raise StoreError(f"no payout {number}")
    status = str(request["status"])
    if status not in STATUSES:
        raise StoreError(f"no such status of a payout: {status}")
    store.payouts[number]["status"] = status
    return store.payouts[number]


def movements(store: Store, number: int, with_transfer: bool = True) -> list[Record]:
    """The balance transactions of a payout."""
    return [
        one
        for one in store.balance_transactions.values()
        if one["payout_id"] == number and (with_transfer or one["type"] != "transfer")
    ]


def _transaction(store: Store, payout: Record, part: Record, moment: float) -> Record:
    currency = payout["currency"]
    order = orders.find(store, int(part["order_id"])) if part.get("order_id") else None
    record: Record = {
        "__typename": "ShopifyPaymentsBalanceTransaction",
        "id": store.ids.take("ShopifyPaymentsBalanceTransaction"),
        "type": str(part["type"]),
        "amount": money.to_minor(part["amount"], currency),
        "fee": money.to_minor(part.get("fee") or "0", currency),
        "currency": currency,
        "transaction_date": moment,
        "source_type": part.get("source_type"),
        "order_transaction_id": part.get("order_transaction_id"),
        "order_id": order["id"] if order else None,
        "payout_id": payout["id"],
        "adjustment_reason": part.get("adjustment_reason"),
        "test": False,
    }
    store.balance_transactions[record["id"]] = record
    return record


def _open_movements(store: Store) -> list[Record]:
    """What succeeded on orders and is in no payout yet."""
    known = {one["order_transaction_id"] for one in store.balance_transactions.values()}
    found: list[Record] = []
    for order in store.orders.values():
        for one in order["transactions"]:
            if one["status"] != "success" or one["id"] in known or one["kind"] not in {*RECEIVING, "refund"}:
                continue
            charge = one["kind"] in RECEIVING
            fee = money.round_half_up(one["amount"] * FEE_RATE) + FEE_FIXED if charge else 0
            found.append(
                {
                    "type": "charge" if charge else "refund",
                    "source_type": "charge" if charge else "refund",
                    "amount": _text(one["amount"] if charge else -one["amount"], order["currency"]),
                    "fee": _text(fee, order["currency"]),
                    "order_id": order["id"],
                    "order_transaction_id": one["id"],
                }
            )
    return found


def _text(minor: int, currency: str) -> str:
    return money.text(minor, currency)


def summary(store: Store, payout: Record) -> dict[str, Any]:
    """What the control interface answers of a payout."""
    return {
        "id": payout["id"],
        "status": payout["status"],
        "net": money.text(payout["net"], payout["currency"]),
        "currency": payout["currency"],
        "transactions": [
            {
                "id": one["id"],
                "type": one["type"],
                "amount": money.text(one["amount"], one["currency"]),
                "fee": money.text(one["fee"], one["currency"]),
                "order_transaction_id": one["order_transaction_id"],
            }
            for one in movements(store, payout["id"], with_transfer=False)
        ],
    }
