from datetime import datetime
from os import PathLike
from typing import ClassVar

from typing_extensions import Buffer

from .catalogue import BulkObjects
from .people import Address

__all__ = [
    "BulkFulfilmentOrders",
    "DeliveryMethod",
    "Fulfilment",
    "FulfilmentEvent",
    "FulfilmentHold",
    "FulfilmentLine",
    "FulfilmentOrder",
    "FulfilmentOrderChange",
    "FulfilmentOrderLine",
    "FulfilmentOrderQuantity",
    "TrackingNumber",
    "read_fulfilment",
    "read_fulfilment_event",
    "read_fulfilment_node",
    "read_fulfilment_order_change",
    "read_fulfilment_order_node",
    "read_fulfilment_orders_jsonl",
]

class TrackingNumber:
    """One parcel."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def company(self) -> str | None: ...
    @property
    def number(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...

class FulfilmentLine:
    """What was sent of one line of the order."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None:
        """Of the fulfilment's line; no webhook tells it."""
    @property
    def line_item_id(self) -> int:
        """The order's line."""
    @property
    def quantity(self) -> int:
        """Units sent."""

class FulfilmentEvent:
    """What a carrier told on the way."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def fulfilment_id(self) -> int: ...
    @property
    def order_id(self) -> int: ...
    @property
    def status(self) -> str:
        """ "in_transit", "out_for_delivery", "delivered", or newer."""
    @property
    def happened_at(self) -> datetime: ...
    @property
    def estimated_delivery_at(self) -> datetime | None: ...
    @property
    def message(self) -> str | None: ...
    @property
    def city(self) -> str | None: ...
    @property
    def province(self) -> str | None: ...
    @property
    def country(self) -> str | None: ...
    @property
    def zip(self) -> str | None: ...

class Fulfilment:
    """Goods that were sent."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def order_id(self) -> int: ...
    @property
    def name(self) -> str:
        """ "#9999.1"."""
    @property
    def status(self) -> str:
        """ "success", "pending", "open", "cancelled", "error", "failure"."""
    @property
    def shipment_status(self) -> str | None:
        """ "in_transit", "delivered", ...; none where nothing was sent or told."""
    @property
    def service(self) -> str | None:
        """Handle of the fulfilment service: "manual"."""
    @property
    def location_id(self) -> int | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def updated_at(self) -> datetime: ...
    @property
    def tracking(self) -> list[TrackingNumber]: ...
    @property
    def lines(self) -> list[FulfilmentLine]: ...
    @property
    def events(self) -> list[FulfilmentEvent]:
        """No webhook of a fulfilment tells them."""

class FulfilmentHold:
    """Why goods must not be sent for now."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None:
        """None before 2024-10."""
    @property
    def reason(self) -> str:
        """ "awaiting_payment", "high_risk_of_fraud", "other", or newer."""
    @property
    def reason_notes(self) -> str | None: ...
    @property
    def handle(self) -> str | None:
        """The name its app gave it."""
    @property
    def held_by_app_id(self) -> int | None: ...
    @property
    def held_by_requesting_app(self) -> bool | None:
        """Whether the connection itself placed it."""

class DeliveryMethod:
    """How goods are to reach the buyer."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def type(self) -> str:
        """ "shipping", "pick_up", "pickup_point", "local", "retail", "none", or newer."""
    @property
    def presented_name(self) -> str | None: ...
    @property
    def service_code(self) -> str | None: ...
    @property
    def earliest_at(self) -> datetime | None:
        """When the buyer was promised it."""
    @property
    def latest_at(self) -> datetime | None: ...

class FulfilmentOrderLine:
    """What one location is to send of one line of the order."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def line_item_id(self) -> int:
        """The order's line."""
    @property
    def variant_id(self) -> int | None: ...
    @property
    def inventory_item_id(self) -> int | None: ...
    @property
    def sku(self) -> str | None: ...
    @property
    def total_quantity(self) -> int:
        """Units this location was to send."""
    @property
    def remaining_quantity(self) -> int:
        """Units it is still to send."""
    @property
    def requires_shipping(self) -> bool: ...

class FulfilmentOrder:
    """What one location is to send. Webhooks tell an id and a status, and of the rest only what changed; a query tells all."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def order_id(self) -> int | None: ...
    @property
    def status(self) -> str | None:
        """ "open", "in_progress", "on_hold", "scheduled", "closed", "cancelled", ..."""
    @property
    def request_status(self) -> str | None:
        """What was asked of the fulfilment service, and its answer: "accepted"."""
    @property
    def assigned_location_id(self) -> int | None: ...
    @property
    def assigned_location_name(self) -> str | None: ...
    @property
    def fulfil_at(self) -> datetime | None:
        """Not before."""
    @property
    def fulfil_by(self) -> datetime | None:
        """The latest."""
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def delivery_method(self) -> DeliveryMethod | None: ...
    @property
    def destination(self) -> Address | None: ...
    @property
    def destination_email(self) -> str | None: ...
    @property
    def holds(self) -> list[FulfilmentHold]: ...
    @property
    def lines(self) -> list[FulfilmentOrderLine]: ...
    @property
    def fulfilments(self) -> list[Fulfilment]: ...

class FulfilmentOrderQuantity:
    """So many units of a line of a fulfilment order."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def fulfilment_order_id(self) -> int:
        """0 where the event speaks of one fulfilment order alone."""
    @property
    def line_id(self) -> int: ...
    @property
    def quantity(self) -> int: ...

class FulfilmentOrderChange:
    """An event about a fulfilment order. Which of the other orders are there depends on its kind."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def kind(self) -> str:
        """The topic behind its slash: "moved", "placed_on_hold", "split", ..."""
    @property
    def fulfilment_order(self) -> FulfilmentOrder:
        """The one that changed; of a move the one that goods were taken from."""
    @property
    def remaining(self) -> FulfilmentOrder | None:
        """Of a hold or a split: what stayed behind."""
    @property
    def replacement(self) -> FulfilmentOrder | None:
        """Of a cancellation or a split: what takes its place."""
    @property
    def moved(self) -> FulfilmentOrder | None:
        """Of a move: what the goods are now in."""
    @property
    def submitted(self) -> FulfilmentOrder | None:
        """Of a request: what was sent to the service."""
    @property
    def hold(self) -> FulfilmentHold | None:
        """The hold that was placed or released."""
    @property
    def lines(self) -> list[FulfilmentOrderQuantity]:
        """What was held, split off, moved or merged."""
    @property
    def message(self) -> str | None:
        """Of the merchant or of the fulfilment service."""
    @property
    def initial_status(self) -> str | None:
        """Of a progress report: the status before it."""
    @property
    def source_location_id(self) -> int | None: ...
    @property
    def destination_location_id(self) -> int | None: ...

class BulkFulfilmentOrders(BulkObjects[FulfilmentOrder]):
    """The fulfilment orders of a bulk file. ``len()`` is their number."""

def read_fulfilment(body: Buffer, topic: str = "fulfillments/update") -> Fulfilment:
    """Read the payload of fulfillments/create or fulfillments/update; ``topic`` stands in errors."""

def read_fulfilment_node(body: Buffer) -> Fulfilment:
    """Read a Fulfillment node with id, order { id }, name, status, createdAt, updatedAt, trackingInfo and
    fulfillmentLineItems.

    displayStatus, service, location and events are read where they were asked for.
    """

def read_fulfilment_event(body: Buffer, topic: str = "fulfillment_events/create") -> FulfilmentEvent:
    """Read the payload of fulfillment_events/create or delete; ``topic`` stands in errors."""

def read_fulfilment_order_node(body: Buffer) -> FulfilmentOrder:
    """Read a FulfillmentOrder node with id, orderId, status, requestStatus, assignedLocation, createdAt, updatedAt,
    fulfillmentHolds and lineItems.

    deliveryMethod, destination, fulfillAt, fulfillBy and fulfillments are read where they were asked for.
    """

def read_fulfilment_order_change(body: Buffer, topic: str) -> FulfilmentOrderChange:
    """Read the payload of any topic of fulfillment_orders or fulfillment_holds, which the topic tells apart."""

def read_fulfilment_orders_jsonl(path: Buffer | str | PathLike[str]) -> BulkFulfilmentOrders:
    """Read a bulk file of fulfillmentOrders with the selection of ``read_fulfilment_order_node``.

    ``path`` is a file or its bytes. Children may stand anywhere. A bad line costs the object it belongs to.
    """
