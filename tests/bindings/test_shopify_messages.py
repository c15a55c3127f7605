"""Levels, GraphQL envelopes, bulk notices and global ids: what is read is whole, what is written is exact."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest
from graphql import parse, validate

from crossdock_core import shopify
from crossdock_core.columns import LevelColumns
from crossdock_core.diff import LevelChanges
from crossdock_core.errors import DecodeError, InputError, LimitError
from tests.bindings.order_node import order_node
from tests.bindings.published import encode, example, rich_order, schema


def test_a_level_is_read_and_an_untracked_one_is_none() -> None:
    level = shopify.read_inventory_level(encode(example("inventory_levels/update")))
    assert (level.inventory_item_id, level.location_id, level.available) == (271878346596884000, 24826418, 10)
    assert level.updated_at == datetime(2022, 1, 1, tzinfo=timezone.utc)
    untracked = shopify.read_inventory_level(b'{"inventory_item_id": 1, "location_id": 2, "available": null}')
    assert (untracked.available, untracked.updated_at) == (None, None)
    with pytest.raises(DecodeError):
        shopify.read_inventory_level(b'{"inventory_item_id": 1, "location_id": 2}')


def level_node(level: int, item: int, location: int, quantities: list[tuple[str, int]]) -> dict[str, Any]:
    return {
        "id": f"gid://shopify/InventoryLevel/{level}?inventory_item_id={item}",
        "item": {"id": f"gid://shopify/InventoryItem/{item}"},
        "location": {"id": f"gid://shopify/Location/{location}"},
        "updatedAt": "1970-01-01T00:00:01Z",
        "quantities": [{"name": name, "quantity": number, "updatedAt": None} for name, number in quantities],
    }


def test_levels_become_columns_and_null_nodes_are_skipped() -> None:
    nodes = [
        level_node(1, 9007199254740993, 3, [("available", -2)]),
        None,
        level_node(4, 5, 6, [("on_hand", 1)]),
    ]
    levels, gids = shopify.read_levels(encode({"nodes": nodes}))
    assert isinstance(levels, LevelColumns)
    assert levels.rows() == [(9007199254740993, 3, -2, 1_000_000), (5, 6, None, 1_000_000)]
    assert gids[5, 6] == "gid://shopify/InventoryLevel/4?inventory_item_id=5"
    with pytest.raises(DecodeError) as caught:
        shopify.read_levels(encode({"nodes": [{}]}))
    assert caught.value.path == "$.nodes[0].id"


def test_the_request_that_sets_levels_is_exact_and_valid() -> None:
    changes = LevelChanges.from_rows([(9007199254740993, 2, 0, 5), (3, 4, None, 0)])
    document = (
        "mutation Set($input: InventorySetQuantitiesInput!, $idempotencyKey: String!) {"
        " inventorySetQuantities(input: $input) @idempotent(key: $idempotencyKey)"
        ' { userErrors { code } } } # "\n'
    )
    body = shopify.write_inventory_set_quantities(
        document,
        changes,
        idempotency_key="k\u00e9y",
        reason="correction",
        reference_uri="gid://crossdock/Push/1",
    )
    assert json.loads(body) == {
        "query": document,
        "variables": {
            "input": {
                "name": "available",
                "reason": "correction",
                "referenceDocumentUri": "gid://crossdock/Push/1",
                "quantities": [
                    {
                        "inventoryItemId": "gid://shopify/InventoryItem/9007199254740993",
                        "locationId": "gid://shopify/Location/2",
                        "quantity": 5,
                        "changeFromQuantity": 0,
                    },
                    {
                        "inventoryItemId": "gid://shopify/InventoryItem/3",
                        "locationId": "gid://shopify/Location/4",
                        "quantity": 0,
                        "changeFromQuantity": None,
                    },
                ],
            },
            "idempotencyKey": "k\u00e9y",
        },
    }
    assert b" " not in body.replace(document.encode().replace(b'"', b'\\"').replace(b"\n", b"\\n"), b"")
    assert validate(schema("2026-10"), parse(document)) == []


def test_a_batch_of_levels_is_checked_before_it_is_written() -> None:
    def write(rows: list[tuple[int, int, int | None, int]], key: str = "k") -> bytes:
        return shopify.write_inventory_set_quantities(
            "m", LevelChanges.from_rows(rows), idempotency_key=key, reason="r", reference_uri="u"
        )

    assert len(json.loads(write([(n, 1, 0, 1) for n in range(1, 251)]))["variables"]["input"]["quantities"]) == 250
    with pytest.raises(LimitError) as caught:
        write([(n, 1, 0, 1) for n in range(1, 252)])
    assert (caught.value.name, caught.value.limit, caught.value.actual) == (
        "inventory_quantities_max",
        250,
        251,
    )
    with pytest.raises(LimitError):
        write([(1, 1, 0, 1_000_000_001)])
    for rows, key in (
        ([], "k"),
        ([(1, 1, 0, 1)], " \t"),
        ([(1, 1, 0, 1), (1, 1, 0, 2)], "k"),
        ([(0, 1, 0, 1)], "k"),
    ):
        with pytest.raises(InputError):
            write(rows, key)


def test_the_published_throttle_answer_is_read() -> None:
    body = (
        b'{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED","documentation":'
        b'"https://shopify.dev/api/usage/rate-limits"}}],"extensions":{"cost":{"requestedQueryCost":752,'
        b'"actualQueryCost":null,"throttleStatus":{"maximumAvailable":1000.0,"currentlyAvailable":666,'
        b'"restoreRate":50.0}}}}'
    )
    answer = shopify.read_response(body)
    assert [(error.message, error.code, error.path) for error in answer.errors] == [("Throttled", "THROTTLED", [])]
    cost = answer.cost
    assert cost is not None
    assert (cost.requested, cost.actual, cost.maximum, cost.available, cost.restore_rate) == (
        752,
        None,
        1000,
        666,
        50,
    )
    assert answer.data is None


def test_data_comes_as_the_bytes_that_were_sent() -> None:
    answer = shopify.read_response(
        b' {"data" : {"a": [1.10, "\\u00e9"]} , "extensions":{"cost":{"requestedQueryCost":1}}}'
    )
    assert answer.data == b'{"a": [1.10, "\\u00e9"]}'
    assert answer.cost is not None and answer.cost.maximum is None
    assert shopify.read_response(b'{"data": null, "errors": [{"message": "m", "path": ["a", 0, "b"]}]}').errors[
        0
    ].path == [
        "a",
        "0",
        "b",
    ]


def test_the_gateways_own_refusals_are_read() -> None:
    text = shopify.read_response(b'{"errors": "[API] Invalid API key or access token"}')
    assert text.errors[0].message == "[API] Invalid API key or access token"
    fields = shopify.read_response(b'{"errors": {"query": "Required parameter missing or invalid"}}')
    assert fields.errors[0].message == "query: Required parameter missing or invalid"
    for body in (b"{}", b'{"errors": 5}', b'{"data": 5}', b"null"):
        with pytest.raises(DecodeError):
            shopify.read_response(body)


def test_user_errors_are_read_and_a_missing_payload_is_no_success() -> None:
    data = {
        "inventorySetQuantities": {
            "userErrors": [
                {
                    "field": ["input", "quantities", "0"],
                    "code": "CHANGE_FROM_QUANTITY_STALE",
                    "message": "stale",
                },
                {"field": None, "message": "general"},
            ]
        }
    }
    stale, general = shopify.read_user_errors(encode(data), "inventorySetQuantities")
    assert (stale.field, stale.code) == (["input", "quantities", "0"], "CHANGE_FROM_QUANTITY_STALE")
    assert (general.field, general.code, general.message) == ([], None, "general")
    assert shopify.read_user_errors(b'{"m": {"userErrors": []}}', "m") == []
    for missing in (b"{}", b'{"m": null}', b'{"m": {}}'):
        with pytest.raises(DecodeError):
            shopify.read_user_errors(missing, "m")


def test_a_page_of_orders_gives_nodes_that_can_be_read() -> None:
    node = order_node(rich_order())
    page = shopify.read_orders_page(
        encode({"orders": {"nodes": [node], "pageInfo": {"hasNextPage": True, "endCursor": "c"}}})
    )
    ((order_id, updated_at, body),) = page.orders
    assert (order_id, page.has_next, page.end_cursor) == (820982911946154508, True, "c")
    order = shopify.read_order_node(body)
    assert updated_at == order.updated_at
    assert order == shopify.read_order(encode(rich_order()))
    with pytest.raises(DecodeError):
        shopify.read_orders_page(b'{"orders": {"nodes": [], "pageInfo": {"hasNextPage": true, "endCursor": null}}}')


def test_a_finished_bulk_operation_is_read() -> None:
    finish = shopify.read_bulk_finish(encode(example("bulk_operations/finish")))
    assert (finish.gid, finish.status, finish.error_code) == (
        "gid://shopify/BulkOperation/147595010",
        "completed",
        None,
    )


def test_a_request_carries_its_variables_untouched() -> None:
    assert shopify.write_request('query { a(b: "c") }', b' {"n": 1.10} ') == (
        b'{"query":"query { a(b: \\"c\\") }","variables":{"n": 1.10}}'
    )
    for variables in (b"", b"[]", b"{", b'{"a":1,"a":2}'):
        with pytest.raises(DecodeError):
            shopify.write_request("q", variables)


def test_global_ids_go_both_ways() -> None:
    assert shopify.gid("Order", 9007199254740993) == "gid://shopify/Order/9007199254740993"
    assert shopify.legacy_id("gid://shopify/Order/9007199254740993") == 9007199254740993
    assert shopify.legacy_id("gid://shopify/InventoryLevel/4?inventory_item_id=5") == 4
    for text in (
        "",
        "gid://shopify/Order/",
        "gid://shopify/Order/x",
        "gid://other/Order/1",
        "gid://shopify/Order/0",
    ):
        with pytest.raises(DecodeError):
            shopify.legacy_id(text)
    for kind, number in (("", 1), ("A/B", 1), ("Order", 0), ("Order", -1)):
        with pytest.raises(InputError):
            shopify.gid(kind, number)
