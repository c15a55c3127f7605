"""Products, variants, inventory items, levels and locations in GraphQL."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError

from tests.simulators.shopify import ids
from tests.simulators.shopify.connections import page
from tests.simulators.shopify.resolve import Call, resolves
from tests.simulators.shopify.search import Fields, compile_query
from tests.simulators.shopify.store import QUANTITY_NAMES, Record, on_hand

LEVEL_KEY = ("item", "location")


def _number(record: Record) -> int:
    return record["id"]


_TIMES: Fields = {
    "id": ("id", lambda record: record["id"]),
    "created_at": ("time", lambda record: record["created_at"]),
    "updated_at": ("time", lambda record: record["updated_at"]),
}
PRODUCT_FIELDS: Fields = {
    **_TIMES,
    "title": ("text", lambda record: record["title"]),
    "handle": ("text", lambda record: record["handle"]),
    "status": ("text", lambda record: record["status"]),
    "vendor": ("text", lambda record: record["vendor"]),
    "product_type": ("text", lambda record: record["product_type"]),
    "tag": ("list", lambda record: record["tags"]),
}
VARIANT_FIELDS: Fields = {
    **_TIMES,
    "sku": ("text", lambda record: record["sku"]),
    "barcode": ("text", lambda record: record["barcode"]),
    "title": ("text", lambda record: record["title"]),
    "product_id": ("id", lambda record: record["product_id"]),
    "taxable": ("text", lambda record: str(record["taxable"]).lower()),
}
ITEM_FIELDS: Fields = {**_TIMES, "sku": ("text", lambda record: record["sku"])}
LEVEL_FIELDS: Fields = {
    "created_at": ("time", lambda record: record["created_at"]),
    "updated_at": ("time", lambda record: record["updated_at"]),
    "inventory_item_id": ("id", lambda record: record["item"]),
    "item_id": ("id", lambda record: record["item"]),
    "location_id": ("id", lambda record: record["location"]),
}
LOCATION_FIELDS: Fields = {**_TIMES, "name": ("text", lambda record: record["name"])}
SORT_KEYS: dict[str, Any] = {
    "ID": _number,
    "CREATED_AT": lambda record: int(record["created_at"]),
    "UPDATED_AT": lambda record: int(record["updated_at"]),
    "TITLE": lambda record: record["title"],
    "SKU": lambda record: record["sku"] or "",
    "NAME": lambda record: record.get("name") or "",
    "POSITION": lambda record: record["position"],
    "INVENTORY_QUANTITY": _number,
}


def searched(call: Call, records: list[Record], arguments: dict[str, Any], fields: Fields, field: str) -> list[Record]:
    """The records that `query` matches; what it asks in vain becomes a warning of the answer."""
    text = arguments.get("query")
    if not text:
        return records
    query = compile_query(text, fields)
    if query.unknown:
        warnings = [
            {"field": name, "message": "Invalid search field for this query.", "code": "invalid_field"}
            for name in query.unknown
        ]
        call.search_warnings.append({"path": [field], "query": text, "warnings": warnings})
    return [record for record in records if query.matches(record)]


def _listing(call: Call, records: Any, arguments: dict[str, Any], fields: Fields, name: str, typename: str) -> Record:
    found = searched(call, list(records), arguments, fields, name)
    key = SORT_KEYS.get(arguments.get("sortKey") or "ID", _number)
    return page(f"{typename}Connection", found, arguments, key, everything=call.everything)


def level_page(call: Call, levels: list[Record], arguments: dict[str, Any]) -> Record:
    found = searched(call, levels, arguments, LEVEL_FIELDS, "inventoryLevels")
    return page(
        "InventoryLevelConnection",
        found,
        arguments,
        key=lambda level: level["item"],
        number=lambda level: level["location"],
        everything=call.everything,
    )


@resolves("QueryRoot", "products")
def _products(_: Any, call: Call, **arguments: Any) -> Record:
    return _listing(call, call.store.products.values(), arguments, PRODUCT_FIELDS, "products", "Product")


@resolves("QueryRoot", "productVariants")
def _variants(_: Any, call: Call, **arguments: Any) -> Record:
    records = call.store.variants.values()
    return _listing(call, records, arguments, VARIANT_FIELDS, "productVariants", "ProductVariant")


@resolves("QueryRoot", "inventoryItems")
def _items(_: Any, call: Call, **arguments: Any) -> Record:
    return _listing(call, call.store.items.values(), arguments, ITEM_FIELDS, "inventoryItems", "InventoryItem")


@resolves("QueryRoot", "locations")
def _locations(_: Any, call: Call, **arguments: Any) -> Record:
    return _listing(call, call.store.locations.values(), arguments, LOCATION_FIELDS, "locations", "Location")


@resolves("QueryRoot", "location")
def _location(_: Any, call: Call, id: str | None = None) -> Record | None:
    number = call.store.first_location() if id is None else ids.number(id, "Location")
    return call.store.locations.get(number)


@resolves("QueryRoot", "product")
def _product(_: Any, call: Call, id: str) -> Record | None:
    return call.store.products.get(ids.number(id, "Product"))


@resolves("QueryRoot", "productVariant")
def _variant(_: Any, call: Call, id: str) -> Record | None:
    return call.store.variants.get(ids.number(id, "ProductVariant"))


@resolves("QueryRoot", "inventoryItem")
def _item(_: Any, call: Call, id: str) -> Record | None:
    return call.store.items.get(ids.number(id, "InventoryItem"))


@resolves("QueryRoot", "inventoryLevel")
def _level_by_id(_: Any, call: Call, id: str) -> Record | None:
    return call.store.levels.get(ids.parse_level(id))


@resolves("QueryRoot", "inventoryProperties")
def _inventory_properties(_: Any, call: Call) -> Record:
    names = [
        {"name": name, "display_name": name, "is_in_use": True, "belongs_to": ["on_hand"], "comprises": []}
        for name in (*QUANTITY_NAMES, "on_hand")
    ]
    return {"quantity_names": names}


@resolves("QueryRoot", "productsCount")
def _products_count(_: Any, call: Call, **arguments: Any) -> Record:
    return count(len(searched(call, list(call.store.products.values()), arguments, PRODUCT_FIELDS, "productsCount")))


@resolves("QueryRoot", "productVariantsCount")
def _variants_count(_: Any, call: Call, **arguments: Any) -> Record:
    records = list(call.store.variants.values())
    return count(len(searched(call, records, arguments, VARIANT_FIELDS, "productVariantsCount")))


def count(number: int) -> Record:
    """A Count object."""
    return {"count": number, "precision": "EXACT"}


@resolves("Product", "variants")
def _product_variants(record: Record, call: Call, **arguments: Any) -> Record:
    variants = [call.store.variants[number] for number in record["variant_ids"]]
    key = SORT_KEYS.get(arguments.get("sortKey") or "POSITION", SORT_KEYS["POSITION"])
    return page("ProductVariantConnection", variants, arguments, key, everything=call.everything)


@resolves("Product", "variantsCount")
def _product_variants_count(record: Record, call: Call) -> Record:
    return count(len(record["variant_ids"]))


@resolves("Product", "hasOnlyDefaultVariant")
def _only_default(record: Record, call: Call) -> bool:
    return len(record["variant_ids"]) == 1


@resolves("Product", "totalInventory")
def _total_inventory(record: Record, call: Call) -> int:
    items = {call.store.variants[number]["inventory_item_id"] for number in record["variant_ids"]}
    return sum(level["available"] for level in call.store.levels.values() if level["item"] in items)


@resolves("Product", "description", "descriptionPlainSummary")
def _description(record: Record, call: Call, **_: Any) -> str:
    return record["description_html"]


@resolves("Product", "tracksInventory")
def _tracks(record: Record, call: Call) -> bool:
    return any(
        call.store.items[call.store.variants[number]["inventory_item_id"]]["tracked"]
        for number in record["variant_ids"]
    )


@resolves("ProductVariant", "product")
def _product_of(record: Record, call: Call) -> Record:
    return call.store.products[record["product_id"]]


@resolves("ProductVariant", "inventoryItem")
def _item_of(record: Record, call: Call) -> Record:
    return call.store.items[record["inventory_item_id"]]


@resolves("ProductVariant", "displayName")
def _display_name(record: Record, call: Call) -> str:
    return f"{call.store.products[record['product_id']]['title']} - {record['title']}"


@resolves("ProductVariant", "inventoryQuantity", "sellableOnlineQuantity")
def _variant_quantity(record: Record, call: Call) -> int:
    return sum(level["available"] for level in levels_of_item(call, record["inventory_item_id"]))


@resolves("ProductVariant", "availableForSale")
def _for_sale(record: Record, call: Call) -> bool:
    return _variant_quantity(record, call) > 0


@resolves("ProductVariant", "inventoryPolicy")
def _policy(record: Record, call: Call) -> str:
    return "DENY"


@resolves("ProductVariant", "selectedOptions")
def _options(record: Record, call: Call) -> list[Record]:
    return [{"name": "Title", "value": record["title"]}]


@resolves("InventoryItem", "variant")
def _variant_of(record: Record, call: Call) -> Record:
    return call.store.variants[record["variant_id"]]


@resolves("InventoryItem", "variants")
def _variants_of_item(record: Record, call: Call, **arguments: Any) -> Record:
    variants = [call.store.variants[record["variant_id"]]]
    return page("ProductVariantConnection", variants, arguments, _number, everything=call.everything)


@resolves("InventoryItem", "inventoryLevel")
def _level_at(record: Record, call: Call, locationId: str, **_: Any) -> Record | None:
    return call.store.levels.get((record["id"], ids.number(locationId, "Location")))


@resolves("InventoryItem", "inventoryLevels")
def _levels_of_item(record: Record, call: Call, **arguments: Any) -> Record:
    return level_page(call, levels_of_item(call, record["id"]), arguments)


@resolves("InventoryItem", "locationsCount")
def _locations_count(record: Record, call: Call) -> Record:
    return count(len(levels_of_item(call, record["id"])))


@resolves("InventoryItem", "duplicateSkuCount")
def _duplicate_skus(record: Record, call: Call) -> int:
    return sum(1 for item in call.store.items.values() if item["sku"] and item["sku"] == record["sku"]) - 1


def levels_of_item(call: Call, item: int) -> list[Record]:
    keys = ((item, location) for location in call.store.locations)
    return [call.store.levels[key] for key in keys if key in call.store.levels]


@resolves("Location", "inventoryLevel")
def _level_of(record: Record, call: Call, inventoryItemId: str, **_: Any) -> Record | None:
    return call.store.levels.get((ids.number(inventoryItemId, "InventoryItem"), record["id"]))


@resolves("Location", "inventoryLevels")
def _levels_at(record: Record, call: Call, **arguments: Any) -> Record:
    return level_page(call, [one for one in call.store.levels.values() if one["location"] == record["id"]], arguments)


@resolves("Location", "isPrimary")
def _primary(record: Record, call: Call) -> bool:
    return record["id"] == call.store.first_location()


@resolves(
    "Location",
    "fulfillsOnlineOrders",
    "shipsInventory",
    "hasActiveInventory",
    "activatable",
    "addressVerified",
)
def _yes(record: Record, call: Call) -> bool:
    return True


@resolves("Location", "isFulfillmentService", "deactivatable", "deletable", "hasUnfulfilledOrders")
def _no(record: Record, call: Call) -> bool:
    return False


@resolves("Location", "address")
def _location_address(record: Record, call: Call) -> Record:
    return {
        "__typename": "LocationAddress",
        "formatted": [],
        "country": "United States",
        "country_code": "US",
    }


@resolves("InventoryLevel", "id")
def _level_id(record: Record, call: Call) -> str:
    return ids.level_gid(record["item"], record["location"])


@resolves("InventoryLevel", "item")
def _level_item(record: Record, call: Call) -> Record:
    return call.store.items[record["item"]]


@resolves("InventoryLevel", "location")
def _level_location(record: Record, call: Call) -> Record:
    return call.store.locations[record["location"]]


@resolves("InventoryLevel", "canDeactivate")
def _can_deactivate(record: Record, call: Call) -> bool:
    return record["committed"] == 0


@resolves("InventoryLevel", "quantities")
def _quantities(record: Record, call: Call, names: list[str]) -> list[Record]:
    unknown = [name for name in names if name != "on_hand" and name not in QUANTITY_NAMES]
    if unknown:
        raise GraphQLError(f"Invalid quantity names: {', '.join(unknown)}", extensions={"code": "BAD_REQUEST"})
    moment = record["updated_at"]
    return [
        {
            "__typename": "InventoryQuantity",
            "id": f"gid://shopify/InventoryQuantity/{record['location']}?inventory_item_id={record['item']}&name={name}",
            "name": name,
            "quantity": on_hand(record) if name == "on_hand" else record[name],
            "updated_at": moment if name != "on_hand" else None,
        }
        for name in names
    ]


@resolves("InventoryChange", "item")
def _changed_item(record: Record, call: Call) -> Record:
    return call.store.items[record["item"]]


@resolves("InventoryChange", "location")
def _changed_location(record: Record, call: Call) -> Record:
    return call.store.locations[record["location"]]


@resolves("InventoryAdjustmentGroup", "changes")
def _changes(record: Record, call: Call, **wanted: Any) -> list[Record]:
    items = [ids.number(one, "InventoryItem") for one in wanted.get("inventoryItemIds") or []]
    places = [ids.number(one, "Location") for one in wanted.get("locationIds") or []]
    names = wanted.get("quantityNames") or []
    return [
        change
        for change in record["changes"]
        if (not items or change["item"] in items)
        and (not places or change["location"] in places)
        and (not names or change["name"] in names)
    ]
