"""Faults that a test asks for in advance and that the next matching calls or deliveries then suffer.

A fault names a kind, what it matches (an operation of a call or a topic of a webhook; nothing = anything) and
how often it strikes (-1 = until it is cleared). Faults are taken in the order in which they were added.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

CALL_KINDS = frozenset({"throttle", "http", "timeout", "cut_before", "cut_after", "malformed", "internal"})
DELIVERY_KINDS = frozenset({"duplicate", "reorder", "drop", "delay", "corrupt_hmac"})
FAULTS_MAX = 10_000


class FaultError(ValueError):
    """The control request describes no fault that can be injected."""


@dataclass
class Fault:
    """One kind of failure, with what it matches and how many times it is still to strike."""

    kind: str
    match: str | None = None
    count: int = 1
    status: int | None = None
    seconds: float = 0.0

    @property
    def strikes_calls(self) -> bool:
        return self.kind in CALL_KINDS


class Faults:
    """The faults that are armed at present."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []

    def add(self, descriptions: list[dict[str, Any]]) -> None:
        """Arm the faults of one control request; all or none of them."""
        parsed = [self._parse(description) for description in descriptions]
        if len(self._armed) + len(parsed) > FAULTS_MAX:
            raise FaultError(f"more than {FAULTS_MAX} faults")
        self._armed.extend(parsed)

    def clear(self) -> None:
        self._armed.clear()

    def take_call(self, names: list[str]) -> Fault | None:
        """The fault that a call known by `names` (root fields, operation name, path) must suffer, if any."""
        return self._take(CALL_KINDS, names)

    def take_delivery(self, topic: str) -> Fault | None:
        return self._take(DELIVERY_KINDS, [topic])

    def armed(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._armed]

    def _take(self, kinds: frozenset[str], names: list[str]) -> Fault | None:
        for fault in self._armed:
            if fault.kind not in kinds or (fault.match is not None and fault.match not in names):
                continue
            if fault.count > 0:
                fault.count -= 1
                if fault.count == 0:
                    self._armed.remove(fault)
            return fault
        return None

    @staticmethod
    def _parse(description: dict[str, Any]) -> Fault:
        kind = description.get("kind")
        if kind not in CALL_KINDS | DELIVERY_KINDS:
            raise FaultError(f"unknown fault kind {kind!r}")
        count = int(description.get("count", 1))
        if count == 0 or count < -1:
            raise FaultError("count must be positive, or -1 for always")
        status = description.get("status")
        return Fault(
            kind=kind,
            match=description.get("operation") or description.get("topic"),
            count=count,
            status=int(status) if status is not None else None,
            seconds=float(description.get("seconds") or 0.0),
        )
