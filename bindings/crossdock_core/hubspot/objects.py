"""Objects of any type: read, searched, created and changed in batches."""

from __future__ import annotations

from collections.abc import Sequence

from .._core.hubspot import (
    AssociatedId,
    BatchResult,
    Filter,
    NewAssociation,
    ObjectInput,
    ObjectPage,
    RemoteObject,
    read_batch_result,
    read_list_page,
    read_object,
    read_search_page,
    write_batch_archive,
    write_batch_create,
    write_batch_read,
    write_batch_update,
    write_batch_upsert,
    write_object_search,
)

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

# The words of contacts for what all types of objects share.
Contact = ObjectInput
RemoteContact = RemoteObject
SearchPage = ObjectPage


def write_contacts_upsert(contacts: Sequence[ObjectInput], *, id_property: str = "email") -> bytes:
    return write_batch_upsert(contacts, id_property=id_property)


def write_search(
    *, property: str, greater_or_equal: str, properties: Sequence[str], after: str | None = None, limit: int = 100
) -> bytes:
    return write_object_search(
        groups=[[Filter(property, "GTE", greater_or_equal)]],
        sort_property=property,
        properties=properties,
        after=after,
        limit=limit,
    )
