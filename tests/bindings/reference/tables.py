"""Comparisons of rows by look-ups in dictionaries: what crossdock_core.diff does with columns, said plainly."""

from typing import Any

Row = tuple[Any, ...]


def keyed(names: list[str], rows: list[Row], key: list[str]) -> dict[Any, dict[str, Any]]:
    """Rows as dictionaries by their key, each with its number under None."""
    by_key = {}
    for number, row in enumerate(rows):
        cells: dict[Any, Any] = dict(zip(names, row, strict=True))
        cells[None] = number
        by_key[tuple(comparable(cells[name]) for name in key)] = cells
    return by_key


def comparable(cell: Any) -> Any:
    """A cell such that equal ones are ==: not-a-number is equal to itself."""
    return "not a number" if isinstance(cell, float) and cell != cell else cell


def differing(left: dict[str, Any], right: dict[str, Any], fields: list[str]) -> list[str]:
    return [name for name in fields if comparable(left[name]) != comparable(right[name])]


def diff(
    names: list[str], desired: list[Row], observed: list[Row], key: list[str]
) -> tuple[list[int], list[int], list[tuple[int, int, list[str]]]]:
    """Added, removed, and changed rows with their partners and fields."""
    fields = [name for name in names if name not in key]
    ours, theirs = keyed(names, desired, key), keyed(names, observed, key)
    added = [cells[None] for place, cells in ours.items() if place not in theirs]
    removed = [cells[None] for place, cells in theirs.items() if place not in ours]
    changed = [
        (cells[None], theirs[place][None], differing(cells, theirs[place], fields))
        for place, cells in ours.items()
        if place in theirs and differing(cells, theirs[place], fields)
    ]
    return added, removed, changed


def whose(desired: Any, observed: Any, agreed: Any) -> str | None:
    """Whose change a difference is; None where there is none."""
    if desired == observed == agreed:
        return None
    if desired == observed:
        return "both"
    if observed == agreed:
        return "ours"
    return "theirs" if desired == agreed else "conflict"


def three_way(
    names: list[str], desired: list[Row], observed: list[Row], agreed: list[Row], key: list[str]
) -> dict[Any, tuple[str, dict[str, str] | str]]:
    """By key: ("changed", whose each field is), or ("added" or "removed", whose the row is)."""
    fields = [name for name in names if name not in key]
    sets = [keyed(names, rows, key) for rows in (desired, observed, agreed)]
    result: dict[Any, tuple[str, dict[str, str] | str]] = {}
    for place in {place for one in sets for place in one}:
        ours, theirs, base = (one.get(place) for one in sets)
        if ours and theirs and base:
            fates = {
                name: fate
                for name in fields
                if (fate := whose(comparable(ours[name]), comparable(theirs[name]), comparable(base[name])))
            }
            if fates:
                result[place] = ("changed", fates)
        elif base is None:
            if ours and theirs:
                result[place] = ("added", "conflict" if differing(ours, theirs, fields) else "both")
            else:
                result[place] = ("added", "ours" if ours else "theirs")
        elif ours is None and theirs is None:
            result[place] = ("removed", "both")
        else:
            left = ours or theirs
            assert left is not None
            result[place] = (
                "removed",
                "conflict" if differing(left, base, fields) else "theirs" if ours else "ours",
            )
    return result
