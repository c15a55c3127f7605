"""Refusals, and what webhooks tell."""

from .._core.hubspot import (
    AssociationEvent,
    BatchError,
    ErrorBody,
    ErrorDetail,
    MergeEvent,
    WebhookEvent,
    read_error,
    read_webhook_events,
)

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
