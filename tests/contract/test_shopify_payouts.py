"""Payouts of the simulated store: the addon's own documents, judged by the published schema and by sums that add up."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crossdock_core import shopify
from tests.contract.receiver import Receiver
from tests.contract.store_client import StoreClient
from tests.contract.test_graphql_documents import whole
from tests.contract.test_shopify_money import payload, place, refund
from tests.contract.test_webhook_payloads import published
from tests.simulators.shopify.schemas import REPOSITORY

DOCUMENTS = REPOSITORY / "odoo_addon" / "crossdock" / "sync" / "shopify" / "graphql"
SCOPES = ["read_orders", "write_orders", "read_products", "write_products", "read_customers", "read_inventory"]
PAYOUT_SCOPES = ["read_shopify_payments_accounts", "read_shopify_payments_payouts"]

SUMMARY = """
{ shopifyPaymentsAccount { payouts(first: 1) { nodes { summary { chargesGross { amount } chargesFee { amount }
  refundsFeeGross { amount } refundsFee { amount } adjustmentsGross { amount } adjustmentsFee { amount }
  reservedFundsGross { amount } } } } } }
"""


def document(name: str) -> str:
    return whole(Path(DOCUMENTS / f"{name}.graphql"))


def listed(store: StoreClient, query: str, first: int = 100, after: str | None = None) -> Any:
    variables = {"query": query, "first": first, "after": after}
    return store.data(document("payouts_page"), variables)["shopifyPaymentsAccount"]["payouts"]


def movements(store: StoreClient, payout_id: int, size: int = 50) -> list[Any]:
    found: list[Any] = []
    after = None
    while True:
        variables = {"query": f"payments_transfer_id:{payout_id}", "first": size, "after": after}
        answer = store.data(document("payout_transactions"), variables)
        page = answer["shopifyPaymentsAccount"]["balanceTransactions"]
        found += [shopify.read_balance_transaction_node(json.dumps(one).encode()) for one in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


@pytest.fixture
def paying(store: StoreClient) -> StoreClient:
    store.sim.post("/_sim/configure", {"scopes": SCOPES + PAYOUT_SCOPES})
    return store


def test_a_payout_is_the_sum_of_what_orders_brought_and_gave_back(paying: StoreClient) -> None:
    placed = place(paying)
    line = payload(paying, placed)["line_items"][0]["id"]
    refund(paying, placed, lines=[{"line_id": line, "quantity": 1}])
    made = paying.sim.post("/_sim/payouts", {"issued_at": "2026-11-24T00:00:00Z", "trace_id": "bank-1"})
    [node] = listed(paying, "issued_at:>='2026-11-24T00:00:00Z'")["nodes"]
    payout = shopify.read_payout_node(json.dumps(node).encode())
    assert (payout.id, payout.status, payout.type) == (made["id"], "paid", "deposit")
    assert (payout.currency, payout.external_trace_id) == ("USD", "bank-1")
    found = movements(paying, payout.id)
    assert [one.type for one in found] == ["charge", "refund"]
    assert sum(one.net for one in found) == payout.net == Decimal(made["net"])
    assert found[0].amount == Decimal(placed["total_price"])
    assert found[0].fee > 0 > found[1].amount
    told = payload(paying, placed)
    assert {one.order_transaction_id for one in found} >= {told["refunds"][0]["transactions"][0]["id"]}
    assert {(one.order_id, one.order_name, one.payout_id) for one in found} == {
        (placed["id"], placed["name"], made["id"])
    }
    told = paying.data(SUMMARY)["shopifyPaymentsAccount"]["payouts"]["nodes"][0]["summary"]
    assert Decimal(told["chargesGross"]["amount"]) == found[0].amount
    assert Decimal(told["chargesFee"]["amount"]) == found[0].fee
    assert Decimal(told["refundsFeeGross"]["amount"]) == found[1].amount
    with pytest.raises(Exception, match="400"):
        paying.sim.post("/_sim/payouts", {})


def test_lists_are_filtered_sorted_and_in_pages(paying: StoreClient) -> None:
    parts = [{"type": "adjustment", "amount": f"{number}.00", "fee": "0.10"} for number in range(1, 8)]
    ids = [
        paying.sim.post("/_sim/payouts", {"issued_at": f"2026-11-{day}T00:00:00Z", "transactions": parts})["id"]
        for day in (20, 18, 22)
    ]
    first = listed(paying, "issued_at:>='2026-11-01T00:00:00Z'", first=2)
    assert [shopify.legacy_id(one["id"]) for one in first["nodes"]] == [ids[1], ids[0]]
    rest = listed(paying, "issued_at:>='2026-11-01T00:00:00Z'", first=2, after=first["pageInfo"]["endCursor"])
    assert [shopify.legacy_id(one["id"]) for one in rest["nodes"]] == [ids[2]]
    assert listed(paying, "issued_at:>='2026-11-23T00:00:00Z'")["nodes"] == []
    assert [one.amount for one in movements(paying, ids[0], size=3)] == [Decimal(number) for number in range(1, 8)]


@pytest.mark.parametrize(("currency", "amount"), [("JPY", "1500"), ("EUR", "-12.34"), ("BHD", "1.234")])
def test_payouts_have_currencies_of_their_own_and_a_status_that_changes(
    paying: StoreClient, currency: str, amount: str
) -> None:
    part = {"type": "dispute_withdrawal", "amount": amount}
    made = paying.sim.post("/_sim/payouts", {"currency": currency, "status": "in_transit", "transactions": [part]})
    paying.sim.post(f"/_sim/payouts/{made['id']}", {"status": "failed"})
    ids = [shopify.gid("ShopifyPaymentsPayout", made["id"]), shopify.gid("ShopifyPaymentsPayout", 1)]
    found, missing = paying.data(document("payouts_read"), {"ids": ids})["nodes"]
    payout = shopify.read_payout_node(json.dumps(found).encode())
    assert (payout.currency, payout.net, payout.status) == (currency, Decimal(amount), "failed")
    assert payout.type == ("withdrawal" if amount.startswith("-") else "deposit")
    assert missing is None
    [one] = movements(paying, made["id"])
    assert (one.kind, one.currency, one.payout_status) == ("dispute", currency, "failed")


def test_disputes_are_told_with_the_published_payload(store: StoreClient, receiver: Receiver) -> None:
    store.sim.post("/_sim/configure", {"scopes": [*SCOPES, "read_shopify_payments_disputes"]})
    placed = place(store)
    for topic in ("DISPUTES_CREATE", "DISPUTES_UPDATE"):
        store.subscribe(topic, receiver.url)
    made = store.sim.post("/_sim/disputes", {"order_id": placed["id"], "amount": "11.50"})
    store.sim.post(f"/_sim/disputes/{made['id']}", {"status": "lost"})
    store.flush()
    bodies = [one.body for one in receiver.wait(2)]
    example = published("metadatas", "disputes/create")["response"]
    assert all(set(json.loads(body)) == set(example) for body in bodies)
    first, last = (shopify.read_dispute(body) for body in bodies)
    assert (first.id, first.order_id, first.status, last.status) == (made["id"], placed["id"], "needs_response", "lost")
    assert first.evidence_due_at is not None and first.finalized_at is None
    assert last.finalized_at is not None


def test_the_account_is_refused_without_its_scope(store: StoreClient) -> None:
    answer = store.send(document("payouts_page"), {"query": "", "first": 1})
    assert answer.body["errors"][0]["extensions"]["code"] == "ACCESS_DENIED"
