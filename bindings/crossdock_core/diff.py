"""Desired against observed: what must change at the store, and only that."""

from ._core.diff import (
    LevelChanges,
    LevelDiff,
    RowDifference,
    TableDiff,
    ThreeWayDiff,
    levels,
    tables,
    three_way,
)

__all__ = [
    "LevelChanges",
    "LevelDiff",
    "RowDifference",
    "TableDiff",
    "ThreeWayDiff",
    "levels",
    "tables",
    "three_way",
]
