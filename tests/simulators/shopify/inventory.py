"""The inventory mutations: all or nothing, compare-and-set, the closed lists of reasons and names.

Sources: the published schema's descriptions and error codes; shopify.dev "Manage inventory quantities and
states". A mutation answers (record of its payload, user errors); nothing is changed when there is any error.
"""

from __future__ import annotations

import re
from typing import Any

from graphql import GraphQLError

from tests.simulators.common.clock import now
from tests.simulators.shopify import ids
from tests.simulators.shopify.store import QUANTITY_MAX, QUANTITY_NAMES, Record, Store, on_hand

REASONS = frozenset(
    {
        "correction",
        "cycle_count_available",
        "damaged",
        "movement_canceled",
        "movement_created",
        "movement_received",
        "movement_updated",
        "other",
        "promotion",
        "quality_control",
        "received",
        "reservation_created",
        "reservation_deleted",
        "reservation_updated",
        "restock",
        "safety_stock",
        "shrinkage",
    }
)
EXPLICIT_COMPARE_FROM = "2026-04"
ADJUST_MAX = 2_000_000_000
_URI = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:(//)?[^\s/]\S*$")
_GID = re.compile(r"^gid://[^/\s]+/[^/\s]+/\S+$")

Answer = tuple[Record | None, list[Record]]


class Refusals:
    """Collects the user errors of one mutation, typed as the mutation's schema names them."""

    def __init__(self, typename: str) -> None:
        self._typename = typename
        self.errors: list[Record] = []

    def add(self, field: list[str] | None, code: str, message: str) -> None:
        self.errors.append({"__typename": self._typename, "field": field, "code": code, "message": message})


def set_quantities(store: Store, given: Record, version: str) -> Answer:
    """inventorySetQuantities: absolute quantities of `available` or `on_hand`."""
    refusals = Refusals("InventorySetQuantitiesUserError")
    if given["name"] not in ("available", "on_hand"):
        message = "The quantity name must be either 'available' or 'on_hand'."
        refusals.add(["input", "name"], "INVALID_NAME", message)
    _check_head(given, refusals)
    pairs: set[tuple[int, int]] = set()
    changes: list[tuple[Record, int]] = []
    for index, row in enumerate(given["quantities"]):
        _explicit_compare("InventoryQuantityInput", row, version)
        field = ["input", "quantities", str(index)]
        level = _level(store, row, field, refusals)
        if level is None:
            continue
        pair = (level["item"], level["location"])
        if pair in pairs:
            message = "The combination of inventoryItemId and locationId must be unique."
            refusals.add(field, "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR", message)
            continue
        pairs.add(pair)
        _check_quantity(row["quantity"], [*field, "quantity"], refusals)
        persisted = level["available"] if given["name"] == "available" else on_hand(level)
        _compare(given, row, persisted, field, version, refusals)
        changes.append((level, row["quantity"] - persisted))
    return _apply(store, given, changes, refusals)


def set_on_hand(store: Store, given: Record, version: str) -> Answer:
    """inventorySetOnHandQuantities, the deprecated sister of set_quantities."""
    refusals = Refusals("InventorySetOnHandQuantitiesUserError")
    _check_head(given, refusals)
    changes: list[tuple[Record, int]] = []
    for index, row in enumerate(given["setQuantities"]):
        field = ["input", "setQuantities", str(index)]
        if "changeFromQuantity" not in row:
            _explicit_compare("InventorySetQuantityInput", row, version)
        level = _level(store, row, field, refusals)
        if level is None:
            continue
        _check_quantity(row["quantity"], [*field, "quantity"], refusals)
        expected = row.get("changeFromQuantity")
        if expected is not None and expected != on_hand(level):
            _stale(field, refusals)
        changes.append((level, row["quantity"] - on_hand(level)))
    return _apply(store, {**given, "name": "on_hand"}, changes, refusals)


def adjust_quantities(store: Store, given: Record, version: str) -> Answer:
    """inventoryAdjustQuantities: deltas of one quantity name."""
    refusals = Refusals("InventoryAdjustQuantitiesUserError")
    if given["name"] not in QUANTITY_NAMES:
        refusals.add(["input", "name"], "INVALID_QUANTITY_NAME", "The specified quantity name is invalid.")
        return None, refusals.errors
    _check_head(given, refusals)
    changes: list[tuple[Record, int]] = []
    for index, row in enumerate(given["changes"]):
        _explicit_compare("InventoryChangeInput", row, version)
        field = ["input", "changes", str(index)]
        _check_ledger(given["name"], row, field, refusals)
        level = _level(store, row, field, refusals)
        if level is None:
            continue
        persisted = level[given["name"]]
        if not -ADJUST_MAX <= persisted + row["delta"] <= ADJUST_MAX:
            high = row["delta"] > 0
            code = "INVALID_QUANTITY_TOO_HIGH" if high else "INVALID_QUANTITY_TOO_LOW"
            bound = "higher than 2,000,000,000" if high else "lower than -2,000,000,000"
            refusals.add([*field, "delta"], code, f"The quantity can't be {bound}.")
        expected = row.get("changeFromQuantity")
        if expected is not None and expected != persisted:
            _stale(field, refusals)
        changes.append((level, row["delta"]))
    return _apply(store, given, changes, refusals)


def activate(store: Store, given: Record) -> Answer:
    """inventoryActivate: stock an item at a location."""
    refusals = Refusals("UserError")
    item = ids.number(given["inventoryItemId"], "InventoryItem")
    location = ids.number(given["locationId"], "Location")
    if item not in store.items:
        refusals.add(["inventoryItemId"], "", "The product couldn't be stocked because it wasn't found.")
    elif location not in store.locations:
        refusals.add(["locationId"], "", "The product couldn't be stocked because the location wasn't found.")
    elif (item, location) in store.levels and (given.get("available") is not None or given.get("onHand") is not None):
        message = "Not allowed to set available quantity when the item is already active at the location."
        refusals.add(["available"], "", message)
    if refusals.errors:
        return None, refusals.errors
    assert item is not None and location is not None
    if (item, location) not in store.levels:
        quantity = given.get("available") if given.get("available") is not None else given.get("onHand")
        event = store.event()
        level = store.connect(item, location, quantity or 0, now())
        store.listener("inventory_levels/connect", level, event)
        if quantity:
            store.listener("inventory_levels/update", level, event)
    return store.levels[(item, location)], []


def _apply(store: Store, given: Record, changes: list[tuple[Record, int]], refusals: Refusals) -> Answer:
    """Carry out all changes under one event, or none when anything was refused."""
    if refusals.errors:
        return None, refusals.errors
    event = store.event()
    # Changing what is on hand changes what is available of it; the committed units stay committed.
    name = "available" if given["name"] == "on_hand" else given["name"]
    names = [name] if name == "incoming" else [name, "on_hand"]
    made = []
    for level, delta in changes:
        if delta == 0:
            continue
        store.change_level(level["item"], level["location"], {name: delta}, event)
        made.extend(
            {
                "__typename": "InventoryChange",
                "name": changed,
                "delta": delta,
                "item": level["item"],
                "location": level["location"],
                "quantity_after_change": None,
                "ledger_document_uri": None,
            }
            for changed in names
        )
    if not made:
        return None, []
    group = {
        "__typename": "InventoryAdjustmentGroup",
        "id": store.ids.take("InventoryAdjustmentGroup"),
        "created_at": now(),
        "reason": given["reason"],
        "reference_document_uri": given.get("referenceDocumentUri"),
        "changes": made,
    }
    return group, []


def _check_head(given: Record, refusals: Refusals) -> None:
    if given["reason"] not in REASONS:
        refusals.add(["input", "reason"], "INVALID_REASON", "The specified reason is invalid.")
    uri = given.get("referenceDocumentUri")
    if uri is not None and not _valid_uri(uri):
        message = "The specified reference document is invalid."
        refusals.add(["input", "referenceDocumentUri"], "INVALID_REFERENCE_DOCUMENT", message)


def _valid_uri(uri: str) -> bool:
    return bool(_GID.match(uri)) if uri.startswith("gid:") else bool(_URI.match(uri))


def _check_ledger(name: str, row: Record, field: list[str], refusals: Refusals) -> None:
    uri = row.get("ledgerDocumentUri")
    field = [*field, "ledgerDocumentUri"]
    if name == "available":
        if uri is not None:
            message = "A ledger document URI is not allowed when adjusting available."
            refusals.add(field, "INVALID_AVAILABLE_DOCUMENT", message)
    elif uri is None:
        message = "A ledger document URI is required except when adjusting available."
        refusals.add(field, "INVALID_QUANTITY_DOCUMENT", message)
    elif uri.startswith("gid://shopify/"):
        message = "Internal (gid://shopify/) ledger documents are not allowed to be adjusted via API."
        refusals.add(field, "INTERNAL_LEDGER_DOCUMENT", message)
    elif not _valid_uri(uri):
        refusals.add(field, "INVALID_LEDGER_DOCUMENT", "The specified ledger document is invalid.")


def _level(store: Store, row: Record, field: list[str], refusals: Refusals) -> Record | None:
    item = ids.number(row["inventoryItemId"], "InventoryItem")
    location = ids.number(row["locationId"], "Location")
    if item not in store.items:
        message = "The specified inventory item could not be found."
        refusals.add([*field, "inventoryItemId"], "INVALID_INVENTORY_ITEM", message)
        return None
    if location not in store.locations:
        message = "The specified location could not be found."
        refusals.add([*field, "locationId"], "INVALID_LOCATION", message)
        return None
    level = store.levels.get((item, location))
    if level is None:
        message = "The specified inventory item is not stocked at the location."
        refusals.add([*field, "locationId"], "INVALID_LOCATION", message)
    return level


def _check_quantity(quantity: int, field: list[str], refusals: Refusals) -> None:
    if quantity < 0:
        refusals.add(field, "INVALID_QUANTITY_NEGATIVE", "The quantity can't be negative.")
    elif quantity > QUANTITY_MAX:
        refusals.add(field, "INVALID_QUANTITY_TOO_HIGH", "The total quantity can't be higher than 1,000,000,000.")


def _explicit_compare(input_type: str, row: Record, version: str) -> None:
    """From 2026-04 the field must be there, null included, though the schema calls it optional."""
    if version >= EXPLICIT_COMPARE_FROM and "changeFromQuantity" not in row:
        raise GraphQLError(
            f"{input_type} must include the following argument: changeFromQuantity.",
            extensions={"code": "INVALID_FIELD_ARGUMENTS"},
        )


def _compare(given: Record, row: Record, persisted: int, field: list[str], version: str, refusals: Refusals) -> None:
    if "changeFromQuantity" in row:
        if row["changeFromQuantity"] is not None and row["changeFromQuantity"] != persisted:
            _stale(field, refusals)
        return
    # Only 2026-01 comes here: the older pair of arguments.
    if given.get("ignoreCompareQuantity"):
        return
    if row.get("compareQuantity") is None:
        message = "The compareQuantity argument must be given to each quantity or ignored using ignoreCompareQuantity."
        refusals.add(["input", "ignoreCompareQuantity"], "COMPARE_QUANTITY_REQUIRED", message)
    elif row["compareQuantity"] != persisted:
        message = "The compareQuantity value does not match persisted value."
        refusals.add([*field, "compareQuantity"], "COMPARE_QUANTITY_STALE", message)


def _stale(field: list[str], refusals: Refusals) -> None:
    message = "The changeFromQuantity value does not match persisted value."
    refusals.add([*field, "changeFromQuantity"], "CHANGE_FROM_QUANTITY_STALE", message)


def arrays_too_long(value: Any, limit: int = 250) -> int | None:
    """The length of the first array in the variables that exceeds Shopify's limit on input arrays."""
    if isinstance(value, list):
        if len(value) > limit:
            return len(value)
        inner = value
    elif isinstance(value, dict):
        inner = list(value.values())
    else:
        return None
    return next((found for found in map(arrays_too_long, inner) if found is not None), None)
