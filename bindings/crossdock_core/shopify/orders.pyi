from datetime import datetime
from decimal import Decimal
from os import PathLike
from typing import ClassVar

from typing_extensions import Buffer

from .catalogue import BulkObjects
from .fulfilments import Fulfilment
from .money import Refund, Transaction
from .people import Address, Customer

__all__ = [
    "AdditionalFee",
    "BulkOrders",
    "DiscountAllocation",
    "DiscountApplication",
    "Duty",
    "LineGroup",
    "Order",
    "OrderCompany",
    "OrderLine",
    "OrderPaymentTerms",
    "OrderRisk",
    "OrdersPage",
    "PaymentSchedule",
    "RiskAssessment",
    "RiskFact",
    "ShippingLine",
    "TaxLine",
    "read_order",
    "read_order_node",
    "read_orders_jsonl",
    "read_orders_page",
]

class TaxLine:
    """One tax on a line, on shipping, on a duty or fee, or on the whole order."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def title(self) -> str: ...
    @property
    def rate(self) -> Decimal | None:
        """0.06 is six per cent; None where the seller's tax service gives an amount only."""
    @property
    def price(self) -> Decimal:
        """The tax itself."""
    @property
    def presentment_price(self) -> Decimal | None: ...
    @property
    def channel_liable(self) -> bool | None:
        """True where the sales channel, not the merchant, owes the tax."""
    @property
    def source(self) -> str | None:
        """The tax service that computed it, where one is named."""

class DiscountAllocation:
    """The part of a discount that falls on one line."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def presentment_amount(self) -> Decimal | None: ...
    @property
    def application_index(self) -> int | None:
        """Into Order.discount_applications."""

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
        """Money or per cent, as value_type says."""
    @property
    def value_type(self) -> str:
        """ "percentage" or "fixed_amount"."""
    @property
    def target_type(self) -> str:
        """ "line_item" or "shipping_line"."""
    @property
    def target_selection(self) -> str | None:
        """ "all", "entitled" or "explicit"."""
    @property
    def allocation_method(self) -> str:
        """ "across", "each" or "one"."""

class Duty:
    """Duty on one line, which the buyer pays at checkout."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None: ...
    @property
    def harmonized_system_code(self) -> str | None: ...
    @property
    def country_of_origin(self) -> str | None:
        """ISO 3166-1 alpha-2."""
    @property
    def price(self) -> Decimal: ...
    @property
    def presentment_price(self) -> Decimal | None: ...
    @property
    def tax_lines(self) -> list[TaxLine]: ...

class AdditionalFee:
    """A fee on the whole order: "Import fee"."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def price(self) -> Decimal: ...
    @property
    def presentment_price(self) -> Decimal | None: ...
    @property
    def tax_lines(self) -> list[TaxLine]: ...

class LineGroup:
    """A bundle as it was sold; its components are lines that name it."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str | None: ...
    @property
    def quantity(self) -> int | None: ...
    @property
    def variant_id(self) -> int | None:
        """The bundle's own, not a component's."""
    @property
    def product_id(self) -> int | None: ...
    @property
    def sku(self) -> str | None: ...
    @property
    def properties(self) -> list[tuple[str, str]]: ...

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
    def fulfillable_quantity(self) -> int | None:
        """Units still to be sent."""
    @property
    def price(self) -> Decimal:
        """One unit, before discounts."""
    @property
    def presentment_price(self) -> Decimal | None: ...
    @property
    def discount_allocations(self) -> list[DiscountAllocation]: ...
    @property
    def total_discount(self) -> Decimal: ...
    @property
    def presentment_total_discount(self) -> Decimal | None: ...
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
    @property
    def group_id(self) -> int | None:
        """The bundle it is a component of, in Order.line_groups."""
    @property
    def duties(self) -> list[Duty] | None: ...
    @property
    def tip_payment_gateway(self) -> str | None:
        """Of a tip only, by what it was paid; no query tells it and the next."""
    @property
    def tip_payment_method(self) -> str | None: ...
    @property
    def is_custom(self) -> bool:
        """A line of the merchant's own making, a tip, or one whose product is gone from the store."""

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
        """Before discounts."""
    @property
    def presentment_price(self) -> Decimal | None: ...
    @property
    def discount_allocations(self) -> list[DiscountAllocation]: ...
    @property
    def tax_lines(self) -> list[TaxLine]: ...
    @property
    def is_removed(self) -> bool: ...

class RiskFact:
    """Why an assessment came out as it did."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def description(self) -> str: ...
    @property
    def sentiment(self) -> str:
        """ "positive", "neutral", "negative", or newer."""

class RiskAssessment:
    """What one app, or Shopify, thinks of an order."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def level(self) -> str:
        """ "low", "medium", "high", "none", "pending", or newer."""
    @property
    def provider_app_id(self) -> int | None:
        """None for Shopify itself."""
    @property
    def facts(self) -> list[RiskFact]: ...

class OrderRisk:
    """What all assessments of an order's risk come to."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def recommendation(self) -> str:
        """ "accept", "investigate", "cancel", "none", or newer."""
    @property
    def assessments(self) -> list[RiskAssessment]: ...

class OrderCompany:
    """The business that bought, where the buyer acted for one."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def company_id(self) -> int: ...
    @property
    def location_id(self) -> int | None: ...
    @property
    def contact_id(self) -> int | None:
        """No webhook tells it."""

class PaymentSchedule:
    """One date on which a part of an order is to be paid."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None: ...
    @property
    def amount(self) -> Decimal | None:
        """What is due, in ``currency``."""
    @property
    def balance(self) -> Decimal | None:
        """What of it is not paid yet."""
    @property
    def currency(self) -> str | None:
        """ISO 4217."""
    @property
    def issued_at(self) -> datetime | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def completed_at(self) -> datetime | None: ...

class OrderPaymentTerms:
    """When an order is to be paid."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str | None:
        """ "Net 30"."""
    @property
    def type(self) -> str | None:
        """ "net", "fixed", "receipt", "fulfillment", "unknown", or newer."""
    @property
    def due_in_days(self) -> int | None: ...
    @property
    def schedules(self) -> list[PaymentSchedule] | None: ...

class Order:
    """An order, whichever way it came; equal in all that two ways tell.

    Money is in the store's currency, save ``presentment_...``, which is in the buyer's; it is None where the source does
    not tell it and the currencies differ. An optional section that is None was not told, one that is empty holds nothing.
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
    def cancel_reason(self) -> str | None: ...
    @property
    def currency(self) -> str:
        """ISO 4217."""
    @property
    def presentment_currency(self) -> str:
        """ISO 4217."""
    @property
    def taxes_included(self) -> bool: ...
    @property
    def test(self) -> bool: ...
    @property
    def confirmed(self) -> bool | None:
        """The order is binding for the store."""
    @property
    def confirmation_number(self) -> str | None:
        """What the buyer was shown: "XPAV284CT"."""
    @property
    def duties_included(self) -> bool | None:
        """In the prices."""
    @property
    def estimated_taxes(self) -> bool | None:
        """Taxes may still change."""
    @property
    def tax_exempt(self) -> bool | None: ...
    @property
    def financial_status(self) -> str | None: ...
    @property
    def fulfillment_status(self) -> str | None: ...
    @property
    def email(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def po_number(self) -> str | None:
        """The buyer's own number for the purchase."""
    @property
    def source_name(self) -> str | None:
        """The channel: "web", "pos", "shopify_draft_order", an app's id."""
    @property
    def source_identifier(self) -> str | None:
        """The order's number in that channel."""
    @property
    def app_id(self) -> int | None:
        """The app that created it."""
    @property
    def merchant_of_record_app_id(self) -> int | None:
        """Who owes the taxes, where not the merchant."""
    @property
    def location_id(self) -> int | None:
        """Where it was sold in person."""
    @property
    def customer_locale(self) -> str | None:
        """ "en-CA"."""
    @property
    def accepts_marketing(self) -> bool | None:
        """What the buyer ticked at this checkout."""
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
    def company(self) -> OrderCompany | None: ...
    @property
    def payment_terms(self) -> OrderPaymentTerms | None: ...
    @property
    def billing_address(self) -> Address | None: ...
    @property
    def shipping_address(self) -> Address | None: ...
    @property
    def lines(self) -> list[OrderLine]: ...
    @property
    def line_groups(self) -> list[LineGroup] | None:
        """By id; webhooks tell them from 2025-10 on."""
    @property
    def shipping_lines(self) -> list[ShippingLine]: ...
    @property
    def tax_lines(self) -> list[TaxLine]: ...
    @property
    def discount_applications(self) -> list[DiscountApplication]: ...
    @property
    def additional_fees(self) -> list[AdditionalFee] | None:
        """Webhooks tell their sum only."""
    @property
    def total(self) -> Decimal:
        """As ordered, as the following ones."""
    @property
    def presentment_total(self) -> Decimal:
        """As ordered."""
    @property
    def subtotal(self) -> Decimal: ...
    @property
    def presentment_subtotal(self) -> Decimal | None: ...
    @property
    def total_tax(self) -> Decimal: ...
    @property
    def presentment_total_tax(self) -> Decimal | None: ...
    @property
    def total_discounts(self) -> Decimal: ...
    @property
    def presentment_total_discounts(self) -> Decimal | None: ...
    @property
    def total_shipping(self) -> Decimal: ...
    @property
    def presentment_total_shipping(self) -> Decimal | None: ...
    @property
    def total_tip(self) -> Decimal:
        """0 where there is none."""
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
    def total_cash_rounding_refund(self) -> Decimal | None:
        """Of refunds."""
    @property
    def current_total(self) -> Decimal:
        """After edits, returns and refunds, as the following ones."""
    @property
    def current_subtotal(self) -> Decimal | None: ...
    @property
    def current_total_tax(self) -> Decimal | None: ...
    @property
    def current_total_discounts(self) -> Decimal | None: ...
    @property
    def current_total_shipping(self) -> Decimal | None:
        """Webhooks tell it from 2024-10 on."""
    @property
    def current_total_duties(self) -> Decimal | None: ...
    @property
    def current_total_additional_fees(self) -> Decimal | None: ...
    @property
    def total_outstanding(self) -> Decimal | None:
        """Not paid yet; below zero, still to be paid back."""
    @property
    def total_refund_discrepancy(self) -> Decimal | None:
        """What refunds gave less than their parts say."""
    @property
    def risk(self) -> OrderRisk | None: ...
    @property
    def transactions(self) -> list[Transaction] | None: ...
    @property
    def refunds(self) -> list[Refund] | None: ...
    @property
    def fulfilments(self) -> list[Fulfilment] | None: ...
    @property
    def return_ids(self) -> list[int] | None:
        """Sorted."""

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
