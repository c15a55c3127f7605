from datetime import datetime
from typing import ClassVar

from typing_extensions import Buffer

__all__ = [
    "AppUninstalled",
    "BulkFinish",
    "GraphqlCost",
    "GraphqlError",
    "GraphqlResponse",
    "Identity",
    "ScopesUpdate",
    "Tombstone",
    "UserError",
    "gid",
    "identify",
    "legacy_id",
    "read_app_uninstalled",
    "read_bulk_finish",
    "read_nodes",
    "read_response",
    "read_scopes_update",
    "read_tombstone",
    "read_user_errors",
    "write_request",
]

class Identity:
    """Which object a webhook speaks of."""

    @property
    def object_key(self) -> str:
        """ "order:123", "level:<item>:<location>", "bulk:<gid>", "shop", ..."""
    @property
    def version(self) -> datetime | None:
        """``updated_at`` of the object, where the payload is the object and tells."""

class BulkFinish:
    """The payload of bulk_operations/finish."""

    @property
    def gid(self) -> str: ...
    @property
    def status(self) -> str:
        """Lower case: "completed", "failed", ..."""
    @property
    def error_code(self) -> str | None: ...

class GraphqlError:
    """One entry of "errors"."""

    @property
    def message(self) -> str: ...
    @property
    def code(self) -> str | None:
        """``extensions.code``: "THROTTLED", "ACCESS_DENIED", ..."""
    @property
    def path(self) -> list[str]: ...

class GraphqlCost:
    """Points of the leaky bucket."""

    @property
    def requested(self) -> float | None: ...
    @property
    def actual(self) -> float | None:
        """None where nothing ran."""
    @property
    def maximum(self) -> float | None:
        """Size of the bucket."""
    @property
    def available(self) -> float | None:
        """Points left."""
    @property
    def restore_rate(self) -> float | None:
        """Points a second."""

class GraphqlResponse:
    """An answer of the GraphQL endpoint, or of the gateway in front of it."""

    @property
    def errors(self) -> list[GraphqlError]: ...
    @property
    def cost(self) -> GraphqlCost | None: ...
    @property
    def data(self) -> bytes | None:
        """The bytes of "data" as they came; None where it is missing or null."""

class UserError:
    """One entry of a mutation's "userErrors"."""

    @property
    def field(self) -> list[str]: ...
    @property
    def code(self) -> str | None: ...
    @property
    def message(self) -> str: ...

class AppUninstalled:
    """The app was removed: its tokens are dead, and 48 hours later the store asks for erasure."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def shop_id(self) -> int: ...
    @property
    def shop_name(self) -> str: ...
    @property
    def myshopify_domain(self) -> str | None: ...

class ScopesUpdate:
    """The app may now do more or less than before."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def shop_id(self) -> int: ...
    @property
    def current(self) -> list[str]:
        """Sorted."""
    @property
    def previous(self) -> list[str]:
        """Sorted."""
    @property
    def updated_at(self) -> datetime: ...

class Tombstone:
    """What is left of an object that was deleted."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def kind(self) -> str:
        """As in an object's key: "customer", "company", "market"."""
    @property
    def id(self) -> int: ...

def identify(topic: str, body: Buffer) -> Identity:
    """Name the object a webhook speaks of; the whole document is validated.

    Topics about a part of an order give the order's key. DecodeError where no object is named.
    """

def read_nodes(data: Buffer) -> list[bytes | None]:
    """Split "data" of ``{nodes(ids:) {...}}`` into the bytes of each node; None for an unknown id."""

def read_bulk_finish(body: Buffer) -> BulkFinish:
    """Read the payload of bulk_operations/finish."""

def read_app_uninstalled(body: Buffer) -> AppUninstalled:
    """Read the payload of app/uninstalled: the store as it last was."""

def read_scopes_update(body: Buffer) -> ScopesUpdate:
    """Read the payload of app/scopes_update."""

def read_tombstone(body: Buffer, topic: str) -> Tombstone:
    """Read the payload of any topic ``<resource>/delete`` whose object has a number; InputError for another topic."""

def read_response(body: Buffer) -> GraphqlResponse:
    """Read the envelope of a GraphQL answer."""

def read_user_errors(data: Buffer, mutation: str) -> list[UserError]:
    """Read the user errors of one mutation from "data"; DecodeError when its payload is missing or null."""

def write_request(document: str, variables_json: Buffer) -> bytes:
    """Write a GraphQL request; the variables must be a JSON object and are sent as they are."""

def gid(kind: str, id: int) -> str:
    """ "gid://shopify/<kind>/<id>"; InputError for a kind that is no word or an id of zero or less."""

def legacy_id(gid: str) -> int:
    """The number in a global id; DecodeError for any other text."""
