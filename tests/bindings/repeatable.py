"""A call that can be repeated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .plain import plain

Call = Callable[[], object]


def whole(read: Callable[..., Any], *given: Any, **named: Any) -> Call:
    """The call whose result is looked at whole, for its values become Python objects only when they are asked for."""
    return lambda: plain(read(*given, **named))
