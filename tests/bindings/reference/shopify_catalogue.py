"""The catalogue and stock of a Shopify store read by plain Python: slow, and written without a look at the core's readers.

Payloads come as `json.loads` gives them, with numbers as Decimal where money or weights may stand. Results are
dictionaries by the names that the core's values have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

Json = dict[str, Any]

UNITS = {"g": "grams", "kg": "kilograms", "oz": "ounces", "lb": "pounds"}


def number_in(gid: str | None) -> int | None:
    """The number that ends a global id, whatever follows as its query."""
    return int(gid.rsplit("/", 1)[1].split("?")[0]) if gid else None


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None


def amount(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def lower(text: str | None) -> str | None:
    """The states of closed sets are ASCII; what a newer version brings beyond it stays as it is."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text) if text else None


def some(text: str | None) -> str | None:
    return text or None


def code(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def tags(listed: Iterable[str]) -> list[str]:
    # The core compares bytes, which for UTF-8 is the order of code points, as Python's is.
    return sorted(tag.strip(" \t\r\n") for tag in listed if tag.strip(" \t\r\n"))


def by_position(found: list[Json]) -> list[Json]:
    return sorted(found, key=lambda one: one["position"])


def nodes(connection: Json) -> list[Json]:
    return connection["nodes"] if "nodes" in connection else [edge["node"] for edge in connection["edges"]]


def section(owner: Json, key: str, read: Callable[[Json], Any]) -> list[Any] | None:
    return None if owner.get(key) is None else [read(node) for node in nodes(owner[key])]


# Webhooks.


def product(payload: Json) -> Json:
    options = by_position([option(one, one["id"]) for one in payload["options"]])
    pictures = payload.get("media")
    shown = pictures if pictures is not None else [one | {"media_content_type": "IMAGE"} for one in payload["images"]]
    shown = by_position(shown)
    media = [medium(one, place) for place, one in enumerate(shown, 1)]
    variants = []
    for one in by_position(payload["variants"]):
        whole = variant(one, [known["name"] for known in options])
        whole["media_gids"] = [
            picture["admin_graphql_api_id"]
            for picture in shown
            for number in picture.get("variant_ids") or []
            if number == one["id"]
        ]
        variants.append(whole)
    told = {one["id"] for one in payload["variants"]}
    told |= {number_in(one.get("admin_graphql_api_id")) for one in payload["variants"]}
    named = {number_in(one["admin_graphql_api_id"]) for one in payload.get("variant_gids") or []}
    named |= {one["id"] for one in payload.get("variant_ids") or []}
    category = payload.get("category")
    return {
        "id": payload["id"],
        "title": payload["title"],
        "handle": payload["handle"],
        "description_html": some(payload.get("body_html")),
        "vendor": some(payload.get("vendor")),
        "product_type": some(payload.get("product_type")),
        "status": lower(payload["status"]) or "",
        "tags": tags((payload.get("tags") or "").split(",")),
        "template_suffix": some(payload.get("template_suffix")),
        "category": category and {"gid": category["admin_graphql_api_id"], "full_name": category["full_name"]},
        "created_at": moment(payload.get("created_at")),
        "updated_at": moment(payload.get("updated_at")),
        "published_at": moment(payload.get("published_at")),
        "published_scope": lower(payload.get("published_scope")),
        "gift_card": None,
        "requires_selling_plan": None,
        "has_variants_that_require_components": payload.get("has_variants_that_requires_components"),
        "combined_listing_role": None,
        "options": options,
        "variants": variants,
        "unlisted_variant_ids": sorted(named - told),
        "media": media,
        "seo": None,
        "collection_ids": None,
        "publications": None,
        "metafields": None,
    }


def option(one: Json, number: int | None) -> Json:
    return {"id": number, "name": one["name"], "position": one["position"], "values": one["values"]}


def medium(one: Json, place: int) -> Json:
    url = (one.get("preview_image") or {}).get("src") if "preview_image" in one else one.get("src")
    return {
        "gid": one["admin_graphql_api_id"],
        "kind": lower(one["media_content_type"]),
        "url": some(url),
        "alt": some(one.get("alt")),
        "position": place,
        "status": lower(one.get("status")),
    }


def variant(payload: Json, names: list[str] | None = None) -> Json:
    names = [*(names or []), "", "", ""]
    chosen = [(names[place], payload.get(f"option{place + 1}")) for place in range(3)]
    tracked = None
    if "inventory_management" in payload:
        tracked = bool(payload["inventory_management"])
    return {
        "id": payload["id"],
        "product_id": payload.get("product_id"),
        "title": payload.get("title") or "",
        "sku": some(payload.get("sku")),
        "barcode": some(payload.get("barcode")),
        "position": payload["position"],
        "options": [{"name": name, "value": value} for name, value in chosen if value],
        "price": amount(payload["price"]),
        "compare_at_price": amount(payload.get("compare_at_price")),
        "inventory_policy": lower(payload["inventory_policy"]) or "",
        "taxable": payload["taxable"],
        "tax_code": None,
        "inventory_quantity": payload.get("inventory_quantity"),
        "item": item_facts(
            id=payload.get("inventory_item_id") or 0,
            tracked=tracked,
            requires_shipping=payload.get("requires_shipping"),
            weight=weight(payload.get("weight"), payload.get("weight_unit")),
        ),
        "media_gids": None,
        "requires_components": None,
        "metafields": None,
        "created_at": moment(payload.get("created_at")),
        "updated_at": moment(payload.get("updated_at")),
    }


def weight(value: Any, unit: str | None) -> Json | None:
    if value is None or unit is None:
        return None
    return {"value": amount(value), "unit": UNITS.get(unit.lower(), lower(unit))}


def item_facts(**told: Any) -> Json:
    return {
        "id": 0,
        "sku": None,
        "tracked": None,
        "requires_shipping": None,
        "unit_cost": None,
        "country_code_of_origin": None,
        "province_code_of_origin": None,
        "harmonized_system_code": None,
        "country_harmonized_system_codes": [],
        "weight": None,
        "created_at": None,
        "updated_at": None,
    } | told


def collection(payload: Json) -> Json:
    rules, image = payload.get("rules"), payload.get("image")
    return {
        "id": payload["id"],
        "title": payload["title"],
        "handle": some(payload.get("handle")),
        "description_html": some(payload.get("body_html")),
        "sort_order": (lower(payload.get("sort_order")) or "").replace("-", "_") or None,
        "template_suffix": some(payload.get("template_suffix")),
        "published_scope": lower(payload.get("published_scope")),
        "published_at": moment(payload.get("published_at")),
        "updated_at": moment(payload.get("updated_at")),
        "seo": None,
        "image": image and {"url": image["src"], "alt": some(image.get("alt"))},
        "rules": None if rules is None else {"any": payload["disjunctive"], "rules": [rule(one) for one in rules]},
        "product_ids": None,
        "publications": None,
        "metafields": None,
    }


def rule(one: Json) -> Json:
    return {"column": lower(one["column"]), "relation": lower(one["relation"]), "condition": one["condition"]}


def publication_change(payload: Json) -> Json:
    kind = "product" if "product_id" in payload else "collection"
    return {
        "kind": kind,
        "object_id": payload[f"{kind}_id"],
        "publication_id": payload.get("publication_id"),
        "published": payload["published"],
        "published_at": moment(payload.get("published_at")),
        "updated_at": moment(payload.get("updated_at")),
    }


def item(payload: Json) -> Json:
    return item_facts(
        id=payload["id"],
        sku=some(payload.get("sku")),
        tracked=payload["tracked"],
        requires_shipping=payload["requires_shipping"],
        unit_cost=amount(payload.get("cost")),
        country_code_of_origin=some(payload.get("country_code_of_origin")),
        province_code_of_origin=some(payload.get("province_code_of_origin")),
        harmonized_system_code=code(payload.get("harmonized_system_code")),
        country_harmonized_system_codes=sorted(
            [one["country_code"], code(one.get("harmonized_system_code")) or ""]
            for one in payload.get("country_harmonized_system_codes") or []
        ),
        weight=weight(payload.get("weight_value"), payload.get("weight_unit")),
        created_at=moment(payload.get("created_at")),
        updated_at=moment(payload.get("updated_at")),
    )


def level(payload: Json) -> Json:
    available = payload["available"]
    return {
        "inventory_item_id": payload["inventory_item_id"],
        "location_id": payload["location_id"],
        "gid": payload.get("admin_graphql_api_id"),
        "active": None,
        "quantities": [] if available is None else [{"name": "available", "quantity": available}],
        "updated_at": moment(payload.get("updated_at")),
        "available": available,
    }


def level_tombstone(payload: Json) -> Json:
    return {"inventory_item_id": payload["inventory_item_id"], "location_id": payload["location_id"]}


def address(**told: str | None) -> Json:
    names = ("first_name", "last_name", "name", "company", "address1", "address2", "city", "zip", "province")
    names += ("province_code", "country", "country_code", "phone")
    return {name: some(told.get(name)) for name in names}


def location(payload: Json) -> Json:
    return {
        "id": payload["id"],
        "name": payload["name"],
        "address": address(**(payload | {"name": None, "country": payload.get("country_name")})),
        "active": payload["active"],
        "legacy": payload["legacy"],
        "fulfils_online_orders": None,
        "created_at": moment(payload.get("created_at")),
        "updated_at": moment(payload.get("updated_at")),
    }


# Nodes.


def product_node(node: Json) -> Json:
    category, number = node.get("category"), number_in(node["id"])
    return {
        "id": number,
        "title": node["title"],
        "handle": node["handle"],
        "description_html": some(node.get("descriptionHtml")),
        "vendor": some(node.get("vendor")),
        "product_type": some(node.get("productType")),
        "status": lower(node["status"]),
        "tags": tags(node["tags"]),
        "template_suffix": some(node.get("templateSuffix")),
        "category": category and {"gid": category["id"], "full_name": category["fullName"]},
        "created_at": moment(node["createdAt"]),
        "updated_at": moment(node["updatedAt"]),
        "published_at": moment(node.get("publishedAt")),
        "published_scope": None,
        "gift_card": node.get("isGiftCard"),
        "requires_selling_plan": node.get("requiresSellingPlan"),
        "has_variants_that_require_components": node.get("hasVariantsThatRequiresComponents"),
        "combined_listing_role": lower(node.get("combinedListingRole")),
        "options": by_position([option(one, number_in(one["id"])) for one in node["options"]]),
        "variants": by_position([variant_node(one, number) for one in nodes(node["variants"])]),
        "unlisted_variant_ids": [],
        "media": [medium_node(one, place) for place, one in enumerate(nodes(node["media"]), 1)],
        "seo": seo(node),
        "collection_ids": sorted_or_none(section(node, "collections", lambda one: number_in(one["id"]))),
        "publications": publications(node),
        "metafields": metafields(node),
    }


def sorted_or_none(found: list[Any] | None) -> list[Any] | None:
    return None if found is None else sorted(found)


def seo(node: Json) -> Json | None:
    told = node.get("seo")
    return None if told is None else {name: some(told.get(name)) for name in ("title", "description")}


def publications(node: Json) -> list[Json] | None:
    found: dict[int | None, Json] = {}
    for key in ("resourcePublications", "resourcePublicationsV2"):
        # The first of equals within one connection counts.
        for one in reversed(nodes(node[key]) if node.get(key) is not None else []):
            number = number_in(one["publication"]["id"])
            found[number] = {
                "publication_id": number,
                "published": one["isPublished"],
                "publish_date": moment(one.get("publishDate")),
            }
    told = node.get("resourcePublications") is not None or node.get("resourcePublicationsV2") is not None
    return sorted(found.values(), key=lambda one: one["publication_id"]) if told else None


def metafields(node: Json) -> list[Json] | None:
    names = ("namespace", "key", "type", "value")
    found = section(node, "metafields", lambda one: {name: one[name] for name in names})
    return None if found is None else sorted(found, key=lambda one: (one["namespace"], one["key"]))


def medium_node(node: Json, place: int) -> Json:
    image = (node.get("preview") or {}).get("image") or {}
    return {
        "gid": node["id"],
        "kind": lower(node["mediaContentType"]),
        "url": some(image.get("url")),
        "alt": some(node.get("alt")),
        "position": place,
        "status": lower(node.get("status")),
    }


def variant_node(node: Json, product_id: int | None = None) -> Json:
    stock = node.get("inventoryItem")
    return {
        "id": number_in(node["id"]),
        "product_id": number_in(node["product"]["id"]) if node.get("product") else product_id,
        "title": node["title"],
        "sku": some(node.get("sku")),
        "barcode": some(node.get("barcode")),
        "position": node["position"],
        "options": [{"name": one["name"], "value": one["value"]} for one in node["selectedOptions"]],
        "price": amount(node["price"]),
        "compare_at_price": amount(node.get("compareAtPrice")),
        "inventory_policy": lower(node["inventoryPolicy"]),
        "taxable": node["taxable"],
        "tax_code": some(node.get("taxCode")),
        "inventory_quantity": node.get("inventoryQuantity"),
        "item": item_facts(**facts_of_node(stock)) if stock else item_facts(),
        "media_gids": section(node, "media", lambda one: one["id"]),
        "requires_components": node.get("requiresComponents"),
        "metafields": metafields(node),
        "created_at": moment(node.get("createdAt")),
        "updated_at": moment(node.get("updatedAt")),
    }


def facts_of_node(node: Json) -> Json:
    heavy = (node.get("measurement") or {}).get("weight") or {}
    codes = section(node, "countryHarmonizedSystemCodes", lambda one: [one["countryCode"], one["harmonizedSystemCode"]])
    return {
        "id": number_in(node["id"]),
        "tracked": node.get("tracked"),
        "requires_shipping": node.get("requiresShipping"),
        "unit_cost": amount((node.get("unitCost") or {}).get("amount")),
        "country_code_of_origin": some(node.get("countryCodeOfOrigin")),
        "province_code_of_origin": some(node.get("provinceCodeOfOrigin")),
        "harmonized_system_code": some(node.get("harmonizedSystemCode")),
        "country_harmonized_system_codes": sorted(codes or []),
        "weight": weight(heavy.get("value"), heavy.get("unit")),
    }


def item_node(node: Json) -> Json:
    return item_facts(
        **facts_of_node(node),
        sku=some(node.get("sku")),
        created_at=moment(node["createdAt"]),
        updated_at=moment(node["updatedAt"]),
    )


def collection_node(node: Json) -> Json:
    rules, image = node.get("ruleSet"), node.get("image")
    return {
        "id": number_in(node["id"]),
        "title": node["title"],
        "handle": some(node.get("handle")),
        "description_html": some(node.get("descriptionHtml")),
        "sort_order": lower(node["sortOrder"]),
        "template_suffix": some(node.get("templateSuffix")),
        "published_scope": None,
        "published_at": None,
        "updated_at": moment(node["updatedAt"]),
        "seo": seo(node),
        "image": image and {"url": image["url"], "alt": some(image.get("altText"))},
        "rules": rules and {"any": rules["appliedDisjunctively"], "rules": [rule(one) for one in rules["rules"]]},
        "product_ids": section(node, "products", lambda one: number_in(one["id"])),
        "publications": publications(node),
        "metafields": metafields(node),
    }


def level_node(node: Json, item_id: int | None = None, location_id: int | None = None) -> Json:
    named = node["id"].split("?inventory_item_id=")
    quantities = sorted(
        ({"name": one["name"], "quantity": one["quantity"]} for one in node["quantities"]), key=lambda one: one["name"]
    )
    known = {one["name"]: one["quantity"] for one in reversed(quantities)}
    if node.get("item"):
        item_id = number_in(node["item"]["id"])
    elif item_id is None and len(named) > 1:
        item_id = int(named[1])
    return {
        "inventory_item_id": item_id,
        "location_id": number_in(node["location"]["id"]) if node.get("location") else location_id,
        "gid": node["id"],
        "active": node.get("isActive"),
        "quantities": quantities,
        "updated_at": moment(node["updatedAt"]),
        "available": known.get("available"),
    }


def location_node(node: Json) -> Json:
    told = node["address"]
    return {
        "id": number_in(node["id"]),
        "name": node["name"],
        "address": address(
            **(told | {"province_code": told.get("provinceCode"), "country_code": told.get("countryCode")})
        ),
        "active": node["isActive"],
        "legacy": node["isFulfillmentService"],
        "fulfils_online_orders": node.get("fulfillsOnlineOrders"),
        "created_at": moment(node.get("createdAt")),
        "updated_at": moment(node.get("updatedAt")),
    }


def price_list_node(node: Json) -> Json:
    adjustment = (node.get("parent") or {}).get("adjustment")
    return {
        "id": number_in(node["id"]),
        "name": node["name"],
        "currency": node["currency"],
        "catalog_gid": node["catalog"]["id"] if node.get("catalog") else None,
        "adjustment_kind": lower(adjustment["type"]) if adjustment else None,
        "adjustment_percent": amount(adjustment["value"]) if adjustment else None,
        "prices": [
            {
                "variant_id": number_in(one["variant"]["id"]),
                "price": amount(one["price"]["amount"]),
                "compare_at_price": amount((one.get("compareAtPrice") or {}).get("amount")),
                "origin": lower(one["originType"]),
            }
            for one in nodes(node["prices"])
        ],
    }
