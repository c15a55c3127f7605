"""Links between objects: read, made and removed."""

from .._core.hubspot import (
    AssociatedObject,
    AssociationInput,
    AssociationsResult,
    AssociationType,
    MadeAssociation,
    MadeAssociations,
    ObjectAssociations,
    read_association_types,
    read_associations,
    read_associations_page,
    read_made_associations,
    write_associations_archive,
    write_associations_create,
    write_associations_read,
)

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
