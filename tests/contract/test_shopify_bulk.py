"""Bulk operations of the simulated store. Self-judged: written from Shopify's bulk operation documents."""

from __future__ import annotations

import json
import time
import urllib.request
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from crossdock_core import shopify
from tests.contract.receiver import Receiver
from tests.contract.store_client import StoreClient

GRAPHQL = Path(__file__).parents[2] / "odoo_addon" / "crossdock" / "sync" / "shopify" / "graphql"
RUN = """
mutation Run($query: String!, $group: Boolean!) {
  bulkOperationRunQuery(query: $query, groupObjects: $group) {
    bulkOperation { id status }
    userErrors { field code message }
  }
}
"""
STATUS = """
query Status($id: ID!) {
  bulkOperation(id: $id) { status errorCode objectCount rootObjectCount fileSize url completedAt }
}
"""
CATALOGUE = """
{
  productVariants {
    edges {
      node {
        id
        sku
        product { title }
        inventoryItem {
          tracked
          inventoryLevels { edges { node { id quantities(names: ["available"]) { name quantity } } } }
        }
      }
    }
  }
}
"""


def start(store: StoreClient, query: str = CATALOGUE, group: bool = False) -> Any:
    return store.data(RUN, {"query": query, "group": group})["bulkOperationRunQuery"]


def finish(store: StoreClient, gid: str) -> Any:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        operation = store.data(STATUS, {"id": gid})["bulkOperation"]
        if operation["status"] not in ("CREATED", "RUNNING"):
            return operation
        time.sleep(0.02)
    raise AssertionError("the bulk operation did not end")


def lines(url: str) -> list[Any]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        body = answer.read()
    assert body.endswith(b"\n")
    return [json.loads(line) for line in body.splitlines()]


def test_every_node_is_a_line_and_children_name_their_parent(store: StoreClient) -> None:
    store.products(30)
    started = start(store)
    assert started["userErrors"] == []
    assert started["bulkOperation"]["status"] == "CREATED"
    operation = finish(store, started["bulkOperation"]["id"])
    assert (operation["status"], operation["errorCode"]) == ("COMPLETED", None)
    assert (operation["objectCount"], operation["rootObjectCount"]) == ("60", "30")
    found = lines(operation["url"])
    parents = {line["id"]: line for line in found if "__parentId" not in line}
    children = [line for line in found if "__parentId" in line]
    assert len(parents) == len(children) == 30
    assert {line["__parentId"] for line in children} == set(parents)
    assert {line["quantities"][0]["quantity"] for line in children} == {10}
    assert {line["inventoryItem"]["tracked"] for line in parents.values()} == {True}


@pytest.mark.parametrize("group", [False, True])
def test_only_grouped_children_follow_their_parents(store: StoreClient, group: bool) -> None:
    store.products(30)
    found = lines(finish(store, start(store, group=group)["bulkOperation"]["id"])["url"])
    followed = sum(1 for before, line in pairwise(found) if line.get("__parentId") == before["id"])
    assert (followed == 30) is group


def test_the_lines_of_the_products_own_query_are_all_of_the_shape_that_is_read_fast(store: StoreClient) -> None:
    store.products(30)
    query = (GRAPHQL / "catalogue_bulk.graphql").read_text()
    operation = finish(store, start(store, query)["bulkOperation"]["id"])
    with urllib.request.urlopen(operation["url"], timeout=10) as answer:
        catalogue = shopify.read_variants_jsonl(answer.read())
    assert (len(catalogue), len(catalogue.levels), catalogue.error_count) == (30, 30, 0)
    assert catalogue.plain_line_count == catalogue.line_count == int(operation["objectCount"])


def test_an_empty_result_has_no_file(store: StoreClient) -> None:
    operation = finish(store, start(store)["bulkOperation"]["id"])
    assert (operation["status"], operation["objectCount"], operation["url"]) == ("COMPLETED", "0", None)


def test_a_sixth_operation_at_once_is_refused(store: StoreClient) -> None:
    store.sim.post("/_sim/configure", {"bulk_seconds": 5})
    started = [start(store) for _ in range(6)]
    assert [one["userErrors"] == [] for one in started] == [True] * 5 + [False]
    assert started[-1]["userErrors"][0]["code"] == "LIMIT_REACHED"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("{ shop { name } }", "at least one connection"),
        ("{ noSuchField }", "noSuchField"),
        (
            "{ productVariants { edges { node { inventoryItem { inventoryLevels { edges { node { id } } } } } } } }",
            "id",
        ),
        (
            "{ products { edges { node { id variants { edges { node { id inventoryItem { inventoryLevels "
            "{ edges { node { id } } } } } } } } } } }",
            "depth",
        ),
    ],
)
def test_what_cannot_be_run_in_bulk_is_refused(store: StoreClient, query: str, word: str) -> None:
    started = start(store, query)
    assert started["bulkOperation"] is None
    assert word in started["userErrors"][0]["message"]


def test_a_missing_scope_fails_the_operation(store: StoreClient) -> None:
    store.products(1)
    store.sim.post("/_sim/configure", {"scopes": ["read_products"]})
    operation = finish(store, start(store)["bulkOperation"]["id"])
    assert (operation["status"], operation["errorCode"]) == ("FAILED", "ACCESS_DENIED")


def test_a_canceled_operation_ends_canceled(store: StoreClient) -> None:
    store.sim.post("/_sim/configure", {"bulk_seconds": 1})
    gid = start(store)["bulkOperation"]["id"]
    cancel = "mutation ($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } } }"
    assert store.data(cancel, {"id": gid})["bulkOperationCancel"]["bulkOperation"]["status"] == "CANCELING"
    deadline = time.monotonic() + 5
    while finish(store, gid)["status"] == "CANCELING" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert finish(store, gid)["status"] == "CANCELED"


def test_the_finish_webhook_carries_gid_and_status_only(store: StoreClient, receiver: Receiver) -> None:
    store.subscribe("BULK_OPERATIONS_FINISH", receiver.url)
    store.products(1)
    gid = start(store)["bulkOperation"]["id"]
    payload = json.loads(receiver.wait(1)[0].body)
    assert payload["admin_graphql_api_id"] == gid
    assert (payload["status"], payload["type"], payload["error_code"]) == ("completed", "query", None)
