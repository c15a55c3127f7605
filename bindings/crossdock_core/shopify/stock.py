"""Inventory levels, read and set."""

from .._core.shopify import (
    RemoteLevel,
    read_inventory_level,
    read_levels,
    write_inventory_set_quantities,
)

__all__ = [
    "RemoteLevel",
    "read_inventory_level",
    "read_levels",
    "write_inventory_set_quantities",
]
