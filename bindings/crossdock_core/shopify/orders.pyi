from datetime import datetime
from decimal import Decimal
from os import PathLike
from typing import ClassVar

from typing_extensions import Buffer

from .catalogue import BulkObjects
from .people import Address, Customer

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

class TaxLine:
    """One tax on a line, on shipping or on the whole order."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def title(self) -> str: ...
    @property
    def rate(self) -> Decimal | None:
        """0.06 is six per cent; None where only an amount is told."""
    @property
    def price(self) -> Decimal:
        """The tax itself, in the store's currency."""
    @property
    def channel_liable(self) -> bool | None:
        """True where the sales channel owes the tax."""

class DiscountAllocation:
    """The part of a discount that falls on one line."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def application_index(self) -> int | None:
        """Into ``Order.discount_applications``."""

class DiscountApplication:
    """Why something is cheaper."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def title(self) -> str:
        """What the buyer saw; for a code, the code."""
    @property
    def code(self) -> str | None: ...
    @property
    def kind(self) -> str:
        """ "discount_code", "manual", "automatic", "script", or newer."""
    @property
    def value(self) -> Decimal:
        """Money or per cent, as ``value_type`` says."""
    @property
    def value_type(self) -> str:
        """ "percentage" or "fixed_amount"."""
    @property
    def target_type(self) -> str:
        """ "line_item" or "shipping_line"."""
    @property
    def allocation_method(self) -> str:
        """ "across", "each" or "one"."""

class OrderLine:
    """One line of goods."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def variant_id(self) -> int | None: ...
    @property
    def product_id(self) -> int | None: ...
    @property
    def sku(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def variant_title(self) -> str | None: ...
    @property
    def name(self) -> str: ...
    @property
    def quantity(self) -> int:
        """Units ordered."""
    @property
    def current_quantity(self) -> int:
        """Units left after removals and refunds."""
    @property
    def price(self) -> Decimal:
        """One unit before discounts, in the store's currency."""
    @property
    def discount_allocations(self) -> list[DiscountAllocation]: ...
    @property
    def total_discount(self) -> Decimal: ...
    @property
    def tax_lines(self) -> list[TaxLine]: ...
    @property
    def requires_shipping(self) -> bool: ...
    @property
    def taxable(self) -> bool: ...
    @property
    def gift_card(self) -> bool: ...
    @property
    def properties(self) -> list[tuple[str, str]]: ...

class ShippingLine:
    """One shipping method of an order."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None: ...
    @property
    def title(self) -> str: ...
    @property
    def code(self) -> str | None: ...
    @property
    def source(self) -> str | None: ...
    @property
    def carrier_identifier(self) -> str | None: ...
    @property
    def price(self) -> Decimal:
        """Before discounts, in the store's currency."""
    @property
    def discount_allocations(self) -> list[DiscountAllocation]: ...
    @property
    def tax_lines(self) -> list[TaxLine]: ...
    @property
    def is_removed(self) -> bool: ...

class Order:
    """An order; equal whichever way it came.

    All money but ``presentment_total`` is in the store's currency.
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def gid(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def order_number(self) -> int | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def updated_at(self) -> datetime: ...
    @property
    def processed_at(self) -> datetime | None: ...
    @property
    def cancelled_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def cancel_reason(self) -> str | None:
        """Lower case."""
    @property
    def currency(self) -> str:
        """ISO 4217."""
    @property
    def presentment_currency(self) -> str:
        """ISO 4217; the buyer's."""
    @property
    def taxes_included(self) -> bool: ...
    @property
    def test(self) -> bool: ...
    @property
    def financial_status(self) -> str | None:
        """Lower case."""
    @property
    def fulfillment_status(self) -> str | None:
        """None, "partial", "fulfilled", "restocked", or newer."""
    @property
    def email(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def source_name(self) -> str | None: ...
    @property
    def tags(self) -> list[str]:
        """Sorted."""
    @property
    def attributes(self) -> list[tuple[str, str]]: ...
    @property
    def discount_codes(self) -> list[str]: ...
    @property
    def payment_gateway_names(self) -> list[str]: ...
    @property
    def customer(self) -> Customer | None: ...
    @property
    def billing_address(self) -> Address | None: ...
    @property
    def shipping_address(self) -> Address | None: ...
    @property
    def lines(self) -> list[OrderLine]: ...
    @property
    def shipping_lines(self) -> list[ShippingLine]: ...
    @property
    def tax_lines(self) -> list[TaxLine]: ...
    @property
    def discount_applications(self) -> list[DiscountApplication]: ...
    @property
    def total(self) -> Decimal: ...
    @property
    def subtotal(self) -> Decimal: ...
    @property
    def total_tax(self) -> Decimal: ...
    @property
    def total_discounts(self) -> Decimal: ...
    @property
    def total_shipping(self) -> Decimal: ...
    @property
    def total_tip(self) -> Decimal: ...
    @property
    def total_duties(self) -> Decimal:
        """0 where there are none."""
    @property
    def total_additional_fees(self) -> Decimal:
        """0 where there are none."""
    @property
    def total_cash_rounding(self) -> Decimal:
        """Of payments."""
    @property
    def current_total(self) -> Decimal:
        """After edits and refunds."""
    @property
    def presentment_total(self) -> Decimal:
        """In ``presentment_currency``."""

class BulkOrders(BulkObjects[Order]):
    """The orders of a bulk file. ``len()`` is their number."""

class OrdersPage:
    """One page of orders."""

    @property
    def orders(self) -> list[tuple[int, datetime, bytes]]:
        """(order id, updated_at, the node for ``read_order_node``)."""
    @property
    def has_next(self) -> bool: ...
    @property
    def end_cursor(self) -> str | None:
        """Always there when ``has_next`` is."""

def read_order(body: Buffer, topic: str = "orders/create") -> Order:
    """Read the payload of a webhook that carries a whole order; ``topic`` stands in errors."""

def read_order_node(body: Buffer) -> Order:
    """Read an Order node as order_fragment.graphql selects it; DecodeError when a connection has more."""

def read_orders_jsonl(path: str | PathLike[str] | Buffer) -> BulkOrders:
    """Read the file of a bulk query of orders at a path, or its bytes; a bad line costs its own order alone.

    LimitError when it holds more than 256 MiB or 5 million lines.
    """

def read_orders_page(data: Buffer) -> OrdersPage:
    """Read "data" of ``{orders {nodes {id updatedAt ...} pageInfo {hasNextPage endCursor}}}``."""
