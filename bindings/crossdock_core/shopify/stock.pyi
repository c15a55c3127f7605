from datetime import datetime

from typing_extensions import Buffer

from ..columns import LevelColumns
from ..diff import LevelChanges

__all__ = [
    "RemoteLevel",
    "read_inventory_level",
    "read_levels",
    "write_inventory_set_quantities",
]

class RemoteLevel:
    """The payload of inventory_levels/update."""

    @property
    def inventory_item_id(self) -> int: ...
    @property
    def location_id(self) -> int: ...
    @property
    def available(self) -> int | None:
        """None where the store does not track the item there."""
    @property
    def updated_at(self) -> datetime | None: ...

def read_inventory_level(body: Buffer) -> RemoteLevel:
    """Read the payload of inventory_levels/update."""

def read_levels(data: Buffer) -> tuple[LevelColumns, dict[tuple[int, int], str]]:
    """Read "data" of ``{nodes(ids:) {... on InventoryLevel {...}}}``; null nodes are skipped.

    Beside the levels: the global id of each by (inventory item id, location id).
    """

def write_inventory_set_quantities(
    document: str, changes: LevelChanges, *, idempotency_key: str, reason: str, reference_uri: str
) -> bytes:
    """Write the whole request that sets up to 250 levels.

    LimitError beyond 250 levels or a thousand million units; InputError for no level, a blank key or a
    level twice.
    """
