from os import PathLike

from typing_extensions import Buffer

from ..columns import Table
from .catalogue import LineError

__all__ = ["CatalogueReader"]

class CatalogueReader:
    """A bulk file of variants and their stock, at a path or as its bytes, read to columns a part at a time.

    A file of any length needs the memory of one part, 16 to 40 bytes a variant, and 64 bytes for each level that waits
    for the line of its variant. Levels are given as soon as their inventory item is known: at once where the level's own
    line names it, which Shopify's do, and else with their variant's line. A bad line costs itself alone.
    """

    def __init__(self, source: str | PathLike[str] | Buffer) -> None:
        """OSError where the file cannot be opened."""
    def next_tables(self, rows: int = 65536) -> tuple[Table, Table] | None:
        """Variants and levels, ``rows`` of both together, or None at the end of the file.

        Fewer come at the end; more only where levels had waited for the part's last variant. Variants are variant_id,
        product_id, inventory_item_id int8 not null, sku, barcode text, title, product_title text not null, tracked bool
        not null; levels are inventory_item_id, location_id int8 not null, available int8, updated_at timestamptz.
        LimitError beyond the bound of rows; InputError while another thread reads; CrossdockError once a signal stopped it;
        OSError; ValueError for less than one row.
        """
    @property
    def waiting(self) -> int:
        """Levels that wait for the line of their variant."""
    @property
    def errors(self) -> list[LineError]:
        """The first 1,000; by line, and with the levels whose variant never came, once the file has been read."""
    @property
    def error_count(self) -> int:
        """All of them."""
    @property
    def line_count(self) -> int:
        """Lines that hold something; Shopify's objectCount, where the whole file came."""
    @property
    def plain_line_count(self) -> int:
        """Those of known fields alone, which are read several times as fast as others."""
    @property
    def truncated(self) -> bool:
        """The last line is cut off in its middle."""
