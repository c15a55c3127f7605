from datetime import datetime
from decimal import Decimal
from os import PathLike
from typing import ClassVar

from typing_extensions import Buffer

from .catalogue import BulkObjects
from .fulfilments import TrackingNumber

__all__ = [
    "BulkReturns",
    "Disposition",
    "ExchangeLine",
    "Return",
    "ReturnDecline",
    "ReturnFee",
    "ReturnLine",
    "ReturnLineRemoval",
    "ReturnUpdate",
    "ReverseDelivery",
    "ReverseDeliveryLine",
    "ReverseFulfilmentLine",
    "ReverseFulfilmentOrder",
    "read_dispositions",
    "read_return",
    "read_return_node",
    "read_return_update",
    "read_returns_jsonl",
    "read_reverse_delivery",
]

class ReturnFee:
    """What the buyer pays for a return, in both currencies of the order."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def amount(self) -> Decimal:
        """In the store's currency."""
    @property
    def currency(self) -> str:
        """ISO 4217."""
    @property
    def presentment_amount(self) -> Decimal: ...
    @property
    def presentment_currency(self) -> str: ...
    @property
    def percentage(self) -> Decimal | None:
        """Of a restocking fee: 10 is ten per cent; no webhook tells it."""

class ReturnLine:
    """What may come back of one fulfilled line."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def verified(self) -> bool:
        """False where it names no fulfilled line: a return that another system told of."""
    @property
    def fulfilment_line_id(self) -> int | None: ...
    @property
    def line_item_id(self) -> int | None:
        """The order's line."""
    @property
    def quantity(self) -> int: ...
    @property
    def reason(self) -> str | None:
        """ "unwanted", "defective", "wrong_item", "other", or newer."""
    @property
    def reason_handle(self) -> str | None:
        """From 2026-01 on, when merchants name reasons of their own; no webhook tells."""
    @property
    def reason_name(self) -> str | None: ...
    @property
    def reason_note(self) -> str | None: ...
    @property
    def customer_note(self) -> str | None: ...
    @property
    def processed_quantity(self) -> int | None:
        """No webhook tells this and the next two."""
    @property
    def refundable_quantity(self) -> int | None: ...
    @property
    def refunded_quantity(self) -> int | None: ...
    @property
    def restocking_fee(self) -> ReturnFee | None: ...

class ExchangeLine:
    """Goods the buyer gets instead."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def line_item_ids(self) -> list[int]:
        """Of the order, once they were added to it."""
    @property
    def variant_id(self) -> int | None:
        """No webhook tells this and the quantities."""
    @property
    def quantity(self) -> int | None: ...
    @property
    def processed_quantity(self) -> int | None: ...

class ReturnDecline:
    """Why a return was refused."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def reason(self) -> str:
        """ "return_period_ended", "final_sale", "other"."""
    @property
    def note(self) -> str | None: ...

class Disposition:
    """What became of goods that came back."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def type(self) -> str:
        """ "restocked", "not_restocked", "processing_required", "missing"."""
    @property
    def quantity(self) -> int: ...
    @property
    def location_id(self) -> int | None: ...
    @property
    def line_id(self) -> int:
        """Of the reverse fulfilment order."""

class ReverseFulfilmentLine:
    """What is to come back of one line."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def fulfilment_line_id(self) -> int | None: ...
    @property
    def line_item_id(self) -> int | None: ...
    @property
    def total_quantity(self) -> int: ...
    @property
    def dispositions(self) -> list[Disposition]: ...

class ReverseDeliveryLine:
    """What is in a parcel."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def reverse_line_id(self) -> int: ...
    @property
    def quantity(self) -> int: ...

class ReverseDelivery:
    """A parcel on its way back."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def return_id(self) -> int | None:
        """A webhook tells it; a query stands within the return."""
    @property
    def tracking(self) -> TrackingNumber | None: ...
    @property
    def label_url(self) -> str | None: ...
    @property
    def lines(self) -> list[ReverseDeliveryLine]:
        """No webhook tells them."""

class ReverseFulfilmentOrder:
    """What is to come back to one location, and what became of it."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def order_id(self) -> int | None: ...
    @property
    def status(self) -> str | None:
        """ "open", "closed", "canceled"; no webhook tells it."""
    @property
    def dispositions(self) -> list[Disposition]:
        """All of its lines'; a webhook tells the new ones."""
    @property
    def lines(self) -> list[ReverseFulfilmentLine]: ...
    @property
    def deliveries(self) -> list[ReverseDelivery]: ...

class Return:
    """What a buyer may send back. A cancelled, closed or reopened one tells its id, order and status alone."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def order_id(self) -> int | None:
        """Only returns/decline of 2024-01 to 2024-04 does not tell it."""
    @property
    def name(self) -> str | None:
        """ "#9999-R1"."""
    @property
    def status(self) -> str:
        """ "requested", "open", "closed", "declined", "canceled"."""
    @property
    def created_at(self) -> datetime | None:
        """No webhook tells times."""
    @property
    def approved_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def decline(self) -> ReturnDecline | None: ...
    @property
    def lines(self) -> list[ReturnLine]: ...
    @property
    def exchange_lines(self) -> list[ExchangeLine]: ...
    @property
    def shipping_fees(self) -> list[ReturnFee]: ...
    @property
    def reverse_fulfilment_orders(self) -> list[ReverseFulfilmentOrder]:
        """No webhook of a return tells them."""

class ReturnLineRemoval:
    """Units of a line that were taken out of a return."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def line_id(self) -> int: ...
    @property
    def quantity(self) -> int:
        """Units taken out."""

class ReturnUpdate:
    """Lines and fees that were taken out of a return, or changed."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def return_id(self) -> int: ...
    @property
    def removed_lines(self) -> list[ReturnLineRemoval]: ...
    @property
    def removed_fee_ids(self) -> list[int]:
        """Shipping and restocking fees."""
    @property
    def updated_fee_ids(self) -> list[int]: ...

class BulkReturns(BulkObjects[Return]):
    """The returns of a bulk file. ``len()`` is their number."""

def read_return(body: Buffer, topic: str = "returns/request") -> Return:
    """Read the payload of returns/request, approve, decline, cancel, close or reopen; ``topic`` stands in errors."""

def read_return_node(body: Buffer) -> Return:
    """Read a Return node with id, order { id }, name, status and createdAt.

    decline, returnLineItems, exchangeLineItems, returnShippingFees and reverseFulfillmentOrders are read where they
    were asked for; DecodeError when a connection has more pages.
    """

def read_return_update(body: Buffer) -> ReturnUpdate:
    """Read the payload of returns/update."""

def read_dispositions(body: Buffer) -> ReverseFulfilmentOrder:
    """Read the payload of reverse_fulfillment_orders/dispose: the new dispositions alone."""

def read_reverse_delivery(body: Buffer) -> ReverseDelivery:
    """Read the payload of reverse_deliveries/attach_deliverable."""

def read_returns_jsonl(path: Buffer | str | PathLike[str]) -> BulkReturns:
    """Read a bulk file of orders { id returns { ... } }, for returns are asked for through their orders.

    ``path`` is a file or its bytes. Children may stand anywhere. A bad line costs the object it belongs to.
    """
