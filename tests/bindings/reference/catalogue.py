"""Bulk files of variants and levels read with Python's own parser, one line after another: what the core does, plainly."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

LINE_BYTES_MAX = 1 << 20
DEPTH_MAX = 64
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
GID = re.compile(r"gid://shopify/([A-Za-z]+)/([0-9]+)(\?.*)?", re.ASCII | re.DOTALL)
TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))", re.ASCII)


class WrongLine(Exception):
    """The line costs itself."""


class NoObject(WrongLine):
    """A whole document of another type."""


@dataclass
class Catalogue:
    variants: list[tuple[Any, ...]] = field(default_factory=list)
    levels: list[tuple[int, int, int | None, datetime | None]] = field(default_factory=list)
    error_lines: list[int] = field(default_factory=list)
    line_count: int = 0
    truncated: bool = False


def read(content: bytes) -> Catalogue:
    catalogue = Catalogue()
    items: dict[int, int] = {}
    waiting: dict[int, list[tuple[int, tuple[Any, ...]]]] = {}
    lines = content.split(b"\n")
    for number, line in enumerate(lines, 1):
        is_last = number == len(lines)
        if len(line) <= LINE_BYTES_MAX and not line.strip(b" \t\r"):
            continue
        catalogue.line_count += 1
        try:
            document = parse(line)
        except NoObject:
            catalogue.error_lines.append(number)
            continue
        except WrongLine:
            catalogue.truncated = is_last and len(line) <= LINE_BYTES_MAX
            catalogue.error_lines.append(number)
            continue
        try:
            if document.get("__parentId") is not None:
                variant, item, rest = level_of(document)
                if item is None and variant not in items:
                    waiting.setdefault(variant, []).append((number, rest))
                else:
                    catalogue.levels.append((items[variant] if item is None else item, *rest))
                continue
            row = variant_of(document)
            if row[0] in items:
                raise WrongLine
            items[row[0]] = row[2]
            catalogue.variants.append(row)
            catalogue.levels += [(row[2], *rest) for _number, rest in waiting.pop(row[0], [])]
        except WrongLine:
            catalogue.error_lines.append(number)
    catalogue.error_lines += [number for waited in waiting.values() for number, _rest in waited]
    catalogue.error_lines.sort()
    return catalogue


def variant_of(document: dict[str, Any]) -> tuple[Any, ...]:
    variant, _query = gid(document, "id", "ProductVariant")
    product = mapping(document, "product")
    item = mapping(document, "inventoryItem")
    if not isinstance(item.get("tracked"), bool):
        raise WrongLine
    return (
        variant,
        gid(product, "id", "Product")[0],
        gid(item, "id", "InventoryItem")[0],
        text(document, "sku") or None,
        text(document, "barcode") or None,
        text(document, "title"),
        text(product, "title"),
        item["tracked"],
    )


def level_of(document: dict[str, Any]) -> tuple[int, int | None, tuple[Any, ...]]:
    """The variant (or 0), the item where it is known, and the rest of the row."""
    _level, query = gid(document, "id", "InventoryLevel")
    named = next((one for one in query.split("&") if one.startswith("inventory_item_id=")), "")
    item = positive(named.removeprefix("inventory_item_id="))
    found = GID.fullmatch(document["__parentId"]) if isinstance(document["__parentId"], str) else None
    parent = found and positive(found[2])
    if found is None or parent is None or found[1] not in ("ProductVariant", "InventoryItem"):
        raise WrongLine
    if found[1] == "InventoryItem":
        item = parent
    location, _query = gid(mapping(document, "location"), "id", "Location")
    rest = (location, available(document.get("quantities")), moment(document.get("updatedAt")))
    return (parent if found[1] == "ProductVariant" else 0), item, rest


def available(quantities: Any) -> int | None:
    if not isinstance(quantities, list):
        raise WrongLine
    found = None
    for quantity in quantities:
        if not isinstance(quantity, dict) or not isinstance(quantity.get("name"), str):
            raise WrongLine
        if quantity["name"] == "available":
            found = quantity.get("quantity")
            if type(found) is not int or not -(2**63) <= found < 2**63:
                raise WrongLine
    return found


def moment(value: Any) -> datetime | None:
    if value is None:
        return None
    found = TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise WrongLine
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    microsecond = int((found[7] or "").ljust(6, "0")[:6])
    hours, minutes = int(found[9] or 0), int(found[10] or 0)
    if hours > 23 or minutes > 59:
        raise WrongLine
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if found[8] == "-" else 1)
    try:
        return datetime(year, month, day, hour, minute, second, microsecond, timezone.utc) - offset
    except (ValueError, OverflowError):
        raise WrongLine from None


def gid(owner: dict[str, Any], key: str, kind: str) -> tuple[int, str]:
    """The number of a global id of that kind, and its query."""
    found = GID.fullmatch(owner[key]) if isinstance(owner.get(key), str) else None
    number = found and positive(found[2])
    if found is None or number is None or found[1] != kind:
        raise WrongLine
    return number, (found[3] or "?")[1:]


def positive(digits: str) -> int | None:
    return int(digits) if re.fullmatch("[0-9]{1,40}", digits) and 0 < int(digits) < 2**63 else None


def mapping(owner: dict[str, Any], key: str) -> dict[str, Any]:
    if not isinstance(owner.get(key), dict):
        raise WrongLine
    return owner[key]  # type: ignore[no-any-return]


def text(owner: dict[str, Any], key: str) -> str:
    value = owner.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or "\0" in value:
        raise WrongLine
    return value


def parse(line: bytes) -> dict[str, Any]:
    """One JSON object, by the rules of the core's scanner."""
    if len(line) > LINE_BYTES_MAX:
        raise WrongLine
    try:
        document = json.loads(line.decode(), object_pairs_hook=_unique, parse_int=_integer, parse_float=_number,
                              parse_constant=_refused)  # fmt: skip
    except (ValueError, RecursionError):
        raise WrongLine from None
    check(document, 1)
    if not isinstance(document, dict):
        raise NoObject
    return document


def check(value: Any, depth: int) -> None:
    if isinstance(value, dict | list):
        if depth > DEPTH_MAX:
            raise WrongLine
        for inner in [*value, *value.values()] if isinstance(value, dict) else value:
            check(inner, depth + 1)
    elif isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise WrongLine


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _value in pairs}) != len(pairs):
        raise ValueError("a key that repeats")
    return dict(pairs)


def _integer(digits: str) -> int:
    if not -(2**63) <= int(digits) < 2**64:
        raise ValueError("beyond 64 bits")
    return int(digits)


def _number(digits: str) -> float:
    if math.isinf(float(digits)):
        raise ValueError("beyond a double")
    return float(digits)


def _refused(_word: str) -> None:
    raise ValueError("no JSON")
