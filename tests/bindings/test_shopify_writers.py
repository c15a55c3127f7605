"""Every request that changes a store is what json.dumps would write, and valid by all published schemas."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossdock_core import diff, shopify
from crossdock_core.columns import Table
from crossdock_core.errors import DecodeError, InputError, LimitError
from tests.bindings.mutations import VERSIONS, document, expected, problems
from tests.bindings.reference import shopify_writers as plain

BEYOND_JAVASCRIPT = 9_007_199_254_740_993
IDS = st.integers(1, 2**63 - 1)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
NAMES = st.text('abcxyz_é"\\', min_size=1, max_size=8)
MONEY = st.decimals(0, 10**9, places=3, allow_nan=False, allow_infinity=False)
GIDS = st.builds(plain.gid, st.just("MediaImage"), IDS)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


METAFIELDS = st.lists(
    st.fixed_dictionaries({"namespace": NAMES, "key": NAMES, "type": st.just("json"), "value": TEXTS}),
    max_size=3,
    unique_by=lambda one: (one["namespace"], one["key"]),
)
ITEMS = st.fixed_dictionaries(
    {},
    optional={
        "tracked": optional(st.booleans()),
        "requires_shipping": st.booleans(),
        "unit_cost": optional(MONEY),
        "country_code_of_origin": st.sampled_from(["CH", "DE"]),
        "harmonized_system_code": st.just("610910"),
        "country_harmonized_system_codes": st.just([("US", "6109100012")]),
        "weight": st.tuples(
            st.decimals(0, 1000, places=2), st.sampled_from(["grams", "kilograms", "ounces", "pounds"])
        ),
    },
)


@st.composite
def products(draw: st.DrawFn) -> dict[str, Any]:
    values = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    variant_fields = {
        "id": optional(IDS),
        "sku": optional(TEXTS),
        "barcode": optional(TEXTS),
        "position": optional(st.integers(1, 100)),
        "compare_at_price": optional(MONEY),
        "inventory_policy": st.sampled_from(["deny", "continue", None]),
        "taxable": st.booleans(),
        "tax_code": optional(TEXTS),
        "item": ITEMS,
        "media_gids": st.lists(GIDS, max_size=2),
        "requires_components": optional(st.booleans()),
        "metafields": optional(METAFIELDS),
    }
    variants = []
    for value in values:
        variant = draw(st.fixed_dictionaries({"price": MONEY}, optional=variant_fields))
        variants.append(variant | {"options": [("Size", value)]})
    ids = [one["id"] for one in variants if one.get("id")]
    if len(set(ids)) < len(ids):
        for one in variants:
            one.pop("id", None)
    fields = {
        "title": TEXTS,
        "description_html": optional(TEXTS),
        "vendor": optional(TEXTS),
        "product_type": optional(TEXTS),
        "status": st.sampled_from(["active", "draft", "archived", "unlisted", None]),
        "template_suffix": optional(TEXTS),
        "category_gid": optional(st.just("gid://shopify/TaxonomyCategory/aa-1-13-8")),
        "gift_card": optional(st.booleans()),
        "requires_selling_plan": optional(st.booleans()),
        "seo": optional(st.fixed_dictionaries({}, optional={"title": optional(TEXTS), "description": optional(TEXTS)})),
        "tags": st.lists(NAMES, max_size=3),
        "media": st.lists(
            st.fixed_dictionaries({"gid": GIDS}, optional={"alt": optional(TEXTS)})
            | st.fixed_dictionaries({"url": st.just("https://example.com/a.png")}, optional={"alt": TEXTS}),
            max_size=3,
        ),
        "collection_ids": optional(st.lists(IDS, max_size=3, unique=True)),
        "metafields": optional(METAFIELDS),
    }
    product = draw(st.fixed_dictionaries({}, optional=fields))
    identity = draw(st.fixed_dictionaries({"id": IDS}) | st.fixed_dictionaries({"handle": NAMES}))
    return product | identity | {"options": [{"name": "Size", "values": values}], "variants": variants}


# A whole product is a large example to draw, and the first one waits for the schemas.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(products(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_products_of_any_kind_and_any_sections(
    product: dict[str, Any], variants: bool, media: bool, tags: bool, synchronous: bool
) -> None:
    variables = plain.product(product, variants, media, tags, synchronous)
    body = shopify.write_product_set(
        document("product_set"),
        product,  # type: ignore[arg-type]
        variants=variants,
        media=media,
        tags=tags,
        synchronous=synchronous,
    )
    assert problems(document("product_set"), variables) == []
    written = json.loads(body)
    assert written == {"query": document("product_set"), "variables": variables}
    assert list(written["variables"]["input"]) == list(variables["input"])


ALL_FIELDS: dict[str, Any] = {
    "id": BEYOND_JAVASCRIPT,
    "price": Decimal("19.990"),
    "compare_at_price": None,
    "sku": "A",
    "barcode": None,
    "options": [("Size", "S")],
    "inventory_policy": "continue",
    "taxable": True,
    "tax_code": "P0",
    "item": {"tracked": True, "weight": (Decimal("0.500"), "kilograms")},
    "media_gids": [plain.gid("MediaImage", 5)],
    "metafields": [{"namespace": "n", "key": "k", "type": "json", "value": "[]"}],
    "requires_components": False,
}
WRITTEN_AS: dict[str, dict[str, Any]] = {
    "price": {"price": "19.990"},
    "compare_at_price": {"compareAtPrice": None},
    "sku": {"inventoryItem": {"sku": "A"}},
    "barcode": {"barcode": None},
    "options": {"optionValues": [{"optionName": "Size", "name": "S"}]},
    "inventory_policy": {"inventoryPolicy": "CONTINUE"},
    "taxable": {"taxable": True},
    "tax_code": {"taxCode": "P0"},
    "item": {"inventoryItem": {"tracked": True, "measurement": {"weight": {"value": 0.5, "unit": "KILOGRAMS"}}}},
    "media_gids": {"mediaId": plain.gid("MediaImage", 5)},
    "metafields": {"metafields": ALL_FIELDS["metafields"]},
    "requires_components": {"requiresComponents": False},
}


@pytest.mark.parametrize("field", WRITTEN_AS)
def test_a_changed_variant_is_written_with_that_field_alone(field: str) -> None:
    changed: Any = {"id": BEYOND_JAVASCRIPT, field: ALL_FIELDS[field]}
    body = json.loads(shopify.write_variants_update(document("variants_update"), 7, [changed]))
    variables = {
        "productId": plain.gid("Product", 7),
        "variants": [{"id": plain.gid("ProductVariant", BEYOND_JAVASCRIPT)} | WRITTEN_AS[field]],
        "allowPartialUpdates": False,
    }
    assert body["variables"] == variables
    assert problems(document("variants_update"), variables) == []


def test_all_fields_of_a_variant_at_once() -> None:
    body = json.loads(shopify.write_variants_update(document("variants_update"), 7, [ALL_FIELDS]))  # type: ignore[list-item]
    [variant] = body["variables"]["variants"]
    assert variant["inventoryItem"] == WRITTEN_AS["item"]["inventoryItem"] | {"sku": "A"}
    assert problems(document("variants_update"), body["variables"]) == []


@pytest.mark.parametrize(
    "variants",
    [
        [],
        [{"id": 1}],
        [{"id": 0, "price": 1}],
        [{"id": 1, "price": 1}, {"id": 1, "price": 2}],
        [{"id": 1, "price": -1}],
        [{"id": 1, "inventory_policy": "maybe"}],
        [{"id": 1, "item": {"weight": (1, "stones")}}],
    ],
)
def test_changes_that_say_nothing_or_cannot_be_are_refused(variants: Any) -> None:
    with pytest.raises(InputError):
        shopify.write_variants_update("m", 7, variants)


def test_names_that_are_no_fields_and_values_of_other_types_are_errors() -> None:
    given: Any
    for given, error in (
        ({"id": 1, "pirce": 1}, KeyError),
        ({"id": 1, "price": 1.5}, TypeError),
        ({"id": 1, "price": None}, ValueError),
        ({"id": True, "price": 1}, TypeError),
        ({"id": 1, "sku": 5}, TypeError),
        ("text", TypeError),
    ):
        with pytest.raises(error):
            shopify.write_variants_update("m", 7, [given])
    with pytest.raises(InputError):
        shopify.write_variants_update("m", 7, [{"id": 1, "price": Decimal("1e30")}])


PRICE_ROWS = st.lists(
    st.tuples(st.integers(1, 4), IDS, MONEY, optional(MONEY)), min_size=1, max_size=20, unique_by=lambda row: row[1]
)


@settings(deadline=None)  # As above.
@given(PRICE_ROWS, st.booleans())
def test_prices_go_by_product_whatever_their_order(rows: list[Any], partial: bool) -> None:
    requests = shopify.write_price_updates(
        document("variants_update"), shopify.PriceChanges.from_rows(rows), allow_partial_updates=partial
    )
    assert [(one.product_id, one.rows, one.body) for one in requests] == [
        (product, numbers, expected("variants_update", variables))
        for product, numbers, variables in plain.prices(rows, partial)
    ]


def test_prices_from_a_table_are_those_of_its_rows() -> None:
    schema = [
        ("product_id", "int8 not null"),
        ("variant_id", "int8 not null"),
        ("price", "numeric not null"),
        ("compare_at_price", "numeric"),
    ]
    rows = [(1, 2, Decimal("1.50"), None), (1, BEYOND_JAVASCRIPT, Decimal("0.001"), Decimal("7"))]
    assert shopify.PriceChanges.from_table(Table.from_rows(schema, rows)) == shopify.PriceChanges.from_rows(rows)
    assert shopify.PriceChanges.from_rows(rows).rows() == rows
    for wrong in ([*schema[:2], schema[3]], [("product_id", "int8"), *schema[1:]]):
        cells = [(None, *row[1 : len(wrong)]) for row in rows]
        with pytest.raises(ValueError, match="column"):
            shopify.PriceChanges.from_table(Table.from_rows(wrong, cells))


def test_an_item_of_all_facts() -> None:
    given: Any = {
        "id": 5,
        "sku": "A",
        "tracked": False,
        "requires_shipping": True,
        "unit_cost": Decimal("3.1400"),
        "country_code_of_origin": "CH",
        "province_code_of_origin": "BE",
        "harmonized_system_code": "610910",
        "country_harmonized_system_codes": [("US", "6109100012")],
        "weight": (Decimal("0.25"), "pounds"),
    }
    assert shopify.write_inventory_item_update(document("inventory_item_update"), given) == expected(
        "inventory_item_update", {"id": plain.gid("InventoryItem", 5), "input": plain.item(given)}
    )
    for wrong in ({"id": 5}, {"sku": "A"}, {"id": 5, "unit_cost": -1}):
        with pytest.raises(InputError):
            shopify.write_inventory_item_update("m", wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("available", [None, -3, 0, 12])
def test_activating_an_item_at_a_location(available: int | None) -> None:
    variables = {"inventoryItemId": plain.gid("InventoryItem", 5), "locationId": plain.gid("Location", 6)}
    variables |= plain.told([("available", available)]) | {"idempotencyKey": 'k"1'}
    text = document("inventory_activate")
    body = shopify.write_inventory_activate(text, 5, 6, idempotency_key='k"1', available=available)
    assert body == expected("inventory_activate", variables)
    for wrong in ((0, 6, "k"), (5, -1, "k"), (5, 6, " ")):
        with pytest.raises(InputError):
            shopify.write_inventory_activate(text, wrong[0], wrong[1], idempotency_key=wrong[2])
    with pytest.raises(LimitError, match="inventory_quantity_max"):
        shopify.write_inventory_activate(text, 5, 6, idempotency_key="k", available=10**9 + 1)


def test_fixed_prices_are_added_and_deleted() -> None:
    prices = [(5, Decimal("19.990"), None), (6, 20, Decimal("25.0"))]
    variables = {
        "priceListId": plain.gid("PriceList", 3),
        "prices": [
            {"variantId": plain.gid("ProductVariant", 5), "price": {"amount": "19.990", "currencyCode": "CHF"}},
            {
                "variantId": plain.gid("ProductVariant", 6),
                "price": {"amount": "20", "currencyCode": "CHF"},
                "compareAtPrice": {"amount": "25.0", "currencyCode": "CHF"},
            },
        ],
    }
    text = document("fixed_prices_add")
    assert shopify.write_fixed_prices_add(text, 3, "CHF", prices) == expected("fixed_prices_add", variables)
    for currency, wrong in (("chf", prices), ("CHF", []), ("CHF", [prices[0]] * 2), ("CHF", [(5, -1, None)])):
        with pytest.raises(InputError):
            shopify.write_fixed_prices_add(text, 3, currency, wrong)
    variables = {"priceListId": plain.gid("PriceList", 3), "variantIds": [plain.gid("ProductVariant", 5)]}
    body = shopify.write_fixed_prices_delete(document("fixed_prices_delete"), 3, [5])
    assert body == expected("fixed_prices_delete", variables)


def test_publishing_now_and_later_and_the_way_back() -> None:
    later = datetime(2027, 1, 2, 3, 4, 5, 60_000, timezone(timedelta(hours=2)))
    product = plain.gid("Product", BEYOND_JAVASCRIPT)
    variables = {
        "id": product,
        "input": [
            {"publicationId": plain.gid("Publication", 1)},
            {"publicationId": plain.gid("Publication", 2), "publishDate": "2027-01-02T01:04:05.060000Z"},
        ],
    }
    assert shopify.write_publish(document("publish"), product, {1: None, 2: later}) == expected("publish", variables)
    variables = {"id": product, "input": [{"publicationId": plain.gid("Publication", 1)}]}
    assert shopify.write_unpublish(document("unpublish"), product, [1]) == expected("unpublish", variables)
    with pytest.raises(ValueError, match="offset"):
        shopify.write_publish("m", product, {1: datetime(2027, 1, 1)})
    for gid in ("gid://shopify/Order/1", "1"):
        with pytest.raises(InputError):
            shopify.write_unpublish("m", gid, [1])


@pytest.mark.parametrize("name", ["collection_add", "collection_remove"])
def test_products_of_a_collection(name: str) -> None:
    variables = {"id": plain.gid("Collection", 3), "productIds": [plain.gid("Product", number) for number in (7, 8)]}
    assert shopify.write_collection_products(document(name), 3, [7, 8]) == expected(name, variables)
    for ids in ([], [7, 7], [0]):
        with pytest.raises(InputError):
            shopify.write_collection_products("m", 3, ids)


@pytest.mark.parametrize("name", ["tags_add", "tags_remove"])
def test_tags_of_any_object(name: str) -> None:
    variables = {"id": plain.gid("Customer", 3), "tags": ['b "x"', "é"]}
    assert shopify.write_tags(document(name), plain.gid("Customer", 3), ['b "x"', "é"]) == expected(name, variables)
    for tags in ([], ["a,b"], [" "]):
        with pytest.raises(InputError):
            shopify.write_tags("m", plain.gid("Customer", 3), tags)


def test_metafields_of_several_owners() -> None:
    field: Any = {"namespace": "custom", "key": "cut", "type": "single_line_text_field", "value": "slim"}
    owners = [plain.gid("Product", 1), plain.gid("Customer", 2)]
    variables = {
        "metafields": [{"ownerId": owners[0]} | field, {"ownerId": owners[1]} | field | {"compareDigest": "d"}]
    }
    body = shopify.write_metafields_set(document("metafields_set"), [(owners[0], field), (owners[1], field, "d")])
    assert body == expected("metafields_set", variables)
    with pytest.raises(InputError):
        shopify.write_metafields_set("m", [(owners[0], field), (owners[0], field)])
    many = [(plain.gid("Product", number), field) for number in range(1, 27)]
    shopify.write_metafields_set("m", many[:25])
    with pytest.raises(LimitError, match="metafields_set_max"):
        shopify.write_metafields_set("m", many)


def test_no_array_is_longer_than_the_store_takes() -> None:
    numbers = list(range(1, 252))
    gid = plain.gid("Product", 1)
    price_rows = [(number, 1, None) for number in numbers]
    for write in (
        lambda few: shopify.write_variants_update("m", 1, [{"id": number, "price": 1} for number in few]),
        lambda few: shopify.write_fixed_prices_add("m", 1, "EUR", price_rows[: len(few)]),
        lambda few: shopify.write_fixed_prices_delete("m", 1, few),
        lambda few: shopify.write_publish("m", gid, dict.fromkeys(few)),
        lambda few: shopify.write_unpublish("m", gid, few),
        lambda few: shopify.write_collection_products("m", 1, few),
        lambda few: shopify.write_tags("m", gid, [str(number) for number in few]),
        lambda few: shopify.write_staged_uploads("m", [("a", "b", "c")] * len(few)),
        lambda few: shopify.write_product_set("m", {"id": 1, "collection_ids": few}),
        lambda few: shopify.write_product_set("m", {"id": 1, "tags": list(map(str, few))}, tags=True),
    ):
        assert write(numbers[:250])
        with pytest.raises(LimitError, match="input_array_max"):
            write(numbers)


def test_webhook_subscriptions_and_bulk_operations() -> None:
    uri = "https://example.com/crossdock/webhook/shopify/t"
    assert shopify.write_webhook_subscribe(document("webhook_subscribe"), "ORDERS_CREATE", uri) == expected(
        "webhook_subscribe", {"topic": "ORDERS_CREATE", "webhookSubscription": {"uri": uri, "format": "JSON"}}
    )
    gid = plain.gid("WebhookSubscription", 4)
    assert shopify.write_webhook_update(document("webhook_update"), gid, uri) == expected(
        "webhook_update", {"id": gid, "webhookSubscription": {"uri": uri}}
    )
    query = document("catalogue_bulk")
    assert shopify.write_bulk_query(document("bulk_query"), query) == expected("bulk_query", {"query": query})
    mutation, path = document("product_set"), "tmp/1/bulk/2/vars"
    assert shopify.write_bulk_mutation(document("bulk_mutation"), mutation, path) == expected(
        "bulk_mutation", {"mutation": mutation, "stagedUploadPath": path}
    )
    for write in (
        lambda: shopify.write_webhook_subscribe("m", " ", uri),
        lambda: shopify.write_webhook_update("m", gid, ""),
        lambda: shopify.write_bulk_query("m", ""),
        lambda: shopify.write_bulk_mutation("m", mutation, " "),
    ):
        with pytest.raises(InputError):
            write()


def test_an_upload_is_asked_for_and_its_target_read() -> None:
    variables = {
        "input": [
            {
                "filename": "levels.jsonl",
                "mimeType": "text/jsonl",
                "resource": "BULK_MUTATION_VARIABLES",
                "httpMethod": "POST",
                "fileSize": "100000000",
            }
        ]
    }
    upload = ("levels.jsonl", "text/jsonl", "BULK_MUTATION_VARIABLES", 100_000_000)
    assert shopify.write_staged_uploads(document("staged_uploads"), [upload]) == expected("staged_uploads", variables)
    parameters = [{"name": "acl", "value": "private"}, {"name": "key", "value": "tmp/1/vars"}]
    target = {"url": "https://upload.example.com", "resourceUrl": None, "parameters": parameters}
    answer = {"stagedUploadsCreate": {"stagedTargets": [target], "userErrors": []}}
    [read] = shopify.read_staged_targets(json.dumps(answer).encode())
    assert (read.url, read.resource_url, read.path) == ("https://upload.example.com", None, "tmp/1/vars")
    assert read.parameters == [("acl", "private"), ("key", "tmp/1/vars")]
    for wrong in ({"url": None}, {"parameters": None}, {"parameters": [{"name": "key"}]}):
        broken = {"stagedUploadsCreate": {"stagedTargets": [target | wrong]}}
        with pytest.raises(DecodeError):
            shopify.read_staged_targets(json.dumps(broken).encode())


def test_setting_quantities_is_still_the_same_to_the_byte() -> None:
    rows = [(5, 6, None, 7), (BEYOND_JAVASCRIPT, 6, -1, 0)]
    variables = plain.quantities(rows, "key", "correction", "gid://crossdock/Push/1")
    body = shopify.write_inventory_set_quantities(
        document("inventory_set"),
        diff.LevelChanges.from_rows(rows),
        idempotency_key="key",
        reason="correction",
        reference_uri="gid://crossdock/Push/1",
    )
    assert body == expected("inventory_set", variables)


def test_the_judge_sees_what_is_wrong() -> None:
    found = problems(document("tags_add"), {"id": "gid://shopify/Product/1", "tags": [None], "more": 1})
    assert len(found) == 2 * len(VERSIONS)
