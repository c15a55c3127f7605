from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from typing_extensions import Buffer

__all__ = [
    "CopyDecoder",
    "CopyFile",
    "ItemMap",
    "LevelColumns",
    "SalePolicies",
    "StockRows",
    "Table",
    "read_items_copy",
    "read_levels_copy",
    "read_policies_copy",
    "read_stock_copy",
    "read_table_copy",
    "write_table_copy",
]

class LevelColumns:
    """Stock levels: one row is an inventory item at a location. Read-only; the memoryviews copy nothing."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def inventory_item_ids(self) -> memoryview[int]:
        """int64, one a row."""
    @property
    def location_ids(self) -> memoryview[int]:
        """int64, one a row."""
    @property
    def quantities(self) -> memoryview[int]:
        """int64 units, one a row; 0 where the quantity is unknown."""
    def rows(self, start: int = 0, stop: int | None = None) -> list[tuple[int, int, int | None, int | None]]:
        """(item id, location id, quantity or None if unknown, remote time of change in us or None) of the rows from
        ``start`` to before ``stop``, as far as they are there. TypeError for numbers below zero.
        """
    @staticmethod
    def from_rows(
        rows: Iterable[tuple[int, int, int | None] | tuple[int, int, int | None, bool]],
    ) -> LevelColumns:
        """Rows of (inventory item id, location id, quantity or None[, may be raised, True if left out])."""

class StockRows:
    """Sums of stock by product and location: what lies there (plus) and what is promised away (minus)."""

    def __len__(self) -> int: ...
    def rows(self) -> list[tuple[int, int, float, float]]:
        """(product id, location id, plus, minus)."""
    @staticmethod
    def from_rows(rows: Iterable[tuple[int, int, float, float]]) -> StockRows:
        """ValueError for quantities that are not finite."""

class ItemMap:
    """Which product of Odoo stands behind which inventory item of the store."""

    def __len__(self) -> int: ...
    def rows(self) -> list[tuple[int, int]]:
        """(product id, inventory item id)."""
    @staticmethod
    def from_rows(rows: Iterable[tuple[int, int]]) -> ItemMap: ...

class SalePolicies:
    """What is kept from sale of some products: units withheld, the share of the rest that is sold, the most that is shown."""

    def __len__(self) -> int: ...
    def rows(self) -> list[tuple[int, float, float, int]]:
        """(product id, withheld, share, maximum)."""
    @staticmethod
    def from_rows(rows: Iterable[tuple[int, float, float, int]]) -> SalePolicies: ...

def read_levels_copy(data: Buffer) -> LevelColumns:
    """Binary COPY of inventory_item_id int8, location_id int8, quantity int8 or NULL, raisable bool.

    DecodeError with system "postgresql" and the byte offset for anything that is not a whole answer of this
    shape.
    """

def read_stock_copy(data: Buffer) -> StockRows:
    """Binary COPY of product_id int4, location_id int4, plus numeric, minus numeric, each read as the double nearest to it."""

def read_items_copy(data: Buffer) -> ItemMap:
    """Binary COPY of product_id int4, inventory_item_id int8. Errors as read_levels_copy."""

def read_policies_copy(data: Buffer) -> SalePolicies:
    """Binary COPY of product_id int4, withheld float8, share float8, maximum int8 or NULL. Errors as read_levels_copy."""

class Table:
    """Typed columns, each with one byte of validity a row. Read-only; the memoryviews copy nothing.

    A schema is a sequence of (name, type) with PostgreSQL's names of types, "not null" behind them where a column has
    no NULL: int2, int4, int8, float4, float8, numeric, text, varchar, bytea, bool, date, timestamp, timestamptz, uuid,
    json, jsonb. Cells are int, float, Decimal, str, bytes, bool, date, naive datetime, aware datetime, str (of 36
    characters), str and str; None is NULL.
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool:
        """The same schema and rows; decimals compare by value, not-a-number is the same as itself."""
    def __getitem__(self, row: int) -> tuple[Any, ...]: ...
    @property
    def schema(self) -> list[tuple[str, str]]: ...
    def values(self, name: str) -> memoryview[Any]:
        """The numbers of a column; coefficients of a numeric, UTF-8 of texts, 0 where a number is NULL.

        Dates are days, times microseconds since 1970-01-01. KeyError where the table has no such column.
        """
    def valid(self, name: str) -> memoryview[int]:
        """One byte a row: 1 where there is a value, 0 for NULL."""
    def scales(self, name: str) -> memoryview[int]:
        """Of a numeric column: value = coefficient / 10**scale. TypeError for others."""
    def offsets(self, name: str) -> memoryview[int]:
        """Of a column of texts: row i is values[offsets[i]:offsets[i + 1]]. TypeError for others."""
    def rows(self) -> list[tuple[Any, ...]]: ...
    def take(self, rows: Buffer) -> Table:
        """The rows of these numbers (uint32), in the order given. IndexError for a row that is not there."""
    @staticmethod
    def from_rows(schema: Sequence[tuple[str, str]], rows: Iterable[tuple[Any, ...]]) -> Table:
        """TypeError, OverflowError or InputError for cells that the schema does not hold."""
    @staticmethod
    def from_columns(
        schema: Sequence[tuple[str, str]],
        columns: dict[str, Any],
        valid: dict[str, Buffer] = {},
    ) -> Table:
        """A column is given as a buffer of its numbers, as values() gives it; a numeric as (coefficients, scales),
        texts as (offsets, bytes). Columns not named in ``valid`` have no NULL. Each buffer is copied once.
        """

class CopyDecoder:
    """Reads a binary COPY as its bytes come, in chunks of any size; holds what was not taken, and one unfinished row.

    After an error it gives the same error again.
    """

    def __init__(self, schema: Sequence[tuple[str, str]], topic: str = "table") -> None: ...
    def __len__(self) -> int:
        """Rows decoded and not taken."""
    def feed(self, chunk: Buffer) -> int:
        """The bytes fed. DecodeError as read_table_copy."""
    def write(self, chunk: Buffer) -> int:
        """The same, so that it can be what a COPY is written to."""
    def take(self) -> Table:
        """The rows decoded since the last time."""
    def finish(self) -> Table:
        """The last rows; DecodeError unless the answer was whole."""

class CopyFile:
    """A table as the file from which psycopg2's ``copy_expert("COPY ... FROM STDIN (FORMAT binary)", file)`` reads."""

    def __init__(self, table: Table) -> None: ...
    def read(self, bytes: int = -1) -> bytes: ...

def read_table_copy(schema: Sequence[tuple[str, str]], data: Buffer, topic: str = "table") -> Table:
    """A whole binary COPY. DecodeError with system "postgresql", the ``topic``, a path of row and column such as
    "$[12].price", and the byte offset; LimitError beyond the bounds of rows and of bytes a row.
    """

def write_table_copy(table: Table) -> bytes:
    """A whole binary COPY for ``COPY ... FROM STDIN (FORMAT binary)``."""
