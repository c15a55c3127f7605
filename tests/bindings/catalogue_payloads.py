"""Webhook payloads of the catalogue and of stock with everything filled in that Shopify's examples leave empty.

Ids are beyond 2^53, where the examples' own have been rounded by JavaScript.
"""

from __future__ import annotations

from typing import Any

from tests.bindings.published import example

Json = dict[str, Any]

PRODUCT = 788032119674292922
SMALL, MEDIUM, LARGE = 642667041472713921, 757650484644203962, 757650484644203999
ITEM = 271878346596884015
LOCATION = 866550311766439020
CDN = "https://cdn.shopify.com/s/files/1/"


def gid(kind: str, number: int) -> str:
    return f"gid://shopify/{kind}/{number}"


def option(number: int, name: str, position: int, values: list[str]) -> Json:
    return {"id": number, "product_id": PRODUCT, "name": name, "position": position, "values": values}


def variant(number: int, position: int, title: str, options: list[str | None], **changes: Any) -> Json:
    plain = dict(zip(("option1", "option2", "option3"), [*options, None, None, None], strict=False))
    return {
        "admin_graphql_api_id": gid("ProductVariant", number),
        "id": number,
        "product_id": PRODUCT,
        "title": title,
        "barcode": None,
        "sku": None,
        "price": "19.99",
        "compare_at_price": None,
        "created_at": "2021-12-29T19:00:00-05:00",
        "updated_at": "2021-12-30T19:00:00-05:00",
        "inventory_policy": "deny",
        "position": position,
        "taxable": True,
        **plain,
        "image_id": None,
        "inventory_item_id": number + 7,
        "inventory_quantity": 75,
        "old_inventory_quantity": 70,
    } | changes


def media(number: int, position: int, kind: str, content: str, variant_ids: list[int], **changes: Any) -> Json:
    return {
        "id": number,
        "product_id": PRODUCT,
        "position": position,
        "created_at": "2024-05-18T13:05:43+08:00",
        "updated_at": "2024-05-18T13:05:45+08:00",
        "alt": None,
        "status": "READY",
        "media_content_type": content,
        "preview_image": {"width": 1, "height": 1, "src": f"{CDN}{number}.jpg", "status": "READY"},
        "variant_ids": variant_ids,
        "admin_graphql_api_id": gid(kind, number),
    } | changes


def rich_product() -> Json:
    return example("products/update") | {
        "admin_graphql_api_id": gid("Product", PRODUCT),
        "id": PRODUCT,
        "title": "T-Shirt \u201cÜmlaut\u201d \U0001f455",
        "body_html": "<p>An \u003cb>example</b></p>",
        "created_at": "2021-12-28T19:00:00-05:00",
        "vendor": "Acme & S\u00f8n",
        "template_suffix": "special",
        "tags": "mens, t-shirt, Example",
        "status": "archived",
        "category": {
            "admin_graphql_api_id": "gid://shopify/TaxonomyCategory/aa-1-13-8",
            "name": "T-Shirts",
            "full_name": "Apparel & Accessories > Clothing > Clothing Tops > T-Shirts",
        },
        # Neither options nor variants nor media come in the order of their positions.
        "options": [
            option(527050010214937812, "Colour", 2, ["Grün", "Red"]),
            option(527050010214937811, "Size", 1, ["Small", "Medium", "Large"]),
        ],
        "variants": [
            variant(LARGE, 3, "Large / Red", ["Large", "Red"], inventory_policy="continue", inventory_quantity=-4),
            variant(
                SMALL,
                1,
                "Small / Grün",
                ["Small", "Grün"],
                sku="S-1",
                barcode="4006381333931",
                compare_at_price="24.90",
                taxable=False,
            ),
            variant(MEDIUM, 2, "Medium / Red", ["Medium", "Red"], price="20.00", inventory_quantity=0),
        ],
        "media": [
            media(38277692621119, 3, "ExternalVideo", "EXTERNAL_VIDEO", [], status="PROCESSING", preview_image=None),
            media(38277692621117, 1, "MediaImage", "IMAGE", [SMALL, LARGE], alt="Front \u2014 vorn"),
            media(38277692621118, 2, "Video", "VIDEO", [LARGE]),
        ],
        "has_variants_that_requires_components": True,
        "variant_gids": [
            {"admin_graphql_api_id": gid("ProductVariant", number), "updated_at": "2022-01-01T00:00:00.000Z"}
            for number in (LARGE, SMALL, MEDIUM)
        ],
    }


def rich_variant() -> Json:
    payload = rich_product()["variants"][1]
    return {key: value for key, value in payload.items() if key not in ("inventory_item_id", "old_inventory_quantity")}


def rich_collection(by_rules: bool = True) -> Json:
    rules: Json = {
        "disjunctive": True,
        "rules": [
            {"column": "tag", "relation": "equals", "condition": "summer"},
            {"column": "variant_price", "relation": "greater_than", "condition": "10"},
        ],
    }
    return example("collections/update") | {
        "id": 408372092144951419,
        "admin_graphql_api_id": gid("Collection", 408372092144951419),
        "title": "Sommer \u2600",
        "sort_order": "best-selling",
        "template_suffix": "wide",
        "image": {
            "created_at": "2021-12-31T16:00:00-05:00",
            "alt": "A beach",
            "width": 1,
            "height": 1,
            "src": f"{CDN}beach.jpg",
        },
        **(rules if by_rules else {}),
    }


def rich_item() -> Json:
    return example("inventory_items/update") | {
        "id": ITEM,
        "admin_graphql_api_id": gid("InventoryItem", ITEM),
        "sku": "S-1",
        "cost": "4.50",
        "country_code_of_origin": "CA",
        "province_code_of_origin": "ON",
        "harmonized_system_code": "610910",
        "country_harmonized_system_codes": [
            {"country_code": "US", "harmonized_system_code": "6109100012"},
            {"country_code": "GB", "harmonized_system_code": "6109100010"},
        ],
        "weight_value": 0.25,
        "weight_unit": "kg",
    }


def rich_level() -> Json:
    return example("inventory_levels/update") | {
        "inventory_item_id": ITEM,
        "location_id": LOCATION,
        "available": -3,
        "admin_graphql_api_id": f"gid://shopify/InventoryLevel/9104837265?inventory_item_id={ITEM}",
    }


def rich_location() -> Json:
    return example("locations/update") | {"id": LOCATION, "admin_graphql_api_id": gid("Location", LOCATION)}
