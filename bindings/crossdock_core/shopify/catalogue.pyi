from collections.abc import Iterable
from os import PathLike
from typing import Generic, Literal, TypeVar, type_check_only

from typing_extensions import Buffer

from ..columns import LevelColumns

__all__ = [
    "Ambiguity",
    "LineError",
    "LinkResult",
    "Match",
    "Variant",
    "VariantCatalogue",
    "match_variants",
    "read_variants_jsonl",
]

class Variant:
    """What a store sells, as far as linking needs it."""

    @property
    def variant_id(self) -> int: ...
    @property
    def product_id(self) -> int: ...
    @property
    def inventory_item_id(self) -> int: ...
    @property
    def sku(self) -> str | None: ...
    @property
    def barcode(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def product_title(self) -> str: ...
    @property
    def tracked(self) -> bool:
        """Whether the store counts its stock at all."""

class LineError:
    """A line of a bulk file that could not be used."""

    @property
    def line(self) -> int:
        """From 1."""
    @property
    def message(self) -> str: ...

_Object = TypeVar("_Object")

@type_check_only
class BulkObjects(Generic[_Object]):
    """What all results of a bulk file of whole objects have; not a class at run time."""

    def __len__(self) -> int: ...
    @property
    def objects(self) -> list[_Object]:
        """In the order of the file; without those that ``errors`` reports."""
    @property
    def errors(self) -> list[LineError]:
        """The first 1,000, by line: bad lines, and whole objects that lack a part because of one."""
    @property
    def error_count(self) -> int:
        """All of them."""
    @property
    def line_count(self) -> int:
        """Lines that hold something; Shopify's objectCount, where the whole file came."""
    @property
    def truncated(self) -> bool:
        """The last line is cut off in its middle."""
    @property
    def complete(self) -> bool:
        """Not truncated, and each bad line is known to belong to an object that is reported."""

class VariantCatalogue:
    """A bulk file of variants and their stock. ``len()`` is the number of variants."""

    def __len__(self) -> int: ...
    def rows(self) -> list[Variant]:
        """Made when they are asked for; the catalogue itself holds columns."""
    @property
    def levels(self) -> LevelColumns:
        """Observed levels with their times of change, in the order in which their items became known; none is raisable."""
    @property
    def errors(self) -> list[LineError]:
        """The first 1,000, by line."""
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

class Match:
    """A variant and the product it is."""

    @property
    def variant_id(self) -> int: ...
    @property
    def inventory_item_id(self) -> int: ...
    @property
    def product_id(self) -> int:
        """Odoo's id, as given."""
    @property
    def by(self) -> Literal["sku", "barcode"]: ...

class Ambiguity:
    """A key that names more than one on either side; it links nothing."""

    @property
    def key(self) -> str: ...
    @property
    def by(self) -> Literal["sku", "barcode"]: ...
    @property
    def variant_ids(self) -> list[int]: ...
    @property
    def product_ids(self) -> list[int]: ...

class LinkResult:
    """Which variants are which products."""

    @property
    def matched(self) -> list[Match]: ...
    @property
    def ambiguous(self) -> list[Ambiguity]: ...
    @property
    def only_remote(self) -> list[int]:
        """Variant ids neither matched nor ambiguous."""
    @property
    def only_local(self) -> list[int]:
        """Product ids neither matched nor ambiguous."""

def read_variants_jsonl(path: str | PathLike[str] | Buffer) -> VariantCatalogue:
    """Read the bulk file at a path, or the bytes of one, in bounded memory; a bad line costs itself alone."""

def match_variants(catalogue: VariantCatalogue, local: Iterable[tuple[int, str | None, str | None]]) -> LinkResult:
    """Link variants to products given as (Odoo's product id, SKU, barcode): by SKU, and else by barcode."""
