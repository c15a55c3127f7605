"""A bulk file of orders gives the orders that webhooks and queries give, or says what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock_core import shopify
from tests.bindings.bulk_lines import flattened, jsonl
from tests.bindings.order_node import order_node
from tests.bindings.published import encode, rich_order

NODE = order_node(rich_order())
ORDER = shopify.read_order_node(encode(NODE))
LINES = flattened(NODE)


def test_an_order_is_equal_as_webhook_as_node_and_as_lines_wherever_its_own_line_stands() -> None:
    assert len(LINES) > 8
    for place in range(len(LINES)):
        lines = [*LINES[1 : place + 1], LINES[0], *LINES[place + 1 :]]
        bulk = shopify.read_orders_jsonl(jsonl(lines))
        assert bulk.objects == [ORDER] == [shopify.read_order(encode(rich_order()))]
        assert (bulk.errors, bulk.error_count, bulk.complete, bulk.truncated) == ([], 0, True, False)
        assert (len(bulk), bulk.line_count) == (1, len(LINES))


def test_orders_whose_lines_are_mixed_are_told_apart() -> None:
    other = flattened(order_node(rich_order() | {"admin_graphql_api_id": "gid://shopify/Order/5", "id": 5}))
    mixed = [line for pair in zip(LINES[::-1], other[::-1], strict=True) for line in pair]
    orders = shopify.read_orders_jsonl(jsonl(mixed)).objects
    assert [(order.id, len(order.lines)) for order in orders] == [(ORDER.id, len(ORDER.lines)), (5, len(ORDER.lines))]


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "orders.jsonl"
    path.write_bytes(jsonl(LINES))
    assert shopify.read_orders_jsonl(path).objects == shopify.read_orders_jsonl(str(path)).objects == [ORDER]
    with pytest.raises(FileNotFoundError):
        shopify.read_orders_jsonl(tmp_path / "none")


def test_an_order_with_a_bad_line_is_reported_and_its_neighbour_given() -> None:
    other = order_node(rich_order() | {"admin_graphql_api_id": "gid://shopify/Order/5", "id": 5})
    others = flattened(other)
    broken = dict(LINES[2], quantity="two")
    bulk = shopify.read_orders_jsonl(jsonl([*LINES[:2], broken, *LINES[3:], *others]))
    assert [order.id for order in bulk.objects] == [5]
    assert bulk.complete
    [error] = bulk.errors
    assert (error.line, "$.lineItems.nodes[1].quantity" in error.message) == (1, True)
    data = jsonl([*LINES, *others])
    cut = shopify.read_orders_jsonl(data[: len(data) - 20])
    assert (cut.truncated, cut.complete) == (True, False)
    assert cut.errors[-1].line == cut.line_count == len(LINES) + len(others)
