"""The rival's order: msgspec's Structs with the fields of a webhook that ``read_order`` reads, money as Decimal.

A field that the core reads is a field here, under the name the webhook gives it, so that the two decode the same.
``canonical()`` says for each Struct what the core's value of it is: that the race is between equal results is checked
field by field before it begins, and costs the rival nothing.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from ._order_aftermath import Fulfilment, Reference, Refund
from ._order_money import Bag, BagOfBoth, Fields, Money, canonical, in_lower_case, of_both, of_shop

ZERO = Decimal(0)


class NameValue(Struct):
    name: str
    value: str | None = None

    def canonical(self) -> list[str]:
        return [self.name, self.value or ""]


class TaxLine(Struct):
    price: Decimal
    price_set: BagOfBoth
    title: str = ""
    rate: Decimal | None = None
    channel_liable: bool | None = None
    source: str | None = None

    def canonical(self) -> Fields:
        return {
            "title": self.title,
            "rate": self.rate,
            **of_both(self.price_set, "price"),
            "channel_liable": self.channel_liable,
            "source": self.source or None,
        }


class DiscountAllocation(Struct):
    amount: Decimal
    amount_set: BagOfBoth
    discount_application_index: int | None = None

    def canonical(self) -> Fields:
        return {**of_both(self.amount_set, "amount"), "application_index": self.discount_application_index}


class DiscountApplication(Struct):
    type: str
    value: Decimal
    value_type: str
    target_type: str
    allocation_method: str
    target_selection: str | None = None
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
            "target_selection": self.target_selection,
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


class Consent(Struct):
    state: str | None = None
    opt_in_level: str | None = None
    consent_updated_at: datetime | None = None
    consent_collected_from: str | None = None

    def canonical(self) -> Fields:
        return {
            "state": in_lower_case(self.state),
            "opt_in_level": in_lower_case(self.opt_in_level),
            "updated_at": self.consent_updated_at,
            "collected_from": in_lower_case(self.consent_collected_from),
        }


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
    email_marketing_consent: Consent | None = None
    sms_marketing_consent: Consent | None = None

    def canonical(self) -> Fields:
        plain = {name: getattr(self, name) for name in ("id", "tax_exempt", "updated_at")}
        texts = {name: getattr(self, name) or None for name in ("email", "first_name", "last_name", "phone")}
        parts = {
            "default_address": canonical(self.default_address),
            "email_consent": canonical(self.email_marketing_consent),
            "sms_consent": canonical(self.sms_marketing_consent),
        }
        return {**plain, **texts, **parts, "tags": sorted_tags(self.tags)}


class Duty(Struct):
    shop_money: Money
    presentment_money: Money
    id: int | str | None = None
    harmonized_system_code: str | None = None
    country_code_of_origin: str | None = None
    tax_lines: list[TaxLine] = []

    def canonical(self) -> Fields:
        return {
            "id": int(self.id) if self.id else None,
            "harmonized_system_code": self.harmonized_system_code or None,
            "country_of_origin": self.country_code_of_origin or None,
            "price": self.shop_money.amount,
            "presentment_price": self.presentment_money.amount,
            "tax_lines": canonical(self.tax_lines),
        }


class Line(Struct):
    id: int
    quantity: int
    price: Decimal
    price_set: BagOfBoth
    total_discount: Decimal
    total_discount_set: BagOfBoth
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
    fulfillable_quantity: int | None = None
    discount_allocations: list[DiscountAllocation] = []
    tax_lines: list[TaxLine] = []
    properties: list[NameValue] = []
    sales_line_item_group_id: int | None = None
    duties: list[Duty] | None = None
    tip_payment_gateway: str | None = None
    tip_payment_method: str | None = None

    def canonical(self) -> Fields:
        same = (
            *("id", "variant_id", "product_id", "title", "name", "quantity", "fulfillable_quantity"),
            *("requires_shipping", "taxable", "gift_card"),
        )
        texts = ("sku", "variant_title", "tip_payment_gateway", "tip_payment_method")
        return {
            **{name: getattr(self, name) for name in same},
            **{name: getattr(self, name) or None for name in texts},
            "is_custom": self.variant_id is None and self.product_id is None,
            "current_quantity": self.quantity if self.current_quantity is None else self.current_quantity,
            **of_both(self.price_set, "price"),
            **of_both(self.total_discount_set, "total_discount"),
            "discount_allocations": canonical(self.discount_allocations),
            "tax_lines": canonical(self.tax_lines),
            "properties": canonical(self.properties),
            "group_id": self.sales_line_item_group_id,
            "duties": canonical(self.duties),
        }


class LineGroup(Struct):
    id: int
    title: str | None = None
    quantity: int | None = None
    variant_id: int | None = None
    product_id: int | None = None
    variant_sku: str | None = None
    properties: list[NameValue] = []

    def canonical(self) -> Fields:
        return {
            **{name: getattr(self, name) for name in ("id", "quantity", "variant_id", "product_id")},
            "title": self.title or None,
            "sku": self.variant_sku or None,
            "properties": canonical(self.properties),
        }


class ShippingLine(Struct):
    price: Decimal
    price_set: BagOfBoth
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
            **of_both(self.price_set, "price"),
            "discount_allocations": canonical(self.discount_allocations),
            "tax_lines": canonical(self.tax_lines),
            "is_removed": self.is_removed,
        }


class DiscountCode(Struct):
    code: str


class PaymentSchedule(Struct):
    id: int | None = None
    amount: Decimal | None = None
    balance_due: Decimal | None = None
    currency: str | None = None
    issued_at: datetime | None = None
    due_at: datetime | None = None
    completed_at: datetime | None = None

    def canonical(self) -> Fields:
        same = ("id", "amount", "issued_at", "due_at", "completed_at")
        return {
            **{name: getattr(self, name) for name in same},
            "balance": self.balance_due,
            "currency": self.currency or None,
        }


class PaymentTerms(Struct):
    id: int | None = None
    payment_terms_name: str | None = None
    payment_terms_type: str | None = None
    due_in_days: int | None = None
    payment_schedules: list[PaymentSchedule] | None = None

    def canonical(self) -> Fields:
        return {
            "id": self.id,
            "name": self.payment_terms_name or None,
            "type": in_lower_case(self.payment_terms_type),
            "due_in_days": self.due_in_days,
            "schedules": canonical(self.payment_schedules),
        }


class Company(Struct):
    id: int
    location_id: int | None = None

    def canonical(self) -> Fields:
        return {"company_id": self.id, "location_id": self.location_id}


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
    subtotal_price_set: BagOfBoth
    total_tax: Decimal
    total_tax_set: BagOfBoth
    total_discounts: Decimal
    total_discounts_set: BagOfBoth
    total_shipping_price_set: BagOfBoth
    current_total_price: Decimal
    current_total_price_set: Bag
    current_subtotal_price: Decimal
    current_subtotal_price_set: Bag
    current_total_tax: Decimal
    current_total_tax_set: Bag
    current_total_discounts: Decimal
    current_total_discounts_set: Bag
    admin_graphql_api_id: str | None = None
    order_number: int | None = None
    processed_at: datetime | None = None
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    cancel_reason: str | None = None
    presentment_currency: str | None = None
    test: bool = False
    confirmed: bool | None = None
    confirmation_number: str | None = None
    duties_included: bool | None = None
    estimated_taxes: bool | None = None
    tax_exempt: bool | None = None
    financial_status: str | None = None
    fulfillment_status: str | None = None
    email: str | None = None
    phone: str | None = None
    note: str | None = None
    po_number: str | None = None
    source_name: str | None = None
    source_identifier: str | None = None
    app_id: int | None = None
    merchant_of_record_app_id: int | None = None
    location_id: int | None = None
    customer_locale: str | None = None
    buyer_accepts_marketing: bool | None = None
    tags: str = ""
    note_attributes: list[NameValue] = []
    discount_codes: list[DiscountCode] = []
    payment_gateway_names: list[str] = []
    customer: Customer | None = None
    company: Company | None = None
    payment_terms: PaymentTerms | None = None
    billing_address: Address | None = None
    shipping_address: Address | None = None
    line_item_groups: list[LineGroup] | None = None
    tax_lines: list[TaxLine] = []
    discount_applications: list[DiscountApplication] = []
    total_tip_received: Decimal | None = None
    original_total_duties_set: Bag | None = None
    original_total_additional_fees_set: Bag | None = None
    total_cash_rounding_payment_adjustment_set: Bag | None = None
    total_cash_rounding_refund_adjustment_set: Bag | None = None
    current_shipping_price_set: Bag | None = None
    current_total_duties_set: Bag | None = None
    current_total_additional_fees_set: Bag | None = None
    total_outstanding: Decimal | None = None
    refunds: list[Refund] | None = None
    fulfillments: list[Fulfilment] | None = None
    returns: list[Reference] | None = None

    def canonical(self) -> Fields:
        return {**self._head(), **self._content(), **self._totals(), **self._aftermath()}

    def _head(self) -> Fields:
        same = (
            *("id", "name", "order_number", "created_at", "updated_at", "processed_at", "cancelled_at", "closed_at"),
            *("currency", "taxes_included", "test", "confirmed", "duties_included", "estimated_taxes", "tax_exempt"),
            *("app_id", "merchant_of_record_app_id", "location_id"),
        )
        texts = (
            *("cancel_reason", "financial_status", "fulfillment_status", "email", "phone", "note", "po_number"),
            *("confirmation_number", "source_name", "source_identifier", "customer_locale"),
        )
        return {
            **{name: getattr(self, name) for name in same},
            **{name: getattr(self, name) or None for name in texts},
            "gid": self.admin_graphql_api_id,
            "presentment_currency": self.presentment_currency or self.currency,
            "accepts_marketing": self.buyer_accepts_marketing,
        }

    def _content(self) -> Fields:
        parts = (
            *("customer", "company", "payment_terms", "billing_address", "shipping_address"),
            *("shipping_lines", "tax_lines", "discount_applications"),
        )
        return {
            **{name: canonical(getattr(self, name)) for name in parts},
            "tags": sorted_tags(self.tags),
            "attributes": canonical(self.note_attributes),
            "discount_codes": [discount.code for discount in self.discount_codes],
            "payment_gateway_names": self.payment_gateway_names,
            "lines": canonical(self.line_items),
            "line_groups": canonical(self.line_item_groups),
        }

    def _totals(self) -> Fields:
        return {
            **of_both(self.total_price_set, "total"),
            **of_both(self.subtotal_price_set, "subtotal"),
            **of_both(self.total_tax_set, "total_tax"),
            **of_both(self.total_discounts_set, "total_discounts"),
            **of_both(self.total_shipping_price_set, "total_shipping"),
            "total_tip": self.total_tip_received or ZERO,
            "total_duties": of_shop(self.original_total_duties_set) or ZERO,
            "total_additional_fees": of_shop(self.original_total_additional_fees_set) or ZERO,
            "total_cash_rounding": of_shop(self.total_cash_rounding_payment_adjustment_set) or ZERO,
            "total_cash_rounding_refund": of_shop(self.total_cash_rounding_refund_adjustment_set),
            "current_total": self.current_total_price,
            "current_subtotal": self.current_subtotal_price,
            "current_total_tax": self.current_total_tax,
            "current_total_discounts": self.current_total_discounts,
            "current_total_shipping": of_shop(self.current_shipping_price_set),
            "current_total_duties": of_shop(self.current_total_duties_set),
            "current_total_additional_fees": of_shop(self.current_total_additional_fees_set),
            "total_outstanding": self.total_outstanding,
        }

    def _aftermath(self) -> Fields:
        currencies = {"currency": self.currency, "presentment_currency": self.presentment_currency or self.currency}
        return {
            "refunds": self.refunds and [{**one.canonical(), **currencies} for one in self.refunds],
            "fulfilments": canonical(self.fulfillments),
            "return_ids": self.returns and sorted(one.id for one in self.returns),
        }


def sorted_tags(text: str) -> list[str]:
    return sorted(tag for one in text.split(",") if (tag := one.strip()))
