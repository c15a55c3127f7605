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


def one_sided(left: Any, right: Any, place: str = "") -> set[str]:
    """Where two plain values differ in that one of them tells nothing; any other difference is an error.

    Lists are compared element by element, and places name no positions: ``refunds.transactions.message``.
    """
    if left == right:
        return set()
    if left is None or right is None:
        return {place}
    if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
        inner = [one_sided(left[key], right[key], f"{place}.{key}".lstrip(".")) for key in left]
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        inner = [one_sided(one, other, place) for one, other in zip(left, right, strict=True)]
    else:
        raise AssertionError(f"{place}: {left!r} is not {right!r}")
    return set().union(*inner)
