"""What properties an object type has."""

from .._core.hubspot import (
    PropertiesResult,
    PropertyDefinition,
    PropertyGroup,
    PropertyOption,
    read_properties,
    read_properties_result,
    read_property_groups,
)

__all__ = [
    "PropertiesResult",
    "PropertyDefinition",
    "PropertyGroup",
    "PropertyOption",
    "read_properties",
    "read_properties_result",
    "read_property_groups",
]
