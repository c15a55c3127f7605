"""Times as the remote systems write them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def now() -> float:
    """Seconds since the epoch."""
    return time.time()


def iso_utc(seconds: float) -> str:
    """Whole seconds in UTC, as GraphQL answers have them: 2026-11-23T20:35:00Z."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_utc_milliseconds(seconds: float) -> str:
    """Milliseconds in UTC, as HubSpot has them: 2026-11-23T20:35:00.123Z."""
    moment = datetime.fromtimestamp(round(seconds * 1000) / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_local(seconds: float, zone: str) -> str:
    """Whole seconds with a zone's offset, as Shopify's webhooks have them: 2026-11-23T15:35:00-05:00."""
    return datetime.fromtimestamp(int(seconds), ZoneInfo(zone)).isoformat(timespec="seconds")


def parse_iso(text: str) -> float:
    """Seconds since the epoch of an ISO 8601 date or time; a text without an offset is taken as UTC."""
    moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp()
