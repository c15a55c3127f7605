"""The variables of Shopify's mutations as plain dictionaries: what the core writes, said slowly."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def gid(kind: str, number: int) -> str:
    return f"gid://shopify/{kind}/{number}"


def told(pairs: list[tuple[str, Any]]) -> Json:
    return {name: value for name, value in pairs if value is not None}


def money(amount: Any) -> str | None:
    return None if amount is None else format(amount, "f")


def quantities(rows: list[tuple[int, int, int | None, int]], key: str, reason: str, uri: str) -> Json:
    levels = [
        {
            "inventoryItemId": gid("InventoryItem", item),
            "locationId": gid("Location", location),
            "quantity": quantity,
            "changeFromQuantity": change_from,
        }
        for item, location, change_from, quantity in rows
    ]
    return {
        "input": {"name": "available", "reason": reason, "referenceDocumentUri": uri, "quantities": levels},
        "idempotencyKey": key,
    }


def prices(rows: list[tuple[int, int, Any, Any]], partial: bool) -> list[tuple[int, list[int], Json]]:
    """(product, rows, variables) of each request: by product, up to 250 variants each."""
    groups: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row[0], []).append(number)
    made = []
    for product in sorted(groups):
        for start in range(0, len(groups[product]), 250):
            numbers = groups[product][start : start + 250]
            variants = [
                {
                    "id": gid("ProductVariant", rows[number][1]),
                    "price": money(rows[number][2]),
                    "compareAtPrice": money(rows[number][3]),
                }
                for number in numbers
            ]
            variables = {"productId": gid("Product", product), "variants": variants, "allowPartialUpdates": partial}
            made.append((product, numbers, variables))
    return made


def item(given: Json) -> Json:
    weight = given.get("weight")
    codes = given.get("country_harmonized_system_codes")
    return told(
        [
            ("sku", given.get("sku")),
            ("tracked", given.get("tracked")),
            ("requiresShipping", given.get("requires_shipping")),
            ("cost", money(given.get("unit_cost"))),
            ("countryCodeOfOrigin", given.get("country_code_of_origin")),
            ("provinceCodeOfOrigin", given.get("province_code_of_origin")),
            ("harmonizedSystemCode", given.get("harmonized_system_code")),
            (
                "countryHarmonizedSystemCodes",
                [{"countryCode": country, "harmonizedSystemCode": code} for country, code in codes] if codes else None,
            ),
            (
                "measurement",
                weight and {"weight": {"value": float(weight[0]), "unit": weight[1].upper()}},
            ),
        ]
    )


def variant(given: Json, media: bool) -> Json:
    facts = item({name: value for name, value in (given.get("item") or {}).items() if name != "sku"})
    policy, files = given.get("inventory_policy"), given.get("media_gids")
    made = told(
        [
            ("id", gid("ProductVariant", given["id"]) if given.get("id") else None),
            ("optionValues", [{"optionName": option, "name": value} for option, value in given["options"]]),
            ("position", given.get("position")),
            ("price", money(given["price"])),
        ]
    )
    made |= {"compareAtPrice": money(given.get("compare_at_price")), "sku": given.get("sku")}
    made["barcode"] = given.get("barcode")
    return made | told(
        [
            ("inventoryPolicy", policy and policy.upper()),
            ("taxable", given.get("taxable") or False),
            ("taxCode", given.get("tax_code")),
            ("requiresComponents", given.get("requires_components")),
            ("file", {"id": files[0]} if media and files else None),
            ("metafields", given.get("metafields")),
            ("inventoryItem", facts or None),
        ]
    )


def product(given: Json, variants: bool, media: bool, tags: bool, synchronous: bool) -> Json:
    identity = {"id": gid("Product", given["id"])} if given.get("id") else {"handle": given["handle"]}
    seo = given.get("seo")
    made = told(
        [
            ("title", given.get("title") or None),
            ("handle", given.get("handle") or None),
            ("descriptionHtml", given.get("description_html")),
            ("vendor", given.get("vendor")),
            ("productType", given.get("product_type")),
            ("status", given.get("status") and given["status"].upper()),
            ("templateSuffix", given.get("template_suffix")),
            ("category", given.get("category_gid")),
            ("requiresSellingPlan", given.get("requires_selling_plan")),
            ("seo", None if seo is None else {"title": seo.get("title"), "description": seo.get("description")}),
            ("giftCard", None if given.get("id") else given.get("gift_card")),
            ("tags", (given.get("tags") or []) if tags else None),
            (
                "collections",
                None
                if given.get("collection_ids") is None
                else [gid("Collection", one) for one in given["collection_ids"]],
            ),
            ("metafields", given.get("metafields")),
        ]
    )
    if media:
        made["files"] = [
            told([("id", one.get("gid")), ("originalSource", one.get("url")), ("alt", one.get("alt"))])
            for one in given.get("media") or []
        ]
    if variants:
        made["productOptions"] = [
            told(
                [
                    ("id", gid("ProductOption", one["id"]) if one.get("id") else None),
                    ("name", one["name"]),
                    ("position", one.get("position")),
                    ("values", [{"name": value} for value in one["values"]]),
                ]
            )
            for one in given["options"]
        ]
        made["variants"] = [variant(one, media) for one in given["variants"]]
    return {"identifier": identity, "input": made, "synchronous": synchronous}
