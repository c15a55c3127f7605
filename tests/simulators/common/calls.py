"""The log of the calls that a simulator answered, bounded, for tests that count calls."""

from __future__ import annotations

from collections import deque
from typing import Any

CALLS_MAX = 100_000


class CallLog:
    """The last calls in the order of their arrival, each with a number that never repeats."""

    def __init__(self) -> None:
        self._calls: deque[dict[str, Any]] = deque(maxlen=CALLS_MAX)
        self._next = 1

    def add(self, call: dict[str, Any]) -> None:
        call["n"] = self._next
        self._next += 1
        self._calls.append(call)

    def since(self, number: int) -> dict[str, Any]:
        """Calls numbered `number` or higher, and the number to ask from next time."""
        return {"next": self._next, "calls": [call for call in self._calls if call["n"] >= number]}

    def clear(self) -> None:
        """Forget the calls; numbers go on, so that a reader's position stays valid."""
        self._calls.clear()
