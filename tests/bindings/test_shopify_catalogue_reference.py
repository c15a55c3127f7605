"""The core reads the catalogue and stock as a plain Python reference does: all published examples, and made ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossdock_core import shopify
from tests.bindings import catalogue_strategies as made
from tests.bindings.bulk_lines import flattened, jsonl
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
    gid,
    rich_collection,
    rich_item,
    rich_level,
    rich_location,
    rich_product,
)
from tests.bindings.plain import plain
from tests.bindings.published import encode, examples
from tests.bindings.reference import shopify_catalogue as reference

Json = dict[str, Any]

OF_TOPIC: dict[str, Callable[[Json], Any]] = {
    "collection_publications/create": reference.publication_change,
    "collection_publications/update": reference.publication_change,
    "collections/create": reference.collection,
    "collections/update": reference.collection,
    "inventory_items/create": reference.item,
    "inventory_items/update": reference.item,
    "inventory_levels/connect": reference.level,
    "inventory_levels/disconnect": reference.level_tombstone,
    "inventory_levels/update": reference.level,
    "locations/activate": reference.location,
    "locations/create": reference.location,
    "locations/deactivate": reference.location,
    "locations/update": reference.location,
    "product_publications/create": reference.publication_change,
    "product_publications/update": reference.publication_change,
    "products/create": reference.product,
    "products/update": reference.product,
    "variants/in_stock": reference.variant,
    "variants/out_of_stock": reference.variant,
}
EXAMPLES = [
    entry
    for resource in sorted({topic.split("/")[0] for topic in OF_TOPIC})
    for entry in examples(resource)
    if entry[1] in OF_TOPIC and entry[2]
]


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: f"{entry[0]}-{entry[1]}")
def test_a_published_example_is_read_as_the_reference_reads_it(entry: tuple[str, str, Json]) -> None:
    _version, topic, payload = entry
    assert plain(shopify.READERS[topic](encode(payload))) == OF_TOPIC[topic](payload)


def test_the_reference_is_held_against_every_topic_it_reads() -> None:
    assert {topic for _version, topic, _payload in EXAMPLES} == set(OF_TOPIC)


@pytest.mark.parametrize(
    ("read", "expected", "document"),
    [
        (shopify.read_product, reference.product, rich_product()),
        (shopify.read_product_node, reference.product_node, product_node(rich_product())),
        (shopify.read_collection, reference.collection, rich_collection()),
        (shopify.read_collection_node, reference.collection_node, collection_node(rich_collection())),
        (shopify.read_inventory_item, reference.item, rich_item()),
        (shopify.read_inventory_item_node, reference.item_node, item_node(rich_item())),
        (shopify.read_inventory_level, reference.level, rich_level()),
        (shopify.read_inventory_level_node, reference.level_node, level_node(rich_level())),
        (shopify.read_location, reference.location, rich_location()),
        (shopify.read_location_node, reference.location_node, location_node(rich_location())),
        (shopify.read_price_list_node, reference.price_list_node, price_list_node()),
    ],
)
def test_a_rich_object_is_read_as_the_reference_reads_it(read: Callable, expected: Callable, document: Json) -> None:
    assert plain(read(encode(document))) == expected(document)


PAYLOADS: list[tuple[Callable, Callable[[Json], Any], st.SearchStrategy[Json]]] = [
    (shopify.read_product, reference.product, made.products()),
    (shopify.read_variant, reference.variant, made.VARIANT),
    (shopify.read_collection, reference.collection, made.collections()),
    (shopify.read_inventory_item, reference.item, made.ITEMS),
    (shopify.read_inventory_level, reference.level, made.LEVELS),
    (shopify.read_location, reference.location, made.LOCATIONS),
    (
        lambda body: shopify.read_publication_change(body, "product_publications/update"),
        reference.publication_change,
        made.CHANGES,
    ),
    (shopify.read_product_node, reference.product_node, made.PRODUCT_NODES),
    (shopify.read_variant_node, reference.variant_node, made.VARIANT_NODES),
    (shopify.read_collection_node, reference.collection_node, made.COLLECTION_NODES),
    (shopify.read_inventory_item_node, reference.item_node, made.ITEM_NODES),
    (shopify.read_inventory_level_node, reference.level_node, made.LEVEL_NODES),
    (shopify.read_location_node, reference.location_node, made.LOCATION_NODES),
    (shopify.read_price_list_node, reference.price_list_node, made.PRICE_LIST_NODES),
]


@pytest.mark.parametrize(
    ("read", "expected", "documents"), PAYLOADS, ids=[expected.__name__ for _read, expected, _documents in PAYLOADS]
)
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_made_document_is_read_as_the_reference_reads_it(
    read: Callable, expected: Callable, documents: st.SearchStrategy[Json], data: st.DataObject
) -> None:
    document = data.draw(documents)
    assert plain(read(encode(document))) == expected(json.loads(encode(document)))


def many_variants(count: int) -> Json:
    payload = rich_product()
    [one] = [one for one in payload["variants"] if one["position"] == 1]
    payload["variants"] = [
        one | {"id": number, "admin_graphql_api_id": gid("ProductVariant", number), "position": number % 7}
        for number in range(2**53 + count, 2**53, -1)
    ]
    return payload


@pytest.mark.parametrize("count", [100, 2048])
def test_many_variants_of_tied_positions_stay_in_the_order_of_the_source(count: int) -> None:
    payload = many_variants(count)
    product = shopify.read_product(encode(payload))
    assert plain(product) == reference.product(payload)
    node = product_node(payload)
    assert plain(shopify.read_product_node(encode(node))) == reference.product_node(node)
    firsts = [one.id for one in product.variants if one.position == 0]
    assert firsts == sorted(firsts, reverse=True) and len(firsts) == count // 7 + (2**53 % 7 + count % 7 >= 7)


@st.composite
def mixed_lines(draw: st.DrawFn) -> tuple[Json, list[Json]]:
    """A product's node, and its lines with parents and children in any order, siblings in their own."""
    node = product_node(rich_product())
    for one in node["variants"]["nodes"]:
        del one["inventoryItem"]["countryHarmonizedSystemCodes"]
    lines = flattened(node)
    order = draw(st.permutations(range(len(lines))))
    for parent in {line.get("__parentId") for line in lines}:
        places = [place for place, line in enumerate(order) if lines[line].get("__parentId") == parent]
        siblings = sorted(order[place] for place in places)
        for place, line in zip(places, siblings, strict=True):
            order[place] = line
    return node, [lines[line] for line in order]


@settings(max_examples=60, deadline=None)
@given(mixed_lines())
def test_lines_of_a_product_in_any_order_give_the_product_of_its_node(made_lines: tuple[Json, list[Json]]) -> None:
    node, lines = made_lines
    bulk = shopify.read_products_jsonl(
        jsonl(lines),
        collections=True,
        publications=True,
        metafields=True,
        variant_media=True,
        variant_metafields=True,
    )
    assert bulk.complete
    assert [plain(one) for one in bulk.objects] == [reference.product_node(node)]


def test_a_variant_within_its_product_is_the_variant_alone() -> None:
    payload = rich_product()
    for one in payload["variants"]:
        node = variant_node(one, payload["options"], payload["media"]) | {
            "product": {"id": gid("Product", payload["id"])}
        }
        alone = shopify.read_variant_node(encode(node))
        assert plain(alone) == reference.variant_node(node)
        assert alone in shopify.read_product_node(encode(product_node(payload))).variants
