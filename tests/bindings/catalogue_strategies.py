"""Payloads and nodes of the catalogue and of stock as no store would write them, but as the schemas allow."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from tests.bindings.catalogue_payloads import gid

Json = dict[str, Any]

IDS = st.integers(1, 2**63 - 1)
POSITIONS = st.integers(-2, 4)
TEXTS = st.text(max_size=8) | st.sampled_from(["", " ", "Grün", "\u0000", '"\\', "\U0001f455", "e\u0301", "a, b ,\t"])
STATES = st.sampled_from(["ACTIVE", "draft", "UNLISTED", "NEW_IN_2031", "MiXeD", "GR\u00dcN", "\u0130"])
QUANTITIES = st.integers(-(2**63), 2**63 - 1)
FLAGS = st.booleans()
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES).map(datetime.isoformat)
UTC = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(lambda moment: moment.isoformat() + "Z")
AMOUNTS = st.decimals(-99999, 999999, allow_nan=False, allow_infinity=False, places=3).map(str)
# Written as JSON numbers, as some senders do.
NUMBERS = st.decimals(0, 99999, allow_nan=False, allow_infinity=False, places=3).map(float)
PRICES = AMOUNTS | NUMBERS


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def objects(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[Json]:
    """Optional fields may be missing, null, or told."""
    return st.fixed_dictionaries(required, optional={key: maybe(value) for key, value in optional.items()})


def texts(names: str) -> dict[str, st.SearchStrategy[str]]:
    return dict.fromkeys(names.split(), TEXTS)


def several(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=most)


def gids(kind: str) -> st.SearchStrategy[str]:
    return IDS.map(lambda number: gid(kind, number))


def references(kind: str) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({"id": gids(kind)})


def connections(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Json]:
    listed = several(strategy, most)
    page = st.sampled_from([{}, {"pageInfo": {"hasNextPage": False}}, {"pageInfo": None}])
    return st.one_of(
        st.builds(lambda nodes, more: {"nodes": nodes} | more, listed, page),
        st.builds(lambda nodes, more: {"edges": [{"node": node} for node in nodes]} | more, listed, page),
    )


MEDIA_KINDS = st.sampled_from(["MediaImage", "Video", "Model3d", "ExternalVideo", "Hologram"])
MEDIA_GIDS = st.builds(gid, MEDIA_KINDS, IDS)
CATEGORY_GIDS = st.sampled_from(["gid://shopify/TaxonomyCategory/na", "gid://shopify/TaxonomyCategory/aa-1-13-8"])

# Webhooks.

OPTION = objects({"id": IDS, "name": TEXTS, "position": POSITIONS, "values": several(TEXTS)}, {"product_id": IDS})

VARIANT = objects(
    {"id": IDS, "price": PRICES, "inventory_policy": STATES, "taxable": FLAGS, "position": POSITIONS},
    {
        "admin_graphql_api_id": gids("ProductVariant"),
        "product_id": IDS,
        "title": TEXTS,
        "barcode": TEXTS,
        "sku": TEXTS,
        "compare_at_price": PRICES,
        "created_at": MOMENTS,
        "updated_at": MOMENTS,
        "option1": TEXTS,
        "option2": TEXTS,
        "option3": TEXTS,
        "inventory_item_id": IDS,
        "inventory_quantity": QUANTITIES,
        "inventory_management": TEXTS,
        "requires_shipping": FLAGS,
        "weight": NUMBERS,
        "weight_unit": st.sampled_from(["g", "kg", "oz", "lb", "LB", "stone"]),
    },
)


@st.composite
def products(draw: st.DrawFn) -> Json:
    variants = draw(st.lists(VARIANT, max_size=6, unique_by=lambda one: one["id"]))
    shown = several(st.sampled_from([one["id"] for one in variants] or [1]) | IDS, 2)
    placed = {"position": POSITIONS}
    media = objects(
        placed | {"admin_graphql_api_id": MEDIA_GIDS, "media_content_type": STATES},
        {
            "alt": TEXTS,
            "status": STATES,
            "preview_image": st.fixed_dictionaries({"src": maybe(TEXTS)}),
            "variant_ids": shown,
        },
    )
    image = objects(placed | {"admin_graphql_api_id": gids("ProductImage"), "src": TEXTS}, {"variant_ids": shown})
    named = st.sampled_from([gid("ProductVariant", one["id"]) for one in variants] or [gid("ProductVariant", 1)])
    payload: Json = draw(
        objects(
            {"id": IDS, "title": TEXTS, "handle": TEXTS, "status": STATES, "options": several(OPTION)}
            | {"images": several(image)},
            {
                "body_html": TEXTS,
                "vendor": TEXTS,
                "product_type": TEXTS,
                "tags": several(TEXTS, 4).map(", ".join),
                "template_suffix": TEXTS,
                "category": st.fixed_dictionaries({"admin_graphql_api_id": CATEGORY_GIDS, "full_name": TEXTS}),
                "created_at": MOMENTS,
                "updated_at": MOMENTS,
                "published_at": MOMENTS,
                "published_scope": STATES,
                "has_variants_that_requires_components": FLAGS,
                "media": several(media),
                "variant_gids": several(
                    st.fixed_dictionaries({"admin_graphql_api_id": named | gids("ProductVariant")}), 6
                ),
                "variant_ids": several(st.fixed_dictionaries({"id": IDS})),
            },
        )
    )
    return payload | {"variants": variants}


@st.composite
def collections(draw: st.DrawFn) -> Json:
    rule = st.fixed_dictionaries({"column": STATES, "relation": STATES, "condition": TEXTS})
    payload: Json = draw(
        objects(
            {"id": IDS, "title": TEXTS, "disjunctive": FLAGS},
            {
                "handle": TEXTS,
                "body_html": TEXTS,
                "sort_order": st.sampled_from(["best-selling", "manual", "created-desc", ""]),
                "template_suffix": TEXTS,
                "published_scope": STATES,
                "published_at": MOMENTS,
                "updated_at": MOMENTS,
                "image": objects({"src": TEXTS}, {"alt": TEXTS}),
                "rules": several(rule),
            },
        )
    )
    return payload


COUNTRIES = st.sampled_from(["US", "GB", "DE"])
CODES = st.sampled_from(["6109100012", "0101"]) | st.integers(0, 10**12)

ITEMS = objects(
    {"id": IDS, "tracked": FLAGS, "requires_shipping": FLAGS},
    {
        "sku": TEXTS,
        "cost": PRICES,
        "country_code_of_origin": COUNTRIES,
        "province_code_of_origin": TEXTS,
        "harmonized_system_code": CODES | st.just(""),
        "country_harmonized_system_codes": several(
            objects({"country_code": COUNTRIES}, {"harmonized_system_code": CODES})
        ),
        "weight_value": NUMBERS,
        "weight_unit": st.sampled_from(["g", "kg", "oz", "lb", "stone"]),
        "created_at": MOMENTS,
        "updated_at": MOMENTS,
    },
)

LEVEL_GIDS = st.builds(lambda level, item: f"gid://shopify/InventoryLevel/{level}?inventory_item_id={item}", IDS, IDS)

LEVELS = objects(
    {"inventory_item_id": IDS, "location_id": IDS, "available": maybe(QUANTITIES)},
    {"updated_at": MOMENTS, "admin_graphql_api_id": LEVEL_GIDS},
)

LOCATIONS = objects(
    {"id": IDS, "name": TEXTS, "active": FLAGS, "legacy": FLAGS},
    texts("address1 address2 city zip province province_code country country_name country_code phone")
    | {"created_at": MOMENTS, "updated_at": MOMENTS},
)

CHANGES = objects(
    {"product_id": IDS, "published": FLAGS}, {"publication_id": IDS, "published_at": MOMENTS, "updated_at": MOMENTS}
)

# Nodes.

METAFIELDS = connections(
    st.fixed_dictionaries(
        {"namespace": st.sampled_from(["custom", "app--1", "z"]), "key": TEXTS, "type": TEXTS, "value": TEXTS}
    )
)
PUBLICATIONS = connections(
    objects(
        {
            "isPublished": FLAGS,
            "publication": st.sampled_from([1, 2, 2**60]).map(lambda n: {"id": gid("Publication", n)}),
        },
        {"publishDate": UTC},
    )
)
SEO = objects({}, {"title": TEXTS, "description": TEXTS})
WEIGHTS = objects({}, {"weight": st.fixed_dictionaries({"value": NUMBERS, "unit": STATES})})

ITEM_FACTS = {
    "unitCost": st.fixed_dictionaries({"amount": AMOUNTS}),
    "countryCodeOfOrigin": COUNTRIES,
    "provinceCodeOfOrigin": TEXTS,
    "harmonizedSystemCode": TEXTS,
    "measurement": WEIGHTS,
    "countryHarmonizedSystemCodes": connections(
        st.fixed_dictionaries({"countryCode": COUNTRIES, "harmonizedSystemCode": TEXTS})
    ),
}
ITEM_NODES = objects(
    {"id": gids("InventoryItem"), "tracked": FLAGS, "requiresShipping": FLAGS, "createdAt": UTC, "updatedAt": UTC},
    ITEM_FACTS | {"sku": TEXTS},
)

VARIANT_FIELDS: Json = {
    "id": gids("ProductVariant"),
    "title": TEXTS,
    "position": POSITIONS,
    "selectedOptions": several(st.fixed_dictionaries({"name": TEXTS, "value": TEXTS})),
    "price": PRICES,
    "inventoryPolicy": STATES,
    "taxable": FLAGS,
}
VARIANT_OPTIONAL = {
    "sku": TEXTS,
    "barcode": TEXTS,
    "compareAtPrice": PRICES,
    "taxCode": TEXTS,
    "inventoryQuantity": QUANTITIES,
    "inventoryItem": objects({"id": gids("InventoryItem")}, ITEM_FACTS | {"tracked": FLAGS, "requiresShipping": FLAGS}),
    "media": connections(st.fixed_dictionaries({"id": MEDIA_GIDS})),
    "requiresComponents": FLAGS,
    "metafields": METAFIELDS,
    "createdAt": UTC,
    "updatedAt": UTC,
}
VARIANT_NODES = objects(VARIANT_FIELDS | {"product": references("Product")}, VARIANT_OPTIONAL)

PRODUCT_NODES = objects(
    {
        "id": gids("Product"),
        "title": TEXTS,
        "handle": TEXTS,
        "status": STATES,
        "tags": several(TEXTS, 4),
        "createdAt": UTC,
        "updatedAt": UTC,
        "options": several(
            st.fixed_dictionaries(
                {"id": gids("ProductOption"), "name": TEXTS, "position": POSITIONS, "values": several(TEXTS)}
            )
        ),
        "variants": connections(objects(VARIANT_FIELDS, VARIANT_OPTIONAL), 4),
        "media": connections(
            objects(
                {"id": MEDIA_GIDS, "mediaContentType": STATES},
                {"alt": TEXTS, "status": STATES, "preview": objects({}, {"image": objects({}, {"url": TEXTS})})},
            )
        ),
    },
    {
        "descriptionHtml": TEXTS,
        "vendor": TEXTS,
        "productType": TEXTS,
        "templateSuffix": TEXTS,
        "category": st.fixed_dictionaries({"id": CATEGORY_GIDS, "fullName": TEXTS}),
        "publishedAt": UTC,
        "isGiftCard": FLAGS,
        "requiresSellingPlan": FLAGS,
        "hasVariantsThatRequiresComponents": FLAGS,
        "combinedListingRole": STATES,
        "seo": SEO,
        "collections": connections(references("Collection")),
        "resourcePublications": PUBLICATIONS,
        "resourcePublicationsV2": PUBLICATIONS,
        "metafields": METAFIELDS,
    },
)

COLLECTION_NODES = objects(
    {"id": gids("Collection"), "title": TEXTS, "sortOrder": STATES, "updatedAt": UTC},
    {
        "handle": TEXTS,
        "descriptionHtml": TEXTS,
        "templateSuffix": TEXTS,
        "seo": SEO,
        "image": objects({"url": TEXTS}, {"altText": TEXTS}),
        "ruleSet": st.fixed_dictionaries(
            {
                "appliedDisjunctively": FLAGS,
                "rules": several(st.fixed_dictionaries({"column": STATES, "relation": STATES, "condition": TEXTS})),
            }
        ),
        "products": connections(references("Product")),
        "resourcePublications": PUBLICATIONS,
        "resourcePublicationsV2": PUBLICATIONS,
        "metafields": METAFIELDS,
    },
)

LEVEL_NODES = objects(
    {
        "id": LEVEL_GIDS,
        "location": references("Location"),
        "updatedAt": UTC,
        "quantities": st.lists(
            st.fixed_dictionaries({"name": TEXTS | st.just("available"), "quantity": QUANTITIES}),
            max_size=4,
            unique_by=lambda one: one["name"],
        ),
    },
    {"item": references("InventoryItem"), "isActive": FLAGS},
)

LOCATION_NODES = objects(
    {
        "id": gids("Location"),
        "name": TEXTS,
        "isActive": FLAGS,
        "isFulfillmentService": FLAGS,
        "address": objects(
            {},
            texts("address1 address2 city zip province provinceCode country countryCode phone"),
        ),
    },
    {"fulfillsOnlineOrders": FLAGS, "createdAt": UTC, "updatedAt": UTC},
)

FRANCS = st.fixed_dictionaries({"amount": AMOUNTS, "currencyCode": st.just("CHF")})
PRICE_LIST_NODES = objects(
    {
        "id": gids("PriceList"),
        "name": TEXTS,
        "currency": st.just("CHF"),
        "prices": connections(
            objects(
                {"variant": references("ProductVariant"), "price": FRANCS, "originType": STATES},
                {"compareAtPrice": FRANCS},
            )
        ),
    },
    {
        "catalog": references("MarketCatalog"),
        "parent": st.fixed_dictionaries({"adjustment": st.fixed_dictionaries({"type": STATES, "value": NUMBERS})}),
    },
)
