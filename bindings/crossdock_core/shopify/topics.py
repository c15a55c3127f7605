"""Which reader reads the webhooks of a topic.

One table an area, put together below; a topic stands in one of them as soon as its payload can be read whole.
Left out is returns/process, whose payload Shopify publishes nowhere (its example is empty): the return is to be
asked for.
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
from .orders import read_order
from .people import (
    read_consent_update,
    read_customer,
    read_customer_merge,
    read_privacy_request,
    read_tags_change,
)
from .returns import read_dispositions, read_return, read_return_update, read_reverse_delivery
from .stock import read_inventory_level

__all__ = [
    "READERS",
]


def _each(read: Callable, *topics: str) -> dict[str, Callable]:
    """A reader for each topic, which is told it."""
    return {topic: partial(read, topic=topic) for topic in topics}


_MESSAGES = {
    "app/scopes_update": read_scopes_update,
    "app/uninstalled": read_app_uninstalled,
    "bulk_operations/finish": read_bulk_finish,
}

_ORDERS = _each(
    read_order,
    "orders/cancelled",
    "orders/create",
    "orders/fulfilled",
    "orders/paid",
    "orders/partially_fulfilled",
    "orders/updated",
)

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
    "inventory_levels/update": read_inventory_level,
}

READERS: Mapping[str, Callable] = MappingProxyType(
    {
        **_COMPANIES,
        **_FULFILMENTS,
        **_MESSAGES,
        **_ORDERS,
        **_PEOPLE,
        **_RETURNS,
        **_STOCK,
    }
)
