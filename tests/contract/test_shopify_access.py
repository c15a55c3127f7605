"""Who may ask the simulated store what, and in which version; scopes judged by Shopify's published table."""

from __future__ import annotations

import json
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.contract.store_client import SECRET, SET_QUANTITIES, TOKEN, StoreClient
from tests.simulators.common.process import SimulatorProcess

ORDERS = "{ orders(first: 1) { nodes { id } } }"
CALLS_PER_SECOND_MIN = 200


def test_a_wrong_token_is_unauthorised(store: StoreClient) -> None:
    answer = store.send("{ shop { id } }", token="shpat_other")
    assert answer.status == 401
    assert "Invalid API key or access token" in answer.body["errors"]


@pytest.mark.parametrize(
    ("asked", "served"),
    [("2026-10", "2026-10"), ("2025-01", "2026-01"), ("2026-01", "2026-01"), ("2027-01", None)],
)
def test_versions_that_ran_out_fall_forward(store: StoreClient, asked: str, served: str | None) -> None:
    answer = store.send("{ shop { id } }", version=asked)
    assert answer.status == (404 if served is None else 200)
    assert answer.headers.get("X-Shopify-API-Version") == served


def test_a_missing_scope_is_named(store: StoreClient) -> None:
    store.sim.post("/_sim/configure", {"scopes": ["read_products"]})
    body = store.send(ORDERS).body
    (error,) = body["errors"]
    assert error["message"].startswith("Access denied for orders field. Required access: `read_orders`")
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert error["path"] == ["orders"]
    granted = store.data("{ currentAppInstallation { accessScopes { handle } } }")["currentAppInstallation"]
    assert granted["accessScopes"] == [{"handle": "read_products"}]


def test_to_write_implies_to_read_but_not_the_reverse(store: StoreClient) -> None:
    store.sim.post("/_sim/configure", {"scopes": ["write_orders", "read_inventory", "read_products"]})
    assert store.data(ORDERS) == {"orders": {"nodes": []}}
    (variant,) = store.products(1)
    rows = [store.row(variant, 1, changeFromQuantity=None)]
    given = {"name": "available", "reason": "correction", "quantities": rows}
    body = store.send(SET_QUANTITIES, {"input": given, "key": "k"}).body
    assert body["errors"][0]["extensions"]["code"] == "ACCESS_DENIED"
    assert store.available() == {"S0": 10}


def test_orders_older_than_sixty_days_need_their_own_scope(store: StoreClient) -> None:
    old = {"lines": [{"title": "A", "price": "1"}], "created_at": "2020-01-01T00:00:00Z"}
    store.sim.post("/_sim/orders", {"orders": [old]})
    assert store.data(ORDERS)["orders"]["nodes"] == []
    store.sim.post("/_sim/configure", {"scopes": ["read_orders", "read_all_orders"]})
    assert len(store.data(ORDERS)["orders"]["nodes"]) == 1


def test_a_webhook_topic_needs_its_scope_and_an_address_of_its_own(store: StoreClient) -> None:
    document = """
    mutation ($uri: String!) {
      webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: {uri: $uri}) { userErrors { message
      } } }
    """

    def errors(uri: str) -> list[str]:
        payload = store.data(document, {"uri": uri})["webhookSubscriptionCreate"]
        return [error["message"] for error in payload["userErrors"]]

    assert errors("https://example.com/hook") == []
    assert errors("https://example.com/hook") == ["Address for this topic has already been taken"]
    assert errors("http://example.com/hook") == ["Address protocol http:// is not supported"]
    assert errors("nonsense") == ["Address is invalid"]
    store.sim.post("/_sim/configure", {"scopes": ["read_products"]})
    assert "permission" in errors("https://example.com/other")[0]


def test_wrong_variables_and_fields_are_refused_by_the_schema(store: StoreClient) -> None:
    body = store.send(SET_QUANTITIES, {"input": {"name": "available"}, "key": "k"}).body
    assert "data" not in body
    assert body["errors"]
    assert "noSuchField" in store.send("{ shop { noSuchField } }").body["errors"][0]["message"]


def test_a_field_that_is_not_modelled_is_null_or_an_internal_error(store: StoreClient) -> None:
    assert store.data("{ shop { description } }") == {"shop": {"description": None}}
    body = store.send("{ shop { entitlements { __typename } } }").body
    assert body["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "Shop.entitlements" in body["errors"][0]["message"]


def test_client_credentials_give_the_token(store: StoreClient) -> None:
    form = {"client_id": "demo-client-id", "client_secret": SECRET, "grant_type": "client_credentials"}
    assert store.sim.post("/admin/oauth/access_token", form)["access_token"] == TOKEN


def test_faults_on_calls_strike_as_asked(store: StoreClient) -> None:
    kinds = ("http", "cut_before", "malformed", "internal")
    store.sim.post("/_sim/faults", {"faults": [{"kind": kind, "operation": "shop", "status": 502} for kind in kinds]})
    assert store.send("{ shop { id } }").status == 502
    with pytest.raises(OSError):
        store.send("{ shop { id } }")
    with pytest.raises(json.JSONDecodeError):
        store.send("{ shop { id } }")
    assert store.send("{ shop { id } }").body["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert store.data("{ shop { id } }")
    statuses = [call["status"] for call in store.sim.get("/_sim/log")["calls"]]
    assert statuses == [502, 0, 200, 200, 200]


def test_the_log_counts_calls_and_their_rows(store: StoreClient) -> None:
    first, second = store.products(2)
    position = store.sim.get("/_sim/log")["next"]
    rows = [store.row(first, 1, changeFromQuantity=None), store.row(second, 1, changeFromQuantity=3)]
    store.set_quantities(rows, key="the-key", referenceDocumentUri="gid://crossdock/Push/1")
    (call,) = store.sim.get(f"/_sim/log?since={position}")["calls"]
    assert (call["operation"], call["kind"], call["inputs"]) == ("inventorySetQuantities", "mutation", 2)
    assert call["error_codes"] == ["CHANGE_FROM_QUANTITY_STALE"]
    assert call["idempotency_key"] == "the-key"


def test_the_state_outlives_the_process(tmp_path: Path) -> None:
    state = tmp_path / "store.json"
    with SimulatorProcess("shopify", "--state", str(state)) as process:
        process.post("/_sim/products", {"products": [{"title": "A", "sku": "A", "price": "2", "quantity": 5}]})
        process.post("/_sim/orders", {"orders": [{"lines": [{"sku": "A", "quantity": 2}], "note": "kept"}]})
        before = process.get("/_sim/state")
    with SimulatorProcess("shopify", "--state", str(state)) as process:
        after = process.get("/_sim/state")
        process.post("/_sim/orders", {"orders": [{"lines": [{"sku": "A"}]}]})
        ids = [order["id"] for order in process.get("/_sim/state")["orders"]]
    for key in ("products", "orders", "locations", "customers"):
        assert after[key] == before[key]
    assert len(set(ids)) == 2


def test_the_same_seed_gives_the_same_ids() -> None:
    def first_ids(seed: str) -> list[int]:
        with SimulatorProcess("shopify", "--seed", seed) as process:
            made = process.post("/_sim/products", {"products": [{"title": "A", "sku": "A", "price": "2"}]})
        return [made["variants"][0]["variant_id"], made["variants"][0]["inventory_item_id"]]

    assert first_ids("7") == first_ids("7") != first_ids("8")


def test_people_see_a_page_and_can_buy(store: StoreClient) -> None:
    (variant,) = store.products(1)
    data = f"variant_id={variant['variant_id']}".encode()
    with urllib.request.urlopen(f"{store.sim.url}/buy", data=data, timeout=10) as answer:
        page = answer.read().decode()
    assert "#1001" in page
    assert "Product 0" in page
    assert store.available() == {"S0": 9}


def test_it_answers_two_hundred_calls_a_second(store: StoreClient) -> None:
    store.sim.post("/_sim/configure", {"plan": "enterprise"})
    count = 400
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: store.send("{ shop { name } }"), range(20)))
        started = time.monotonic()
        answers = list(pool.map(lambda _: store.send("{ shop { name } }"), range(count)))
        seconds = time.monotonic() - started
    assert all(answer.body["data"] for answer in answers)
    assert count / seconds >= CALLS_PER_SECOND_MIN
