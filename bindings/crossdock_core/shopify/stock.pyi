from datetime import datetime
from decimal import Decimal
from os import PathLike
from typing import ClassVar

from typing_extensions import Buffer

from ..columns import LevelColumns
from ..diff import LevelChanges
from .catalogue import BulkObjects
from .people import Address

__all__ = [
    "BulkInventoryItems",
    "BulkInventoryLevels",
    "BulkLocations",
    "InventoryItem",
    "InventoryLevel",
    "LevelTombstone",
    "Location",
    "NamedQuantity",
    "Weight",
    "read_inventory_item",
    "read_inventory_item_node",
    "read_inventory_items_jsonl",
    "read_inventory_level",
    "read_inventory_level_node",
    "read_inventory_levels_jsonl",
    "read_level_tombstone",
    "read_levels",
    "read_location",
    "read_location_node",
    "read_locations_jsonl",
    "write_inventory_set_quantities",
]

class Weight:
    """How heavy one unit is."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def unit(self) -> str:
        """ "grams", "kilograms", "ounces", "pounds", or newer."""

class InventoryItem:
    """The part of a variant that lies in stock. A fact that is None is either not set or not told: webhooks of products tell
    few of them since 2024-07, webhooks of inventory items tell all.
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int:
        """0 where not told."""
    @property
    def sku(self) -> str | None:
        """None in a variant, which carries its own."""
    @property
    def tracked(self) -> bool | None:
        """Whether the store counts its stock at all."""
    @property
    def requires_shipping(self) -> bool | None: ...
    @property
    def unit_cost(self) -> Decimal | None:
        """In the store's own currency, which webhooks do not name."""
    @property
    def country_code_of_origin(self) -> str | None:
        """ISO 3166-1 alpha-2, in upper case."""
    @property
    def province_code_of_origin(self) -> str | None: ...
    @property
    def harmonized_system_code(self) -> str | None: ...
    @property
    def country_harmonized_system_codes(self) -> list[tuple[str, str]]:
        """(Country, code) where it differs by destination; sorted."""
    @property
    def weight(self) -> Weight | None: ...
    @property
    def created_at(self) -> datetime | None:
        """None in a variant."""
    @property
    def updated_at(self) -> datetime | None:
        """None in a variant."""

class NamedQuantity:
    """Units in one state."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def name(self) -> str:
        """ "available", "on_hand", "committed", "incoming", "reserved", "damaged", "safety_stock", ..."""
    @property
    def quantity(self) -> int:
        """Whole units; below zero where more was sold than was there."""

class InventoryLevel:
    """The stock of one item at one location."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def inventory_item_id(self) -> int: ...
    @property
    def location_id(self) -> int: ...
    @property
    def gid(self) -> str | None:
        """The level's own id, which names both."""
    @property
    def active(self) -> bool | None:
        """Told by queries from 2026-04 on."""
    @property
    def quantities(self) -> list[NamedQuantity]:
        """Sorted by name. A state that is not told is not zero but missing."""
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def available(self) -> int | None:
        """None where the store does not track the item there, or where it was not asked for."""
    def quantity(self, name: str) -> int | None:
        """Units in the state of that name; None where the source does not tell it."""

class LevelTombstone:
    """One item at one location, where nothing more is told: the level is gone."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def inventory_item_id(self) -> int: ...
    @property
    def location_id(self) -> int: ...

class Location:
    """A place of the store that holds stock: a warehouse, a shop, a fulfilment service."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def address(self) -> Address:
        """Without names of persons."""
    @property
    def active(self) -> bool:
        """A deactivated one keeps its levels and takes no change."""
    @property
    def legacy(self) -> bool:
        """Run by a fulfilment service, not by the merchant."""
    @property
    def fulfils_online_orders(self) -> bool | None:
        """Told by queries only."""
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def updated_at(self) -> datetime | None: ...

class BulkInventoryItems(BulkObjects[InventoryItem]):
    """The inventory items of a bulk file. ``len()`` is their number."""

class BulkInventoryLevels(BulkObjects[InventoryLevel]):
    """The levels of a bulk file. ``len()`` is their number."""

class BulkLocations(BulkObjects[Location]):
    """The locations of a bulk file. ``len()`` is their number."""

def read_inventory_item(body: Buffer, topic: str = "inventory_items/update") -> InventoryItem:
    """Read the payload of inventory_items/create or inventory_items/update; ``topic`` stands in errors."""

def read_inventory_item_node(body: Buffer) -> InventoryItem:
    """Read an InventoryItem node with id, tracked, requiresShipping, createdAt and updatedAt; everything else is read where
    it was asked for.
    """

def read_inventory_items_jsonl(path: Buffer | str | PathLike[str]) -> BulkInventoryItems:
    """Read a bulk file of inventoryItems with the selection of ``read_inventory_item_node``; ``path`` is a file or its bytes.

    countryHarmonizedSystemCodes need ``__typename`` in the query. Levels in the file are left to
    ``read_inventory_levels_jsonl``.
    """

def read_inventory_level(body: Buffer, topic: str = "inventory_levels/update") -> InventoryLevel:
    """Read the payload of inventory_levels/connect or inventory_levels/update: what is available, and nothing else."""

def read_level_tombstone(body: Buffer) -> LevelTombstone:
    """Read the payload of inventory_levels/disconnect."""

def read_inventory_level_node(body: Buffer) -> InventoryLevel:
    """Read an InventoryLevel node with id, location { id }, updatedAt and quantities(names:) { name quantity }.

    item { id }, which the level's own id names as well, and isActive are read where they were asked for.
    """

def read_inventory_levels_jsonl(path: Buffer | str | PathLike[str]) -> BulkInventoryLevels:
    """Read a bulk file of inventoryItems { id inventoryLevels }, or of locations { id inventoryLevels }.

    Levels need not name what they stand in. A bad line of an item or a location costs all of its levels. ``path`` is a
    file or its bytes.
    """

def read_location(body: Buffer, topic: str = "locations/update") -> Location:
    """Read the payload of locations/create, update, activate or deactivate; ``topic`` stands in errors."""

def read_location_node(body: Buffer) -> Location:
    """Read a Location node with id, name, address, isActive and isFulfillmentService; everything else is read where it was
    asked for.
    """

def read_locations_jsonl(path: Buffer | str | PathLike[str]) -> BulkLocations:
    """Read a bulk file of locations with the selection of ``read_location_node``; ``path`` is a file or its bytes."""

def read_levels(data: Buffer) -> tuple[LevelColumns, dict[tuple[int, int], str]]:
    """Read "data" of ``{nodes(ids:) {... on InventoryLevel {...}}}`` as columns; null nodes are skipped.

    Beside the levels: the global id of each by (inventory item id, location id).
    """

def write_inventory_set_quantities(
    document: str, changes: LevelChanges, *, idempotency_key: str, reason: str, reference_uri: str
) -> bytes:
    """Write the whole request that sets up to 250 levels.

    LimitError beyond 250 levels or a thousand million units; InputError for no level, a blank key or a
    level twice.
    """
