"""Transactions and refunds: the published payloads' keys, the same figures in webhook and GraphQL, sums that add up."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.contract.receiver import Receiver
from tests.contract.store_client import FULL_ORDER, StoreClient
from tests.contract.test_webhook_payloads import complaints, published

NODE = """
query Order($id: ID!) { order(id: $id) {
  displayFinancialStatus transactionsCount { count }
  totalPriceSet { ...bag } currentTotalPriceSet { ...bag } totalReceivedSet { ...bag } totalRefundedSet { ...bag }
  netPaymentSet { ...bag } totalCapturableSet { ...bag } capturable refundDiscrepancySet { ...bag }
  transactions(first: 20) { id kind status gateway amountSet { ...bag } totalUnsettledSet { ...bag } test
    parentTransaction { id } paymentId processedAt }
  refunds(first: 20) { id note totalRefundedSet { ...bag }
    refundLineItems(first: 20) { nodes { id quantity restockType lineItem { id } subtotalSet { ...bag }
      totalTaxSet { ...bag } } }
    refundShippingLines(first: 5) { nodes { id shippingLine { id title } subtotalAmountSet { ...bag }
      taxAmountSet { ...bag } } }
    orderAdjustments(first: 5) { nodes { id reason amountSet { ...bag } taxAmountSet { ...bag } } }
    transactions(first: 5) { nodes { id kind } } } } }
fragment bag on MoneyBag { shopMoney { amount currencyCode } }
"""

# What the schemas demand that were inferred from few examples, all of refunds with a note by a member of staff and of cards.
OVER_REQUIREMENTS = {
    "refunds/create": {("note", "type"), ("user_id", "type"), ("refund_line_items/*/line_item/properties", "items")},
    "order_transactions/create": {("authorization", "type"), ("device_id", "anyOf"), ("payment_details", "type")},
}


def amount(bag: Any) -> Decimal:
    return Decimal(bag["shopMoney"]["amount"])


def place(store: StoreClient, **changes: Any) -> dict[str, Any]:
    store.products(2)
    placed: dict[str, Any] = store.sim.post("/_sim/orders", {"orders": [{**FULL_ORDER, **changes}]})["orders"][0]
    return placed


def node(store: StoreClient, placed: dict[str, Any]) -> Any:
    return store.data(NODE, {"id": f"gid://shopify/Order/{placed['id']}"})["order"]


def payload(store: StoreClient, placed: dict[str, Any]) -> Any:
    return next(one for one in store.sim.get("/_sim/state")["orders"] if one["id"] == placed["id"])


def refund(store: StoreClient, placed: dict[str, Any], **request: Any) -> Any:
    return store.sim.post(f"/_sim/orders/{placed['id']}/refunds", request)


@pytest.mark.parametrize("topic", ["refunds/create", "order_transactions/create"])
def test_payloads_have_the_keys_of_their_published_examples(store: StoreClient, receiver: Receiver, topic: str) -> None:
    placed = place(store)
    store.subscribe(topic.upper().replace("/", "_"), receiver.url)
    line = payload(store, placed)["line_items"][0]["id"]
    refund(store, placed, lines=[{"line_id": line, "quantity": 1}])
    store.flush()
    body = json.loads(receiver.wait(1)[0].body)
    example = published("metadatas", topic)["response"]
    assert set(body) == set(example)
    if topic == "refunds/create":
        for key in ("refund_line_items", "transactions"):
            assert set(body[key][0]) == set(example[key][0]), key
        assert set(body["refund_line_items"][0]["line_item"]) == set(example["refund_line_items"][0]["line_item"])
    assert complaints(body, published("schemas", topic)) == OVER_REQUIREMENTS[topic]


def test_node_and_webhook_say_the_same_of_a_refund(store: StoreClient) -> None:
    placed = place(store)
    line = payload(store, placed)["line_items"][0]["id"]
    made = refund(
        store,
        placed,
        lines=[{"line_id": line, "quantity": 2, "restock_type": "return"}],
        shipping={"amount": "2.00"},
        amount="30.00",
        note="Broken",
    )
    order, told = payload(store, placed), node(store, placed)
    [queried], [carried] = told["refunds"], order["refunds"]
    assert made["total"] == "30.00"
    assert queried["id"] == carried["admin_graphql_api_id"]
    assert (queried["note"], amount(queried["totalRefundedSet"])) == (carried["note"], Decimal("30.00"))
    [part], [freight], [adjustment] = (
        queried[key]["nodes"] for key in ("refundLineItems", "refundShippingLines", "orderAdjustments")
    )
    [part_told], [freight_told], [adjustment_told] = (
        carried[key] for key in ("refund_line_items", "refund_shipping_lines", "order_adjustments")
    )
    assert (part["quantity"], part["restockType"].lower()) == (part_told["quantity"], part_told["restock_type"])
    assert amount(part["subtotalSet"]) == Decimal(part_told["subtotal_set"]["shop_money"]["amount"])
    assert amount(part["totalTaxSet"]) == Decimal(part_told["total_tax_set"]["shop_money"]["amount"])
    assert amount(freight["subtotalAmountSet"]) == Decimal(freight_told["subtotal_amount_set"]["shop_money"]["amount"])
    assert amount(adjustment["amountSet"]) == Decimal(adjustment_told["amount"])
    parts = amount(part["subtotalSet"]) + amount(part["totalTaxSet"]) + amount(freight["subtotalAmountSet"])
    assert parts - amount(adjustment["amountSet"]) == Decimal("30.00")
    assert Decimal(order["current_total_price"]) == Decimal(order["total_price"]) - parts
    assert (order["financial_status"], told["displayFinancialStatus"]) == ("partially_refunded", "PARTIALLY_REFUNDED")
    assert [one["kind"] for one in told["transactions"]] == ["SALE", "REFUND"]
    assert [one["id"] for one in queried["transactions"]["nodes"]] == [told["transactions"][1]["id"]]
    assert amount(told["netPaymentSet"]) == Decimal(order["total_price"]) - Decimal("30.00")


@pytest.mark.parametrize("included", [False, True])
def test_what_is_left_and_what_was_given_back_add_up_whatever_the_steps(store: StoreClient, included: bool) -> None:
    store.sim.post("/_sim/configure", {"taxes_included": included, "tax_shipping": True})
    placed = place(store)
    first, second, third = (one["id"] for one in payload(store, placed)["line_items"])
    for units in ({first: 1}, {first: 1, second: 1}, {first: 1, third: 1}):
        refund(store, placed, lines=[{"line_id": line, "quantity": count} for line, count in units.items()])
        order = payload(store, placed)
        back = sum(Decimal(one["transactions"][0]["amount"]) for one in order["refunds"])
        assert Decimal(order["current_total_price"]) + back == Decimal(order["total_price"])
    refund(store, placed, shipping={"full": True})
    order = payload(store, placed)
    assert (order["current_total_price"], order["financial_status"]) == ("0.00", "refunded")


def test_an_authorisation_is_captured_in_parts_or_voided(store: StoreClient, receiver: Receiver) -> None:
    store.subscribe("ORDER_TRANSACTIONS_CREATE", receiver.url)
    placed = place(store, financial_status="authorized")
    total = Decimal(placed["total_price"])
    told = node(store, placed)
    [authorised] = told["transactions"]
    assert (authorised["kind"], amount(authorised["totalUnsettledSet"]), told["capturable"]) == (
        "AUTHORIZATION",
        total,
        True,
    )
    assert amount(told["totalReceivedSet"]) == 0
    parent = int(authorised["id"].rsplit("/", 1)[-1])
    path = f"/_sim/orders/{placed['id']}/transactions"
    store.sim.post(path, {"kind": "capture", "amount": "10.00", "parent_id": parent})
    assert (node(store, placed)["displayFinancialStatus"]) == "PARTIALLY_PAID"
    store.sim.post(f"/_sim/orders/{placed['id']}/update", {"financial_status": "paid"})
    told = node(store, placed)
    assert [one["kind"] for one in told["transactions"]] == ["AUTHORIZATION", "CAPTURE", "CAPTURE"]
    assert (amount(told["totalReceivedSet"]), amount(told["totalCapturableSet"])) == (total, 0)
    store.flush()
    assert len({json.loads(one.body)["id"] for one in receiver.wait(3)}) == 3
    other = place(store, financial_status="authorized", lines=[{"sku": "S0"}])
    store.sim.post(f"/_sim/orders/{other['id']}/cancel", {})
    told = node(store, other)
    assert [one["kind"] for one in told["transactions"]] == ["AUTHORIZATION", "VOID"]
    assert (told["displayFinancialStatus"], amount(told["totalCapturableSet"])) == ("VOIDED", 0)


def test_a_cancelled_order_gives_everything_back(store: StoreClient) -> None:
    placed = place(store)
    store.sim.post(f"/_sim/orders/{placed['id']}/cancel", {"reason": "customer"})
    told = node(store, placed)
    assert told["displayFinancialStatus"] == "REFUNDED"
    assert amount(told["totalRefundedSet"]) == amount(told["totalPriceSet"])
    assert (amount(told["netPaymentSet"]), amount(told["currentTotalPriceSet"])) == (0, 0)


@pytest.mark.parametrize("units", [0, 4])
def test_more_than_there_is_cannot_be_refunded(store: StoreClient, units: int) -> None:
    placed = place(store)
    line = payload(store, placed)["line_items"][0]["id"]
    with pytest.raises(Exception, match="400"):
        refund(store, placed, lines=[{"line_id": line, "quantity": units}])
