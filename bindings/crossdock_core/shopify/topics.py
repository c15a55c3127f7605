"""Which reader reads the webhooks of a topic.

One table an area, put together below; a topic stands in one of them as soon as its payload can be read whole.
Left out, of the areas that Crossdock works in:

- returns/process, whose payload Shopify publishes nowhere (its example is empty): the return is to be asked for.
- product_publications/delete and collection_publications/delete, whose published payload names neither the object nor
  the publication (its only field is a null): what is published is to be asked for.
- product_listings/add, product_listings/update, product_listings/remove, collection_listings/add,
  collection_listings/update, collection_listings/remove, scheduled_product_listings/add,
  scheduled_product_listings/update and scheduled_product_listings/remove, which tell a sales channel's app what it may
  show: less than the topics of products and collections tell of the same objects, and not their status.
- product_feeds/create, product_feeds/update, product_feeds/full_sync, product_feeds/full_sync_finish and
  product_feeds/incremental_sync, which tell the products of one country and language to who asked for a feed; Crossdock
  asks for none.
- inventory_shipments/* and inventory_transfers/*, which name goods on their way between locations by ids of lines alone;
  what they change comes as the quantity "incoming" of a level.
- markets_backup_region/update, which names a country's region and no market.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from .companies import (
    read_company,
    read_company_contact,
    read_company_location,
    read_company_role_assignment,
    read_market,
)
from .fulfilments import read_fulfilment, read_fulfilment_event, read_fulfilment_order_change
from .messages import read_app_uninstalled, read_bulk_finish, read_scopes_update, read_tombstone
from .money import read_dispute, read_refund, read_tender_transaction, read_transaction
from .order_events import read_order_edit, read_order_protection_change, read_risk_assessment_change
from .orders import read_order
from .people import (
    read_consent_update,
    read_customer,
    read_customer_merge,
    read_privacy_request,
    read_tags_change,
)
from .products import read_collection, read_product, read_publication_change, read_variant
from .returns import read_dispositions, read_return, read_return_update, read_reverse_delivery
from .stock import read_inventory_item, read_inventory_level, read_level_tombstone, read_location

__all__ = [
    "READERS",
]


def _each(read: Callable, *topics: str) -> dict[str, Callable]:
    """A reader for each topic, which is told it."""
    return {topic: partial(read, topic=topic) for topic in topics}


_CATALOGUE = {
    **_each(read_product, "products/create", "products/update"),
    **_each(read_variant, "variants/in_stock", "variants/out_of_stock"),
    **_each(read_collection, "collections/create", "collections/update"),
    **_each(
        read_publication_change,
        "collection_publications/create",
        "collection_publications/update",
        "product_publications/create",
        "product_publications/update",
    ),
    **_each(read_tombstone, "collections/delete", "products/delete"),
}

_MESSAGES = {
    "app/scopes_update": read_scopes_update,
    "app/uninstalled": read_app_uninstalled,
    "bulk_operations/finish": read_bulk_finish,
}

_MONEY = {
    **_each(read_dispute, "disputes/create", "disputes/update"),
    "order_transactions/create": read_transaction,
    "refunds/create": read_refund,
    "tender_transactions/create": read_tender_transaction,
}

_ORDERS = {
    **_each(
        read_order,
        "orders/cancelled",
        "orders/create",
        "orders/fulfilled",
        "orders/link_requested",
        "orders/paid",
        "orders/partially_fulfilled",
        "orders/updated",
    ),
    **_each(read_tombstone, "orders/delete"),
    "orders/edited": read_order_edit,
    "orders/risk_assessment_changed": read_risk_assessment_change,
    "orders/shopify_protect_eligibility_changed": read_order_protection_change,
}

_PEOPLE = {
    **_each(read_customer, "customers/create", "customers/disable", "customers/enable", "customers/update"),
    **_each(
        read_consent_update,
        "customers_email_marketing_consent/update",
        "customers_marketing_consent/update",
        "customers_whats_app_marketing_consent/update",
    ),
    **_each(read_tags_change, "customer.tags_added", "customer.tags_removed"),
    **_each(read_privacy_request, "customers/data_request", "customers/redact", "shop/redact"),
    **_each(read_tombstone, "customers/delete"),
    "customers/merge": read_customer_merge,
}

_COMPANIES = {
    **_each(read_company, "companies/create", "companies/update"),
    **_each(read_company_contact, "company_contacts/create", "company_contacts/update"),
    **_each(read_company_location, "company_locations/create", "company_locations/update"),
    **_each(read_company_role_assignment, "company_contact_roles/assign", "company_contact_roles/revoke"),
    **_each(read_market, "markets/create", "markets/update"),
    **_each(
        read_tombstone, "companies/delete", "company_contacts/delete", "company_locations/delete", "markets/delete"
    ),
}

_FULFILMENTS = {
    **_each(read_fulfilment, "fulfillments/create", "fulfillments/update"),
    **_each(read_fulfilment_event, "fulfillment_events/create", "fulfillment_events/delete"),
    **_each(
        read_fulfilment_order_change,
        "fulfillment_holds/added",
        "fulfillment_holds/released",
        "fulfillment_orders/cancellation_request_accepted",
        "fulfillment_orders/cancellation_request_rejected",
        "fulfillment_orders/cancellation_request_submitted",
        "fulfillment_orders/cancelled",
        "fulfillment_orders/fulfillment_request_accepted",
        "fulfillment_orders/fulfillment_request_rejected",
        "fulfillment_orders/fulfillment_request_submitted",
        "fulfillment_orders/fulfillment_service_failed_to_complete",
        "fulfillment_orders/hold_released",
        "fulfillment_orders/line_items_prepared_for_local_delivery",
        "fulfillment_orders/line_items_prepared_for_pickup",
        "fulfillment_orders/manually_reported_progress_stopped",
        "fulfillment_orders/merged",
        "fulfillment_orders/moved",
        "fulfillment_orders/order_routing_complete",
        "fulfillment_orders/placed_on_hold",
        "fulfillment_orders/progress_reported",
        "fulfillment_orders/rescheduled",
        "fulfillment_orders/scheduled_fulfillment_order_ready",
        "fulfillment_orders/split",
    ),
}

_RETURNS = {
    **_each(
        read_return,
        "returns/approve",
        "returns/cancel",
        "returns/close",
        "returns/decline",
        "returns/reopen",
        "returns/request",
    ),
    "returns/update": read_return_update,
    "reverse_deliveries/attach_deliverable": read_reverse_delivery,
    "reverse_fulfillment_orders/dispose": read_dispositions,
}

_STOCK = {
    **_each(read_inventory_item, "inventory_items/create", "inventory_items/update"),
    **_each(read_inventory_level, "inventory_levels/connect", "inventory_levels/update"),
    "inventory_levels/disconnect": read_level_tombstone,
    **_each(read_location, "locations/activate", "locations/create", "locations/deactivate", "locations/update"),
    **_each(read_tombstone, "inventory_items/delete", "locations/delete"),
}

READERS: Mapping[str, Callable] = MappingProxyType(
    {
        **_CATALOGUE,
        **_COMPANIES,
        **_FULFILMENTS,
        **_MESSAGES,
        **_MONEY,
        **_ORDERS,
        **_PEOPLE,
        **_RETURNS,
        **_STOCK,
    }
)
