"""HubSpot's bytes to values and back, an area a module.

Every type of object is read and written alike; its type stands in the address of a call. Readers take any
buffer and validate the whole of it; they raise ``DecodeError`` or ``LimitError``.
"""

from .associations import *
from .engagement import *
from .messages import *
from .objects import *
from .properties import *

__all__ = [
    "AssociatedId",
    "AssociatedObject",
    "AssociationEvent",
    "AssociationInput",
    "AssociationType",
    "AssociationsResult",
    "BatchError",
    "BatchResult",
    "Contact",
    "Engagement",
    "ErrorBody",
    "ErrorDetail",
    "Filter",
    "MadeAssociation",
    "MadeAssociations",
    "MergeEvent",
    "NewAssociation",
    "ObjectAssociations",
    "ObjectInput",
    "ObjectPage",
    "PropertiesResult",
    "PropertyDefinition",
    "PropertyGroup",
    "PropertyOption",
    "RemoteContact",
    "RemoteObject",
    "SearchPage",
    "SegmentMembership",
    "ServiceCase",
    "WebhookEvent",
    "engagement_of",
    "engagement_properties",
    "read_association_types",
    "read_associations",
    "read_associations_page",
    "read_batch_result",
    "read_error",
    "read_list_page",
    "read_made_associations",
    "read_object",
    "read_properties",
    "read_properties_result",
    "read_property_groups",
    "read_search_page",
    "read_segments",
    "read_webhook_events",
    "service_case_of",
    "service_case_properties",
    "write_associations_archive",
    "write_associations_create",
    "write_associations_read",
    "write_batch_archive",
    "write_batch_create",
    "write_batch_read",
    "write_batch_update",
    "write_batch_upsert",
    "write_contacts_upsert",
    "write_object_search",
    "write_search",
]
