"""`@idempotent(key:)`: which mutations take it, from when they demand it, what a repeated key gets.

Keys are kept 24 hours. The same key with the same parameters does not run again; while the first is in flight
it gets CONCURRENT_REQUEST, after a failure PREVIOUS_ATTEMPT_FAILED, with other parameters
KEY_PARAMETER_MISMATCH. Source: shopify.dev/docs/api/usage/implementing-idempotency and the descriptions in
the published schema.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

KEPT_SECONDS = 24 * 3600
REQUIRED_FROM = "2026-04"
MUTATIONS = frozenset(
    {
        "inventoryActivate",
        "inventoryAdjustQuantities",
        "inventoryMoveQuantities",
        "inventorySetOnHandQuantities",
        "inventorySetQuantities",
        "refundCreate",
    }
)
MESSAGES = {
    "IDEMPOTENCY_CONCURRENT_REQUEST": "This request is currently in progress, please try again.",
    "IDEMPOTENCY_KEY_PARAMETER_MISMATCH": (
        "The same idempotency key cannot be used with different operation parameters."
    ),
    "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED": (
        "A previous request with this idempotency key failed. Retry with a new idempotency key."
    ),
}


def required(mutation: str, version: str) -> bool:
    return mutation in MUTATIONS and version >= REQUIRED_FROM


@dataclass
class Attempt:
    """What is known of a key: in_flight, done or failed, and what the first run made."""

    fingerprint: str
    at: float
    state: str = "in_flight"
    made: Any = None


class Keys:
    """The keys of one app at one store."""

    def __init__(self) -> None:
        self._attempts: dict[str, Attempt] = {}

    def begin(self, key: str, mutation: str, arguments: dict[str, Any]) -> tuple[str | None, Attempt]:
        """(None, new attempt) when it must run; ("done", attempt) when it ran; else the code of the error."""
        self._forget()
        fingerprint = json.dumps([mutation, arguments], sort_keys=True, default=str)
        known = self._attempts.get(key)
        if known is None:
            attempt = Attempt(fingerprint, time.time())
            self._attempts[key] = attempt
            return None, attempt
        if known.fingerprint != fingerprint:
            return "IDEMPOTENCY_KEY_PARAMETER_MISMATCH", known
        if known.state == "in_flight":
            return "IDEMPOTENCY_CONCURRENT_REQUEST", known
        if known.state == "failed":
            return "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", known
        return "done", known

    def age(self, seconds: float) -> None:
        """Make all keys older; for tests of the retention."""
        for attempt in self._attempts.values():
            attempt.at -= seconds

    def clear(self) -> None:
        self._attempts.clear()

    def _forget(self) -> None:
        oldest = time.time() - KEPT_SECONDS
        while self._attempts:
            key, attempt = next(iter(self._attempts.items()))
            if attempt.at >= oldest:
                return
            del self._attempts[key]
