"""The rival's Structs of what happened to an order since it was placed: refunds with their transactions, fulfilments."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from itertools import zip_longest

from msgspec import Struct

from ._order_money import BagOfBoth, Fields, canonical, in_lower_case, of_both


class Reference(Struct):
    id: int


class RefundLine(Struct):
    line_item_id: int
    quantity: int
    restock_type: str
    subtotal: Decimal
    subtotal_set: BagOfBoth
    total_tax: Decimal
    total_tax_set: BagOfBoth
    id: int | None = None
    location_id: int | None = None

    def canonical(self) -> Fields:
        return {
            **{name: getattr(self, name) for name in ("id", "line_item_id", "quantity", "restock_type", "location_id")},
            **of_both(self.subtotal_set, "subtotal"),
            **of_both(self.total_tax_set, "total_tax"),
        }


class RefundShippingLine(Struct):
    subtotal_amount_set: BagOfBoth
    tax_amount_set: BagOfBoth
    id: int | None = None
    shipping_line_id: int | None = None

    def canonical(self) -> Fields:
        return {
            "id": self.id,
            "shipping_line_id": self.shipping_line_id,
            **of_both(self.subtotal_amount_set, "subtotal"),
            **of_both(self.tax_amount_set, "tax"),
        }


class RefundAdjustment(Struct):
    amount: Decimal
    amount_set: BagOfBoth
    tax_amount: Decimal
    tax_amount_set: BagOfBoth
    id: int | None = None
    kind: str | None = None
    reason: str | None = None

    def canonical(self) -> Fields:
        reason = in_lower_case(self.reason)
        return {
            "id": self.id,
            "kind": in_lower_case(self.kind),
            "reason": reason and reason.replace(" ", "_"),
            **of_both(self.amount_set, "amount"),
            **of_both(self.tax_amount_set, "tax"),
        }


class RefundDuty(Struct):
    amount_set: BagOfBoth
    duty_id: int | str | None = None

    def canonical(self) -> Fields:
        return {"duty_id": int(self.duty_id) if self.duty_id else None, **of_both(self.amount_set, "amount")}


class UnsettledMoney(Struct):
    amount: Decimal
    currency: str


class UnsettledBag(Struct):
    presentment_money: UnsettledMoney


class PaymentDetails(Struct):
    payment_method_name: str | None = None
    credit_card_company: str | None = None


class Transaction(Struct):
    id: int
    kind: str
    status: str
    amount: Decimal
    test: bool
    order_id: int | None = None
    parent_id: int | None = None
    gateway: str | None = None
    currency: str | None = None
    amount_rounding: Decimal | None = None
    total_unsettled_set: UnsettledBag | None = None
    created_at: datetime | None = None
    processed_at: datetime | None = None
    manual_payment_gateway: bool | None = None
    authorization: str | None = None
    payment_id: str | None = None
    error_code: str | None = None
    message: str | None = None
    source_name: str | None = None
    payment_details: PaymentDetails | None = None
    location_id: int | None = None
    device_id: int | None = None
    user_id: int | None = None

    def canonical(self) -> Fields:
        same = (
            *("id", "amount", "test", "order_id", "parent_id", "created_at", "processed_at"),
            *("location_id", "device_id", "user_id"),
        )
        texts = ("kind", "status", "gateway", "currency", "payment_id", "message", "source_name")
        unsettled = self.total_unsettled_set and self.total_unsettled_set.presentment_money
        details = self.payment_details or PaymentDetails()
        return {
            **{name: getattr(self, name) for name in same},
            **{name: getattr(self, name) or None for name in texts},
            "rounding": self.amount_rounding,
            "unsettled": unsettled.amount if unsettled and unsettled.currency.strip("X") else None,
            "manual_gateway": self.manual_payment_gateway,
            "authorization_code": self.authorization or None,
            "error_code": in_lower_case(self.error_code),
            "payment_method": details.payment_method_name or None,
            "card_company": details.credit_card_company or None,
        }


# "return" is a word of Python's own.
class Refund(Struct, rename={"return_": "return"}):
    id: int
    order_id: int | None = None
    created_at: datetime | None = None
    processed_at: datetime | None = None
    note: str | None = None
    user_id: int | None = None
    return_: Reference | None = None
    total_duties_set: BagOfBoth | None = None
    refund_line_items: list[RefundLine] | None = None
    refund_shipping_lines: list[RefundShippingLine] | None = None
    order_adjustments: list[RefundAdjustment] | None = None
    duties: list[RefundDuty] | None = None
    transactions: list[Transaction] | None = None

    def canonical(self) -> Fields:
        return {
            **{name: getattr(self, name) for name in ("id", "order_id", "created_at", "processed_at", "user_id")},
            "note": self.note or None,
            "return_id": self.return_ and self.return_.id,
            "lines": canonical(self.refund_line_items),
            "shipping_lines": canonical(self.refund_shipping_lines),
            "adjustments": canonical(self.order_adjustments),
            "duties": canonical(self.duties),
            "transactions": canonical(self.transactions),
        }


class FulfilmentLine(Struct):
    id: int
    quantity: int

    def canonical(self) -> Fields:
        return {"line_item_id": self.id, "quantity": self.quantity}


class Fulfilment(Struct):
    id: int
    order_id: int
    name: str
    status: str
    created_at: datetime
    updated_at: datetime
    tracking_numbers: list[str]
    tracking_urls: list[str]
    line_items: list[FulfilmentLine]
    shipment_status: str | None = None
    service: str | None = None
    location_id: int | None = None
    tracking_company: str | None = None

    def canonical(self) -> Fields:
        same = ("id", "order_id", "name", "status", "created_at", "updated_at", "location_id")
        tracking = [
            {"company": self.tracking_company or None, "number": number or None, "url": url or None}
            for number, url in zip_longest(self.tracking_numbers, self.tracking_urls)
        ]
        return {
            **{name: getattr(self, name) for name in same},
            "shipment_status": in_lower_case(self.shipment_status),
            "service": self.service or None,
            "tracking": tracking,
            "lines": canonical(self.line_items),
        }
