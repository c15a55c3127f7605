"""Rate limits: calls in a rolling window of ten seconds, searches in one second, calls a day.

Sources: developers.hubspot.com usage guidelines. The search endpoints carry no rate headers.
"""

from __future__ import annotations

import time
from collections import deque

INTERVAL_MILLISECONDS = 10_000
CALLS_MAX = 190
SEARCHES_PER_SECOND_MAX = 5
DAILY_MAX = 625_000


class Limits:
    """Counts the calls of one app at one account."""

    def __init__(self) -> None:
        self.calls_max = CALLS_MAX
        self._calls: deque[float] = deque()
        self._searches: deque[float] = deque()
        self._today = 0

    def refusal(self, is_search: bool) -> str | None:
        """Count a call; the name of the policy that it violates, or None. Refused calls are not counted."""
        at = time.monotonic()
        _drop(self._calls, at - INTERVAL_MILLISECONDS / 1000)
        _drop(self._searches, at - 1.0)
        if self._today >= DAILY_MAX:
            return "DAILY"
        if len(self._calls) >= self.calls_max:
            return "TEN_SECONDLY_ROLLING"
        if is_search and len(self._searches) >= SEARCHES_PER_SECOND_MAX:
            return "SECONDLY"
        self._calls.append(at)
        if is_search:
            self._searches.append(at)
        self._today += 1
        return None

    def headers(self) -> dict[str, str]:
        return {
            "X-HubSpot-RateLimit-Daily": str(DAILY_MAX),
            "X-HubSpot-RateLimit-Daily-Remaining": str(max(0, DAILY_MAX - self._today)),
            "X-HubSpot-RateLimit-Interval-Milliseconds": str(INTERVAL_MILLISECONDS),
            "X-HubSpot-RateLimit-Max": str(self.calls_max),
            "X-HubSpot-RateLimit-Remaining": str(max(0, self.calls_max - len(self._calls))),
        }


def _drop(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()
