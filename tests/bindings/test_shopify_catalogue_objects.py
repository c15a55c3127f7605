"""One product, collection, item, level, location and price list is the same value whichever way it comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, execute, parse, validate

from crossdock_core import shopify
from crossdock_core.errors import DecodeError
from tests.bindings.bulk_lines import flattened, jsonl
from tests.bindings.catalogue_nodes import (
    collection_node,
    connection,
    item_node,
    level_node,
    location_node,
    metafield,
    price_list_node,
    product_node,
    publication,
    variant_node,
)
from tests.bindings.catalogue_payloads import (
    ITEM,
    LARGE,
    LOCATION,
    MEDIUM,
    PRODUCT,
    SMALL,
    gid,
    rich_collection,
    rich_item,
    rich_level,
    rich_location,
    rich_product,
    rich_variant,
    variant,
)
from tests.bindings.plain import plain
from tests.bindings.published import encode, schema

Json = dict[str, Any]

DOCUMENTS = Path(__file__).parent / "documents"
VERSIONS = ("2026-01", "2026-04", "2026-07", "2026-10")

# What no webhook of the kind tells, by the names of the values' fields.
UNTOLD_OF_ITEM = {
    "unit_cost",
    "country_code_of_origin",
    "harmonized_system_code",
    "country_harmonized_system_codes",
    "weight",
    "tracked",
    "requires_shipping",
}
UNTOLD_OF_VARIANT = {"tax_code", "requires_components", "metafields"}
UNTOLD_OF_PRODUCT = {
    "gift_card",
    "requires_selling_plan",
    "combined_listing_role",
    "seo",
    "collection_ids",
    "publications",
    "metafields",
}
UNTOLD_OF_COLLECTION = {"seo", "product_ids", "publications", "metafields"}


@cache
def published(version: str) -> GraphQLSchema:
    return schema(version)


def document(name: str) -> DocumentNode:
    return parse((DOCUMENTS / name).read_text(encoding="utf-8"))


def selected(version: str, name: str, query: str, node: Json) -> Json:
    """The node as a store that has it answers the query."""
    whole = document(name)
    [operation] = [
        one for one in whole.definitions if isinstance(one, OperationDefinitionNode) and one.name.value == query
    ]
    field = operation.selection_set.selections[0].name.value
    answer = execute(published(version), whole, {field: node}, variable_values={"id": node["id"]}, operation_name=query)
    assert answer.errors is None
    return dict(answer.data[field])


def versions_of(name: str) -> list[str]:
    line = re.match(r"# versions: *(\S+)\n", (DOCUMENTS / name).read_text(encoding="utf-8"))
    return line[1].split(",") if line else list(VERSIONS)


@pytest.mark.parametrize(
    ("name", "version"),
    [(path.name, version) for path in sorted(DOCUMENTS.glob("*.graphql")) for version in versions_of(path.name)],
)
def test_what_the_readers_read_can_be_asked_for_in_every_version(name: str, version: str) -> None:
    assert validate(published(version), document(name)) == []


def without(value: Json, untold: set[str]) -> Json:
    """A value less some fields, all of which it has as its source tells nothing of them."""
    assert untold <= set(value)
    return {key: entry for key, entry in value.items() if key not in untold}


def comparable(product: Json) -> Json:
    variants = [
        without(one, UNTOLD_OF_VARIANT) | {"item": without(one["item"], UNTOLD_OF_ITEM)} for one in product["variants"]
    ]
    return without(product, UNTOLD_OF_PRODUCT) | {"variants": variants, "published_scope": None}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_product_is_equal_as_webhook_and_as_node(version: str) -> None:
    payload = rich_product()
    webhook = shopify.read_product(encode(payload))
    node = shopify.read_product_node(encode(selected(version, "catalogue.graphql", "Product", product_node(payload))))
    assert comparable(plain(node)) == comparable(plain(webhook))
    for one, untold in ((webhook, UNTOLD_OF_PRODUCT), *((each, UNTOLD_OF_VARIANT) for each in webhook.variants)):
        assert {name: getattr(one, name) for name in untold} == dict.fromkeys(untold)
    assert (node.published_scope, webhook.published_scope) == (None, "web")


def test_everything_a_rich_product_says_is_kept() -> None:
    product = shopify.read_product(encode(rich_product()))
    assert (product.id, product.status, product.published_scope) == (PRODUCT, "archived", "web")
    assert product.title == "T-Shirt \u201cÜmlaut\u201d \U0001f455"
    assert product.tags == ["Example", "mens", "t-shirt"]
    assert product.category and product.category.gid == "gid://shopify/TaxonomyCategory/aa-1-13-8"
    assert [(option.position, option.name) for option in product.options] == [(1, "Size"), (2, "Colour")]
    assert [one.id for one in product.variants] == [SMALL, MEDIUM, LARGE]
    small, _medium, large = product.variants
    assert [(chosen.name, chosen.value) for chosen in small.options] == [("Size", "Small"), ("Colour", "Grün")]
    assert (str(small.price), str(small.compare_at_price), small.taxable) == ("19.99", "24.90", False)
    assert (large.inventory_policy, large.inventory_quantity, large.item.id) == ("continue", -4, LARGE + 7)
    assert [(one.position, one.kind, one.status) for one in product.media] == [
        (1, "image", "ready"),
        (2, "video", "ready"),
        (3, "external_video", "processing"),
    ]
    assert product.media[2].url is None and product.media[0].alt == "Front \u2014 vorn"
    assert [one.media_gids for one in product.variants] == [
        ["gid://shopify/MediaImage/38277692621117"],
        [],
        ["gid://shopify/MediaImage/38277692621117", "gid://shopify/Video/38277692621118"],
    ]
    assert product.unlisted_variant_ids == []


def test_everything_a_query_tells_beside_is_kept() -> None:
    product = shopify.read_product_node(encode(product_node(rich_product())))
    assert product.collection_ids == [5, 9007199254740997]
    assert product.publications is not None and product.metafields is not None
    assert [(one.publication_id, one.published) for one in product.publications] == [
        (9007199254740994, True),
        (9007199254740995, False),
    ]
    assert [(one.namespace, one.key) for one in product.metafields] == [
        ("app--1--x", "zone"),
        ("custom", "colour"),
        ("custom", "weight"),
    ]
    assert product.seo and (product.seo.title, product.seo.description) == ("Buy it", None)
    item = product.variants[0].item
    assert (str(item.unit_cost), item.weight and item.weight.unit) == ("4.5", "kilograms")
    assert item.country_harmonized_system_codes == [("US", "6109100012")]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_variant_is_equal_as_webhook_and_as_node(version: str) -> None:
    payload, product = rich_variant(), rich_product()
    webhook = shopify.read_variant(encode(payload))
    node = variant_node(product["variants"][1], product["options"], product["media"]) | {
        "product": {"id": gid("Product", PRODUCT)}
    }
    read = shopify.read_variant_node(encode(selected(version, "catalogue.graphql", "Variant", node)))
    untold = UNTOLD_OF_VARIANT | {"item", "media_gids", "options"}
    assert without(plain(read), untold) == without(plain(webhook), untold)
    assert (webhook.media_gids, webhook.item.id) == (None, 0)
    assert [(one.name, one.value) for one in webhook.options] == [("", "Small"), ("", "Grün")]


def test_variants_beyond_the_first_hundred_are_named_by_the_webhook() -> None:
    ids = [SMALL + number for number in range(103)]
    variants = [variant(one, place, f"V{place}", [f"V{place}"]) for place, one in enumerate(ids, 1)]
    payload = rich_product() | {"variants": variants, "media": []}
    named = [{"admin_graphql_api_id": gid("ProductVariant", one), "updated_at": None} for one in reversed(ids)]
    webhook = shopify.read_product(encode(payload | {"variants": variants[:100], "variant_gids": named}))
    whole = shopify.read_product_node(encode(product_node(payload)))
    assert webhook.unlisted_variant_ids == [one.id for one in whole.variants[100:]] == ids[100:]
    assert comparable(plain(whole))["variants"][:100] == comparable(plain(webhook))["variants"]
    assert whole.unlisted_variant_ids == []


def test_pictures_of_versions_before_media_are_told_as_what_they_are() -> None:
    image = {
        "id": 33844288421974,
        "position": 4,
        "alt": None,
        "src": "https://cdn.shopify.com/a.jpg",
        "variant_ids": [MEDIUM],
        "admin_graphql_api_id": "gid://shopify/ProductImage/33844288421974",
    }
    payload = rich_product() | {"images": [image]}
    del payload["media"]
    product = shopify.read_product(encode(payload))
    assert plain(product.media) == [
        {
            "gid": image["admin_graphql_api_id"],
            "kind": "image",
            "url": image["src"],
            "alt": None,
            "position": 1,
            "status": None,
        }
    ]
    assert [one.media_gids for one in product.variants] == [[], [image["admin_graphql_api_id"]], []]


@pytest.mark.parametrize("by_rules", [True, False])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_collection_is_equal_as_webhook_and_as_node(version: str, by_rules: bool) -> None:
    payload = rich_collection(by_rules)
    webhook = shopify.read_collection(encode(payload))
    answer = selected(version, "catalogue.graphql", "Collection", collection_node(payload))
    node = shopify.read_collection_node(encode(answer))
    untold = UNTOLD_OF_COLLECTION | {"published_scope", "published_at"}
    assert without(plain(node), untold) == without(plain(webhook), untold)
    assert webhook.sort_order == "best_selling"
    assert (webhook.rules is not None) == by_rules
    assert node.product_ids == [PRODUCT, 12, 11]
    assert node.publications and [one.publication_id for one in node.publications] == [
        9007199254740994,
        9007199254740995,
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_inventory_item_is_equal_as_webhook_as_node_and_as_line(version: str) -> None:
    payload = rich_item()
    item = shopify.read_inventory_item(encode(payload))
    node = selected(version, "catalogue.graphql", "InventoryItem", item_node(payload))
    assert shopify.read_inventory_item_node(encode(node)) == item
    assert shopify.read_inventory_items_jsonl(jsonl(flattened(item_node(payload)))).objects == [item]
    assert (item.id, item.sku, str(item.unit_cost)) == (ITEM, "S-1", "4.50")
    assert item.country_harmonized_system_codes == [("GB", "6109100010"), ("US", "6109100012")]
    assert item.weight and (str(item.weight.value), item.weight.unit) == ("0.25", "kilograms")


def test_customs_codes_are_read_as_texts_and_as_numbers() -> None:
    payload = rich_item()
    texts = shopify.read_inventory_item(encode(payload))
    payload["harmonized_system_code"] = int(payload["harmonized_system_code"])
    for one in payload["country_harmonized_system_codes"]:
        one["harmonized_system_code"] = int(one["harmonized_system_code"])
    assert shopify.read_inventory_item(encode(payload)) == texts


def test_short_units_become_those_of_queries_and_unknown_ones_stay() -> None:
    for unit, name in (("g", "grams"), ("kg", "kilograms"), ("oz", "ounces"), ("lb", "pounds"), ("st", "st")):
        item = shopify.read_inventory_item(encode(rich_item() | {"weight_unit": unit}))
        assert item.weight and item.weight.unit == name


@pytest.mark.parametrize("version", VERSIONS)
def test_a_level_is_equal_as_webhook_and_as_node_as_far_as_the_webhook_tells(version: str) -> None:
    webhook = shopify.read_inventory_level(encode(rich_level()))
    node = shopify.read_inventory_level_node(
        encode(selected(version, "catalogue.graphql", "Level", level_node(rich_level())))
    )
    untold = {"quantities", "active"}
    assert without(plain(node), untold) == without(plain(webhook), untold)
    assert (webhook.available, webhook.quantity("on_hand"), webhook.active) == (-3, None, None)
    assert [(one.name, one.quantity) for one in node.quantities] == [
        ("available", -3),
        ("committed", 5),
        ("incoming", 0),
        ("on_hand", 2),
    ]
    assert node.quantity("incoming") == 0


@pytest.mark.parametrize("version", versions_of("level_activity.graphql"))
def test_whether_a_level_is_active_is_told_where_it_was_asked_for(version: str) -> None:
    node = selected(version, "level_activity.graphql", "Level", level_node(rich_level()) | {"isActive": False})
    assert shopify.read_inventory_level_node(encode(node)).active is False


def test_a_level_that_names_no_item_is_of_the_item_its_own_id_names() -> None:
    node = level_node(rich_level())
    whole = shopify.read_inventory_level_node(encode(node))
    del node["item"]
    assert shopify.read_inventory_level_node(encode(node)) == whole
    node["id"] = "gid://shopify/InventoryLevel/9104837265"
    with pytest.raises(DecodeError) as caught:
        shopify.read_inventory_level_node(encode(node))
    assert caught.value.path == "$.item"


@pytest.mark.parametrize("owner", [gid("InventoryItem", ITEM), gid("Location", LOCATION)])
def test_levels_of_a_bulk_file_are_equal_to_their_nodes_whichever_object_they_stand_in(owner: str) -> None:
    node = level_node(rich_level())
    expected = shopify.read_inventory_level_node(encode(node))
    of_item = "InventoryItem" in owner
    child = {key: value for key, value in node.items() if key != ("item" if of_item else "location")}
    lines = flattened({"id": owner, "inventoryLevels": connection([child])})
    for given in (lines, lines[::-1]):
        bulk = shopify.read_inventory_levels_jsonl(jsonl(given))
        assert (bulk.objects, bulk.complete, bulk.errors, len(bulk)) == ([expected], True, [], 1)
    broken = shopify.read_inventory_levels_jsonl(jsonl([lines[0], lines[1] | {"quantities": None}]))
    assert (broken.objects, broken.error_count) == ([], 1)


def test_a_level_that_is_not_tracked_or_gone_is_told_from_zero() -> None:
    untracked = shopify.read_inventory_level(encode(rich_level() | {"available": None}))
    assert (untracked.available, untracked.quantities) == (None, [])
    gone = shopify.read_level_tombstone(encode({"inventory_item_id": ITEM, "location_id": LOCATION}))
    assert (gone.inventory_item_id, gone.location_id) == (ITEM, LOCATION)
    with pytest.raises(DecodeError) as caught:
        shopify.read_inventory_level(b'{"inventory_item_id": 1, "location_id": 2}')
    assert (caught.value.path, caught.value.topic) == ("$.available", "inventory_levels/update")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_location_is_equal_as_webhook_as_node_and_as_line(version: str) -> None:
    webhook = shopify.read_location(encode(rich_location()))
    node = selected(version, "catalogue.graphql", "Location", location_node(rich_location()))
    read = shopify.read_location_node(encode(node))
    assert without(plain(read), {"fulfils_online_orders"}) == without(plain(webhook), {"fulfils_online_orders"})
    assert (read.fulfils_online_orders, webhook.fulfils_online_orders) == (True, None)
    assert (webhook.address.country, webhook.address.country_code) == ("Canada", "CA")
    assert shopify.read_locations_jsonl(jsonl([node])).objects == [read]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_price_list_is_equal_as_node_and_as_lines(version: str) -> None:
    node = selected(version, "catalogue.graphql", "PriceList", price_list_node())
    prices = shopify.read_price_list_node(encode(node))
    assert (prices.id, prices.currency, prices.catalog_gid) == (
        9007199254740999,
        "CHF",
        "gid://shopify/MarketCatalog/3",
    )
    assert (prices.adjustment_kind, str(prices.adjustment_percent)) == ("percentage_decrease", "12.5")
    assert [(one.variant_id, str(one.price), one.origin) for one in prices.prices] == [
        (9007199254741001, "21.0", "fixed"),
        (2, "0.1", "fixed"),
    ]
    bulk = shopify.read_price_lists_jsonl(jsonl(flattened(price_list_node())))
    assert (bulk.objects, bulk.complete) == ([prices], True)


def test_a_price_in_another_currency_than_its_lists_is_refused() -> None:
    node = price_list_node()
    node["prices"]["nodes"][1]["price"]["currencyCode"] = "EUR"
    with pytest.raises(DecodeError) as caught:
        shopify.read_price_list_node(encode(node))
    assert caught.value.path == "$.prices.nodes[1].price.currencyCode"


def without_customs_codes(node: Json) -> Json:
    """In a bulk file they would hang on the plain object inventoryItem."""
    for one in node["variants"]["nodes"]:
        del one["inventoryItem"]["countryHarmonizedSystemCodes"]
    return node


ALL = {
    "collections": True,
    "publications": True,
    "metafields": True,
    "variant_media": True,
    "variant_metafields": True,
}


def test_a_product_is_equal_as_node_and_as_lines_wherever_its_own_line_stands() -> None:
    node = without_customs_codes(product_node(rich_product()))
    product, lines = shopify.read_product_node(encode(node)), flattened(node)
    assert len(lines) > 15
    for place in range(len(lines)):
        moved = [*lines[1 : place + 1], lines[0], *lines[place + 1 :]]
        bulk = shopify.read_products_jsonl(jsonl(moved), **ALL)
        assert (bulk.objects, bulk.errors, bulk.complete) == ([product], [], True)


def test_sections_that_were_not_asked_for_are_none_and_those_without_a_line_are_empty() -> None:
    node = product_node(rich_product())
    for key in ("collections", "resourcePublicationsV2", "metafields"):
        del node[key]
    for one in node["variants"]["nodes"]:
        del one["media"], one["metafields"], one["inventoryItem"]["countryHarmonizedSystemCodes"]
    file = jsonl(flattened(node))
    [silent] = shopify.read_products_jsonl(file).objects
    assert silent == shopify.read_product_node(encode(node))
    assert (silent.collection_ids, silent.publications, silent.metafields) == (None, None, None)
    assert [(one.media_gids, one.metafields) for one in silent.variants] == [(None, None)] * 3
    [empty] = shopify.read_products_jsonl(file, **ALL).objects
    assert (empty.collection_ids, empty.publications, empty.metafields) == ([], [], [])
    assert [(one.media_gids, one.metafields) for one in empty.variants] == [([], [])] * 3


@pytest.mark.parametrize("section", sorted(ALL))
def test_a_line_of_a_section_that_is_not_named_costs_its_product(section: str) -> None:
    lines = flattened(without_customs_codes(product_node(rich_product())))
    other = flattened(
        {"id": gid("Product", 5), "title": "", "handle": "", "status": "DRAFT", "tags": [], "options": []}
        | {"createdAt": "2021-01-01T00:00:00Z", "updatedAt": "2021-01-01T00:00:00Z"}
    )
    bulk = shopify.read_products_jsonl(jsonl(lines + other), **(ALL | {section: False}))
    assert [one.id for one in bulk.objects] == [5]
    assert bulk.error_count > 1 and bulk.complete


def test_a_collection_is_equal_as_node_and_as_lines() -> None:
    node = collection_node(rich_collection())
    collection, lines = shopify.read_collection_node(encode(node)), flattened(node)
    for given in (lines, [*lines[1:], lines[0]]):
        bulk = shopify.read_collections_jsonl(jsonl(given), products=True, publications=True, metafields=True)
        assert (bulk.objects, bulk.errors, bulk.complete) == ([collection], [], True)
    alone = shopify.read_collections_jsonl(jsonl(lines[:1])).objects[0]
    assert (alone.product_ids, alone.publications, alone.metafields) == (None, None, None)


def test_a_publication_that_stands_in_both_connections_counts_once_as_the_newer_one_says() -> None:
    node = product_node(rich_product())
    node["resourcePublications"] = connection(
        [publication(9007199254740995, True, None), publication(7, True, "2020-01-01T00:00:00Z")]
    )
    told = shopify.read_product_node(encode(node)).publications
    assert told is not None
    assert [(one.publication_id, one.published) for one in told] == [
        (7, True),
        (9007199254740994, True),
        (9007199254740995, False),
    ]


@pytest.mark.parametrize(
    ("read", "node", "key"),
    [
        (shopify.read_product_node, product_node(rich_product()), "variants"),
        (shopify.read_product_node, product_node(rich_product()), "media"),
        (shopify.read_product_node, product_node(rich_product()), "collections"),
        (shopify.read_product_node, product_node(rich_product()), "metafields"),
        (shopify.read_product_node, product_node(rich_product()), "resourcePublicationsV2"),
        (shopify.read_collection_node, collection_node(rich_collection()), "products"),
        (shopify.read_inventory_item_node, item_node(rich_item()), "countryHarmonizedSystemCodes"),
        (shopify.read_price_list_node, price_list_node(), "prices"),
    ],
)
def test_a_node_with_more_pages_is_refused_as_incomplete(read: Callable, node: Json, key: str) -> None:
    node[key] = node[key] | {"pageInfo": {"hasNextPage": True}}
    with pytest.raises(DecodeError, match="incomplete") as caught:
        read(encode(node))
    assert caught.value.path == f"$.{key}.pageInfo.hasNextPage"


def test_unknown_states_are_kept_as_text() -> None:
    product = shopify.read_product(
        encode(rich_product() | {"status": "HIBERNATING", "variants": [variant(1, 1, "", [], inventory_policy="ASK")]})
    )
    assert (product.status, product.variants[0].inventory_policy) == ("hibernating", "ask")


def test_errors_and_reprs_carry_no_values() -> None:
    payload = rich_product() | {"title": "Zaphod"}
    payload["variants"][0]["price"] = "Zaphod"
    with pytest.raises(DecodeError) as caught:
        shopify.read_product(encode(payload), "products/create")
    assert (caught.value.topic, caught.value.path) == ("products/create", "$.variants[0].price")
    assert "Zaphod" not in str(caught.value)
    product = shopify.read_product_node(encode(product_node(rich_product() | {"title": "Zaphod"})))
    assert repr(product) == f"Product(id={PRODUCT})"


def test_metafields_of_one_key_in_two_namespaces_are_told_apart() -> None:
    node = collection_node(rich_collection())
    node["metafields"] = connection(
        [
            metafield(1, "b", "key", "json", "1"),
            metafield(2, "a", "key", "json", "2"),
            metafield(3, "a", "b", "json", "3"),
        ]
    )
    told = shopify.read_collection_node(encode(node)).metafields
    assert told is not None
    assert [(one.namespace, one.key, one.value) for one in told] == [
        ("a", "b", "3"),
        ("a", "key", "2"),
        ("b", "key", "1"),
    ]
