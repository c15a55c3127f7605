"""Orders, from webhooks and from GraphQL answers."""

from .._core.shopify import (
    BulkOrders,
    DiscountAllocation,
    DiscountApplication,
    Order,
    OrderLine,
    OrdersPage,
    ShippingLine,
    TaxLine,
    read_order,
    read_order_node,
    read_orders_jsonl,
    read_orders_page,
)

__all__ = [
    "BulkOrders",
    "DiscountAllocation",
    "DiscountApplication",
    "Order",
    "OrderLine",
    "OrdersPage",
    "ShippingLine",
    "TaxLine",
    "read_order",
    "read_order_node",
    "read_orders_jsonl",
    "read_orders_page",
]
