"""Webhooks of the catalogue and of stock said again as GraphQL nodes, by the field names of Shopify's published schema.

Written from the schema, not from the readers under test. Where the Admin API writes differently, so does this:
states in upper case, times in UTC, units in words. What no webhook tells is made up here.
"""

from __future__ import annotations

from typing import Any

from tests.bindings.catalogue_payloads import MEDIUM, PRODUCT, gid
from tests.bindings.order_node import utc

Json = dict[str, Any]

UNITS = {"g": "GRAMS", "kg": "KILOGRAMS", "oz": "OUNCES", "lb": "POUNDS"}


def connection(nodes: list[Json]) -> Json:
    return {"nodes": nodes, "pageInfo": {"hasNextPage": False}}


def metafield(number: int, namespace: str, key: str, type_: str, value: str) -> Json:
    return {
        "__typename": "Metafield",
        "id": gid("Metafield", number),
        "namespace": namespace,
        "key": key,
        "type": type_,
        "value": value,
    }


def publication(number: int, published: bool, date: str | None) -> Json:
    return {
        "__typename": "ResourcePublicationV2",
        "isPublished": published,
        "publishDate": date,
        "publication": {"id": gid("Publication", number)},
    }


PUBLICATIONS = [
    publication(9007199254740995, False, "2031-01-01T00:00:00Z"),
    publication(9007199254740994, True, "2021-01-01T00:00:00Z"),
]


def weight(value: Any, unit: str) -> Json:
    return {"weight": {"value": value, "unit": UNITS[unit]}}


def variant_node(payload: Json, options: list[Json], media: list[Json]) -> Json:
    number = payload["id"]
    names = [one["name"] for one in sorted(options, key=lambda one: one["position"])]
    chosen = [payload[f"option{place}"] for place in (1, 2, 3)]
    shown = [one for one in sorted(media, key=lambda one: one["position"]) if number in one["variant_ids"]]
    return {
        "__typename": "ProductVariant",
        "id": payload["admin_graphql_api_id"],
        "title": payload["title"],
        "sku": payload["sku"],
        "barcode": payload["barcode"],
        "position": payload["position"],
        "selectedOptions": [
            {"name": name, "value": value} for name, value in zip(names, chosen, strict=False) if value is not None
        ],
        "price": payload["price"],
        "compareAtPrice": payload["compare_at_price"],
        "inventoryPolicy": payload["inventory_policy"].upper(),
        "taxable": payload["taxable"],
        "taxCode": "PC040100",
        "inventoryQuantity": payload["inventory_quantity"],
        "requiresComponents": number == MEDIUM,
        "createdAt": utc(payload["created_at"]),
        "updatedAt": utc(payload["updated_at"]),
        "inventoryItem": {
            "id": gid("InventoryItem", payload["inventory_item_id"]),
            "tracked": True,
            "requiresShipping": True,
            "unitCost": {"amount": "4.5"},
            "countryCodeOfOrigin": "CA",
            "provinceCodeOfOrigin": None,
            "harmonizedSystemCode": "610910",
            "measurement": weight(0.25, "kg"),
            "countryHarmonizedSystemCodes": connection([{"countryCode": "US", "harmonizedSystemCode": "6109100012"}]),
        },
        "media": connection([{"__typename": kind_of(one), "id": one["admin_graphql_api_id"]} for one in shown]),
        "metafields": connection([metafield(number + 1, "custom", "care", "single_line_text_field", "30 \u00b0C")]),
    }


def kind_of(media: Json) -> str:
    kind: str = media["admin_graphql_api_id"].split("/")[3]
    return kind


def media_node(payload: Json) -> Json:
    preview = payload["preview_image"]
    return {
        "__typename": kind_of(payload),
        "id": payload["admin_graphql_api_id"],
        "mediaContentType": payload["media_content_type"],
        "alt": payload["alt"],
        "status": payload["status"],
        "preview": preview and {"image": {"url": preview["src"]}},
    }


def product_node(payload: Json) -> Json:
    category = payload["category"]
    media = sorted(payload["media"], key=lambda one: one["position"])
    return {
        "__typename": "Product",
        "id": payload["admin_graphql_api_id"],
        "title": payload["title"],
        "handle": payload["handle"],
        "descriptionHtml": payload["body_html"],
        "vendor": payload["vendor"],
        "productType": payload["product_type"],
        "status": payload["status"].upper(),
        "tags": sorted((tag.strip() for tag in payload["tags"].split(",")), key=str.lower),
        "templateSuffix": payload["template_suffix"],
        "category": category and {"id": category["admin_graphql_api_id"], "fullName": category["full_name"]},
        "createdAt": utc(payload["created_at"]),
        "updatedAt": utc(payload["updated_at"]),
        "publishedAt": utc(payload["published_at"]),
        "isGiftCard": False,
        "requiresSellingPlan": False,
        "hasVariantsThatRequiresComponents": payload["has_variants_that_requires_components"],
        "combinedListingRole": "PARENT",
        "options": [
            {
                "id": gid("ProductOption", one["id"]),
                "name": one["name"],
                "position": one["position"],
                "values": one["values"],
            }
            for one in payload["options"]
        ],
        "seo": {"title": "Buy it", "description": None},
        "variants": connection([variant_node(one, payload["options"], media) for one in payload["variants"]]),
        "media": connection([media_node(one) for one in media]),
        "collections": connection(
            [{"__typename": "Collection", "id": gid("Collection", number)} for number in (9007199254740997, 5)]
        ),
        "resourcePublicationsV2": connection(PUBLICATIONS),
        "metafields": connection(
            [
                metafield(3, "custom", "weight", "number_decimal", "1.0"),
                metafield(4, "app--1--x", "zone", "json", '{"a": [1]}'),
                metafield(5, "custom", "colour", "single_line_text_field", "blau"),
            ]
        ),
    }


def collection_node(payload: Json) -> Json:
    image, rules = payload.get("image"), payload.get("rules")
    return {
        "__typename": "Collection",
        "id": payload["admin_graphql_api_id"],
        "title": payload["title"],
        "handle": payload["handle"],
        "descriptionHtml": payload["body_html"],
        "sortOrder": payload["sort_order"].replace("-", "_").upper(),
        "templateSuffix": payload["template_suffix"],
        "updatedAt": utc(payload["updated_at"]),
        "seo": {"title": None, "description": "Warm"},
        "image": image and {"url": image["src"], "altText": image["alt"]},
        "ruleSet": rules
        and {
            "appliedDisjunctively": payload["disjunctive"],
            "rules": [
                {
                    "column": rule["column"].upper(),
                    "relation": rule["relation"].upper(),
                    "condition": rule["condition"],
                }
                for rule in rules
            ],
        },
        "products": connection(
            [{"__typename": "Product", "id": gid("Product", number)} for number in (PRODUCT, 12, 11)]
        ),
        "resourcePublications": connection([one | {"__typename": "ResourcePublication"} for one in PUBLICATIONS]),
        "metafields": connection([metafield(6, "custom", "banner", "file_reference", gid("MediaImage", 1))]),
    }


def item_node(payload: Json) -> Json:
    cost = payload["cost"]
    return {
        "__typename": "InventoryItem",
        "id": payload["admin_graphql_api_id"],
        "sku": payload["sku"],
        "tracked": payload["tracked"],
        "requiresShipping": payload["requires_shipping"],
        "unitCost": cost and {"amount": cost},
        "countryCodeOfOrigin": payload["country_code_of_origin"],
        "provinceCodeOfOrigin": payload["province_code_of_origin"],
        "harmonizedSystemCode": payload["harmonized_system_code"],
        "measurement": weight(payload["weight_value"], payload["weight_unit"]),
        "createdAt": utc(payload["created_at"]),
        "updatedAt": utc(payload["updated_at"]),
        "countryHarmonizedSystemCodes": connection(
            [
                {
                    "__typename": "CountryHarmonizedSystemCode",
                    "countryCode": code["country_code"],
                    "harmonizedSystemCode": code["harmonized_system_code"],
                }
                for code in payload["country_harmonized_system_codes"]
            ]
        ),
    }


def level_node(payload: Json, **others: int) -> Json:
    quantities = {"on_hand": 2, "available": payload["available"], "committed": 5, "incoming": 0} | others
    return {
        "__typename": "InventoryLevel",
        "id": payload["admin_graphql_api_id"],
        "item": {"id": gid("InventoryItem", payload["inventory_item_id"])},
        "location": {"id": gid("Location", payload["location_id"])},
        "isActive": True,
        "quantities": [{"name": name, "quantity": number} for name, number in quantities.items()],
        "updatedAt": utc(payload["updated_at"]),
    }


def location_node(payload: Json) -> Json:
    return {
        "__typename": "Location",
        "id": payload["admin_graphql_api_id"],
        "name": payload["name"],
        "address": {
            "address1": payload["address1"],
            "address2": payload["address2"],
            "city": payload["city"],
            "zip": payload["zip"],
            "province": payload["province"],
            "provinceCode": payload["province_code"],
            "country": payload["country_name"],
            "countryCode": payload["country_code"],
            "phone": payload["phone"],
        },
        "isActive": payload["active"],
        "isFulfillmentService": payload["legacy"],
        "fulfillsOnlineOrders": True,
        "createdAt": utc(payload["created_at"]),
        "updatedAt": utc(payload["updated_at"]),
    }


def price_list_node() -> Json:
    def money(amount: str) -> Json:
        return {"amount": amount, "currencyCode": "CHF"}

    def price(number: int, amount: str, compared: str | None) -> Json:
        return {
            "__typename": "PriceListPrice",
            "variant": {"id": gid("ProductVariant", number)},
            "price": money(amount),
            "compareAtPrice": compared and money(compared),
            "originType": "FIXED",
        }

    return {
        "__typename": "PriceList",
        "id": gid("PriceList", 9007199254740999),
        "name": "Schweiz",
        "currency": "CHF",
        "catalog": {"__typename": "MarketCatalog", "id": gid("MarketCatalog", 3)},
        "parent": {"adjustment": {"type": "PERCENTAGE_DECREASE", "value": 12.5}},
        "prices": connection([price(9007199254741001, "21.0", "25.05"), price(2, "0.1", None)]),
    }
