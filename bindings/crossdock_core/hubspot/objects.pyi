from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from typing_extensions import Buffer

from .associations import AssociationType
from .messages import BatchError

__all__ = [
    "AssociatedId",
    "BatchResult",
    "Contact",
    "Filter",
    "NewAssociation",
    "ObjectInput",
    "ObjectPage",
    "RemoteContact",
    "RemoteObject",
    "SearchPage",
    "read_batch_result",
    "read_list_page",
    "read_object",
    "read_search_page",
    "write_batch_archive",
    "write_batch_create",
    "write_batch_read",
    "write_batch_update",
    "write_batch_upsert",
    "write_contacts_upsert",
    "write_object_search",
    "write_search",
]

class AssociatedId:
    """An object that an answer names beside the object itself."""

    @property
    def id(self) -> str: ...
    @property
    def type(self) -> str:
        """ "contact_to_company", ...; empty where it is not told."""
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class RemoteObject:
    """An object of any type as HubSpot holds it."""

    @property
    def id(self) -> str: ...
    @property
    def properties(self) -> dict[str, str | None]:
        """All values are text, as HubSpot writes them."""
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def archived_at(self) -> datetime | None: ...
    @property
    def new(self) -> bool | None:
        """Told by upserts alone."""
    @property
    def trace_id(self) -> str | None: ...
    @property
    def archived(self) -> bool: ...
    @property
    def associations(self) -> dict[str, list[AssociatedId]]:
        """By the plural name of the other type; only where a list or a single read asked for them."""
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def text(self, property: str) -> str | None:
        """A property's text; None when it is empty, null or was not asked for, as for the readings below.

        Those raise DecodeError when the text is not of the type.
        """
    def decimal(self, property: str) -> Decimal | None: ...
    def integer(self, property: str) -> int | None: ...
    def boolean(self, property: str) -> bool | None:
        """Of "true" and "false"."""
    def timestamp(self, property: str) -> datetime | None:
        """Of ISO 8601 with an offset, a date alone (midnight UTC), or milliseconds since 1970 UTC."""
    def choices(self, property: str) -> list[str]:
        """The chosen options of a property with several, sorted."""

RemoteContact = RemoteObject

class BatchResult:
    """The answer to a batch, whole or in part."""

    @property
    def status(self) -> str:
        """ "COMPLETE", ... as written."""
    @property
    def results(self) -> list[RemoteObject]: ...
    @property
    def errors(self) -> list[BatchError]: ...

class ObjectPage:
    """One page of a search or a list."""

    @property
    def total(self) -> int | None:
        """Told by searches alone."""
    @property
    def results(self) -> list[RemoteObject]: ...
    @property
    def after(self) -> str | None:
        """None on the last page."""

SearchPage = ObjectPage

class NewAssociation:
    """A link to make together with a new object."""

    def __init__(self, to_id: str, types: Sequence[AssociationType]) -> None: ...
    @property
    def to_id(self) -> str: ...
    @property
    def types(self) -> list[AssociationType]: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class ObjectInput:
    """One object to create or change; every property's value is text, and an empty one clears it."""

    def __init__(
        self,
        id_value: str,
        properties: Sequence[tuple[str, str]],
        trace_id: str | None = None,
        *,
        associations: Sequence[NewAssociation] = ...,
    ) -> None: ...
    @property
    def id_value(self) -> str:
        """HubSpot's id, or the value of the identifying property; empty of an object to create."""
    @property
    def properties(self) -> list[tuple[str, str]]: ...
    @property
    def trace_id(self) -> str | None:
        """Comes back with the result or the error of this input."""
    @property
    def associations(self) -> list[NewAssociation]:
        """Of objects to create alone."""
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

Contact = ObjectInput

class Filter:
    """One condition of a search, with HubSpot's operator: "EQ", "BETWEEN" (two values), "IN" (``values``), ..."""

    def __init__(
        self,
        property_name: str,
        operator: str,
        value: str | None = None,
        *,
        high_value: str | None = None,
        values: Sequence[str] = ...,
    ) -> None: ...
    @property
    def property_name(self) -> str: ...
    @property
    def operator(self) -> str: ...
    @property
    def value(self) -> str | None: ...
    @property
    def high_value(self) -> str | None: ...
    @property
    def values(self) -> list[str]: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

def read_object(body: Buffer) -> RemoteObject:
    """Read the answer to a read or write of one object."""

def read_batch_result(body: Buffer) -> BatchResult:
    """Read the answer to a batch call of status 200, 201 or 207; errors are read whatever the status."""

def read_search_page(body: Buffer) -> ObjectPage:
    """Read one page of a search."""

def read_list_page(body: Buffer) -> ObjectPage:
    """Read one page of a type's objects."""

def write_batch_upsert(inputs: Sequence[ObjectInput], *, id_property: str) -> bytes:
    """Write a batch upsert.

    LimitError beyond 100 inputs, as for the other batches; InputError for none, a blank id or a property twice.
    """

def write_contacts_upsert(contacts: Sequence[ObjectInput], *, id_property: str = "email") -> bytes:
    """Write a batch upsert of contacts, which their addresses identify."""

def write_batch_create(inputs: Sequence[ObjectInput]) -> bytes:
    """Write a batch create; InputError for an input with an id."""

def write_batch_update(inputs: Sequence[ObjectInput], *, id_property: str | None = None) -> bytes:
    """Write a batch update, by HubSpot's ids where no property is named."""

def write_batch_read(ids: Sequence[str], properties: Sequence[str], id_property: str | None = None) -> bytes:
    """Write a batch read."""

def write_batch_archive(ids: Sequence[str]) -> bytes:
    """Write a batch archive, by HubSpot's ids."""

def write_object_search(
    *,
    groups: Sequence[Sequence[Filter]] = ...,
    query: str | None = None,
    sort_property: str | None = None,
    descending: bool = False,
    properties: Sequence[str] = ...,
    after: str | None = None,
    limit: int = 100,
) -> bytes:
    """Write a search for the objects that fit all filters of any one group.

    LimitError beyond 200 results a page, 10,000 in all, 5 groups, 6 filters a group, 18 filters, or 3,000
    characters of ``query``.
    """

def write_search(
    *,
    property: str,
    greater_or_equal: str,
    properties: Sequence[str],
    after: str | None = None,
    limit: int = 100,
) -> bytes:
    """Write a search by one property, sorted by it ascending; LimitError unless 1 <= limit <= 200."""
