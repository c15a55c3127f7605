"""Query cost and throttling of the simulated store. Self-judged: written from Shopify's published rules."""

from __future__ import annotations

import time

import pytest

from tests.contract.store_client import StoreClient

# The one breakdown of a vendor's answer that is at hand: 25 points (community.shopify.dev, topic 23101).
VARIANTS_OF_A_PRODUCT = """
query ($id: ID!) {
  product(id: $id) { variants(first: 250) { nodes { inventoryItem { id tracked } } } }
}
"""
ORDERS = """
query ($first: Int!) {
  orders(first: $first) { nodes { id customer { id } lineItems(first: 250) { nodes { id } } } }
}
"""


def test_the_requested_cost_is_the_one_shopify_gave_for_the_same_query(store: StoreClient) -> None:
    body = store.send(VARIANTS_OF_A_PRODUCT, {"id": "gid://shopify/Product/1"}).body
    assert body["data"] == {"product": None}
    assert body["extensions"]["cost"]["requestedQueryCost"] == 25


def test_scalars_are_free_objects_cost_one_and_a_mutation_ten(store: StoreClient) -> None:
    def cost(query: str) -> int:
        return store.send(query).body["extensions"]["cost"]["requestedQueryCost"]

    assert cost("{ shop { name currencyCode } }") == 1
    assert cost("{ shop { plan { shopifyPlus } } }") == 2
    topic = 'webhookSubscriptionDelete(id: "gid://shopify/WebhookSubscription/1")'
    assert cost(f"mutation {{ {topic} {{ deletedWebhookSubscriptionId userErrors {{ message }} }} }}") == 10


def test_the_difference_to_the_actual_cost_is_given_back(store: StoreClient) -> None:
    store.products(1)
    cost = store.send("{ productVariants(first: 250) { nodes { product { id } } } }").body["extensions"]["cost"]
    assert cost["actualQueryCost"] == 2
    assert cost["requestedQueryCost"] == 24
    assert cost["throttleStatus"]["currentlyAvailable"] >= cost["throttleStatus"]["maximumAvailable"] - 2


def test_a_call_above_a_thousand_points_is_never_run(store: StoreClient) -> None:
    store.sim.post("/_sim/configure", {"cost_model": "linear"})
    body = store.send(ORDERS, {"first": 5}).body
    assert body["errors"][0]["extensions"]["code"] == "MAX_COST_EXCEEDED"
    assert "data" not in body
    assert "errors" not in store.send(ORDERS, {"first": 3}).body


def test_an_empty_bucket_throttles_with_http_200_and_fills_again(store: StoreClient) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Product { variantsCount { count } } } }"
    (variant,) = store.products(1)
    ids = [f"gid://shopify/Product/{variant['product_id']}"] * 250
    answers = [store.send(query, {"ids": ids}) for _ in range(6)]
    refused = [answer for answer in answers if "errors" in answer.body]
    assert refused, "six calls of 500 points fit in no bucket of 2,000"
    assert {answer.status for answer in answers} == {200}
    body = refused[0].body
    assert "data" not in body
    assert body["errors"] == [
        {
            "message": "Throttled",
            "extensions": {"code": "THROTTLED", "documentation": "https://shopify.dev/api/usage/rate-limits"},
        }
    ]
    cost = body["extensions"]["cost"]
    assert cost["requestedQueryCost"] == 500
    assert cost["actualQueryCost"] is None
    status = cost["throttleStatus"]
    missing = 500 - status["currentlyAvailable"]
    assert missing > 0
    time.sleep(missing / status["restoreRate"] + 0.2)
    assert "errors" not in store.send(query, {"ids": ids}).body


@pytest.mark.parametrize(("plan", "rate"), [("standard", 100), ("advanced", 200), ("plus", 1000), ("enterprise", 2000)])
def test_the_restore_rate_follows_the_plan(store: StoreClient, plan: str, rate: int) -> None:
    store.sim.post("/_sim/configure", {"plan": plan})
    status = store.send("{ shop { id } }").body["extensions"]["cost"]["throttleStatus"]
    assert status["restoreRate"] == rate
    assert status["maximumAvailable"] == 20 * rate


@pytest.mark.parametrize("status", [None, 429])
def test_a_throttle_on_request_has_the_same_shape(store: StoreClient, status: int | None) -> None:
    fault = {"kind": "throttle", "operation": "shop", **({"status": status} if status else {})}
    store.sim.post("/_sim/faults", {"faults": [fault]})
    answer = store.send("{ shop { id } }")
    assert answer.status == (status or 200)
    assert answer.body["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert store.send("{ shop { id } }").body["data"]
