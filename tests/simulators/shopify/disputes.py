"""Disputes: a buyer's bank asks for an order's money back. The payload is the published one, in whole."""

from __future__ import annotations

from typing import Any

from tests.simulators.common.clock import iso_local, now, parse_iso
from tests.simulators.shopify import money, orders
from tests.simulators.shopify.store import Record, Store, StoreError

ANSWER_SECONDS = 10 * 24 * 3600
OVER = frozenset({"accepted", "won", "lost", "charge_refunded", "prevented"})
STATUSES = frozenset({"needs_response", "under_review"}) | OVER


def open_dispute(store: Store, request: Record) -> Record:
    """A dispute of an order's whole total, or of an amount: `disputes/create`."""
    order = orders.find(store, int(request["order_id"]))
    moment = now()
    due = parse_iso(request["evidence_due_by"]) if request.get("evidence_due_by") else moment + ANSWER_SECONDS
    amount = request.get("amount") or money.text(orders.totals(order)["total"], order["currency"])
    record: Record = {
        "id": store.ids.take("ShopifyPaymentsDispute"),
        "order_id": order["id"],
        "type": str(request.get("type") or "chargeback"),
        "amount": str(amount),
        "currency": order["currency"],
        "reason": str(request.get("reason") or "fraudulent"),
        "network_reason_code": "4837",
        "status": _status(request.get("status") or "needs_response"),
        "evidence_due_by": iso_local(due, store.settings["zone"]),
        "evidence_sent_on": None,
        "finalized_on": None,
        "initiated_at": iso_local(moment, store.settings["zone"]),
    }
    store.disputes[record["id"]] = record
    store.listener("disputes/create", record, store.event())
    return record


def update_dispute(store: Store, number: int, request: Record) -> Record:
    """Evidence was sent, or the bank has decided: `disputes/update`."""
    if number not in store.disputes:
        raise StoreError(f"no dispute {number}")
    record = store.disputes[number]
    record["status"] = _status(request["status"])
    moment = iso_local(now(), store.settings["zone"])
    if record["status"] == "under_review":
        record["evidence_sent_on"] = moment
    elif record["status"] in OVER:
        record["finalized_on"] = moment
    store.listener("disputes/update", record, store.event())
    return record


def _status(wanted: Any) -> str:
    if wanted not in STATUSES:
        raise StoreError(f"no such status of a dispute: {wanted}")
    return str(wanted)
