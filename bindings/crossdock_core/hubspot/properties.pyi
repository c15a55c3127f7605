from typing import ClassVar

from typing_extensions import Buffer

from .messages import BatchError

__all__ = [
    "PropertiesResult",
    "PropertyDefinition",
    "PropertyGroup",
    "PropertyOption",
    "read_properties",
    "read_properties_result",
    "read_property_groups",
]

class PropertyOption:
    """One value that a choice allows."""

    @property
    def value(self) -> str:
        """What is stored."""
    @property
    def label(self) -> str:
        """What people see."""
    @property
    def display_order(self) -> int | None: ...
    @property
    def hidden(self) -> bool: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class PropertyDefinition:
    """A property of an object type."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def type(self) -> str:
        """ "string", "number", "date", "datetime", "enumeration", "bool" and others."""
    @property
    def field_type(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def options(self) -> list[PropertyOption]: ...
    @property
    def has_unique_value(self) -> bool:
        """It can identify an object in an upsert."""
    @property
    def calculated(self) -> bool: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def archived(self) -> bool: ...
    @property
    def hubspot_defined(self) -> bool: ...
    @property
    def read_only(self) -> bool:
        """Its values cannot be written."""
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class PropertyGroup:
    """A group of properties."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def archived(self) -> bool: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class PropertiesResult:
    """The answer to a batch create or read of properties."""

    @property
    def status(self) -> str: ...
    @property
    def results(self) -> list[PropertyDefinition]: ...
    @property
    def errors(self) -> list[BatchError]: ...

def read_properties(body: Buffer) -> list[PropertyDefinition]:
    """Read a type's properties."""

def read_properties_result(body: Buffer) -> PropertiesResult:
    """Read the answer to a batch create or read of properties."""

def read_property_groups(body: Buffer) -> list[PropertyGroup]:
    """Read a type's groups of properties."""
