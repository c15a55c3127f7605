from collections.abc import Iterable, Sequence
from typing import ClassVar

from .columns import LevelColumns, Table

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

class LevelChanges:
    """Changes of levels: set to ``quantity`` if the store still holds ``change_from``. Read-only."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def rows(self) -> list[tuple[int, int, int | None, int]]:
        """(inventory item id, location id, change from or None if unknown, quantity)."""
    @staticmethod
    def from_rows(rows: Iterable[tuple[int, int, int | None, int]]) -> LevelChanges: ...

class LevelDiff:
    @property
    def changes(self) -> LevelChanges:
        """May be sent."""
    @property
    def blocked(self) -> LevelChanges:
        """Raises whose observation is too old to raise upon (invariant I12)."""
    @property
    def unknown(self) -> LevelChanges:
        """No quantity has been observed: read it before anything is sent."""

def levels(desired: LevelColumns, observed: LevelColumns) -> LevelDiff:
    """Compares by (item, location); the results are sorted by that.

    A desired 0 where the store shows less than 0 is equal: an oversold level is not raised to zero. Observed
    levels that nobody desires are passed over. InputError when a set names a level twice.
    """

class TableDiff:
    """Row numbers in the two tables compared, in the order in which the rows lie; memoryviews that copy nothing."""

    @property
    def added(self) -> memoryview[int]:
        """Rows of the desired table whose key the observed one has not (uint32, for Table.take)."""
    @property
    def removed(self) -> memoryview[int]:
        """Rows of the observed table whose key the desired one has not."""
    @property
    def changed(self) -> memoryview[int]:
        """Rows of the desired table that differ from their partners,"""
    @property
    def changed_from(self) -> memoryview[int]:
        """the rows of the observed table that stand beside them here,"""
    @property
    def changed_fields(self) -> memoryview[int]:
        """in these fields: uint64, bit i is fields[i]; names() tells which."""
    @property
    def fields(self) -> list[str]:
        """The columns compared."""
    @property
    def work_bytes(self) -> int:
        """The most memory that was in use beside the tables and this result."""
    def names(self, mask: int) -> list[str]:
        """The fields of one entry of changed_fields."""

class RowDifference:
    """One key that is not everywhere the same, and whose change that is: ours (desired) or theirs (observed)."""

    @property
    def kind(self) -> str:
        """ "changed", "added" or "removed"."""
    @property
    def whose(self) -> str:
        """ "ours", "theirs", "both" or "conflict"; "nobody" where fields of one row differ in whose they are."""
    @property
    def desired(self) -> int | None:
        """Its row in that table, if it is there."""
    @property
    def observed(self) -> int | None: ...
    @property
    def agreed(self) -> int | None: ...
    @property
    def ours(self) -> list[str]:
        """The fields that we alone have changed since the agreement."""
    @property
    def theirs(self) -> list[str]: ...
    @property
    def both(self) -> list[str]:
        """Changed on both sides to the same."""
    @property
    def conflicts(self) -> list[str]:
        """Changed on both sides, and not to the same."""

class ThreeWayDiff:
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> RowDifference: ...
    @property
    def fields(self) -> list[str]: ...

def tables(
    desired: Table,
    observed: Table,
    *,
    key: Sequence[str],
    fields: Sequence[str] | None = None,
    work_bytes_max: int = 268435456,
) -> TableDiff:
    """Compares two tables by their key columns, in any order of rows.

    ``fields`` are the columns compared (at most 64); without them all that both tables have. NULL equals NULL only,
    decimals compare by value. Memory beside the tables is at most ``work_bytes_max`` and 4 bytes a row: where it is
    not enough for all rows, the tables are gone through several times. InputError when two rows of a table have the
    same key, or when a column is missing or of another type; LimitError when ``work_bytes_max`` is too little even so.
    """

def three_way(
    desired: Table,
    observed: Table,
    agreed: Table,
    *,
    key: Sequence[str],
    fields: Sequence[str] | None = None,
    work_bytes_max: int = 268435456,
) -> ThreeWayDiff:
    """Tells for each row and field that is not everywhere the same whose change it is. Errors as tables().

    A row that one side removed and the other changed is a conflict, as is one that both added differently.
    """
