"""News about an order that do not carry it: edits, risk, protection."""

from .._core.shopify import (
    OrderEdit,
    OrderLineDelta,
    OrderProtectionChange,
    RiskAssessmentChange,
    read_order_edit,
    read_order_protection_change,
    read_risk_assessment_change,
)

__all__ = [
    "OrderEdit",
    "OrderLineDelta",
    "OrderProtectionChange",
    "RiskAssessmentChange",
    "read_order_edit",
    "read_order_protection_change",
    "read_risk_assessment_change",
]
