from collections.abc import Iterable, Sequence
from typing import ClassVar

from .columns import LevelColumns, Table
from .shopify import Order, Product

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

class LevelChanges:
    """Changes of levels: set to ``quantity`` if the store still holds ``change_from``. Read-only."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def rows(self) -> list[tuple[int, int, int | None, int]]:
        """(inventory item id, location id, change from or None if unknown, quantity)."""
    @staticmethod
    def from_rows(rows: Iterable[tuple[int, int, int | None, int]]) -> LevelChanges: ...
    @staticmethod
    def from_table(table: Table) -> LevelChanges:
        """From columns ``inventory_item_id``, ``location_id``, ``change_from`` (may be NULL) and ``quantity``, all int8."""

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

class Difference:
    """One part of a product or an order that is not everywhere the same; it points into them by places in lists.

    A place is None where the element is not there. Tags, collections and the like are found in the list that is
    called like the part: a ``tag`` at ``desired`` 2 is ``product.tags[2]``; price and item are places of variants,
    what an order has once at most (its customer) is at 0.
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def part(self) -> str:
        """What one owner decides about and one operation changes: one of part_names()."""
    @property
    def kind(self) -> str:
        """ "changed", "added", "removed", "reordered" (the list as a whole), or "unknown": desired, but not told by
        the observation, so that it must be read before anything is done about it."""
    @property
    def whose(self) -> str:
        """ "ours" always of two states; of three also "theirs", "both", "conflict", or "nobody" where the fields of one
        part differ in whose they are."""
    @property
    def desired(self) -> int | None:
        """Its place in the desired product, or in the order's newer state."""
    @property
    def observed(self) -> int | None:
        """Its place in the observed product, or in the order's older state."""
    @property
    def agreed(self) -> int | None:
        """Its place in the last agreed product; of two states as ``observed``."""
    @property
    def parent_desired(self) -> int | None:
        """The places of the variant or option that it is within: of variant_metafield and option_value only."""
    @property
    def parent_observed(self) -> int | None: ...
    @property
    def parent_agreed(self) -> int | None: ...
    @property
    def fields(self) -> list[str]:
        """Those in which desired and observed differ, by the names of the properties. Empty of what is added or
        removed."""
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

def part_names() -> list[str]:
    """All parts, those of products first: "product", "option", "option_value", "variant", "price", ..."""

def products(
    desired: Product,
    observed: Product,
    *,
    agreed: Product | None = None,
    parts: Sequence[str] | None = None,
) -> list[Difference]:
    """The smallest set of changes that makes ``observed`` as ``desired``, and with ``agreed`` whose each is.

    A section that is None in ``desired`` is left alone, as are options and variants where it has none at all. One
    that a product that exists (its id is not 0) does not tell is "unknown", and so is each desired variant that may
    be one of its ``unlisted_variant_ids``. Variants belong together by id; where one has the id 0, by the values of
    the options that both products have, and otherwise by SKU. What the store alone decides (ids, times, quantities,
    a picture's address) never differs, and tags, collections, publications and metafields have no order.

    ``parts`` limits the comparison to these; InputError for a name that is none of part_names().
    """

def orders(before: Order, after: Order, *, parts: Sequence[str] | None = None) -> list[Difference]:
    """What happened to an order between two states; the newer one is where Difference says desired.

    A fact that only one of them tells has not changed. Lines, refunds, transactions and so on belong together by
    id, shipping lines without one by title and code. Lists have no order, save discount applications, which lines
    name by their places. ``parts`` as of products().
    """
