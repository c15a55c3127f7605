from datetime import datetime
from decimal import Decimal
from os import PathLike
from typing import ClassVar

from typing_extensions import Buffer

from .catalogue import BulkObjects

__all__ = [
    "BalanceAdjustmentOrder",
    "BalanceTransaction",
    "BulkBalanceTransactions",
    "BulkDisputes",
    "BulkPayouts",
    "BulkTenderTransactions",
    "Dispute",
    "Payout",
    "PayoutPart",
    "PayoutSummary",
    "Refund",
    "RefundAdjustment",
    "RefundDuty",
    "RefundLine",
    "RefundShippingLine",
    "TenderTransaction",
    "Transaction",
    "TransactionFee",
    "read_balance_transaction_node",
    "read_balance_transactions_jsonl",
    "read_dispute",
    "read_dispute_node",
    "read_disputes_jsonl",
    "read_payout_node",
    "read_payouts_jsonl",
    "read_refund",
    "read_refund_node",
    "read_tender_transaction",
    "read_tender_transaction_node",
    "read_tender_transactions_jsonl",
    "read_transaction",
    "read_transaction_node",
]

class TransactionFee:
    """What the gateway takes for one transaction."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def type(self) -> str:
        """ "processing_fee", "flat_fee", or newer."""
    @property
    def amount(self) -> Decimal:
        """Without its tax."""
    @property
    def tax(self) -> Decimal: ...
    @property
    def currency(self) -> str:
        """ISO 4217."""
    @property
    def rate(self) -> Decimal | None:
        """0.029 is 2.9 per cent of the amount."""
    @property
    def rate_name(self) -> str | None: ...

class Transaction:
    """One authorization, capture, sale, void or refund at a payment gateway."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def order_id(self) -> int | None: ...
    @property
    def parent_id(self) -> int | None:
        """Of a capture, void or refund: the transaction it acts on."""
    @property
    def kind(self) -> str:
        """ "authorization", "capture", "sale", "void", "refund", "change", or newer."""
    @property
    def status(self) -> str:
        """ "success", "pending", "failure", "error", "awaiting_response", "unknown", or newer."""
    @property
    def gateway(self) -> str | None: ...
    @property
    def amount(self) -> Decimal:
        """In ``currency``."""
    @property
    def currency(self) -> str | None:
        """ISO 4217; some webhooks leave it out."""
    @property
    def shop_amount(self) -> Decimal | None:
        """In the store's currency; no webhook tells it."""
    @property
    def shop_currency(self) -> str | None:
        """ISO 4217."""
    @property
    def rounding(self) -> Decimal | None:
        """Of cash, in ``currency``; on top of the amount."""
    @property
    def unsettled(self) -> Decimal | None:
        """Authorized and not captured yet, in ``currency``."""
    @property
    def created_at(self) -> datetime | None:
        """When the store entered it."""
    @property
    def processed_at(self) -> datetime | None:
        """When the gateway did it."""
    @property
    def test(self) -> bool: ...
    @property
    def manual_gateway(self) -> bool | None:
        """The merchant says when it is paid: bank transfer, on delivery."""
    @property
    def authorization_code(self) -> str | None: ...
    @property
    def payment_id(self) -> str | None:
        """What the gateway calls the payment."""
    @property
    def error_code(self) -> str | None: ...
    @property
    def message(self) -> str | None:
        """The gateway's; no query tells it."""
    @property
    def source_name(self) -> str | None:
        """No query tells it."""
    @property
    def payment_method(self) -> str | None:
        """ "visa", "klarna", or what the gateway calls it."""
    @property
    def card_company(self) -> str | None:
        """ "Visa"."""
    @property
    def location_id(self) -> int | None:
        """Where it was taken in person."""
    @property
    def device_id(self) -> int | None:
        """The till."""
    @property
    def user_id(self) -> int | None:
        """The member of staff."""
    @property
    def fees(self) -> list[TransactionFee] | None:
        """No webhook tells them."""

class TenderTransaction:
    """What was really paid or paid back, and by what means."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def order_id(self) -> int | None: ...
    @property
    def amount(self) -> Decimal:
        """Below zero for money paid back."""
    @property
    def currency(self) -> str:
        """ISO 4217."""
    @property
    def processed_at(self) -> datetime | None: ...
    @property
    def payment_method(self) -> str | None:
        """ "credit_card", "cash", "shopify_payments", "unknown", or newer."""
    @property
    def remote_reference(self) -> str | None:
        """What the gateway calls it."""
    @property
    def card_company(self) -> str | None: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def test(self) -> bool: ...

class RefundLine:
    """What was given back for one line."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None: ...
    @property
    def line_item_id(self) -> int:
        """The order's line."""
    @property
    def quantity(self) -> int: ...
    @property
    def restock_type(self) -> str:
        """ "no_restock", "cancel", "return", "legacy_restock", or newer."""
    @property
    def location_id(self) -> int | None:
        """Where the goods went back to."""
    @property
    def subtotal(self) -> Decimal:
        """All of its units, after the line's discounts, without tax unless prices include it."""
    @property
    def presentment_subtotal(self) -> Decimal | None: ...
    @property
    def total_tax(self) -> Decimal: ...
    @property
    def presentment_total_tax(self) -> Decimal | None: ...

class RefundShippingLine:
    """What was given back of one shipping line."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None: ...
    @property
    def shipping_line_id(self) -> int | None:
        """The order's shipping line."""
    @property
    def subtotal(self) -> Decimal: ...
    @property
    def presentment_subtotal(self) -> Decimal | None: ...
    @property
    def tax(self) -> Decimal: ...
    @property
    def presentment_tax(self) -> Decimal | None: ...

class RefundAdjustment:
    """What makes the parts of a refund equal to what was really paid back.

    Its sign is the merchant's side: below zero, more was given back than the parts say.
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None: ...
    @property
    def kind(self) -> str | None:
        """ "refund_discrepancy", "shipping_refund" before 2024-10; no query tells it."""
    @property
    def reason(self) -> str | None:
        """ "refund_discrepancy", "restock", "damage", "customer", or newer."""
    @property
    def amount(self) -> Decimal: ...
    @property
    def presentment_amount(self) -> Decimal | None: ...
    @property
    def tax(self) -> Decimal: ...
    @property
    def presentment_tax(self) -> Decimal | None: ...

class RefundDuty:
    """What was given back of one duty."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def duty_id(self) -> int | None: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def presentment_amount(self) -> Decimal | None: ...

class Refund:
    """What a merchant gave back for an order.

    Amounts are in the store's currency, save ``presentment_...``, which is in the buyer's and None where it is not
    told. A section that is None was not told, one that is empty holds nothing.
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def order_id(self) -> int | None: ...
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def processed_at(self) -> datetime | None:
        """The day of the books; an import may set it back."""
    @property
    def note(self) -> str | None:
        """The merchant's reason."""
    @property
    def user_id(self) -> int | None:
        """The member of staff."""
    @property
    def return_id(self) -> int | None:
        """The return it settles."""
    @property
    def currency(self) -> str | None:
        """ISO 4217, of the store; None where no amount in it names one."""
    @property
    def presentment_currency(self) -> str | None:
        """ISO 4217, of the buyer."""
    @property
    def lines(self) -> list[RefundLine] | None: ...
    @property
    def shipping_lines(self) -> list[RefundShippingLine] | None: ...
    @property
    def adjustments(self) -> list[RefundAdjustment] | None: ...
    @property
    def duties(self) -> list[RefundDuty] | None: ...
    @property
    def transactions(self) -> list[Transaction] | None: ...
    @property
    def total(self) -> Decimal | None:
        """What was paid back in all; no webhook tells it."""
    @property
    def presentment_total(self) -> Decimal | None: ...

class Dispute:
    """A buyer's bank asks for an order's money back, or about it."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def order_id(self) -> int | None: ...
    @property
    def type(self) -> str:
        """ "chargeback" takes the money at once, "inquiry" does not; or newer."""
    @property
    def status(self) -> str:
        """ "needs_response", "under_review", "accepted", "won", "lost", "charge_refunded", ..."""
    @property
    def reason(self) -> str:
        """ "fraudulent", "product_not_received", "general", or newer."""
    @property
    def network_reason_code(self) -> str | None:
        """The card network's: "4837"."""
    @property
    def amount(self) -> Decimal: ...
    @property
    def currency(self) -> str:
        """ISO 4217."""
    @property
    def initiated_at(self) -> datetime | None: ...
    @property
    def evidence_due_at(self) -> datetime | None:
        """Queries before 2026-04 tell days for these three, which are kept as their first moment in UTC."""
    @property
    def evidence_sent_at(self) -> datetime | None: ...
    @property
    def finalized_at(self) -> datetime | None: ...

class PayoutPart:
    """One group of movements in a payout."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def gross(self) -> Decimal: ...
    @property
    def fee(self) -> Decimal: ...

class PayoutSummary:
    """What a payout is made of, in its currency."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def charges(self) -> PayoutPart: ...
    @property
    def refunds(self) -> PayoutPart: ...
    @property
    def adjustments(self) -> PayoutPart: ...
    @property
    def reserved_funds(self) -> PayoutPart: ...
    @property
    def retried_payouts(self) -> PayoutPart: ...
    @property
    def advances(self) -> PayoutPart: ...
    @property
    def usdc_rebates(self) -> Decimal:
        """Credited for charges paid in that currency."""

class Payout:
    """What the payment account pays to the merchant's bank."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def issued_at(self) -> datetime: ...
    @property
    def status(self) -> str:
        """ "scheduled", "in_transit", "paid", "failed", "canceled", or newer."""
    @property
    def type(self) -> str:
        """ "deposit" to the bank or "withdrawal" from it; or newer."""
    @property
    def net(self) -> Decimal: ...
    @property
    def currency(self) -> str:
        """ISO 4217; of each amount in it."""
    @property
    def external_trace_id(self) -> str | None:
        """By which the bank finds it."""
    @property
    def summary(self) -> PayoutSummary | None: ...

class BalanceAdjustmentOrder:
    """An order's share in an adjustment of several."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def order_transaction_id(self) -> int: ...
    @property
    def order_name(self) -> str:
        """ "#1001"."""
    @property
    def amount(self) -> Decimal: ...
    @property
    def fee(self) -> Decimal: ...
    @property
    def net(self) -> Decimal: ...

class BalanceTransaction:
    """One movement on the payment account."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def type(self) -> str:
        """ "charge", "refund", "chargeback_fee", ...: more than a hundred, and newer ones."""
    @property
    def kind(self) -> str:
        """What the type comes to in the books.

        "sale", "refund", "dispute", "fee", "tax", "shipping", "reserve", "payout", "financing", "transfer", "credit",
        "adjustment"; "other" for types unknown today. (Enum ShopifyPaymentsTransactionType, 2025-10 to 2026-10.)
        """
    @property
    def amount(self) -> Decimal: ...
    @property
    def fee(self) -> Decimal: ...
    @property
    def net(self) -> Decimal:
        """Amount less fee."""
    @property
    def currency(self) -> str:
        """ISO 4217; of each amount in it."""
    @property
    def transacted_at(self) -> datetime: ...
    @property
    def test(self) -> bool: ...
    @property
    def source_type(self) -> str | None:
        """ "charge", "refund", "dispute", "transfer", "adjustment", or newer."""
    @property
    def source_id(self) -> int | None: ...
    @property
    def order_transaction_id(self) -> int | None: ...
    @property
    def order_id(self) -> int | None: ...
    @property
    def order_name(self) -> str | None: ...
    @property
    def payout_id(self) -> int | None:
        """None until it is part of one."""
    @property
    def payout_status(self) -> str | None:
        """ "pending", "scheduled", "in_transit", "paid", ..."""
    @property
    def adjustment_reason(self) -> str | None: ...
    @property
    def adjustment_orders(self) -> list[BalanceAdjustmentOrder]: ...

class BulkTenderTransactions(BulkObjects[TenderTransaction]):
    """The tender transactions of a bulk file. ``len()`` is their number."""

class BulkDisputes(BulkObjects[Dispute]):
    """The disputes of a bulk file. ``len()`` is their number."""

class BulkPayouts(BulkObjects[Payout]):
    """The payouts of a bulk file. ``len()`` is their number."""

class BulkBalanceTransactions(BulkObjects[BalanceTransaction]):
    """The balance transactions of a bulk file. ``len()`` is their number."""

def read_transaction(body: Buffer) -> Transaction:
    """Read the payload of order_transactions/create."""

def read_transaction_node(body: Buffer) -> Transaction:
    """Read an OrderTransaction node with id, kind, status, test and amountSet, and what else it was asked for."""

def read_tender_transaction(body: Buffer) -> TenderTransaction:
    """Read the payload of tender_transactions/create."""

def read_tender_transaction_node(body: Buffer) -> TenderTransaction:
    """Read a TenderTransaction node with id, amount and test, and what else it was asked for."""

def read_tender_transactions_jsonl(path: str | PathLike[str] | Buffer) -> BulkTenderTransactions:
    """Read the file of a bulk query of tenderTransactions at a path, or its bytes.

    A bad line costs its own object alone. LimitError when the file holds more than 256 MiB or 5 million lines.
    """

def read_refund(body: Buffer) -> Refund:
    """Read the payload of refunds/create; DecodeError when its amounts are in more than the order's two currencies."""

def read_refund_node(body: Buffer) -> Refund:
    """Read a Refund node with id and what else it was asked for; DecodeError when a connection has more."""

def read_dispute(body: Buffer, topic: str = "disputes/create") -> Dispute:
    """Read the payload of disputes/create or disputes/update; ``topic`` stands in errors."""

def read_dispute_node(body: Buffer) -> Dispute:
    """Read a ShopifyPaymentsDispute node with id, type, status, reasonDetails and amount, and what else it was asked for."""

def read_disputes_jsonl(path: str | PathLike[str] | Buffer) -> BulkDisputes:
    """Read the file of a bulk query of the payment account's disputes; as ``read_tender_transactions_jsonl``."""

def read_payout_node(body: Buffer) -> Payout:
    """Read a ShopifyPaymentsPayout node with id, issuedAt, status, transactionType and net, and what else it was asked for.

    DecodeError when its amounts are not all in one currency.
    """

def read_payouts_jsonl(path: str | PathLike[str] | Buffer) -> BulkPayouts:
    """Read the file of a bulk query of the payment account's payouts; as ``read_tender_transactions_jsonl``."""

def read_balance_transaction_node(body: Buffer) -> BalanceTransaction:
    """Read a ShopifyPaymentsBalanceTransaction node with id, type, test, amount, fee, net and transactionDate.

    The rest is read where it was asked for. DecodeError when its amounts are not all in one currency.
    """

def read_balance_transactions_jsonl(path: str | PathLike[str] | Buffer) -> BulkBalanceTransactions:
    """Read the file of a bulk query of the payment account's balanceTransactions; as ``read_tender_transactions_jsonl``."""
