"""The rival's order: msgspec's Structs with the fields of a webhook that ``read_order`` reads, money as Decimal.

A field that the core reads is a field here, under the name the webhook gives it, so that the two decode the same.
``canonical()`` says for each Struct what the core's value of it is: that the race is between equal results is checked
field by field before it begins, and costs the rival nothing.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

Fields = dict[str, Any]
ZERO = Decimal(0)


class Money(Struct):
    amount: Decimal
    currency_code: str


class Bag(Struct):
    """An amount in the store's currency; the buyer's is skipped, as the core skips it."""

    shop_money: Money


class BagOfBoth(Bag):
    """The same with the amount in the buyer's currency."""

    presentment_money: Money


class NameValue(Struct):
    name: str
    value: str | None = None

    def canonical(self) -> list[str]:
        return [self.name, self.value or ""]


class TaxLine(Struct):
    price: Decimal
    price_set: Bag
    title: str = ""
    rate: Decimal | None = None
    channel_liable: bool | None = None

    def canonical(self) -> Fields:
        return {
            "title": self.title,
            "rate": self.rate,
            "price": self.price_set.shop_money.amount,
            "channel_liable": self.channel_liable,
        }


class DiscountAllocation(Struct):
    amount: Decimal
    amount_set: Bag
    discount_application_index: int | None = None

    def canonical(self) -> Fields:
        return {"amount": self.amount, "application_index": self.discount_application_index}


class DiscountApplication(Struct):
    type: str
    value: Decimal
    value_type: str
    target_type: str
    allocation_method: str
    code: str | None = None
    title: str = ""
    description: str = ""

    def canonical(self) -> Fields:
        return {
            "title": self.code or self.title or self.description,
            "code": self.code or None,
            "kind": self.type,
            "value": self.value,
            "value_type": self.value_type,
            "target_type": self.target_type,
            "allocation_method": self.allocation_method,
        }


class Address(Struct):
    first_name: str | None = None
    last_name: str | None = None
    name: str | None = None
    company: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    zip: str | None = None
    province: str | None = None
    province_code: str | None = None
    country: str | None = None
    country_code: str | None = None
    phone: str | None = None

    def canonical(self) -> Fields:
        return {name: getattr(self, name) or None for name in self.__struct_fields__}


class Customer(Struct):
    id: int
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    tags: str = ""
    tax_exempt: bool = False
    updated_at: datetime | None = None
    default_address: Address | None = None

    def canonical(self) -> Fields:
        plain = {name: getattr(self, name) for name in ("id", "tax_exempt", "updated_at")}
        texts = {name: getattr(self, name) or None for name in ("email", "first_name", "last_name", "phone")}
        address = canonical(self.default_address)
        return {**plain, **texts, "tags": sorted_tags(self.tags), "default_address": address}


class Line(Struct):
    id: int
    quantity: int
    price: Decimal
    price_set: Bag
    total_discount: Decimal
    total_discount_set: Bag
    requires_shipping: bool
    taxable: bool
    gift_card: bool
    variant_id: int | None = None
    product_id: int | None = None
    sku: str | None = None
    title: str = ""
    variant_title: str | None = None
    name: str = ""
    current_quantity: int | None = None
    discount_allocations: list[DiscountAllocation] = []
    tax_lines: list[TaxLine] = []
    properties: list[NameValue] = []

    def canonical(self) -> Fields:
        same = (
            "id",
            "variant_id",
            "product_id",
            "title",
            "name",
            "quantity",
            "requires_shipping",
            "taxable",
            "gift_card",
        )
        return {
            **{name: getattr(self, name) for name in same},
            "sku": self.sku or None,
            "variant_title": self.variant_title or None,
            "current_quantity": self.quantity if self.current_quantity is None else self.current_quantity,
            "price": self.price,
            "discount_allocations": canonical(self.discount_allocations),
            "total_discount": self.total_discount,
            "tax_lines": canonical(self.tax_lines),
            "properties": canonical(self.properties),
        }


class ShippingLine(Struct):
    price: Decimal
    price_set: Bag
    id: int | None = None
    title: str = ""
    code: str | None = None
    source: str | None = None
    carrier_identifier: str | None = None
    discount_allocations: list[DiscountAllocation] = []
    tax_lines: list[TaxLine] = []
    is_removed: bool = False

    def canonical(self) -> Fields:
        return {
            "id": self.id,
            "title": self.title,
            "code": self.code or None,
            "source": self.source or None,
            "carrier_identifier": self.carrier_identifier or None,
            "price": self.price,
            "discount_allocations": canonical(self.discount_allocations),
            "tax_lines": canonical(self.tax_lines),
            "is_removed": self.is_removed,
        }


class DiscountCode(Struct):
    code: str


class Order(Struct):
    id: int
    name: str
    created_at: datetime
    updated_at: datetime
    currency: str
    taxes_included: bool
    line_items: list[Line]
    shipping_lines: list[ShippingLine]
    total_price: Decimal
    total_price_set: BagOfBoth
    subtotal_price: Decimal
    subtotal_price_set: Bag
    total_tax: Decimal
    total_tax_set: Bag
    total_discounts: Decimal
    total_discounts_set: Bag
    total_shipping_price_set: Bag
    current_total_price: Decimal
    current_total_price_set: Bag
    admin_graphql_api_id: str | None = None
    order_number: int | None = None
    processed_at: datetime | None = None
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    cancel_reason: str | None = None
    presentment_currency: str | None = None
    test: bool = False
    financial_status: str | None = None
    fulfillment_status: str | None = None
    email: str | None = None
    phone: str | None = None
    note: str | None = None
    source_name: str | None = None
    tags: str = ""
    note_attributes: list[NameValue] = []
    discount_codes: list[DiscountCode] = []
    payment_gateway_names: list[str] = []
    customer: Customer | None = None
    billing_address: Address | None = None
    shipping_address: Address | None = None
    tax_lines: list[TaxLine] = []
    discount_applications: list[DiscountApplication] = []
    total_tip_received: Decimal | None = None
    original_total_duties_set: Bag | None = None
    original_total_additional_fees_set: Bag | None = None
    total_cash_rounding_payment_adjustment_set: Bag | None = None

    def canonical(self) -> Fields:
        same = ("id", "name", "order_number", "created_at", "updated_at", "processed_at", "cancelled_at", "closed_at")
        texts = ("cancel_reason", "financial_status", "fulfillment_status", "email", "phone", "note", "source_name")
        parts = (
            "customer",
            "billing_address",
            "shipping_address",
            "shipping_lines",
            "tax_lines",
            "discount_applications",
        )
        return {
            **{name: getattr(self, name) for name in (*same, "currency", "taxes_included", "test")},
            **{name: getattr(self, name) or None for name in texts},
            **{name: canonical(getattr(self, name)) for name in parts},
            "gid": self.admin_graphql_api_id,
            "presentment_currency": self.presentment_currency or self.currency,
            "tags": sorted_tags(self.tags),
            "attributes": canonical(self.note_attributes),
            "discount_codes": [discount.code for discount in self.discount_codes],
            "payment_gateway_names": self.payment_gateway_names,
            "lines": canonical(self.line_items),
            "total": self.total_price,
            "subtotal": self.subtotal_price,
            "total_tax": self.total_tax,
            "total_discounts": self.total_discounts,
            "total_shipping": of_shop(self.total_shipping_price_set),
            "total_tip": self.total_tip_received or ZERO,
            "total_duties": of_shop(self.original_total_duties_set),
            "total_additional_fees": of_shop(self.original_total_additional_fees_set),
            "total_cash_rounding": of_shop(self.total_cash_rounding_payment_adjustment_set),
            "current_total": self.current_total_price,
            "presentment_total": self.total_price_set.presentment_money.amount,
        }


def canonical(part: Any) -> Any:
    if isinstance(part, list):
        return [one.canonical() for one in part]
    return part and part.canonical()


def of_shop(bag: Bag | None) -> Decimal:
    return bag.shop_money.amount if bag else ZERO


def sorted_tags(text: str) -> list[str]:
    return sorted(tag for one in text.split(",") if (tag := one.strip()))
