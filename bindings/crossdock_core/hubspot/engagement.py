"""Contacts and tickets as the canonical engagement and service case."""

from .._core.hubspot import (
    Engagement,
    SegmentMembership,
    ServiceCase,
    engagement_of,
    engagement_properties,
    read_segments,
    service_case_of,
    service_case_properties,
)

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
