from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from typing_extensions import Buffer

from .objects import RemoteObject

__all__ = [
    "Engagement",
    "SegmentMembership",
    "ServiceCase",
    "engagement_of",
    "engagement_properties",
    "read_segments",
    "service_case_of",
    "service_case_properties",
]

class SegmentMembership:
    """A person is in a segment (a list of HubSpot's)."""

    @property
    def segment_id(self) -> str: ...
    @property
    def since(self) -> datetime | None:
        """When the person was last put in."""
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class Engagement:
    """What the CRM knows of its relation to a person."""

    @property
    def person_id(self) -> str: ...
    @property
    def email(self) -> str | None: ...
    @property
    def lifecycle_stage(self) -> str | None:
        """The stored value, not its label."""
    @property
    def lead_status(self) -> str | None: ...
    @property
    def score(self) -> Decimal | None: ...
    @property
    def owner_id(self) -> str | None: ...
    @property
    def segments(self) -> list[SegmentMembership]: ...
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def is_archived(self) -> bool: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class ServiceCase:
    """A person's request for help (a ticket of HubSpot's)."""

    @property
    def id(self) -> str: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def content(self) -> str | None: ...
    @property
    def pipeline(self) -> str | None: ...
    @property
    def stage(self) -> str | None:
        """The id of the stage within the pipeline."""
    @property
    def priority(self) -> str | None:
        """In lower case: "low", "medium", "high", "urgent" and others."""
    @property
    def categories(self) -> list[str]: ...
    @property
    def source(self) -> str | None:
        """In lower case."""
    @property
    def resolution(self) -> str | None: ...
    @property
    def owner_id(self) -> str | None: ...
    @property
    def contact_ids(self) -> list[str]:
        """Sorted; empty where associations were not read."""
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def is_archived(self) -> bool: ...
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

def engagement_properties() -> list[str]:
    """The properties of a contact that engagement_of() reads, beside the score's."""

def engagement_of(
    contact: RemoteObject, *, score_property: str = "", segments: Sequence[SegmentMembership] = ...
) -> Engagement:
    """A contact as the canonical engagement; DecodeError for a score that is no number."""

def service_case_properties() -> list[str]:
    """The properties of a ticket that service_case_of() reads."""

def service_case_of(ticket: RemoteObject) -> ServiceCase:
    """A ticket as the canonical service case; DecodeError for a time that is none."""

def read_segments(body: Buffer) -> list[SegmentMembership]:
    """Read the segments (lists) that one record is in, by id."""
