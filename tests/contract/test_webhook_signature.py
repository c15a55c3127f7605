"""Webhooks of the simulated store, judged by Shopify's own library (@shopify/shopify-api)."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import Any

from tests.contract.receiver import Received, Receiver
from tests.contract.store_client import SECRET, StoreClient
from tests.simulators.shopify.schemas import node_modules

JUDGE = Path(__file__).parent / "judges" / "verify_webhook.mjs"
REQUIRED_HEADERS = (
    "x-shopify-api-version",
    "x-shopify-hmac-sha256",
    "x-shopify-shop-domain",
    "x-shopify-topic",
    "x-shopify-webhook-id",
)


def verdicts(requests: list[tuple[dict[str, str], bytes]]) -> list[dict[str, Any]]:
    """What Shopify's library says of each request."""
    listed = [{"headers": headers, "body": base64.b64encode(body).decode()} for headers, body in requests]
    ran = subprocess.run(
        ["node", str(JUDGE), str(node_modules())],
        input=json.dumps({"secret": SECRET, "requests": listed}).encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stdout)


def one_of_each(store: StoreClient, receiver: Receiver) -> list[Received]:
    for topic in ("ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_CANCELLED", "INVENTORY_LEVELS_UPDATE"):
        store.subscribe(topic, receiver.url)
    store.products(1)
    order = {"lines": [{"sku": "S0"}], "note": "Grüße, 日本"}
    placed = store.sim.post("/_sim/orders", {"orders": [order]})["orders"][0]
    store.sim.post(f"/_sim/orders/{placed['id']}/update", {"note": "changed"})
    store.sim.post(f"/_sim/orders/{placed['id']}/cancel", {})
    store.flush()
    return receiver.wait(6)


def test_shopifys_library_accepts_every_delivered_webhook(store: StoreClient, receiver: Receiver) -> None:
    received = one_of_each(store, receiver)
    topics = {request.headers["x-shopify-topic"] for request in received}
    assert topics == {"orders/create", "orders/updated", "orders/cancelled", "inventory_levels/update"}
    found = verdicts([(request.headers, request.body) for request in received])
    assert [verdict["valid"] for verdict in found] == [True] * len(received)
    assert {verdict["domain"] for verdict in found} == {"crossdock-demo.myshopify.com"}
    assert [verdict["topic"] for verdict in found] == [
        r.headers["x-shopify-topic"].upper().replace("/", "_") for r in received
    ]


def test_shopifys_library_refuses_a_changed_body_and_each_missing_header(
    store: StoreClient, receiver: Receiver
) -> None:
    request = one_of_each(store, receiver)[0]
    spoilt = [(request.headers, request.body + b" ")]
    for name in REQUIRED_HEADERS:
        spoilt.append(({key: value for key, value in request.headers.items() if key != name}, request.body))
    found = verdicts(spoilt)
    assert [verdict["valid"] for verdict in found] == [False] * len(spoilt)
    assert found[0]["reason"] == "invalid_hmac"
    assert {verdict["reason"] for verdict in found[1:]} <= {"missing_headers", "missing_hmac"}


def test_a_corrupted_signature_on_request_is_refused(store: StoreClient, receiver: Receiver) -> None:
    store.sim.post("/_sim/faults", {"faults": [{"kind": "corrupt_hmac", "topic": "orders/create"}]})
    received = one_of_each(store, receiver)
    found = verdicts([(request.headers, request.body) for request in received])
    refused = [r.headers["x-shopify-topic"] for r, v in zip(received, found, strict=True) if not v["valid"]]
    assert refused == ["orders/create"]
