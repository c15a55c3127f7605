from datetime import datetime
from typing import ClassVar

from typing_extensions import Buffer

__all__ = [
    "OrderEdit",
    "OrderLineDelta",
    "OrderProtectionChange",
    "RiskAssessmentChange",
    "read_order_edit",
    "read_order_protection_change",
    "read_risk_assessment_change",
]

class OrderLineDelta:
    """So many units of a line, added or removed."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def line_id(self) -> int: ...
    @property
    def quantity(self) -> int:
        """Above zero either way."""

class OrderEdit:
    """A merchant's or an app's change of an order after it was placed."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def order_id(self) -> int: ...
    @property
    def app_id(self) -> int | None: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def committed_at(self) -> datetime | None: ...
    @property
    def notify_customer(self) -> bool: ...
    @property
    def staff_note(self) -> str | None: ...
    @property
    def added_lines(self) -> list[OrderLineDelta]: ...
    @property
    def removed_lines(self) -> list[OrderLineDelta]: ...
    @property
    def discounts_changed(self) -> bool: ...
    @property
    def shipping_changed(self) -> bool: ...

class RiskAssessmentChange:
    """One assessment of an order's risk is new."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def order_id(self) -> int | None: ...
    @property
    def level(self) -> str:
        """ "low", "medium", "high", "none", "pending", or newer."""
    @property
    def provider_id(self) -> int | None:
        """The app that assessed it; None for Shopify itself."""
    @property
    def provider_title(self) -> str | None: ...
    @property
    def created_at(self) -> datetime | None: ...

class OrderProtectionChange:
    """Whether Shopify bears the loss of a fraudulent chargeback."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def order_id(self) -> int: ...
    @property
    def status(self) -> str:
        """ "pending", "active", "inactive", "protected", "not_protected", or newer."""
    @property
    def eligibility(self) -> str | None:
        """ "pending", "eligible", "not_eligible", or newer."""

def read_order_edit(body: Buffer) -> OrderEdit:
    """Read the payload of orders/edited. (Shopify's published examples, 2023-07 to 2026-07.)"""

def read_risk_assessment_change(body: Buffer) -> RiskAssessmentChange:
    """Read the payload of orders/risk_assessment_changed. (Shopify's published examples, 2024-04 to 2026-07.)"""

def read_order_protection_change(body: Buffer) -> OrderProtectionChange:
    """Read the payload of orders/shopify_protect_eligibility_changed."""
