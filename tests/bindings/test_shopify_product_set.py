"""A product that was read is written as it was read: the same request as its fields would make, valid in all versions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crossdock_core import shopify
from crossdock_core.errors import InputError

from .catalogue_nodes import product_node
from .catalogue_payloads import gid, rich_product
from .mutations import compact, document, problems
from .plain import plain
from .published import encode
from .reference import shopify_writers as reference

Json = dict[str, Any]
SECTIONS = ("variants", "media", "tags")


def only(value: Json | None, *names: str) -> Json | None:
    return None if value is None else {name: value[name] for name in names}


def metafields(value: list[Json] | None) -> list[Json | None] | None:
    return None if value is None else [only(one, "namespace", "key", "type", "value") for one in value]


def item(value: Json) -> Json:
    facts = ("tracked", "requires_shipping", "unit_cost", "country_code_of_origin", "province_code_of_origin")
    codes = [tuple(pair) for pair in value["country_harmonized_system_codes"]]
    weight = value["weight"] and (value["weight"]["value"], value["weight"]["unit"])
    names = only(value, *facts, "harmonized_system_code")
    return {**(names or {}), "country_harmonized_system_codes": codes, "weight": weight}


def variant(value: Json) -> Json:
    names = ("id", "sku", "barcode", "position", "price", "compare_at_price", "inventory_policy", "taxable", "tax_code")
    return (only(value, *names, "media_gids", "requires_components") or {}) | {
        "options": [(one["name"], one["value"]) for one in value["options"]],
        "item": item(value["item"]),
        "metafields": metafields(value["metafields"]),
    }


def fields_of(read: shopify.Product) -> Any:
    """What the mutation takes of a product, as the dictionary that a caller without one would write."""
    value = plain(read)
    texts = ("title", "handle", "description_html", "vendor", "product_type", "status", "template_suffix")
    others = ("id", "tags", "gift_card", "requires_selling_plan", "collection_ids", "combined_listing_role")
    return (only(value, *texts, *others) or {}) | {
        "category_gid": value["category"] and value["category"]["gid"],
        "options": [only(one, "id", "name", "position", "values") for one in value["options"]],
        "variants": [variant(one) for one in value["variants"]],
        # The store's picture is known by its id.
        "media": [only(one, "gid", "alt") for one in value["media"]],
        "seo": value["seo"],
        "metafields": metafields(value["metafields"]),
    }


@pytest.mark.parametrize("section", [*SECTIONS, "all", "none"])
def test_a_product_read_from_a_node_is_written_as_its_fields_are(section: str) -> None:
    read = shopify.read_product_node(encode(product_node(rich_product())))
    sections = {name: section in (name, "all") for name in SECTIONS}
    text, fields = document("product_set"), fields_of(read)
    body = shopify.write_product_set(text, read, **sections)
    variables = json.loads(body)["variables"]
    assert problems(text, variables) == []
    assert variables == reference.product(fields, **sections, synchronous=True)
    assert body == shopify.write_product_set(text, fields, **sections)
    assert len(variables["input"].get("variants", [])) == (len(read.variants) if sections["variants"] else 0)


def test_products_that_were_read_are_lines_of_a_bulk_mutation() -> None:
    read = shopify.read_product_node(encode(product_node(rich_product())))
    products: list[Any] = [read, {"id": 5, "title": "T"}]
    lines = shopify.bulk_products(iter(products), variants=False, media=True, tags=True)
    made = [reference.product(one, False, True, True, False) for one in (fields_of(read), {"id": 5, "title": "T"})]
    assert lines.chunk() == b"".join(compact(one) + b"\n" for one in made)


def test_a_product_of_which_variants_are_only_named_is_not_written_with_its_variants() -> None:
    payload = rich_product()
    payload["variant_gids"] = [
        {"admin_graphql_api_id": gid("ProductVariant", number), "updated_at": payload["updated_at"]}
        for number in [*(one["id"] for one in payload["variants"]), 9007199254740993]
    ]
    read = shopify.read_product(encode(payload))
    assert read.unlisted_variant_ids == [9007199254740993]
    assert shopify.write_product_set("m", read, tags=True)
    with pytest.raises(InputError):
        shopify.write_product_set("m", read, variants=True)
