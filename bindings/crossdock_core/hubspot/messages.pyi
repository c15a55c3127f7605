from typing import ClassVar

from typing_extensions import Buffer

__all__ = [
    "AssociationEvent",
    "BatchError",
    "ErrorBody",
    "ErrorDetail",
    "MergeEvent",
    "WebhookEvent",
    "read_error",
    "read_webhook_events",
]

class ErrorDetail:
    """One fault of several that an error lists; every field is optional."""

    @property
    def message(self) -> str: ...
    @property
    def code(self) -> str | None:
        """ "PROPERTY_DOESNT_EXIST", ..."""
    @property
    def place(self) -> str | None:
        """The property or parameter it is in."""
    @property
    def sub_category(self) -> str | None: ...
    @property
    def context(self) -> dict[str, list[str]]:
        """What it is about, by HubSpot's names."""
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class ErrorBody:
    """The body of a refusal; every field is optional."""

    @property
    def message(self) -> str | None: ...
    @property
    def category(self) -> str | None:
        """Or ``errorType``, as a rate limit calls it."""
    @property
    def correlation_id(self) -> str | None: ...
    @property
    def sub_category(self) -> str | None: ...
    @property
    def policy_name(self) -> str | None:
        """Of a rate limit: "DAILY", ..."""
    @property
    def code(self) -> str | None:
        """What the retry table knows it by: the policy where one is named, else the category."""
    @property
    def details(self) -> list[ErrorDetail]: ...
    @property
    def context(self) -> dict[str, list[str]]: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class BatchError:
    """Why one or more inputs of a batch were refused."""

    @property
    def message(self) -> str: ...
    @property
    def category(self) -> str | None: ...
    @property
    def sub_category(self) -> str | None: ...
    @property
    def ids(self) -> list[str]:
        """Ids of the context."""
    @property
    def trace_ids(self) -> list[str]:
        """Trace ids of the refused inputs."""
    @property
    def status(self) -> str | None: ...
    @property
    def details(self) -> list[ErrorDetail]: ...
    @property
    def context(self) -> dict[str, list[str]]: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

def read_error(body: Buffer) -> ErrorBody:
    """Read a refusal; DecodeError only when the body is no JSON object."""

class MergeEvent:
    """Which objects became one."""

    @property
    def primary_id(self) -> str | None: ...
    @property
    def merged_ids(self) -> list[str]: ...
    @property
    def new_id(self) -> str | None:
        """Set where the merge made a new object."""
    @property
    def properties_moved(self) -> int | None: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class AssociationEvent:
    """A link that was made or removed."""

    @property
    def from_id(self) -> str: ...
    @property
    def to_id(self) -> str: ...
    @property
    def removed(self) -> bool: ...
    @property
    def is_primary(self) -> bool | None: ...
    @property
    def type(self) -> str | None:
        """ "CONTACT_TO_COMPANY", ...; generic subscriptions give the fields below instead."""
    @property
    def category(self) -> str | None: ...
    @property
    def type_id(self) -> int | None: ...
    @property
    def from_type_id(self) -> str | None:
        """ "0-1" is a contact."""
    @property
    def to_type_id(self) -> str | None: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class WebhookEvent:
    """One event of a webhook's body."""

    @property
    def object_id(self) -> str:
        """The object to look at again, also where the event names it in another field (merges, associations)."""
    @property
    def subscription_type(self) -> str: ...
    @property
    def kind(self) -> str:
        """The type behind its point: "propertyChange", "merge", "deletion", ..."""
    @property
    def object_type_id(self) -> str | None:
        """Of generic subscriptions."""
    @property
    def property_name(self) -> str | None: ...
    @property
    def property_value(self) -> str | None: ...
    @property
    def is_sensitive(self) -> bool | None: ...
    @property
    def merge(self) -> MergeEvent | None: ...
    @property
    def association(self) -> AssociationEvent | None: ...
    @property
    def message_id(self) -> str | None: ...
    @property
    def message_type(self) -> str | None: ...
    @property
    def occurred_at_ms(self) -> int:
        """Milliseconds since 1970 UTC."""
    @property
    def portal_id(self) -> int | None: ...
    @property
    def subscription_id(self) -> int | None: ...
    @property
    def app_id(self) -> int | None: ...
    @property
    def event_id(self) -> int | None:
        """Not unique."""
    @property
    def change_source(self) -> str | None: ...
    @property
    def change_flag(self) -> str | None: ...
    @property
    def source_id(self) -> str | None: ...
    @property
    def attempt(self) -> int:
        """0 for the first delivery."""
    @property
    def key(self) -> str:
        """Equal for deliveries of one event: 64 hexadecimal digits over everything but the attempt."""

def read_webhook_events(body: Buffer) -> list[WebhookEvent]:
    """Read the events of a webhook, an array."""
