"""Desired against observed: what must change at the store, and only that."""

from ._core.diff import (
    Difference,
    LevelChanges,
    LevelDiff,
    RowDifference,
    TableDiff,
    ThreeWayDiff,
    levels,
    orders,
    part_names,
    products,
    tables,
    three_way,
)

__all__ = [
    "Difference",
    "LevelChanges",
    "LevelDiff",
    "RowDifference",
    "TableDiff",
    "ThreeWayDiff",
    "levels",
    "orders",
    "part_names",
    "products",
    "tables",
    "three_way",
]
