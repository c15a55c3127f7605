"""What the core read, as plain values: to compare results with each other and with a reference."""

from __future__ import annotations

from typing import Any


def plain(value: Any) -> Any:
    """A result of the core as dictionaries, lists and scalars, with every property by its name."""
    if isinstance(value, list | tuple):
        return [plain(element) for element in value]
    if type(value).__module__.startswith("crossdock_core"):
        names = [name for name, member in vars(type(value)).items() if isinstance(member, property)]
        assert names, f"{type(value).__name__} shows nothing"
        return {name: plain(getattr(value, name)) for name in names}
    return value
