"""The one family of exceptions the core raises.

Every message is a whole sentence for people and names shapes and limits, never values of the payload:
payloads hold personal data, and messages end in logs and chatter. Running out of memory is Python's own
``MemoryError``.
"""

from __future__ import annotations

__all__ = ["CrossdockError", "DecodeError", "InputError", "LimitError"]


class CrossdockError(Exception):
    """Base of the family; raised itself only for what the core did not expect."""


class DecodeError(CrossdockError, ValueError):
    """Bytes from outside are not what the sender's contract promises.

    ``system`` names the sender ("shopify", "hubspot"), ``topic`` what the bytes were read as, ``path`` the
    place ("$.line_items[2].price"), ``expected`` and ``found`` the shapes, ``offset`` the byte in the
    document where known.
    """

    def __init__(
        self,
        message: str,
        system: str = "",
        topic: str = "",
        path: str = "",
        expected: str = "",
        found: str = "",
        offset: int | None = None,
    ) -> None:
        super().__init__(message, system, topic, path, expected, found, offset)
        self.system = system
        self.topic = topic
        self.path = path
        self.expected = expected
        self.found = found
        self.offset = offset

    def __str__(self) -> str:
        return str(self.args[0])


class LimitError(CrossdockError, ValueError):
    """Something is beyond a named bound: ``name`` (unit last), ``limit`` and ``actual``."""

    def __init__(self, message: str, name: str = "", limit: int = 0, actual: int = 0) -> None:
        super().__init__(message, name, limit, actual)
        self.name = name
        self.limit = limit
        self.actual = actual

    def __str__(self) -> str:
        return str(self.args[0])


class InputError(CrossdockError, ValueError):
    """A caller's own argument cannot be used, such as a blank idempotency key."""
