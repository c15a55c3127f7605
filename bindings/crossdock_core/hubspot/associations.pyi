from collections.abc import Sequence
from typing import ClassVar

from typing_extensions import Buffer

from .messages import BatchError

__all__ = [
    "AssociatedObject",
    "AssociationInput",
    "AssociationType",
    "AssociationsResult",
    "MadeAssociation",
    "MadeAssociations",
    "ObjectAssociations",
    "read_association_types",
    "read_associations",
    "read_associations_page",
    "read_made_associations",
    "write_associations_archive",
    "write_associations_create",
    "write_associations_read",
]

class AssociationType:
    """What a link means: "HUBSPOT_DEFINED" and an id such as 507 (order to contact), or the account's own."""

    def __init__(self, category: str, type_id: int) -> None: ...
    @property
    def category(self) -> str: ...
    @property
    def type_id(self) -> int: ...
    @property
    def label(self) -> str | None:
        """None of the unlabelled ones."""
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class AssociatedObject:
    """An object that another one is linked to."""

    @property
    def to_id(self) -> str: ...
    @property
    def types(self) -> list[AssociationType]: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class ObjectAssociations:
    """The links of one object to objects of another type, or a page of them."""

    @property
    def from_id(self) -> str: ...
    @property
    def to(self) -> list[AssociatedObject]: ...
    @property
    def after(self) -> str | None:
        """More follow; None on the last page."""
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class AssociationsResult:
    """The answer to a batch read of links."""

    @property
    def status(self) -> str: ...
    @property
    def results(self) -> list[ObjectAssociations]: ...
    @property
    def errors(self) -> list[BatchError]: ...

class MadeAssociation:
    """A link that was made."""

    @property
    def from_id(self) -> str: ...
    @property
    def to_id(self) -> str: ...
    @property
    def labels(self) -> list[str]: ...
    @property
    def default_type(self) -> AssociationType | None:
        """Of a default association alone."""
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class MadeAssociations:
    """The answer to a batch that makes links."""

    @property
    def status(self) -> str: ...
    @property
    def results(self) -> list[MadeAssociation]: ...
    @property
    def errors(self) -> list[BatchError]: ...

class AssociationInput:
    """A link to make or to remove."""

    def __init__(self, from_id: str, to_id: str, types: Sequence[AssociationType] = ...) -> None: ...
    @property
    def from_id(self) -> str: ...
    @property
    def to_id(self) -> str: ...
    @property
    def types(self) -> list[AssociationType]: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

def read_associations(body: Buffer) -> AssociationsResult:
    """Read the answer to a batch read of links."""

def read_associations_page(body: Buffer, from_id: str) -> ObjectAssociations:
    """Read a page of the links of the object ``from_id``, which stands in the call's address."""

def read_made_associations(body: Buffer) -> MadeAssociations:
    """Read the answer to a batch that makes links, default ones included."""

def read_association_types(body: Buffer) -> list[AssociationType]:
    """Read the types and labels of links between two object types."""

def write_associations_create(inputs: Sequence[AssociationInput]) -> bytes:
    """Write a batch that makes links, or removes labels; LimitError beyond 2,000, InputError without a type."""

def write_associations_archive(inputs: Sequence[AssociationInput]) -> bytes:
    """Write a batch that removes all links between two objects each; LimitError beyond 2,000."""

def write_associations_read(objects: Sequence[tuple[str, str | None]]) -> bytes:
    """Write a batch read of links, each object with the ``after`` of its page; LimitError beyond 1,000."""
