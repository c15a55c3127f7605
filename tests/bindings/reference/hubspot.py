"""HubSpot's answers and webhooks read by plain Python: slow, and written without a look at the core's readers."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None


def text_of(value: Any) -> str | None:
    """An id, whichever way it is written."""
    return None if value is None else str(value)


def remote_object(node: Json) -> Json:
    linked = node.get("associations") or {}
    return {
        "id": node["id"],
        "properties": node["properties"],
        "updated_at": moment(node.get("updatedAt")),
        "created_at": moment(node.get("createdAt")),
        "archived_at": moment(node.get("archivedAt")),
        "new": node.get("new"),
        "trace_id": node.get("objectWriteTraceId") or None,
        "archived": bool(node.get("archived")),
        "associations": {
            name: [(str(one["id"]), one.get("type") or "") for one in page["results"]] for name, page in linked.items()
        },
    }


def after(node: Json) -> str | None:
    return ((node.get("paging") or {}).get("next") or {}).get("after")


def type_of(node: Json) -> tuple[str, int, str | None]:
    return node["category"], node["typeId"], node.get("label") or None


def associations(node: Json) -> Json:
    return {
        "from_id": str(node["from"]["id"]),
        "to": [(str(one["toObjectId"]), [type_of(kind) for kind in one["associationTypes"]]) for one in node["to"]],
        "after": after(node),
    }


def event(node: Json) -> Json:
    kind = node["subscriptionType"].split(".", 1)[-1]
    merge = link = None
    named = [node.get("objectId")]
    if kind == "merge":
        merge = {
            "primary_id": text_of(node.get("primaryObjectId")),
            "merged_ids": [str(one) for one in node.get("mergedObjectIds") or []],
            "new_id": text_of(node.get("newObjectId")),
            "properties_moved": node.get("numberOfPropertiesMoved"),
        }
        named += [merge["new_id"], merge["primary_id"]]
    if kind == "associationChange":
        link = {
            "from_id": str(node["fromObjectId"]),
            "to_id": str(node["toObjectId"]),
            "removed": bool(node.get("associationRemoved")),
            "is_primary": node.get("isPrimaryAssociation"),
            "type": node.get("associationType") or None,
            "category": node.get("associationCategory") or None,
            "type_id": node.get("associationTypeId"),
            "from_type_id": node.get("fromObjectTypeId") or None,
            "to_type_id": node.get("toObjectTypeId") or None,
        }
        named.append(link["from_id"])
    content = {name: value for name, value in node.items() if name != "attemptNumber"}
    ordered = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {
        "object_id": next(str(one) for one in named if one is not None),
        "kind": kind,
        "merge": merge,
        "association": link,
        "property_value": node.get("propertyValue"),
        "attempt": node.get("attemptNumber") or 0,
        "key": hashlib.sha256(ordered.encode()).hexdigest(),
    }


def typed(text: str | None) -> Json:
    """What each typed reading gives of a property's text; ValueError stands for a refusal."""
    return {name: _read(read, text) for name, read in _READINGS.items()} | {
        "choices": sorted(one for one in (text or "").split(";") if one)
    }


def _read(read: Any, text: str | None) -> Any:
    if not text:
        return None
    try:
        return read(text)
    except (ValueError, ArithmeticError, OSError):
        # OSError is what a time beyond the platform's range raises.
        return ValueError


def _decimal(text: str) -> Decimal:
    number = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    # A JSON number has no spaces around it here, and is neither true nor NaN.
    if not isinstance(number, Decimal) or not number.is_finite() or text != text.strip(" \t\r\n"):
        raise ValueError
    # Digits are kept as written, of which 64 bits hold the coefficient; zeros of an exponent are written out, and
    # those at the end dropped where they are what does not fit.
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    coefficient, scale = int(number.scaleb(-exponent)) * 10 ** max(exponent, 0), max(-exponent, 0)
    while not (_fits(coefficient) and scale <= 18) and scale and coefficient % 10 == 0:
        coefficient, scale = coefficient // 10, scale - 1
    if not _fits(coefficient) or scale > 18:
        raise ValueError
    return Decimal(coefficient).scaleb(-scale)


def _fits(coefficient: int) -> bool:
    return -(2**63) <= coefficient < 2**63


def _integer(text: str) -> int:
    number = _decimal(text)
    if number != int(number):
        raise ValueError
    return int(number)


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text] if text in ("true", "false") else _refuse()


def _timestamp(text: str) -> datetime:
    if text.removeprefix("-").isdigit() and text.isascii():
        # A date in the basic format is eight digits, which HubSpot writes for no time.
        seconds, rest = divmod(int(text), 1000)
        return datetime.fromtimestamp(seconds, timezone.utc).replace(microsecond=rest * 1000)
    if len(text) == 10:
        text += "T00:00:00Z"
    found = moment(text)
    assert found is not None
    return found if found.tzinfo else _refuse()


def _refuse() -> Any:
    raise ValueError


_READINGS = {"decimal": _decimal, "integer": _integer, "boolean": _boolean, "timestamp": _timestamp}
