"""Payloads described field by field, to be read by plain Python and to be made by Hypothesis.

A shape names the fields of an object and what kind of value each holds. From one description come both a strict
reading (``Fields``) and examples of every payload that the description allows (``made``), so that a reference need
not say twice what Shopify sends. A field that is wanted is read when it is asked for, and refused then if it is
missing, null or of another kind: what nobody reads may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
INT64_MAX = 2**63 - 1


class Refused(Exception):
    """The payload is not what was described."""


@dataclass(frozen=True)
class Kind:
    """What a value may be: how it is read, examples of it, and whether it may be missing or null."""

    read: Callable[[Any], Any]
    made: st.SearchStrategy[Any]
    optional: bool = False


class Fields:
    """An object read by its shape: ``fields["name"]`` is the plain value, None where an optional one is missing."""

    def __init__(self, shape: dict[str, Kind], raw: Any) -> None:
        if not isinstance(raw, dict):
            raise Refused
        self.shape, self.raw = shape, raw

    def __getitem__(self, key: str) -> Any:
        kind, value = self.shape[key], self.raw.get(key)
        if value is None and kind.optional:
            return None
        return kind.read(value)

    def pick(self, names: str, **renamed: str) -> Json:
        """Fields that keep their name, and those that get another."""
        return {name: self[name] for name in names.split()} | {name: self[key] for name, key in renamed.items()}


def refuse_unless(holds: bool) -> None:
    if not holds:
        raise Refused


def maybe(kind: Kind) -> Kind:
    return Kind(kind.read, st.none() | kind.made, optional=True)


def made(shape: dict[str, Kind]) -> st.SearchStrategy[Json]:
    """Payloads of that shape, some with a field that nobody knows."""
    wanted = {name: kind.made for name, kind in shape.items() if not kind.optional}
    others = {name: kind.made for name, kind in shape.items() if kind.optional}
    return st.fixed_dictionaries(wanted, optional=others | {"unknown": whole.made | st.just({"unknown": [None]})})


def document(shape: dict[str, Kind], payload: Any) -> Fields:
    """A whole payload, in which no integer is beyond 64 bits, signed or not, whether anybody reads it or not."""
    _bound(payload)
    return Fields(shape, payload)


def _bound(value: Any) -> None:
    if type(value) is int:
        refuse_unless(-(2**63) <= value < 2**64)
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _bound(one)


# Scalars


def _text(value: Any) -> str:
    refuse_unless(isinstance(value, str))
    return str(value)


def _whole(value: Any) -> int:
    refuse_unless(type(value) is int and -(2**63) <= value <= INT64_MAX)
    return int(value)


def _id(value: Any) -> int:
    refuse_unless(_whole(value) > 0)
    return int(value)


def _flag(value: Any) -> bool:
    refuse_unless(isinstance(value, bool))
    return bool(value)


def _lower(value: Any) -> str:
    return re.sub("[A-Z]", lambda letter: letter[0].lower(), _text(value))


MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):?([0-9]{2}))"
)


def _moment(value: Any) -> datetime:
    found = MOMENT.fullmatch(_text(value))
    if not found:
        raise Refused
    *date, fraction, sign, hours, minutes = found.groups()
    offset = timedelta()
    if sign:
        refuse_unless(int(hours) < 24 and int(minutes) < 60)
        offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
    try:
        return datetime(*map(int, date), int((fraction or "0").ljust(6, "0")[:6]), timezone(offset))  # type: ignore[misc]
    except ValueError:
        raise Refused from None


def _amount(value: Any) -> Decimal:
    text = repr(value) if type(value) in (int, float) else _text(value)
    refuse_unless(re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", text) is not None)
    return Decimal(text)


def _moments() -> st.SearchStrategy[str]:
    dates = st.dates().map(str) | st.sampled_from(["0001-01-01", "9999-12-31", "2000-02-29", "1969-12-31"])
    times = st.times().map(lambda time: time.isoformat("seconds")) | st.sampled_from(["00:00:00", "23:59:59"])
    fractions = st.just("") | st.from_regex(r"\.[0-9]{1,9}", fullmatch=True)
    offsets = st.sampled_from(["Z", "+00:00", "-00:00", "+0530", "-05:00", "+23:59", "-23:59", "+14:00"])
    return st.builds("{}T{}{}{}".format, dates, times, fractions, offsets)


texts = st.text(max_size=5) | st.sampled_from(["", " ", "\u0130\u00c9", "\U0001f600", "\u0000", '"\\', "A\u0301"])
said = Kind(_text, texts)
words = maybe(Kind(lambda value: _text(value) or None, texts))
state = maybe(Kind(lambda value: _lower(value) or None, texts | st.sampled_from(["SUCCESS", "NEWER_one", "open"])))
said_state = Kind(_lower, texts | st.sampled_from(["SUCCESS", "NEWER_one", "open"]))


def state_like(*examples: str) -> Kind:
    """A state that is often one of these."""
    return maybe(Kind(lambda value: _lower(value) or None, st.sampled_from(examples) | texts))


whole = Kind(_whole, st.integers(-5, 99) | st.sampled_from([-(2**63), INT64_MAX]))
number = Kind(_id, st.integers(1, 99) | st.integers(2**53, INT64_MAX))
flag = Kind(_flag, st.booleans())
moment = Kind(_moment, _moments())
amount = Kind(
    _amount,
    st.integers(-(10**15), 10**15)
    | st.decimals(0, 10**9, places=2).map(str)
    | st.sampled_from(["0", "0.00", "-0.05", "19.990", "0.123456789"]),
)


def gid(*kinds: str) -> Kind:
    """A global id of one of these kinds, or of any; what stands behind a question mark tells nothing."""

    def read(value: Any) -> int:
        found = re.fullmatch(r"gid://shopify/([A-Za-z]+)/([0-9]+)(\?.*)?", _text(value), re.DOTALL)
        if not found:
            raise Refused
        refuse_unless(not kinds or found[1] in kinds)
        return _id(int(found[2]))

    behind = st.sampled_from(["", "", "?model_name=CustomerAddress"])
    return Kind(
        read, st.builds("gid://shopify/{}/{}{}".format, st.sampled_from(kinds or ("Any",)), number.made, behind)
    )


# What holds others


def part(shape: dict[str, Kind]) -> Kind:
    return Kind(lambda value: Fields(shape, value), made(shape))


def many(kind: Kind, key: str | None = None) -> Kind:
    """A list; with ``key``, of objects that differ in that field."""

    def read(value: Any) -> list[Any]:
        refuse_unless(isinstance(value, list))
        return [kind.read(element) for element in value]

    return Kind(read, st.lists(kind.made, max_size=3, unique_by=(lambda one: one[key]) if key else None))


def connection(shape: dict[str, Kind]) -> Kind:
    """A GraphQL connection on one page, as nodes or as edges."""

    def read(value: Any) -> list[Fields]:
        refuse_unless(isinstance(value, dict))
        page = value.get("pageInfo")
        if page is not None:
            refuse_unless(isinstance(page, dict) and page.get("hasNextPage") in (None, False))
            refuse_unless(page.get("hasNextPage") is None or isinstance(page["hasNextPage"], bool))
        if value.get("nodes") is not None:
            refuse_unless(isinstance(value["nodes"], list))
            return [Fields(shape, node) for node in value["nodes"]]
        refuse_unless(isinstance(value.get("edges"), list))
        refuse_unless(all(isinstance(edge, dict) for edge in value["edges"]))
        return [Fields(shape, edge.get("node")) for edge in value["edges"]]

    nodes = many(part(shape), "id").made if "id" in shape else many(part(shape)).made
    pages = st.sampled_from([{}, {"pageInfo": None}, {"pageInfo": {"hasNextPage": False}}])
    as_nodes = nodes.map(lambda found: {"nodes": found})
    as_edges = nodes.map(lambda found: {"edges": [{"node": node} for node in found]})
    return Kind(read, st.builds(lambda content, page: content | page, as_nodes | as_edges, pages))


def same(shape: dict[str, Kind], names: str, kind: Kind) -> dict[str, Kind]:
    """The shape with further fields of one kind."""
    return shape | dict.fromkeys(names.split(), kind)


def optional(read: Callable[[Fields], Any], fields: Fields | None) -> Any:
    return None if fields is None else read(fields)


def each(read: Callable[[Fields], Any], fields: list[Fields] | None) -> list[Any]:
    return [read(one) for one in fields or []]
